"""How each area stands, what has changed since the quarter before, and how much is hidden.

Everything is read off released cells: which cell is an area's latest, and whether two released intervals
leave room for chance. The only sum is the difference of two released counts of families.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.released import SHOWN, Released
from dashboard.sentences import Cell, is_carried, rows
from dashboard.text import periods

RATING = "instrument|dimension|respondent"
"""The breakdown of a figure of well-being."""

STAFF = "staff"


@dataclass(frozen=True)
class Move:
    """A figure of one area in the latest quarter and in the quarter before it."""

    now: Cell
    before: Cell

    @property
    def is_known(self) -> bool:
        """Can the two be held together: each of its own quarter, both counts or both with limits?"""
        shown = all(cell["status"] in SHOWN and not is_carried(cell) for cell in (self.now, self.before))
        return shown and (self.is_count or None not in self.limits)

    @property
    def is_count(self) -> bool:
        """A full count of families: its difference is what it is, without chance."""
        return {self.now["interval"], self.before["interval"]} == {"full_count"}

    @property
    def limits(self) -> tuple[float | None, ...]:
        return tuple(cell[end] for cell in (self.now, self.before) for end in ("lower", "upper"))

    @property
    def difference(self) -> float:
        """How many families more (or, below 0, fewer) than the quarter before."""
        return float(self.now["value"] - self.before["value"])

    @property
    def is_beyond_chance(self) -> bool:
        """Do the two released intervals leave no value in common?"""
        if not self.is_known or self.is_count:
            return False
        now, before = self.now, self.before
        return bool(now["lower"] > before["upper"] or now["upper"] < before["lower"])


def rated_by_staff(figure: Released) -> str:
    """The instrument by which the staff rate most families, as a category; "" where there is none."""
    rated = figure.only(pl.col("category").str.ends_with(f"|{STAFF}")).cells
    most = rated.sort("families", "category", descending=[True, False], nulls_last=True)
    return "" if most.is_empty() else str(most["category"][0])


def latest(figure: Released) -> Mapping[str, Cell]:
    """Each area's cell in the latest period there is."""
    cells = rows(figure)
    last = periods.in_order({cell["period"] for cell in cells})[-1:]
    return {cell["area"]: cell for cell in cells if cell["period"] in last}


def moves(figure: Released) -> list[Move]:
    """Each area's latest cell beside the one of the period before."""
    cells = rows(figure)
    last = periods.in_order({cell["period"] for cell in cells})[-2:]
    if len(last) < 2:
        return []
    before, now = ({cell["area"]: cell for cell in cells if cell["period"] == period} for period in last)
    return [Move(now[area], before[area]) for area in now if area in before]


def hidden(figures: Sequence[Released]) -> Mapping[str, int]:
    """How many of the figures' latest cells are hidden, by area."""
    counts: dict[str, int] = {}
    for figure in figures:
        for area, cell in latest(figure).items():
            counts[area] = counts.get(area, 0) + (cell["status"] not in SHOWN)
    return counts
