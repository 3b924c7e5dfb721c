"""What the tables share: their base, column types and rules, the same on SQLite and on PostgreSQL."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlmodel import SQLModel


class CaseTable(SQLModel):
    """What the tables of the case database have in common: their metadata and how constraints are named."""

    metadata: ClassVar[sa.MetaData] = sa.MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


class Money(sa.types.TypeDecorator[Decimal]):
    """Kroner as a Decimal with two places, stored as whole øre.

    SQLite keeps a NUMERIC as a float underneath; a whole number is exact in both databases.
    """

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError(f"money is a Decimal or a whole number of kroner, never a float: {value!r}")
        oere = Decimal(value).scaleb(2)
        if not oere.is_finite() or oere != oere.to_integral_value():
            raise ValueError(f"money has at most two decimals: {value}")
        return int(oere)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


def code(codes: type[StrEnum], name: str) -> sa.Enum:
    """A column that holds one of `codes` by its value, checked by the database under `name`."""
    return sa.Enum(
        codes,
        name=name,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
    )


def rule(condition: str, name: str) -> sa.CheckConstraint:
    """A rule over one row. As always in SQL it lets pass what an empty column leaves undecided."""
    return sa.CheckConstraint(condition, name=name)


def first_of_month(column: str = "month") -> sa.CheckConstraint:
    """A month is written as its first day."""
    return sa.CheckConstraint(sa.extract("day", sa.column(column, sa.Date())) == 1, name="first_of_month")
