"""Tables emptied and filled by the million rows, as fast as each database can and in the same transaction.

Looking up every row's key and references one by one takes longer than writing it. Here they are looked at all
at once, when every table is filled: one that is broken is found all the same, and nothing is stored.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.schema import AddConstraint, DropConstraint

from data_access.schema import require_intact_references
from data_access.tables import CaseTable

KEYS = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)

_BATCH = 50_000
_AT_ONCE = 50  # rows by one statement; SQLite takes 999 values, versions before 3.32 too
_CACHE_KIB = 131_072


@contextmanager
def checked_at_the_end(connection: sa.Connection) -> Iterator[None]:
    """Keys and references may be broken until the end, and a broken one raises then.

    On SQLite the connection was opened without references: it can't leave them aside within a transaction.
    """
    if connection.dialect.name == "postgresql":
        with _without_constraints(connection):
            yield
    else:
        yield
        require_intact_references(connection)


@contextmanager
def _without_constraints(connection: sa.Connection) -> Iterator[None]:
    """Building an index takes less than half of what adding to it row by row takes.

    Readers wait until the transaction ends, and see the old rows or the new. Tables are locked in the order
    in which they are read, so that nobody holds one while waiting for another.
    """
    connection.exec_driver_sql(f"LOCK TABLE {', '.join(CaseTable.metadata.tables)} IN ACCESS EXCLUSIVE MODE")
    tables = CaseTable.metadata.sorted_tables
    references = [each for table in tables for each in table.foreign_key_constraints]
    keys = [each for table in tables for each in table.constraints if isinstance(each, KEYS)]
    indexes = [each for table in tables for each in table.indexes]
    for constraint in (*references, *keys):
        connection.execute(DropConstraint(constraint))
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)
    for constraint in (*keys, *references):
        connection.execute(AddConstraint(constraint, isolate_from_table=False))


def write(connection: sa.Connection, table: str, rows: pl.DataFrame) -> None:
    """Add rows to a table; the columns are the frame's."""
    {"sqlite": _write_sqlite, "postgresql": _write_postgresql}[connection.dialect.name](
        connection, table, rows
    )


def _write_sqlite(connection: sa.Connection, table: str, rows: pl.DataFrame) -> None:
    """Values as SQLAlchemy would write them, without its work on each, and many rows by one statement."""
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")
    into, places = f"{table} ({', '.join(rows.columns)})", f"({', '.join('?' * rows.width)})"
    days = pl.col(pl.Date).cast(pl.String)
    moments = pl.col(pl.Datetime).dt.to_string("%Y-%m-%d %H:%M:%S%.6f")
    plain = rows.with_columns(days, moments, pl.col(pl.Boolean).cast(pl.UInt8))
    cursor: Any = connection.connection.cursor()
    for part in plain.iter_slices(_BATCH):
        told = zip(*(column.to_list() for column in part), strict=True)
        while some := tuple(islice(told, _AT_ONCE)):
            statement = f"INSERT INTO {into} VALUES {', '.join([places] * len(some))}"
            cursor.execute(statement, tuple(chain.from_iterable(some)))
    cursor.close()


def _write_postgresql(connection: sa.Connection, table: str, rows: pl.DataFrame) -> None:
    statement = f"COPY {table} ({', '.join(rows.columns)}) FROM STDIN (FORMAT csv)"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for part in rows.iter_slices(_BATCH):
            written = io.BytesIO()
            part.write_csv(written, include_header=False)
            copy.write(written.getvalue())
