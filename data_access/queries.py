"""The case database as polars frames, with the column types the table classes state.

Types are never guessed from rows: an empty table, or one whose first thousand values are missing, has the
same types as any other.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import sqlalchemy as sa
from polars.datatypes import DataType, DataTypeClass
from sqlalchemy.engine import Connection, Engine
from sqlmodel.sql.sqltypes import AutoString

from data_access.case import Case
from data_access.columns import Money
from data_access.engine import CaseDatabaseError
from data_access.schema import require_newest_schema
from data_access.tables import CaseTable

_POLARS: dict[type[sa.types.TypeEngine[Any]], DataType | DataTypeClass] = {
    Money: pl.Decimal(scale=2),
    AutoString: pl.String,
    sa.Enum: pl.String,
    sa.Date: pl.Date,
    sa.DateTime: pl.Datetime("us"),
    sa.Boolean: pl.Boolean,
    sa.Integer: pl.Int64,
    sa.Float: pl.Float64,
}
"""What a column of the database becomes."""

CHUNK = 250_000
"""Rows that are in memory as Python's values at a time, while a large table is read."""


def read_case(engine: Engine, folder: Path | None = None) -> Case:
    """Every table, read in one transaction: a delivery that arrives meanwhile is seen whole or not at all.

    With a folder, tables of more than CHUNK rows stand there as Parquet files, as long as the case is used,
    so that a delivery need not fit into memory; whoever gives the folder removes it.
    """
    require_newest_schema(engine)
    with engine.connect() as connection:
        frames = {
            name: read_table(connection, table).lazy()
            if folder is None or _is_small(connection, table)
            else _stored_table(connection, table, folder)
            for name, table in CaseTable.metadata.tables.items()
        }
    delivery = _the_one(frames["delivery"].collect())
    return Case(as_of=delivery["as_of"], delivery_id=delivery["delivery_id"], **frames)


def read_delivery(engine: Engine) -> dict[str, Any]:
    """The one delivery the database holds: its id, when it came, to which day its data are complete."""
    require_newest_schema(engine)
    with engine.connect() as connection:
        return _the_one(read_table(connection, CaseTable.metadata.tables["delivery"]))


def read_table(connection: Connection, table: sa.Table) -> pl.DataFrame:
    """One table with the types its class states, in an order that does not depend on the database."""
    columns = _read_columns(table)
    frame = _frame(columns, connection.execute(_selected(connection, columns)).all())
    return frame.sort(frame.columns)


def _stored_table(connection: Connection, table: sa.Table, folder: Path) -> pl.LazyFrame:
    """The same rows in the same order, by way of Parquet files: no more than a chunk is in memory."""
    columns = _read_columns(table)
    query = _selected(connection, columns).order_by(*(_in_order(connection, column) for column in columns))
    result = connection.execution_options(yield_per=CHUNK).execute(query)
    for number, rows in enumerate(result.partitions()):
        _frame(columns, rows).write_parquet(folder / f"{table.name}-{number:06}.parquet")
    return pl.scan_parquet(folder / f"{table.name}-*.parquet")


def _is_small(connection: Connection, table: sa.Table) -> bool:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() <= CHUNK


def _read_columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if column.info.get("read", True)]


def _selected(connection: Connection, columns: Sequence[sa.Column[Any]]) -> sa.Select[Any]:
    return sa.select(*(_as_stored(column, connection.dialect.name) for column in columns))


def _in_order(connection: Connection, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """As polars sorts: empty values first, text by its characters' codes whatever the database's language."""
    as_it_is = connection.dialect.name == "sqlite"
    is_text = polars_type(column) == pl.String
    by = column if as_it_is or not is_text else sa.collate(sa.cast(column, sa.Text), "C")
    return sa.nulls_first(by)


def _frame(columns: Sequence[sa.Column[Any]], rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    """Rows as the database gave them, as the types the table class states."""
    money = [column.name for column in columns if isinstance(column.type, Money)]
    stated = {column.name: pl.Int64() if column.name in money else polars_type(column) for column in columns}
    values = zip(*rows, strict=True) if rows else ([] for _ in columns)
    frame = pl.DataFrame(
        [_series(name, stated[name], told) for name, told in zip(stated, values, strict=True)]
    )
    return frame.with_columns(pl.col(money).cast(pl.Decimal(scale=2)) / 100)


def _series(name: str, stated: DataType | DataTypeClass, told: Sequence[Any]) -> pl.Series:
    """A day comes as a date, or where the database has no such type as its text."""
    if stated == pl.Date and isinstance(next(filter(None, told), None), str):
        return pl.Series(name, told, pl.String).str.to_date("%Y-%m-%d")
    if stated == pl.Boolean:
        return pl.Series(name, told).cast(pl.Boolean)
    return pl.Series(name, told, stated)


def polars_type(column: sa.Column[Any]) -> DataType | DataTypeClass:
    """The polars type of a column, from the type its table class states."""
    for stated, becomes in _POLARS.items():
        if isinstance(column.type, stated):
            return becomes
    raise TypeError(f"{column} has a type no frame is made of: {column.type!r}")


def _as_stored(column: sa.Column[Any], database: str) -> sa.ColumnElement[Any]:
    """Codes as their text, money as its øre, SQLite's days as theirs: polars converts a column faster than
    Python its values.
    """
    if isinstance(column.type, sa.Enum) or (isinstance(column.type, sa.Date) and database == "sqlite"):
        return sa.type_coerce(column, sa.String).label(column.name)
    if isinstance(column.type, Money):
        return sa.type_coerce(column, sa.BigInteger).label(column.name)
    return column


def _the_one(delivery: pl.DataFrame) -> dict[str, Any]:
    if delivery.height != 1:
        raise CaseDatabaseError(
            f"The case database holds {delivery.height} deliveries where it must hold one."
            " `staircase import` fills it anew, or `staircase seed` in the demo."
        )
    return delivery.row(0, named=True)
