"""What would change in a briefing if it were moved to another release: cell by cell of what it shows."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from dashboard.council.briefing import Briefing
from dashboard.council.cells import chosen
from dashboard.stores.released import SHOWN, Released
from dashboard.stores.served import Served
from dashboard.words.differences import KINDS, differences
from dashboard.words.sentences import Cell, rows


@dataclass(frozen=True)
class Change:
    """How many of a briefing's cells differ, in which way, of how many with a number; each revised one."""

    of: int
    counts: Counter[str]
    revised: list[tuple[Cell, Cell]]

    @property
    def is_none(self) -> bool:
        return not self.counts.total()

    @property
    def other_values(self) -> int:
        return self.counts["revised"] + self.counts["moved"]


def change(briefing: Briefing, frozen: Served, newer: Served) -> Change:
    """What the newer release changes of the cells that a briefing shows."""
    shown, counts, revised = 0, Counter[str](), []
    for part in briefing.parts:
        before, after = ({_name(one): one for one in chosen(part, each).every} for each in (frozen, newer))
        for name, cells in before.items():
            shown += sum(cell["status"] in SHOWN for cell in rows(cells))
            found = differences(cells, after.get(name, cells.only(pl.lit(False))))
            counts.update({kind: int(found.counts[kind].sum()) for kind in ("new_periods", *KINDS)})
            revised += found.revised
    return Change(shown, counts, revised)


def _name(released: Released) -> str:
    return f"{released.subject}.{released.measure}"
