"""The words migrations are written in. A migration is a record: what a word means here never changes."""

from datetime import date

import sqlalchemy as sa


def words(*names: str, empty: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=empty) for name in names]


def flags(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def day(name: str, *, empty: bool = False) -> sa.Column[date]:
    return sa.Column(name, sa.Date(), nullable=empty)


def whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def number(name: str, *, empty: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Float(), nullable=empty)


def oere(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def code(name: str, codes: str, *, empty: bool = False) -> sa.Column[str]:
    values = sa.Enum(*codes.split(), name=name, native_enum=False, create_constraint=True)
    return sa.Column(name, values, nullable=empty)


def key(*columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns)


def refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to])


def rule(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=name)


def first_of_month() -> sa.CheckConstraint:
    return sa.CheckConstraint(sa.extract("day", sa.column("month", sa.Date())) == 1, name="first_of_month")
