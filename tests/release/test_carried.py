"""A figure of an earlier period that still stands, because hardly anybody has come or gone since."""

import json
import re
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts import bars, change, over_time, shares
from dashboard.charts.series import hover, series_of
from dashboard.charts.staircase import staircase
from dashboard.screen import state, tiles
from dashboard.stores.released import Released
from dashboard.text import LANGUAGES, Labels, Text
from dashboard.words import tables
from dashboard.words.explanation import legend
from dashboard.words.on_the_stairs import told
from dashboard.words.sentences import answer, carried, rows
from tests.pages.reading import behind_words
from tests.pages.test_show import drawn, screen, written
from tests.released import released

LABELS = Labels(areas={"gellerup": "Gellerup", "a": "Område A"}, steps={"3": "Tillid", "4": "Fælles plan"})
DA, EN = Text("da"), Text("en")
WHY = {
    "da": "tal fra 31. marts 2026: siden da er færre end 5 familier kommet til eller gået ud",
    "en": "figure of 31 March 2026: fewer than 5 families have come or gone since",
}
CARRIED = {"status": "carried", "period": "2026-09-30", "value_of": "2026-03-31", "value": 40.0}

each_language = pytest.mark.parametrize("text", [DA, EN], ids=LANGUAGES)


def a_share(*cells: dict[str, Any]) -> Released:
    own = {"area": "gellerup", "families": 30, "value": 40.0}
    return released("steps", "moved_back_share", [{**own, **cell} for cell in cells])


def without_breaks(words: str) -> str:
    return words.replace("<br>", " ")


@each_language
def test_its_sentence_gives_the_number_its_date_and_the_reason(text: Text) -> None:
    told = answer(a_share(CARRIED), text, LABELS)
    assert "40" in told
    assert WHY[text.language] in told


@each_language
def test_the_pointer_the_tile_and_the_table_say_of_when_it_is(text: Text) -> None:
    figure = a_share({"period": "2026-06-30", "value_of": "2026-06-30"}, CARRIED)
    older = rows(figure)[1]
    assert WHY[text.language] in without_breaks(hover(series_of(figure, text, LABELS)[0], older, text))
    when = {"da": "31. marts 2026", "en": "31 March 2026"}[text.language]
    assert when in tiles.grid("", [("", {"gellerup": older})], ["gellerup"], text, LABELS)
    assert when in tables.of_cells(rows(figure), text, LABELS)[text("carried.title")].to_list()


def test_a_table_without_one_has_no_column_for_it() -> None:
    assert DA("carried.title") not in tables.of_cells(rows(a_share({})), DA, LABELS).columns


@pytest.mark.parametrize("label", ["2026-03-31", "to 2026-03-31", "now 2026-03-31"])
def test_its_date_is_a_date_for_every_kind_of_day(label: str) -> None:
    assert carried(rows(a_share({**CARRIED, "value_of": label}))[0], DA) == WHY["da"]


def signs(figure: go.Figure) -> str:
    """The words in a chart and the symbols of its marks."""
    return json.dumps(figure.to_plotly_json(), default=str, ensure_ascii=False)


@pytest.mark.parametrize(
    ("chart", "sign"),
    [(over_time, "circle-open-dot"), (bars, "40,0 % †"), (shares, "40,0 % †")],
)
def test_a_chart_marks_it_without_colour(chart: Callable[..., go.Figure], sign: str) -> None:
    options = {"by": "area"} if chart is shares else {}
    figures = [a_share({"value_of": "2026-09-30"}), a_share(CARRIED)]
    own, older = (signs(chart(figure, DA, LABELS, **options)) for figure in figures)
    assert sign in older
    assert sign not in own


def test_a_change_and_the_staircase_mark_it_too() -> None:
    pair = change((a_share({"value": 30.0}), a_share(CARRIED)), DA, LABELS)
    assert list(pair.data[0].text) == ["", "†"]
    step = {"area": "gellerup", "characteristic": "step", "category": "4", "unit": "families", "families": 7}
    current = released("steps", "current", [{**step, **CARRIED, "value": 7.0}])
    assert "7†" in signs(staircase(current, DA, LABELS))
    assert f"trin 4: {WHY['da']}" in told(current, {}, DA, LABELS)[0]


@each_language
def test_the_page_explains_the_mark_and_counts_them_apart_from_the_hidden(text: Text) -> None:
    hidden = {"period": "2026-06-30", "status": "withheld", "value": None, "families": None}
    for chart, key in ((bars, "carried.sign"), (over_time, "carried.mark")):
        session = screen(a_share(hidden, CARRIED), text, chart)
        assert text(key, k="5") in written(session)
        assert text("chart.carried", n="1") in drawn(session)[0]["words"]
        labels = behind_words(session)
        assert text("count.carried_one") in labels
        assert (text("count.hidden_one") in labels) == (chart is over_time)


@each_language
def test_the_legend_gives_its_reason(text: Text) -> None:
    told = legend(rows(a_share(CARRIED)), text)
    assert [text("status.carried") in line and "5" in line for line in told] == [True]


def test_it_says_nothing_of_how_much_has_changed_since_the_quarter_before() -> None:
    count = {"unit": "families", "interval": "full_count", "value": 31.0}
    before = {"period": "2026-06-30", "value_of": "2026-06-30"}
    now = {**CARRIED, "value": 31.0}
    own, older = (a_share({**count, **before}, {**count, **last}) for last in ({"value": 31.0}, now))
    assert (len(state.moves(own)), len(state.moves(older))) == (1, 0)


def test_a_carried_zero_is_a_zero() -> None:
    nothing = answer(a_share({**CARRIED, "value": 0.0}), DA, LABELS)
    assert re.search(r"\b0 %", nothing.replace("\N{NO-BREAK SPACE}", " "))
    assert WHY["da"] in nothing
