"""When has the programme paid for itself? Read off a course of released net figures, one a quarter."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.stores.released import SHOWN
from dashboard.text.periods import in_order
from dashboard.words.sentences import Cell, gaps


@dataclass(frozen=True)
class Payback:
    """From the end of which quarter the saving to date covers the cost to date, and until when that is known.

    `since` is "" where it does not by the end of the data. `unseen`: hidden quarters in between.
    """

    since: str
    until: str
    unseen: int = 0


def payback(net: Sequence[Cell]) -> Payback | None:
    """The first quarter from which the net to date stays at 0 or above, up to the last that is shown.

    `net`: one group's cells of one reading, cumulative. A first touch is not enough: a course that falls
    below 0 again has not paid for itself. None where nothing is shown.
    """
    by_period = {cell["period"]: cell for cell in net}
    course = [by_period[label] for label in in_order(set(by_period))]
    shown = [cell for cell in course if cell["status"] in SHOWN]
    if not shown:
        return None
    below = [place for place, cell in enumerate(shown) if cell["value"] < 0]
    last, first = shown[-1], below[-1] + 1 if below else 0
    if first == len(shown):
        return Payback("", last["period"])
    since = shown[first]
    unseen = len(gaps(course[course.index(since) : course.index(last)]))
    return Payback(since["period"], last["period"], unseen)
