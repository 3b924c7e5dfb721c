"""Signs in the drawings: events and numbers of an earlier period, marked and told as the page does it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from dashboard.charts.events import notes, placed
from dashboard.council import picture
from dashboard.council.briefing import APART, Chart, Part
from dashboard.council.data import csv_file, table_of_cells, workbook
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


# Numbers of an earlier period.

OLDER = {"status": "carried", "period": "2026-09-30", "value_of": "2026-06-30", "value": 8.0, "families": 8}
OWN = {"period": "2026-06-30", "value": 8.0, "families": 8}
LINES = Part("x", Chart.LINES, ("caseload.active",), ("day",), area=APART)
BARS = Part("x", Chart.BARS, ("caseload.active",), ("day",), area=APART)
WHEN = {"da": "30. juni 2026", "en": "30 June 2026"}


def said(sheet: Sheet, key: str, text: Text) -> bool:
    """Is the sign told of, with how many have it?"""
    return f"{text('count.carried_one')}. {text(key, k='5')}" in sheet.remarks


@each_language
def test_on_a_line_it_is_a_ring_with_a_dot_which_is_told_of(
    monkeypatch: pytest.MonkeyPatch, text: Text
) -> None:
    whole = as_read(of_areas(OWN, OLDER), LINES, monkeypatch, text)
    sheet = whole.sheets[0]
    svg = svg_of(sheet, whole)
    assert (svg.count("<circle"), svg.count('fill="#FFFFFF"')) == (3, 1)
    assert said(sheet, "carried.mark", text)
    assert text("chart.carried", n="1") in svg
    deck = slides(whole)
    assert files.marks_in_slides(deck) == [[["", "•"]]]
    assert WHEN[text.language] in files.tables_in_slides(deck)[0][2][1]


@each_language
def test_at_a_bar_it_has_the_sign_which_is_told_of(monkeypatch: pytest.MonkeyPatch, text: Text) -> None:
    own = {**OWN, "period": "2026-09-30"}
    whole = as_read(of_areas(own, {**OLDER, "area": "b"}), BARS, monkeypatch, text)
    sheet = whole.sheets[0]
    assert svg_of(sheet, whole).count(" †</text>") == 1
    assert said(sheet, "carried.sign", text)
    deck = slides(whole)
    assert files.charts_in_slides(deck) == [[(8.0, 8.0)]]
    assert files.marks_in_slides(deck) == [[["", '0" †"']]]
    assert WHEN[text.language] in files.tables_in_slides(deck)[0][2][1]


def test_in_a_part_of_a_whole_it_has_the_sign_too(monkeypatch: pytest.MonkeyPatch) -> None:
    release = of_areas({**OLDER, "unit": "pct", "value": 60.0})
    whole = as_read(release, replace(BARS, chart=Chart.SHARES), monkeypatch)
    assert svg_of(whole.sheets[0], whole).count(" †</text>") == 1
    assert said(whole.sheets[0], "carried.sign", DANISH)


def test_on_a_step_it_has_the_sign_too(monkeypatch: pytest.MonkeyPatch) -> None:
    stairs = replace(BARS, chart=Chart.STAIRS, by="step")
    step = {**OLDER, "characteristic": "step"}
    release = of_areas({**step, "category": "1"}, {**step, "category": "2", "status": "zero", "value": 0.0})
    whole = as_read(release, stairs, monkeypatch)
    assert svg_of(whole.sheets[0], whole).count("8†") == 1
    assert said(whole.sheets[0], "carried.sign", DANISH)


@pytest.mark.parametrize("part", [LINES, BARS], ids=["lines", "bars"])
def test_where_every_number_is_of_its_own_period_nothing_is_said(
    part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = as_read(of_areas({**OWN, "period": "2026-03-31"}, OWN), part, monkeypatch)
    assert whole.sheets[0].remarks == []
    assert "†" not in svg_of(whole.sheets[0], whole)
    assert {sign for chart in files.marks_in_slides(slides(whole)) for row in chart for sign in row} == {""}


def test_the_data_say_of_when_each_number_is(monkeypatch: pytest.MonkeyPatch) -> None:
    withheld = {"period": "2026-03-31", "status": "withheld"}
    whole = as_read(of_areas(withheld, OWN, OLDER), LINES, monkeypatch)
    headings, rows = table_of_cells(whole)
    of_when = headings.index(DANISH("carried.title"))
    assert [row[of_when] for row in rows] == ["", WHEN["da"], WHEN["da"]]
    assert f";{DANISH('status.carried')};{WHEN['da']};" in csv_file(whole).decode("utf-8-sig")
    assert files.words_of_workbook(workbook(whole)).count(WHEN["da"]) == 3  # its own period is one of them


def test_behind_the_numbers_are_those_behind_an_earlier_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = as_read(of_areas(OWN, {**OLDER, "families": 6}), LINES, monkeypatch)
    assert "6" in whole.sheets[0].behind


def test_a_picture_that_travels_alone_tells_what_its_signs_are(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = as_read(of_areas(OWN, OLDER), LINES, monkeypatch)
    told = files.together(re.sub(r"<[^>]+>", "", picture.svg(whole.sheets[0], whole)))
    assert files.together(DANISH("carried.mark", k="5")) in told


# A period that is not over.


@each_language
def test_an_open_mark_says_that_its_period_is_not_over(monkeypatch: pytest.MonkeyPatch, text: Text) -> None:
    years = [{"cut": "school_year", "period": period, "value": 8.0} for period in ("2025/26", "2026/27")]
    whole = as_read(of_areas(*years), replace(LINES, cuts=("school_year",)), monkeypatch, text)
    day = {"da": "30. september 2026", "en": "30 September 2026"}[text.language]
    assert whole.sheets[0].remarks == [text("chart.unfinished", period="2026/27", day=day)]
    assert svg_of(whole.sheets[0], whole).count('fill="#FFFFFF"') == 1
    assert files.open_in_slides(slides(whole)) == [[[1]]]
