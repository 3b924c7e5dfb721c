"""A checked delivery into the case database: one transaction, so a reader sees the old rows or the new."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import polars as pl
import psycopg
import sqlalchemy as sa

from data_access.engine import CaseDatabaseError, place, read_only_engine, writing_engine
from data_access.schema import require_newest_schema, schema_version, upgrade
from data_access.tables import CaseTable
from seed.delivery.bulk import checked_at_the_end, write
from seed.delivery.checking import Checked, Tell, in_silence
from seed.delivery.contract import TABLES
from seed.delivery.problems import ROW, WARNINGS, problem

_BATCH = 50_000


class Standing(StrEnum):
    """How a delivery stands to the one the database holds."""

    NEW = "new"
    SAME = "same"
    ID_REUSED = "id_reused"
    OLDER = "older"


class Stored(NamedTuple):
    """The delivery that a database holds."""

    delivery_id: str
    as_of: date
    content_sha256: str | None


def store(
    url: str,
    delivery: Checked,
    *,
    also_older: bool = False,
    tell: Tell = in_silence,
    witness: Callable[[], None] = lambda: None,
) -> Standing:
    """Replace what the database holds, unless the delivery is the same, older, or another by the same id.

    Answers how the delivery stood to the stored one; only a NEW one was written. A database that was never
    set up is set up first. Raises CaseDatabaseError, and then nothing was stored. `witness` is called when
    all is written and can still be undone: if it raises, it is.
    """
    if delivery.is_refused:
        raise ValueError("a delivery with errors is never stored")
    mark = content_mark(delivery)
    with writing(url, references=False) as connection:
        standing = _standing(_stored(connection), delivery, mark, also_older)
        if standing is Standing.NEW:
            with checked_at_the_end(connection):
                _replace(connection, delivery, mark, tell)
            witness()
    return standing


def standing(url: str, delivery: Checked, *, also_older: bool = False) -> Standing:
    """How the delivery stands to what the database holds, without writing anything."""
    try:
        engine = read_only_engine(url)
        require_newest_schema(engine)
    except CaseDatabaseError:
        return Standing.NEW
    with engine.connect() as connection:
        return _standing(_stored(connection), delivery, content_mark(delivery), also_older)


def refusal(standing: Standing, delivery: Checked) -> pl.DataFrame:
    """The problem with a delivery that can't follow the stored one."""
    column = {Standing.ID_REUSED: "delivery_id", Standing.OLDER: "as_of"}[standing]
    value = delivery.tables["delivery"][column].cast(pl.String)[0]
    return problem(standing.value, "delivery", 2, column, value)


def content_mark(delivery: Checked) -> str:
    """The mark of all rows, whatever form, order or spelling of numbers they came in."""
    mark = hashlib.sha256()
    for name in TABLES:
        mark.update(f"{name}\n".encode())
        for part in _in_order(delivery, name).iter_slices(_BATCH):
            mark.update(part.write_csv(include_header=False).encode())
    return mark.hexdigest()


@contextmanager
def writing(url: str, *, references: bool = True) -> Iterator[sa.Connection]:
    """A transaction that nobody else can write beside. No failure tells what stood in a row.

    Without `references` SQLite looks none up; whoever asks for that has them checked before the end.
    """
    engine = writing_engine(url, references=references)
    try:
        if schema_version(engine) is None:
            upgrade(url)
        require_newest_schema(engine)
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("LOCK TABLE delivery IN EXCLUSIVE MODE")
            yield connection
    except (sa.exc.DBAPIError, sqlite3.Error, psycopg.Error) as error:
        own = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        what = getattr(own, "sqlite_errorname", None) or getattr(own, "sqlstate", None)
        raise CaseDatabaseError(
            f"{place(engine)} could not be written ({what or type(own).__name__}): nothing was stored."
        ) from None
    finally:
        engine.dispose()


def _stored(connection: sa.Connection) -> Stored | None:
    columns = CaseTable.metadata.tables["delivery"].columns
    row = connection.execute(sa.select(*(columns[name] for name in Stored._fields))).first()
    return Stored(*row) if row else None


def _standing(stored: Stored | None, delivery: Checked, mark: str, also_older: bool) -> Standing:
    if stored is None:
        return Standing.NEW
    if stored.content_sha256 == mark:
        return Standing.SAME
    if stored.delivery_id == delivery.name:
        return Standing.ID_REUSED
    is_older = delivery.as_of is not None and delivery.as_of < stored.as_of
    return Standing.OLDER if is_older and not also_older else Standing.NEW


def _replace(connection: sa.Connection, delivery: Checked, mark: str, tell: Tell) -> None:
    ordered = CaseTable.metadata.sorted_tables
    for table in reversed(ordered):
        connection.execute(table.delete())
    own = {
        "delivery": _in_order(delivery, "delivery").with_columns(content_sha256=pl.lit(mark)),
        "delivery_warning": _warnings(delivery),
    }
    for done, table in enumerate(ordered):
        tell("store", done, len(ordered), table.name)
        rows = own[table.name] if table.name in own else _in_order(delivery, table.name)
        write(connection, table.name, rows)
    tell("store", len(ordered), len(ordered), "")


def _in_order(delivery: Checked, table: str) -> pl.DataFrame:
    """A table's rows as they stand, by their key: the same rows are stored in the same order."""
    return delivery.tables[table].drop(ROW)


def _warnings(delivery: Checked) -> pl.DataFrame:
    """What is remembered of each warning: never the value."""
    return delivery.problems.filter(pl.col("rule").is_in(list(WARNINGS))).select(
        "rule",
        "family_id",
        delivery_id=pl.lit(delivery.name),
        table_name="table",
        row_no="row",
        column_name="column",
    )
