"""The address at which a chart of a briefing is seen in the dashboard, after signing in."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from dashboard.building.groups import CHARACTERISTICS
from dashboard.council.briefing import APART, EVERY, TOTAL, Part
from dashboard.screen.choices import AREA, LANGUAGE, PERIOD, QUARTER, SPLIT, VALUE
from dashboard.stores.settings import settings
from dashboard.text import LANGUAGES
from dashboard.text.periods import period_of
from dashboard.words.sentences import Cell


def address_of(part: Part, cells: Sequence[Cell], as_of: str, language: str) -> str:
    """The page of the part's figure with its choices; "" for a part without figures.

    What the page does not choose itself (its own breakdowns, all areas side by side) it shows anyway.
    """
    if not part.figures:
        return ""
    page = part.figures[0].partition(".")[0]
    chosen = {AREA: "" if part.area in (EVERY, APART, TOTAL) else part.area}
    chosen[PERIOD] = period_of(date.fromisoformat(as_of), QUARTER)
    chosen |= _division(part)
    chosen |= _reading(part, cells)
    chosen[LANGUAGE] = language if language != LANGUAGES[0] else ""
    return f"{base()}/{page}?{urlencode({key: value for key, value in chosen.items() if value})}"


def briefing_address(identity: str, language: str) -> str:
    """The page on which a briefing is opened."""
    named = {"briefing": identity, LANGUAGE: language if language != LANGUAGES[0] else ""}
    return f"{base()}/briefings?{urlencode({key: value for key, value in named.items() if value})}"


def base() -> str:
    """Where the dashboard is reached: STAIRCASE_ADDRESS, or this machine."""
    return settings().reached_at


def _division(part: Part) -> dict[str, str]:
    """The characteristic that divides the families; a breakdown of the figure's own is none."""
    if part.cohort != "all":
        return {SPLIT: "cohort", VALUE: "" if part.cohort == EVERY else part.cohort}
    if part.by in CHARACTERISTICS:
        return {SPLIT: part.by, VALUE: part.category}
    return {}


def _reading(part: Part, cells: Sequence[Cell]) -> dict[str, str]:
    """What the page itself lets its reader choose: the scale of well-being, the reading of a saving."""
    subject = part.figures[0].partition(".")[0]
    if subject == "wellbeing" and cells:
        return {"instrument": str(cells[0]["category"])}
    return {"variant": part.variant} if subject == "savings" else {}
