"""Rule 8: what grows day by day moves only when k families have come, gone or changed in between.

Whoever subtracts an earlier day from a later one is left with the families that changed in between. A figure
of everything until a day is therefore shown for the latest day, and of the days before for as many as differ
from the next one shown, in each of its sums, by nobody or by at least k families. On the other days
the contributions of the last shown day before, their *vintage*, stand. Days that an earlier release has shown
are shown again, and no others among them. An area moves as one; so do the groups of a characteristic in an
area, which never move without it. Totals are over what the areas show.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import groups
from dashboard.disclosure.primary import LARGEST_SHARE, TWO_LARGEST_SHARE
from dashboard.indicator import Indicator, Over, Protection

ROUNDING = 1e-6
"""Kroner, days, points: what differs by less differs by the order in which it was added up."""
MANY = 2**31
VINTAGE = "value_of"
KIND = "kind"
"""What stands before the day in a period's label: two ends of one change are two figures."""

Numbers = NDArray[np.float64]
Line = tuple[str, str]
"""Category and group: what adds up over time by itself."""


@dataclass(frozen=True)
class Table:
    """One table's contributions: period x contribution x sum, whose each is, and in which line it is."""

    periods: list[str]
    amounts: Numbers
    families: NDArray[np.int64]
    lines: dict[Line, NDArray[np.int64]]  # which contributions

    def fewest_changed(self, asked: list[int], *, money: bool) -> NDArray[np.int64]:
        """For each two of the periods asked for: in which sum have the fewest families changed, how few?

        Where nobody has changed, many. Of `money`: 0 where one family carries too much of what was added.
        """
        fewest = np.full((len(self.periods), len(self.periods)), MANY)
        for place, then in enumerate(asked):
            later = asked[place + 1 :]
            gaps = np.abs(self.amounts[later] - self.amounts[then])
            changed = gaps > ROUNDING
            gaps = np.where(changed, gaps, 0.0)
            for units in self.lines.values():
                by_family = self._any_of_family(changed[:, units], self.families[units])
                counts = by_family.sum(axis=1)
                few = np.where(counts > 0, counts, MANY).min(axis=1)
                fewest[then, later] = np.minimum(fewest[then, later], few)
                if money:
                    heavy = [dominates(gap) for gap in gaps[:, units, 1]]
                    fewest[then, later] = np.where(heavy, 0, fewest[then, later])
        return fewest

    @staticmethod
    def _any_of_family(changed: NDArray[np.bool_], families: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Per period, family and sum, from per contribution: has any of the family's changed?"""
        order = np.argsort(families, kind="stable")
        starts = np.flatnonzero(np.diff(families[order], prepend=-1))
        return np.asarray(np.logical_or.reduceat(changed[:, order], starts, axis=1))


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
    rows: pl.DataFrame, line: list[str], indicator: Indicator, k: int, allowed: Allowed
) -> pl.DataFrame:
    """Which earlier period's contributions stand for a period. Columns: line, period, value_of.

    Periods that are their own vintage are left out; one that has none has "".
    """
    found: list[tuple[str, ...]] = []
    money = indicator.protection is Protection.MONEY
    for key, table in tables(rows, line, indicator):
        asked = [p for p, period in enumerate(table.periods) if (*key, period) in allowed.shows]
        apart = table.fewest_changed(asked, money=money)

        def beside(p: int, q: int, apart: NDArray[np.int64] = apart) -> bool:
            return bool(apart[p, q] >= k)

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
    """The most periods that end in the last one and of which each may stand beside the next."""
    length: dict[int, int] = {}
    following: dict[int, int] = {}
    for p in reversed(candidates):
        later = [q for q in length if beside(p, q)]
        if later or not length:
            length[p] = 1 + max((length[q] for q in later), default=0)
            following |= {p: max(later, key=lambda q: length[q])} if later else {}
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


def tables(
    rows: pl.DataFrame, line: list[str], indicator: Indicator
) -> Iterator[tuple[tuple[str, ...], Table]]:
    """Each table of the rows: first whether the family is there, then its sums; the family absent is 0."""
    if rows.is_empty():
        return
    labels, names = rows["period"].unique().sort().to_list(), _names_of(indicator)
    placed = _placed(rows, line, indicator, labels)
    table, unit, place, family = (placed[name].to_numpy() for name in ("table", "unit", "place", "person_of"))
    sums = placed.select(names).to_numpy()
    starts = np.flatnonzero(np.diff(table, prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(table)], strict=True):
        inside = slice(start, end)
        periods, at = np.unique(place[inside], return_inverse=True)
        units = unit[inside] - unit[start]
        amounts = np.zeros((len(periods), units[-1] + 1, len(names)))
        np.add.at(amounts, (at, units), sums[inside])
        amounts[:, :, 0] = amounts[:, :, 0] > 0  # a family with two stays is there once
        first = np.flatnonzero(np.diff(units, prepend=-1))
        key = placed.row(int(start), named=True)
        yield (
            tuple(str(key[name]) for name in line),
            Table(
                [labels[p] for p in periods], amounts, family[inside][first], _lines(placed, start + first)
            ),
        )


def _placed(rows: pl.DataFrame, line: list[str], indicator: Indicator, labels: list[str]) -> pl.DataFrame:
    """The rows sorted by table and contribution, each with a number for these, its period and its family."""
    of_table, of_unit = [*line, KIND], ["category", "group", "family"]
    return (
        rows.lazy()
        .with_columns(*_sums(indicator), **{KIND: pl.col("period").str.replace(r"\S+$", "")})
        .sort(*of_table, *of_unit)
        .with_columns(
            table=pl.struct(of_table).rle_id().cast(pl.Int64),
            unit=pl.struct(list(dict.fromkeys([*of_table, *of_unit]))).rle_id().cast(pl.Int64),
            place=pl.col("period").replace_strict(labels, range(len(labels)), return_dtype=pl.Int64),
            person_of=pl.col("family").rank("dense").cast(pl.Int64),
        )
        .collect()
    )


def _lines(placed: pl.DataFrame, units: NDArray[np.int64]) -> dict[Line, NDArray[np.int64]]:
    """Which contributions of a table are of each category and group."""
    found: dict[Line, list[int]] = {}
    named = zip(placed["category"][units], placed["group"][units], strict=True)
    for number, (category, group) in enumerate(named):
        found.setdefault((category, group), []).append(number)
    return {line: np.array(numbers) for line, numbers in found.items()}


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
