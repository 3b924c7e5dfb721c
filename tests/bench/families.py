"""The invented families many times over: a case database of any size, for measuring.

Every copy has all rows of a family under other ids, and its amounts of money a little higher or lower, so
that the rules of the case database hold as they do for the first. Areas are copied too, each with its team.
Nobody is in two copies, and copy 0 of the first areas is what a first start has.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_access.schema import upgrade
from data_access.tables import CaseTable
from seed import write
from seed.chance import LETTERS

Columns = dict[str, Sequence[Any]]

NUMBERED = ("row_no", "warning_no")
"""Numbers the database gives by itself."""
MONEY = ("gross_dkk", "municipal_dkk")
SHARED = ("family_id", "person_id", "member_id")
"""A row with one of these belongs to a family or a team, and is copied with it."""


@dataclass(frozen=True)
class Size:
    """How many times the first areas stand side by side, and how many times their families are in each."""

    areas: int
    families: int

    @property
    def copies(self) -> int:
        return self.areas * self.families


SIZES = {"S": Size(1, 1), "M": Size(5, 6), "L": Size(20, 30)}
"""S: the 62 families of the project and those after them, 3 areas. M: 5,000 in 15. L: 100,000 in 60."""


def fill(file: Path, size: Size) -> None:
    """A case database of that size in a new SQLite file; takes about as long per row at any size.

    Rows are written copy by copy, so that no more than one is in memory.
    """
    first = file.with_suffix(".first")
    write(f"sqlite:///{first}")
    upgrade(f"sqlite:///{file}")
    with closing(sqlite3.connect(first)) as source, closing(sqlite3.connect(file)) as target:
        for setting in (
            "foreign_keys = OFF",
            "journal_mode = OFF",
            "synchronous = OFF",
            "cache_size = -200000",
        ):
            target.execute(f"PRAGMA {setting}")
        with target:
            for name, columns in _tables(source).items():
                for told in _multiplied(name, columns, size):
                    _insert(target, name, told)
    first.unlink()


def _tables(source: sqlite3.Connection) -> dict[str, Columns]:
    """Every table's columns as they are stored, in an order that references allow."""
    tables: dict[str, Columns] = {}
    for table in CaseTable.metadata.sorted_tables:
        names = [column.name for column in table.columns if column.name not in NUMBERED]
        rows = source.execute(f"SELECT {', '.join(names)} FROM {table.name}").fetchall()
        if rows:
            tables[table.name] = dict(zip(names, zip(*rows, strict=True), strict=True))
    return tables


def _multiplied(name: str, columns: Columns, size: Size) -> Iterator[Columns]:
    """A table's rows for each copy they are in: of families and teams, of areas, or once."""
    if any(column in columns for column in SHARED):
        for copy in range(size.copies):
            yield _renamed(columns, copy, copy % size.areas)
    elif name in ("area", "programme_cost"):
        for area in range(size.areas):
            yield _paid(_renamed(columns, 0, area), size.families)
    else:
        yield columns


def _renamed(columns: Columns, copy: int, area: int) -> Columns:
    told = dict(columns)
    for name in SHARED:
        if name in told:
            told[name] = [_under(each, copy) for each in told[name]]
    if "area_id" in told:
        told["area_id"] = [_area(each, area) for each in told["area_id"]]
    if "sort" in told:
        told["sort"] = [each + 3 * area for each in told["sort"]]
    for name in (name for name in ("name_da", "name_en") if "is_origin" in told and area):
        told[name] = [f"{each} {area + 1}" for each in told[name]]
    for name in (name for name in MONEY if name in told and copy):
        told[name] = [each * (900 + copy * 37 % 200) // 1000 for each in told[name]]
    return told


def _paid(columns: Columns, times: int) -> Columns:
    """What so many times the families cost the programme."""
    return columns | {"dkk": [each * times for each in columns["dkk"]]} if "dkk" in columns else columns


def _area(area_id: str, number: int) -> str:
    return f"{area_id}_{_letters(number)}" if number else area_id


def _under(identity: str | None, copy: int) -> str | None:
    """An id in a copy: the copy stands before what it was, so that rows arrive in the order of their key."""
    return identity if identity is None or not copy else f"{identity[0]}{_letters(copy)}{identity[1:]}"


def _letters(number: int) -> str:
    """A number in letters, three of them: an id holds no digits."""
    count = len(LETTERS)
    return LETTERS[number // count**2] + LETTERS[number // count % count] + LETTERS[number % count]


def _insert(target: sqlite3.Connection, name: str, columns: Columns) -> None:
    places = ", ".join("?" * len(columns))
    rows = zip(*columns.values(), strict=True)
    target.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})", rows)
