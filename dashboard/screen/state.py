"""How each area stands, what has changed since the quarter before, and how much is hidden.

Everything is read off released cells: which cell is an area's latest, and whether the released interval of a
change holds 0. The only sum is the difference of two released counts of families.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.stores.released import SHOWN, Released
from dashboard.text import periods
from dashboard.words.sentences import Cell, is_carried, rows

RATING = "instrument|dimension|respondent"
"""The breakdown of a figure of well-being."""

STAFF = "staff"


@dataclass(frozen=True)
class Move:
    """A full count of families of one area in the latest quarter and in the quarter before it."""

    now: Cell
    before: Cell

    @property
    def difference(self) -> float:
        """How many families more (or, below 0, fewer) than the quarter before."""
        return float(self.now["value"] - self.before["value"])


def is_known(change: Cell) -> bool:
    """Is a change since the quarter before shown, and with an interval?"""
    return change["status"] in SHOWN and change["interval"] == "shown"


def is_beyond_chance(change: Cell) -> bool:
    """Does the interval of a change leave out that nothing has changed?"""
    return is_known(change) and bool(change["lower"] > 0 or change["upper"] < 0)


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
    """Each area's latest count beside that of the period before, where both are shown, each of its own."""
    shown = [cell for cell in rows(figure) if cell["status"] in SHOWN and not is_carried(cell)]
    cells = [cell for cell in shown if cell["interval"] == "full_count"]
    last = periods.in_order({cell["period"] for cell in rows(figure)})[-2:]
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
