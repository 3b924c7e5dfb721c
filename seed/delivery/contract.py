"""The delivery format, read off the tables the rows end in: which columns, of which kind, which keys.

So the format and the database can't drift apart. What only the format knows stands here in full.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import AutoString

from data_access.columns import Money
from data_access.tables import CaseTable

REQUIRED = frozenset({"delivery", "area", "family", "person", "step", "step_spell"})
"""Tables no delivery can do without; any other may be missing, and its indicators are then not measured."""

KEY_OF_SCORES = ("family_id", "person_id", "instrument_id", "dimension", "respondent", "assessed_on")
"""The database keeps this key as an index, since its person may be empty."""

PERSONAL = frozenset(
    {
        "family",
        "contact_person",
        "team_member",
        "person",
        "step_spell",
        "wellbeing_score",
        "school_month",
        "status_spell",
        "cost",
    }
)
"""Tables whose rows are about a person or a family: their values are masked wherever they are reported."""

PSEUDONYMS = ("family_id", "person_id", "member_id")
"""Ids of families and persons, which can be replaced before anything is stored."""

LONG_TEXTS = frozenset(
    {"description_da", "description_en", "wording_da", "wording_en", "text_da", "text_en", "note", "source"}
)
"""Texts that may begin with any sign; keys, codes and names may not begin like a spreadsheet's formula."""


class Kind(StrEnum):
    """What a cell of a column is read as."""

    TEXT = "text"
    CODE = "code"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"


_KINDS: dict[type[sa.types.TypeEngine[Any]], Kind] = {
    Money: Kind.MONEY,
    AutoString: Kind.TEXT,
    sa.Enum: Kind.CODE,
    sa.Date: Kind.DAY,
    sa.DateTime: Kind.MOMENT,
    sa.Boolean: Kind.FLAG,
    sa.Integer: Kind.WHOLE,
    sa.Float: Kind.NUMBER,
}


@dataclass(frozen=True)
class Column:
    """A column of the format: `codes` are its only values, `refers` the (table, column) its values are in."""

    name: str
    kind: Kind
    may_be_empty: bool
    codes: tuple[str, ...]
    refers: tuple[str, str] | None

    @property
    def is_plain(self) -> bool:
        """Whether it holds keys, codes or names: texts that a spreadsheet must not take for a formula."""
        return self.kind is Kind.TEXT and self.name not in LONG_TEXTS


@dataclass(frozen=True)
class Table:
    """A table of the format, with its columns in the database's order."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def is_required(self) -> bool:
        return self.name in REQUIRED

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def is_delivered(part: sa.Table | sa.Column[Any]) -> bool:
    """Whether a delivery holds this table or column; the rest is written by the import."""
    return bool(part.info.get("delivered", part.info.get("read", True)))


def _column(column: sa.Column[Any]) -> Column:
    codes = tuple(column.type.enums) if isinstance(column.type, sa.Enum) else ()
    targets = sorted(
        column.foreign_keys, key=lambda key: len(key.constraint.columns) if key.constraint else 0
    )
    refers = (targets[0].column.table.name, targets[0].column.name) if targets else None
    kind = next(kind for type_, kind in _KINDS.items() if isinstance(column.type, type_))
    return Column(column.name, kind, bool(column.nullable), codes, refers)


def _table(table: sa.Table) -> Table:
    columns = tuple(_column(column) for column in table.columns if is_delivered(column))
    key = tuple(column.name for column in table.primary_key if is_delivered(column)) or KEY_OF_SCORES
    return Table(table.name, columns, key)


TABLES: dict[str, Table] = {
    table.name: _table(table) for table in CaseTable.metadata.sorted_tables if is_delivered(table)
}
"""Every table of the format, in the order in which rows refer to each other."""
