"""Counts a reader can form: who is behind a figure, who is in its numerator, and who is not.

A table is one figure's count in one reading at one moment, with the groups of one trait; its atoms are
(area, group, category). The project's cohort and the years of joining are one trait: their labels say which
years are whose.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

import polars as pl

from dashboard.audit.equations import Atom, Solved, Sum
from dashboard.audit.knowledge import PERMANENT, PROJECT, PROJECT_YEARS, SAME_FAMILIES, SAME_PERSONS, Figure
from dashboard.audit.seen import EVERYWHERE

N = "n"
"""The number a share is a share of: persons, or families where the figure is about families."""
SAME = {"families": SAME_FAMILIES, "persons": SAME_PERSONS}
JOINED = "joined"
ALL = "all"
TOGETHER = " & "
"""Between categories that a figure counts as one."""
TABLE = ["quantity", "figure", "variant", "at"]
_HALF = 0.05 + 1e-9
"""A share is released with one decimal."""


_TEXTS = ("quantity", "figure", "variant", "at", "trait", "group", "category", "areas")
QUANTITY = {**dict.fromkeys(_TEXTS, pl.String), "low": pl.Float64, "high": pl.Float64, "period": pl.String}

Behind = dict[tuple[str, str, str, str, str], list[Sum]]
"""By quantity, figure, reading, moment and trait: who is behind the figure, group by group."""


@dataclass(frozen=True)
class Withheld:
    """A cell without a number, as atoms."""

    atoms: frozenset[Atom]
    area: str
    group: str
    category: str


@dataclass(frozen=True)
class Table:
    """Sums of one count, and the cells of it that are withheld."""

    quantity: str  # families, persons, x (those in the numerator), rest (those who are not)
    figure: str
    variant: str
    at: str
    trait: str
    sums: tuple[Sum, ...]
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, eq=False)
class Labels:
    """Which areas there are, which values each trait has, and where the project's families are."""

    areas: tuple[str, ...]
    values: dict[str, tuple[str, ...]]
    project_areas: frozenset[str]

    def parts(self, trait: str) -> tuple[str, ...]:
        """The smallest groups of a trait."""
        if trait != JOINED:
            return self.values.get(trait, ()) or (ALL,)
        first, last = PROJECT_YEARS
        years = self.values.get("intake_year", ()) or (first, last)
        project = [f"{PROJECT} {year}" for year in years if first <= year <= last]
        permanent = [year for year in years if year >= last] or [last]
        return (*project, *(f"{PERMANENT} {year}" for year in permanent))

    def within(self, trait: str, group: str) -> tuple[str, ...]:
        """The smallest groups a released one is made of."""
        if trait == JOINED:
            return tuple(part for part in self.parts(JOINED) if group in part.split(" "))
        return (group,)

    def nobody(self, area: str, part: str) -> bool:
        """Do the labels alone say that a group is empty?"""
        return bool(self.project_areas) and part.startswith(PROJECT) and area not in self.project_areas


def labels(cells: pl.DataFrame) -> Labels:
    """The labels that stand anywhere in a release."""
    areas = cells.select(pl.col("areas").str.split("+").explode().unique().sort())["areas"].to_list()
    divided = cells.filter(pl.col("trait") != ALL).select("trait", "group").unique().sort("trait", "group")
    values = {
        trait: tuple(part["group"]) for (trait,), part in divided.group_by("trait", maintain_order=True)
    }
    project = cells.filter(
        pl.col("group") == PROJECT,
        pl.col("known") & (pl.col("families") > 0),
        ~pl.col("areas").str.contains(r"\+"),
    )
    there = tuple(area for area in areas if area not in (EVERYWHERE, "shown_areas"))
    return Labels(there, values, frozenset(project["areas"]) - {EVERYWHERE})


def quantities(cells: pl.DataFrame, figures: tuple[Figure, ...]) -> pl.DataFrame:
    """Every count a reader can form, a row each: TABLE, trait, group, category, areas, low, high, period.

    Null limits: the cell is withheld.
    """
    parts = [pl.DataFrame(schema=QUANTITY)]
    for figure in (figure for figure in figures if not figure.is_size):
        mine = cells.filter(pl.col("figure") == figure.name)
        if mine.is_empty():
            continue
        behind = mine.filter(pl.col("measure") == figure.n)
        one = figure.same_in_every_category
        category = pl.lit(ALL) if one else pl.col("category")
        for unit in ("families", "persons"):
            number = pl.when("none").then(0).otherwise(pl.when("known").then(unit)).cast(pl.Float64)
            if unit == "persons" and behind["persons"].null_count() == behind.height:
                continue
            counted = _counted(behind, unit, number, number, category)
            parts.append(counted)
            if figure.name in SAME[unit]:
                every = counted.filter(pl.col("category") == ALL)
                parts.append(_of_population(every, unit, SAME[unit][figure.name]))
        if figure.shares:
            n = n_or_none(pl.coalesce("persons", "families").cast(pl.Float64))
            parts.append(_counted(behind, N, n, n, category))
        parts += _numerators(mine, figure)
    return pl.concat(parts)


def _of_population(counted: pl.DataFrame, unit: str, name: str) -> pl.DataFrame:
    """The same numbers under the name of all the families, or persons, that several figures are about."""
    variant = pl.when(pl.col("variant").is_in(["latest", "any_open"])).then(pl.lit("")).otherwise("variant")
    return counted.with_columns(figure=pl.lit(f"{unit} {name}"), variant=variant, category=pl.lit(ALL))


def _numerators(mine: pl.DataFrame, figure: Figure) -> Iterator[pl.DataFrame]:
    category = pl.col("category")
    for key in figure.counts:
        exact = pl.when("none").then(0.0).otherwise(pl.when("known").then("value"))
        counted = mine.filter(pl.col("measure") == key)
        yield _counted(counted, "x", exact, exact, category)
        if counted["persons"].null_count() < counted.height:
            families = pl.when("none").then(0).otherwise(pl.when("known").then("families")).cast(pl.Float64)
            yield _counted(counted, "x families", families, families, category)
    several = len(figure.shares) > 1
    for key in figure.shares:
        share = mine.filter(pl.col("measure") == key)
        n = pl.coalesce("persons", "families").cast(pl.Float64)
        low = ((pl.col("value") - _HALF) * n / 100).ceil().clip(0)
        high = pl.min_horizontal(((pl.col("value") + _HALF) * n / 100).floor(), n)
        low, high = (pl.when("none").then(0.0).otherwise(pl.when("known").then(side)) for side in (low, high))
        of = pl.lit(key) if several else category
        if several:
            of = pl.concat_str("category", pl.lit(" "), pl.lit(key))
        yield _counted(share, "x", low, high, of)
        yield _counted(share, "rest", n_or_none(n) - high, n_or_none(n) - low, of)


def sums_of_categories(counted: pl.DataFrame, figures: tuple[Figure, ...]) -> pl.DataFrame:
    """Figures that add up categories of another one, as numerators of that: those counted, those among whom.

    The numbers that are withheld are left out: their categories are gone for one by one.
    """
    parts = [counted.clear()]
    for figure in figures:
        of = figure.indicator
        mine = counted.filter(pl.col("figure") == figure.name, pl.col("low").is_not_null())
        for quantity, names in (("x", of.sum_of), (N, of.among)):
            together = TOGETHER.join(sorted(names))
            those = mine.filter(pl.col("quantity") == quantity) if names else mine.clear()
            parts.append(
                those.with_columns(quantity=pl.lit("x"), figure=pl.lit(of.within), category=pl.lit(together))
            )
    return pl.concat(parts)


def n_or_none(n: pl.Expr) -> pl.Expr:
    return pl.when("none").then(0.0).otherwise(pl.when("known").then(n))


def _counted(
    cells: pl.DataFrame, quantity: str, low: pl.Expr, high: pl.Expr, category: pl.Expr
) -> pl.DataFrame:
    return cells.select(
        quantity=pl.lit(quantity),
        figure="figure",
        variant="variant",
        at="at",
        trait="trait",
        group="group",
        category=category,
        areas="areas",
        low=low,
        high=high,
        period="period",
    )


def tables(
    found: pl.DataFrame, known: Labels, adding_up: Iterable[str] = (), behind: Behind | None = None
) -> Iterator[Table]:
    """The quantities as tables, one for each trait a figure is divided by.

    The categories of figures `adding_up` are one table, with what they add up to from `behind`.
    """
    together = pl.col("figure").is_in(list(adding_up)) & (pl.col("quantity") == "x")
    keyed = found.with_columns(apart=pl.when(together).then(pl.lit("")).otherwise("category"))
    names = [*TABLE, "apart", "trait", "group", "category", "areas", "low", "high"]
    rows = keyed.select(names).sort(*TABLE, "apart", maintain_order=True).iter_rows()
    for key, group in groupby(rows, key=lambda row: row[:5]):
        for trait, members in by_trait([row[5:] for row in group]):
            table = _table(key, trait, members, known)
            yield table if key[4] else _whole(table, behind or {})


def _whole(table: Table, behind: Behind) -> Table:
    """With the sums over all categories: everybody is in one."""
    sides = [each.atoms for each in table.sums] + [each.atoms for each in table.withheld]
    categories = {atom[2] for side in sides for atom in side}
    whole = [
        replace(each, atoms=frozenset((*atom[:2], one) for atom in each.atoms for one in categories))
        for each in behind.get((N, table.figure, table.variant, table.at, table.trait), ())
    ]
    return replace(table, sums=(*table.sums, *whole))


def behind_of(solved: Iterable[tuple[Table, Solved]]) -> Behind:
    """Who is behind each figure, by figure, reading, moment and trait."""
    found: Behind = {}
    for table, answer in solved:
        key = table.quantity, table.figure, table.variant, table.at, table.trait
        found[key] = [*table.sums, *answer.worked_out()]
    return found


CellRow = tuple[Any, ...]
"""trait, group, category, areas, low, high, and what else a table needs."""


def by_trait(rows: list[CellRow]) -> Iterator[tuple[str, list[CellRow]]]:
    plain = [row for row in rows if row[0] == ALL]
    divided: dict[str, list[CellRow]] = {}
    for row in rows:
        if row[0] != ALL:
            divided.setdefault(row[0], []).append(row)
    if "intake_year" in divided:
        divided[JOINED] = [*divided.pop("cohort", []), *divided.pop("intake_year")]
    for trait, members in (divided or {ALL: []}).items():
        yield trait, [*plain, *members]


def _table(key: tuple[str, ...], trait: str, rows: list[CellRow], known: Labels) -> Table:
    quantity, figure, variant, at, _ = key
    sums: list[Sum] = []
    withheld: list[Withheld] = []
    for row_trait, group, category, areas, low, high in rows:
        atoms = atoms_of(known, trait, row_trait, group, category, areas)
        if low is None or high is None:
            if areas != "shown_areas":
                withheld.append(Withheld(atoms, areas, group, category))
        elif atoms:
            sums.append(Sum(atoms, low, high, named(areas, group, category)))
    return Table(quantity, figure, variant, at, trait, tuple(sums), tuple(withheld))


@lru_cache(maxsize=50_000)
def atoms_of(
    known: Labels, trait: str, row_trait: str, group: str, category: str, areas: str
) -> frozenset[Atom]:
    over = known.areas if areas in (EVERYWHERE, "shown_areas") else tuple(areas.split("+"))
    within = known.parts(trait) if row_trait == ALL else known.within(trait, group)
    return frozenset(
        (area, part, one)
        for area in over
        for part in within
        for one in category.split(TOGETHER)
        if not known.nobody(area, part)
    )


def named(areas: str, group: str, category: str) -> str:
    return "/".join(part for part in (areas, group, category) if part != ALL) or ALL
