"""Signs in the drawings: events, marked and told as the page does it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from dashboard.charts.events import notes, placed
from dashboard.council.briefing import Chart, Part
from dashboard.council.drawing import drawn
from dashboard.council.ready_made import council_briefing
from dashboard.council.sheet import Read, Sheet, read
from dashboard.council.slides import slides
from dashboard.stores.served import Served
from dashboard.text import LANGUAGES, Text
from tests.council import files
from tests.council.test_council import DANISH, as_read, of_areas
from tests.council.test_council_files import content

each_language = pytest.mark.parametrize("text", [Text(each) for each in LANGUAGES], ids=LANGUAGES)


def svg_of(sheet: Sheet, whole: Read) -> str:
    return drawn(sheet, whole.text, whole.labels, width=700, height=300, size=14)


# Events.


def numbers_in(words: Sequence[str]) -> list[str]:
    return [number for each in words for number in each.split(", ")]


def numbered(svg: str) -> list[str]:
    """The numbers of the events in a drawing: all that is set semibold in a chart of lines."""
    return numbers_in(re.findall(r'font-weight="600"[^>]*>([^<]+)<', svg))


def listed(sheet: Sheet) -> list[str]:
    return [found[1] for remark in sheet.remarks if (found := re.match(r"(\d+)\. ", remark))]


def at_the_axis(deck: bytes) -> list[list[str]]:
    """The numbers of the events at the names of the places, slide by slide."""
    every = (" ".join(categories) for categories in files.categories_in_slides(deck))
    return [numbers_in(re.findall(r"\[([\d, ]+)\]", names)) for names in every]


@each_language
def test_the_events_drawn_are_those_listed_with_the_same_numbers(served_release: Served, text: Text) -> None:
    briefing = council_briefing(served_release.manifest["release_id"])
    whole = read(briefing, text)
    charts = [sheet for sheet in whole.sheets if sheet.plot]
    with_events = [sheet for sheet in charts if listed(sheet)]
    assert any(len(listed(sheet)) > 1 for sheet in with_events)
    for sheet in with_events:
        assert numbered(svg_of(sheet, whole)) == listed(sheet)
    deck = content("pptx", briefing, text)
    assert at_the_axis(deck) == [listed(sheet) for sheet in charts]


def an_event(first: str, last: str | None, kind: str = "disturbance") -> dict[str, Any]:
    words = {"text_da": f"Fra {first}", "text_en": f"From {first}"}
    return {"event_id": first, "starts_on": first, "ends_on": last, "kind": kind, "area_id": None, **words}


BEFORE = an_event("2024-01-01", "2026-04-30")
WITHIN = an_event("2026-04-01", "2026-06-30")
IN_THE_GAP = an_event("2026-05-05", None, "series_break")
GONE = an_event("2024-01-01", "2024-02-01")
QUARTERS = [{"period": period, "value": 8.0} for period in ("2026-03-31", "2026-09-30")]


def test_an_event_that_began_before_the_chart_has_the_first_number_and_its_shade(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = of_areas(*QUARTERS)
    events = [GONE, BEFORE, WITHIN, IN_THE_GAP]
    marked = replace(release, context={**release.context, "event_note": events})
    part = Part("x", Chart.LINES, ("caseload.active",), ("day",), marks=("disturbance", "series_break"))
    whole = as_read(marked, part, monkeypatch)
    sheet = whole.sheets[0]
    assert numbered(svg_of(sheet, whole)) == listed(sheet) == ["1", "2", "3"]
    assert svg_of(sheet, whole).count('fill-opacity="0.12"') == 2
    assert [(one.start, one.end) for one in sheet.events] == [(0, 1), (1, 1), (1, None)]
    places = sheet.plot.places if sheet.plot else ()
    assert list(sheet.remarks) == notes([one.event for one in sheet.events], places, DANISH)
    assert at_the_axis(slides(whole)) == [["1", "2", "3"]]


def test_nothing_is_marked_where_there_are_no_places() -> None:
    assert placed([BEFORE], ()) == []
