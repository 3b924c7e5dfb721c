"""Rule 5 over time, the last word: nothing unsafe is a combination of a flow's shown amounts.

Months, quarters, years, totals to date and sectors add up in more ways than one. The rules that go before
withhold along each of them; this one asks, of an area's whole table, whether a withheld amount still is a sum
and difference of shown ones, and withholds of those the one with the fewest families until none is. An
amount that could be shown, and is withheld beside others only, may follow where a part of it is shown: what
it adds to that part is withheld itself.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.building.groups import CELL
from dashboard.disclosure.primary import hides
from dashboard.disclosure.vintages import VINTAGE, line_of
from dashboard.indicator import Indicator

WHOLE = "all"
"""The category that the others add up to, where they do."""
NEVER = 12 * 9999
_ZERO = 1e-7
Shape = NDArray[np.float64]
Name = tuple[str, str]
"""A category and a period."""


@dataclass(frozen=True)
class _Table:
    """An area's amounts of one reading: what is shown and what must not follow, as months of categories."""

    shown: list[tuple[Name, int]]  # with the number of families
    unsafe: list[Name]
    beside: list[Name]  # withheld, though it could be shown by itself
    adds_up: bool  # do the categories?
    start: int  # the month before which there is nothing
    end: int  # the last closed quarter's last month: the running year goes as far

    def telling(self) -> list[Name]:
        """The shown amounts without which nothing unsafe follows, those of most worth kept."""
        if not self.shown:
            return []
        shapes = self._shapes([*(name for name, _ in self.shown), *self.unsafe, *self.beside])
        rows, goals = shapes[: len(self.shown)], shapes[len(self.shown) :]
        worth = [_worth(*each) for each in self.shown]
        kept = _independent(rows, sorted(range(len(rows)), key=worth.__getitem__, reverse=True))
        while (weights := self._told(rows, goals, kept)) is not None:
            kept.remove(min((kept[at] for at in np.flatnonzero(weights)), key=worth.__getitem__))
        follows, _ = _made_of(rows[kept], rows)
        return [name for (name, _), known in zip(self.shown, follows, strict=True) if not known]

    def _told(self, rows: Shape, goals: Shape, kept: list[int]) -> NDArray[np.bool_] | None:
        """Which of the kept amounts an unsafe one is made of; None where none is.

        One that could be shown may be told where a part of it is shown.
        """
        follows, weights = _made_of(rows[kept], np.vstack([rows, goals]))
        shown, told = follows[: len(rows)], follows[len(rows) :]
        has_part = np.array([bool((rows[shown] <= goal).all(axis=1).any()) for goal in goals], dtype=bool)
        told &= (np.arange(len(goals)) < len(self.unsafe)) | ~has_part
        return np.abs(weights[len(rows) + np.argmax(told)]) > _ZERO if told.any() else None

    def _shapes(self, names: list[Name]) -> Shape:
        """A row for each name: which months of which categories it adds up; those always together are one."""
        spans = np.array([_span(period, self.end) for _, period in names])
        spans[:, 0] = spans[:, 0].clip(min=self.start)
        months = np.unique([spans[:, 0], spans[:, 1] + 1])[:-1]
        inside = (months >= spans[:, :1]) & (months <= spans[:, 1:])
        found = sorted({category for category, _ in names} - {WHOLE}) or [WHOLE]
        whole = np.array([category == WHOLE for category, _ in names])
        of = np.array([[category == one for one in found] for category, _ in names])
        of |= (whole & (self.adds_up or found == [WHOLE]))[:, None]
        shapes = (of[:, :, None] & inside[:, None, :]).reshape(len(names), -1)
        return np.array(sorted(set(map(tuple, shapes.T))), dtype=float).T.reshape(len(names), -1)


def _made_of(rows: Shape, goals: Shape) -> tuple[NDArray[np.bool_], Shape]:
    """Which of the goals are combinations of the rows, and how much of each row is in each.

    `rows`: of which none is a combination of others, so that there is one answer.
    """
    directions, along = np.linalg.qr(rows.T)
    weights = np.linalg.solve(along, directions.T @ goals.T).T
    return np.abs(weights @ rows - goals).max(axis=1, initial=0) < _ZERO, weights


def _independent(rows: Shape, order: list[int]) -> list[int]:
    """The first of the rows in this order of which none is a combination of others: all follow from them."""
    reduced, pivots, chosen = np.zeros((0, rows.shape[1])), list[int](), list[int]()
    for place in order:
        rest = rows[place] - rows[place][pivots] @ reduced
        pivot = int(np.argmax(np.abs(rest)))
        if abs(rest[pivot]) < _ZERO:
            continue
        rest = rest / rest[pivot]
        reduced = np.vstack([reduced - np.outer(reduced[:, pivot], rest), rest])
        pivots.append(pivot)
        chosen.append(place)
    return chosen


def without_what_tells(
    cells: pl.DataFrame, settled: pl.DataFrame, indicator: Indicator, k: int
) -> pl.DataFrame:
    """Decided areas' cells, some more hidden. `settled`: the same before periods stood for later ones."""
    line = [name for name in line_of(indicator) if name != "category" or not indicator.partition]
    there = pl.col("families") > 0
    unsafe = settled.filter(hides(settled, indicator, k)).select(CELL)
    marked = cells.filter(there).join(unsafe.with_columns(unsafe=True), on=CELL, how="left")
    told: list[tuple[str, ...]] = []
    for key, part in marked.sort(CELL).group_by(line, maintain_order=True):
        told += [(*map(str, key), *name) for name in _table(part, adds_up=indicator.partition).telling()]
    names = [*line, *(name for name in ("category",) if name not in line), VINTAGE]
    if not told:
        return cells
    rows = [row if "category" not in line else (*row[: len(line)], row[-1]) for row in told]
    hits = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row").with_columns(hit=True)
    found = cells.join(hits, on=names, how="left", maintain_order="left")
    hidden = pl.col("hidden") | pl.col("hit").fill_null(False)
    return found.with_columns(hidden=hidden).drop("hit")


def _table(part: pl.DataFrame, *, adds_up: bool) -> _Table:
    shown = part.filter(~pl.col("hidden")).select("category", VINTAGE, "families")
    shown = shown.unique(["category", VINTAGE], maintain_order=True)
    unsafe = part.filter("unsafe").select("category", "period")
    beside = part.filter("hidden", pl.col("unsafe").is_null()).select("category", "period")
    counted = [((category, period), families) for category, period, families in shown.iter_rows()]
    spans = [_span(period) for period in part["period"].unique()]
    start = min((first for first, _ in spans if first), default=0)
    end = max((last for first, last in spans if not first), default=NEVER)
    return _Table(counted, unsafe.rows(), beside.rows(), adds_up, start, end)


def _worth(name: Name, families: int) -> tuple[bool, int, int, bool, Name]:
    """How late an amount is given up: totals to date last, months and sectors before what they add up to."""
    first, last = _span(name[1])
    return first == 0, families, last - first, name[0] == WHOLE, name


def _span(period: str, end: int = NEVER) -> tuple[int, int]:
    """The first and last month of a period, counted from the year 0; a total to date is from 0 on.

    A year ends by `end`, where it goes on after that.
    """
    day = period.removeprefix("to ")
    year = int(day[:4]) * 12
    if day != period:
        return 0, year + int(day[5:7])
    if "Q" in period:
        return year + 3 * int(day[-1]) - 2, year + 3 * int(day[-1])
    return (year + int(day[5:7]),) * 2 if len(day) > 4 else (year + 1, max(year + 1, min(year + 12, end)))
