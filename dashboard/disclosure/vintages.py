"""Rule 8: what grows day by day moves only when k families have come, gone or changed in between.

Whoever subtracts an earlier day from a later one is left with the families that changed in between. A figure
of everything until a day is therefore shown for the latest day, and of the days before for as many as differ
from the next one shown, in each of its sums, by nobody or by at least k families. On the other days
the contributions of the last shown day before, their *vintage*, stand. Days that an earlier release has shown
are shown again, and no others among them. An area moves as one; so do the groups of a characteristic in an
area, which never move without it. Totals are over what the areas show.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.building import groups
from dashboard.building.packed import Packed
from dashboard.disclosure.primary import LARGEST_SHARE, TWO_LARGEST_SHARE
from dashboard.indicator import Indicator, Over, Protection

ROUNDING = 1e-6
"""Kroner, days, points: what differs by less differs by the order in which it was added up."""
VINTAGE = "value_of"
KIND = "kind"
"""What stands before the day in a period's label: two ends of one change are two figures."""

Numbers = NDArray[np.float64]
Line = tuple[str, str]
"""Category and group: what adds up over time by itself."""
_LINE = ["category", "group"]


@dataclass(frozen=True)
class Table:
    """One table's contributions: period x contribution x sum. A contribution is one family's to one line, and
    those to a line stand beside each other.
    """

    periods: list[str]
    amounts: Numbers
    lines: dict[Line, slice]  # which contributions

    def are_apart(self, then: int, now: int, k: int, *, money: bool) -> bool:
        """Have nobody or at least k families changed between two periods, in each line and sum?

        Of `money`: nor does one family carry too much of what was added in a line.
        """
        gaps = np.abs(self.amounts[now] - self.amounts[then])
        changed = gaps > ROUNDING
        starts = [units.start for units in self.lines.values()]
        counts = np.add.reduceat(changed, starts, axis=0, dtype=np.int64)
        if ((counts > 0) & (counts < k)).any():
            return False
        added = np.where(changed[:, 1], gaps[:, 1], 0.0) if money else gaps
        return not (money and any(dominates(added[units]) for units in self.lines.values()))


Named = tuple[tuple[str, ...], Table]
"""A table under what it is of: the values of its line."""


def dominates(amounts: Numbers) -> bool:
    """Is one of the amounts (without sign) more than half of them all, or two more than four fifths?"""
    largest, total = np.sort(amounts)[::-1], amounts.sum()
    return bool(largest[:1].sum() > LARGEST_SHARE * total or largest[:2].sum() > TWO_LARGEST_SHARE * total)


def grows(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """The rows to which the rule applies: all of a figure that grows, a flow's running totals."""
    if indicator.over is Over.STOCK:
        return rows.clear()
    return rows if indicator.over is Over.GROWING else rows.filter(pl.col("period").str.starts_with("to "))


def line_of(indicator: Indicator, *more: str) -> list[str]:
    """What moves as one: an area, in every category of a breakdown that adds up, else each by itself."""
    return ["variant", *([] if indicator.partition else ["category"]), "area", *more]


def none(line: list[str]) -> pl.DataFrame:
    """Every period is its own vintage."""
    return pl.DataFrame(schema=dict.fromkeys([*line, "period", VINTAGE], pl.String))


@dataclass(frozen=True)
class Allowed:
    """Where a figure may be shown: at the level with fewer readers, beside an earlier release."""

    places: set[tuple[str, ...]]  # line, period
    shows: set[tuple[str, ...]]  # line, period: where any of its cells would be shown
    shown_before: dict[tuple[str, ...], set[str]]  # line: the periods that an earlier release has shown
    released_until: str = ""  # the last period of the earlier release, by its day

    def may(self, key: tuple[str, ...], period: str) -> bool:
        old = _day(period) <= self.released_until and key in self.shown_before
        return (*key, period) in self.places and (not old or period in self.shown_before[key])

    def last_shown(self, key: tuple[str, ...], periods: list[str]) -> int | None:
        before = self.shown_before.get(key, set())
        return max((i for i, period in enumerate(periods) if period in before), default=None)


def vintages(
    tables: Iterable[Named], line: list[str], indicator: Indicator, k: int, allowed: Allowed
) -> pl.DataFrame:
    """Which earlier period's contributions stand for a period. Columns: line, period, value_of.

    Periods that are their own vintage are left out; one that has none has "".
    """
    found: list[tuple[str, ...]] = []
    money = indicator.protection is Protection.MONEY
    for key, table in tables:
        shows = [(*key, period) in allowed.shows for period in table.periods]

        def beside(p: int, q: int, table: Table = table, shows: list[bool] = shows) -> bool:
            return not (shows[p] and shows[q]) or table.are_apart(p, q, k, money=money)

        found += chosen(key, table.periods, allowed, beside)
    return pl.DataFrame(found, schema=none(line).schema, orient="row")


def chosen(
    key: tuple[str, ...],
    periods: list[str],
    allowed: Allowed,
    beside: Callable[[int, int], bool],
) -> list[tuple[str, ...]]:
    """The periods of one table that are not their own vintage, with the one that is: line, period, value_of.

    As many as can be are shown, the latest always: each may stand beside the next, and beside the last one
    that an earlier release has shown. One that shows nothing anyway stands by itself.
    """
    anchor = allowed.last_shown(key, periods)
    shows = [(*key, period) in allowed.shows for period in periods]
    may = [shows[p] and allowed.may(key, period) for p, period in enumerate(periods)]
    points = _longest([p for p in range(len(periods)) if may[p] and _fits(p, anchor, beside)], beside)
    vintage, found = "", []
    for p, period in enumerate(periods):
        vintage = period if p in points else vintage
        if vintage != period and shows[p]:
            found.append((*key, period, vintage))
    return found


def _fits(p: int, anchor: int | None, beside: Callable[[int, int], bool]) -> bool:
    return anchor is None or p <= anchor or beside(anchor, p)


def _longest(candidates: list[int], beside: Callable[[int, int], bool]) -> set[int]:
    """The most periods that end in the last one and of which each may stand beside the next.

    For each period those that most follow are tried first: where many families change, the first will do.
    """
    length: dict[int, int] = {}
    following: dict[int, int] = {}
    for p in reversed(candidates):
        longest = sorted(length, key=lambda q: -length[q])
        after = next((q for q in longest if beside(p, q)), None)
        if after is not None:
            length[p], following[p] = 1 + length[after], after
        elif not length:
            length[p] = 1
    at = max(length, key=lambda q: length[q], default=None)
    points: set[int] = set()
    while at is not None:
        points.add(at)
        at = following.get(at)
    return points


def _day(period: str) -> str:
    return period.rpartition(" ")[2]


def relabelled(rows: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The contributions with each period's own replaced by those of its vintage."""
    found = found.filter(pl.col(VINTAGE) != "")
    if found.is_empty():
        return rows
    line = [name for name in found.columns if name not in ("period", VINTAGE)]
    kept = rows.join(found, on=[*line, "period"], how="anti")
    carried = found.rename({"period": "later"}).join(
        rows, left_on=[*line, VINTAGE], right_on=[*line, "period"], nulls_equal=True
    )
    carried = carried.with_columns(period=pl.col("later")).select(rows.columns)
    return pl.concat([kept, carried])


def tables(rows: pl.DataFrame, line: list[str], indicator: Indicator) -> Iterator[Named]:
    """Each table of the rows: first whether the family is there, then its sums; the family absent is 0."""
    if rows.is_empty():
        return
    placed = _placed(rows, line, indicator)
    names, (table, unit, place) = _names_of(indicator), (placed.rows[name].to_numpy() for name in _PLACED)
    sums = placed.rows.select(names).to_numpy()
    starts = np.flatnonzero(np.diff(table, prepend=-1))
    keys = placed.tables.unpacked(pl.Series(table[starts])).select(line).iter_rows()
    for key, start, end in zip(keys, starts, [*starts[1:], len(table)], strict=True):
        inside = slice(start, end)
        periods, at = np.unique(place[inside], return_inverse=True)
        first, units = np.unique(unit[inside], return_index=True, return_inverse=True)[1:]
        amounts = np.zeros((len(periods), len(first), len(names)))
        np.add.at(amounts, (at, units), sums[inside])
        amounts[:, :, 0] = amounts[:, :, 0] > 0  # a family with two stays is there once
        of_line = unit[start + first] // placed.families
        yield key, Table([placed.periods[p] for p in periods], amounts, _lines(placed.lines, of_line))


class _Placed(NamedTuple):
    """A figure's rows sorted by table and contribution, each with the numbers _PLACED and its sums."""

    rows: pl.DataFrame
    periods: list[str]  # by their `place`
    tables: Packed
    lines: dict[int, Line]  # by a contribution's number divided by
    families: int


_PLACED = ("table", "unit", "place")


def _placed(rows: pl.DataFrame, line: list[str], indicator: Indicator) -> _Placed:
    period = Packed.of(rows, ["period"])
    periods = period.labels["period"]
    rows = rows.with_columns(periods.str.replace(r"\S+$", "")[period.number].alias(KIND))
    tables = Packed.of(rows, [*line, KIND])
    lines = tables.divided(rows, [name for name in _LINE if name not in tables.labels])
    unit, families = lines.beside(rows["family"])
    numbers = {"table": tables.number, "unit": unit, "place": period.number}
    numbered = rows.lazy().with_columns(*_sums(indicator)).select(*_names_of(indicator), **numbers)
    named = lines.number.unique()
    names = dict(zip(named, lines.unpacked(named).select(_LINE).iter_rows(), strict=True))
    return _Placed(numbered.sort("unit").collect(), periods.to_list(), tables, names, families)


def _lines(lines: dict[int, Line], of_line: NDArray[np.int64]) -> dict[Line, slice]:
    """Which contributions of a table are of each category and group: they are sorted by them."""
    starts = np.flatnonzero(np.diff(of_line, prepend=-1))
    ends = [*starts[1:], len(of_line)]
    return {
        lines[int(of_line[start])]: slice(int(start), int(end))
        for start, end in zip(starts, ends, strict=True)
    }


def _names_of(indicator: Indicator) -> tuple[str, ...]:
    """The sums whose changes count: a course's are the events, not the days it has lasted."""
    if indicator.protection is Protection.COURSE:
        return ("there", "reached", "left")
    rest = [f"rest:{x}" for x in groups.numerators(indicator)] if groups.remainders(indicator, "") else []
    return ("there", *groups.sum_columns(indicator), *rest)


def _sums(indicator: Indicator) -> list[pl.Expr]:
    there = pl.lit(1.0).alias("there")
    if indicator.protection is not Protection.COURSE:
        return [there, *groups.remainders(indicator, "")]
    event = pl.col("event")
    return [
        there,
        (event == 1).cast(pl.Float64).alias("reached"),
        (event == 2).cast(pl.Float64).alias("left"),
    ]
