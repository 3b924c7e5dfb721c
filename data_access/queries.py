"""The case database as polars frames, with the column types the table classes state.

Types are never guessed from rows: an empty table, or one whose first thousand values are missing, has the
same types as any other.
"""

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


def read_case(engine: Engine) -> Case:
    """Every table, read in one transaction: a delivery that arrives meanwhile is seen whole or not at all."""
    require_newest_schema(engine)
    with engine.connect() as connection:
        frames = {name: read_table(connection, table) for name, table in CaseTable.metadata.tables.items()}
    delivery = _the_one(frames["delivery"])
    return Case(
        as_of=delivery["as_of"],
        delivery_id=delivery["delivery_id"],
        **{name: frame.lazy() for name, frame in frames.items()},
    )


def read_delivery(engine: Engine) -> dict[str, Any]:
    """The one delivery the database holds: its id, when it came, to which day its data are complete."""
    require_newest_schema(engine)
    with engine.connect() as connection:
        return _the_one(read_table(connection, CaseTable.metadata.tables["delivery"]))


def read_table(connection: Connection, table: sa.Table) -> pl.DataFrame:
    """One table with the types its class states, in an order that does not depend on the database."""
    columns = [column for column in table.columns if column.info.get("read", True)]
    rows = connection.execute(sa.select(*map(_as_stored, columns))).all()
    money = [column.name for column in columns if isinstance(column.type, Money)]
    stored = {column.name: pl.Int64() if column.name in money else polars_type(column) for column in columns}
    frame = pl.DataFrame([tuple(row) for row in rows], schema=stored, orient="row")
    kroner = pl.col(money).cast(pl.Decimal(scale=2)) / 100
    return frame.with_columns(kroner).sort(frame.columns)


def polars_type(column: sa.Column[Any]) -> DataType | DataTypeClass:
    """The polars type of a column, from the type its table class states."""
    for stated, becomes in _POLARS.items():
        if isinstance(column.type, stated):
            return becomes
    raise TypeError(f"{column} has a type no frame is made of: {column.type!r}")


def _as_stored(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Codes as their text, money as its øre: polars converts a column faster than Python its values."""
    if isinstance(column.type, sa.Enum):
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
