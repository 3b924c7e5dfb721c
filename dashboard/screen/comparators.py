"""A manager's own area beside the others: as of when the two are held together, and what a total is over."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dashboard.screen.choices import Choice
from dashboard.stores.released import SHOWN
from dashboard.stores.served import served_release
from dashboard.stores.viewer import Role, Viewer
from dashboard.text import Labels, Text, periods
from dashboard.text.labels import TOTALS
from dashboard.words.sentences import Cell

QUARTER = "2000Q1"  # the form of a quarter's label


def held_together(viewer: Viewer, chosen: Choice) -> Choice:
    """As of the last closed quarter, where a manager has chosen no period and not their own area alone.

    The others move a quarter at a time, as the public sees them: an own month beside them would be held
    against nothing. A quarter that ends with the data is the latest anyway.
    """
    if viewer.role is not Role.AREA_MANAGER or chosen.period or chosen.area in viewer.areas:
        return chosen
    manifest = served_release().manifest
    closed = manifest["last_quarter_end"]
    if closed is None or closed == manifest["as_of"]:
        return chosen
    return replace(chosen, period=periods.period_of(date.fromisoformat(closed), QUARTER))


def own_in_total(cells: Iterable[Cell], own: frozenset[str], text: Text, labels: Labels) -> str:
    """Whether totals among the cells are over the reader's own areas too; "" where there is none."""
    found = set(_included(cells, own))
    if not found:
        return ""
    kind = "partly" if len(found) > 1 else "within" if True in found else "without"
    return text(f"own_area.{kind}", names=labels.names(own, text))


def _included(cells: Iterable[Cell], own: frozenset[str]) -> Iterator[bool]:
    """For each shown total and each own area, whether it is in; all areas are all that have families then."""
    for cell in cells:
        if cell["area"] in TOTALS and cell["status"] in SHOWN:
            covered = (cell["areas"] or "").split("+")
            yield from (area in covered for area in own if cell["area"] != "all" or area in covered)
