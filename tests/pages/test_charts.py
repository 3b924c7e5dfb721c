"""A chart draws released cells and nothing else; what is hidden is a gap with its reason, never a 0."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts import bars, beside, change, course, money, occupancy, over_time, shares
from dashboard.charts.events import sources
from dashboard.charts.template import COLOURS, NEUTRAL, ON_COLOUR
from dashboard.stores.released import Released
from dashboard.text import LANGUAGES, Labels, Text
from tests.released import released

AREAS = {"gellerup": "Gellerup", "a": "Område A", "b": "Område B"}
LABELS = Labels(areas=AREAS, steps={"1": "Kontakt", "2": "Tillid"}, instruments={})
DA, EN = Text("da"), Text("en")
MONTHS = ("2026-01", "2026-02", "2026-03")


def months(*values: float | None, area: str = "gellerup", **cell: Any) -> list[dict[str, Any]]:
    """One cell a month; None is a withheld one."""
    return [
        {"cut": "month", "period": month, "area": area, "value": value, "status": _status(value)} | cell
        for month, value in zip(MONTHS, values, strict=True)
    ]


def of_areas(*values: float | None, **cell: Any) -> list[dict[str, Any]]:
    return [
        {"area": area, "value": value, "status": _status(value)} | cell
        for area, value in zip(AREAS, values, strict=False)
    ]


def _status(value: float | None) -> str:
    return "withheld" if value is None else "zero" if value == 0 else "shown"


def absence(*cells: list[dict[str, Any]]) -> Released:
    return released("absence", "month_pct", [cell for part in cells for cell in part])


def trace(figure: go.Figure, name: str) -> Any:
    return next(one for one in figure.data if one.name == name)


def notes(figure: go.Figure, name: str) -> list[str]:
    return [note.text for note in figure.layout.annotations if note.name == name]


def test_a_withheld_month_is_a_gap_never_a_zero() -> None:
    line = trace(over_time(absence(months(0.1, None, 0.1)), DA, LABELS), "Gellerup")
    assert line.x == MONTHS
    assert line.y == (0.1, None, 0.1)
    assert line.connectgaps is False


def test_a_shown_zero_is_a_zero_not_a_gap() -> None:
    assert trace(over_time(absence(months(1.0, 0.0, 1.0)), DA, LABELS), "Gellerup").y == (1.0, 0.0, 1.0)


def test_a_withheld_month_is_marked_with_its_reason() -> None:
    mark = trace(over_time(absence(months(0.1, None, 0.1)), DA, LABELS), "vises ikke")
    assert mark.x == ("2026-02",)
    assert mark.hovertext == ("Gellerup, februar 2026: for få familier",)


def test_a_month_without_a_cell_is_a_gap_in_its_area_s_line() -> None:
    figure = over_time(absence(months(1.0, 2.0, 3.0), months(4.0, 5.0, 6.0, area="a")[1:]), DA, LABELS)
    assert trace(figure, "Område A").y == (None, 5.0, 6.0)


def test_a_month_that_nobody_has_a_cell_for_keeps_its_place_on_the_axis() -> None:
    cells = months(1.0, 2.0, 3.0)
    figure = over_time(absence([cells[0], cells[2]]), DA, LABELS)
    assert trace(figure, "Gellerup").x == MONTHS
    assert trace(figure, "Gellerup").y == (1.0, None, 3.0)


def test_totals_over_changing_areas_are_one_line_that_says_which_it_covers() -> None:
    cells = [
        {"cut": "month", "period": "2026-01", "area": "all", "areas": "gellerup", "value": 1.0},
        {"cut": "month", "period": "2026-02", "area": "all", "status": "withheld"},
        {"cut": "month", "period": "2026-02", "area": "shown_areas", "areas": "gellerup+a", "value": 2.0},
    ]
    line = trace(over_time(absence(cells), DA, LABELS), "De viste områder i alt")
    assert line.y == (1.0, 2.0)
    assert line.hovertext[0].startswith("De viste områder i alt (alle områder), januar 2026")
    assert line.hovertext[1].startswith("De viste områder i alt (Gellerup og Område A), februar 2026")


def test_a_month_before_an_area_had_begun_is_no_hidden_figure() -> None:
    cells = months(1.0, 2.0, 3.0)
    cells[0] |= {"value": None, "status": "not_applicable"}
    assert [one.name for one in over_time(absence(cells), DA, LABELS).data] == ["Gellerup"]


def test_a_series_without_a_point_is_named_at_its_row_and_in_the_legend() -> None:
    figure = over_time(absence(months(1, 2, 3), months(None, None, None, area="a")), DA, LABELS)
    [line, row] = [note for note in figure.layout.annotations if note.name == "line-end"]
    assert [re.sub("<.*?>", "", note.text) for note in (line, row)] == ["● Gellerup", "■ Område A"]
    assert (row.yref, row.y) == ("y2", figure.layout.yaxis2.tickvals[0])
    assert trace(figure, "Område A").showlegend


def test_a_long_name_has_a_row_of_two_lines() -> None:
    cells = [*months(1, 2, 3, cohort="permanent"), *months(None, None, None, cohort="project")]
    figure = over_time(absence(cells), DA, LABELS)
    assert notes(figure, "line-end")[1].endswith("Projektets familier<br>(2019–23)")
    assert (figure.layout.yaxis2.range, figure.layout.yaxis2.tickvals) == ((1.5, -0.5), (0.5,))


def test_one_series_alone_needs_no_name() -> None:
    assert notes(over_time(absence(months(1, None, 3)), DA, LABELS), "line-end") == []


def test_one_series_beside_a_reference_line_has_a_name_too() -> None:
    row = {"series": "folkeskole_fravaer", "period": "2026-02", "value": 6.8, "unit": "pct", "source": "STIL"}
    told = notes(over_time(absence(months(1, 2, 3)), DA, LABELS, reference=[row]), "line-end")
    assert [re.sub("<.*?>", "", name) for name in told] == ["Folkeskolen i hele landet", "● Gellerup"]


def test_a_series_of_which_nothing_is_there_has_no_name() -> None:
    nobody = months(None, None, None, area="a", status="not_applicable")
    figure = over_time(absence(months(1, 2, 3), nobody), DA, LABELS)
    assert notes(figure, "line-end") == []
    assert not trace(figure, "Område A").showlegend


def test_the_band_of_an_interval_breaks_where_the_line_does() -> None:
    cells = months(5.0, None, 7.0)
    cells[0] |= {"lower": 4.0, "upper": 6.0, "interval": "shown"}
    cells[2] |= {"lower": 6.0, "upper": 8.0, "interval": "shown"}
    band = trace(over_time(absence(cells), DA, LABELS), "band Gellerup")
    assert band.y == (6.0, 4.0, None, 8.0, 6.0, None)


def test_ticks_are_written_in_the_reader_s_language() -> None:
    danish, english = (over_time(absence(months(1, 2, 3)), text, LABELS) for text in (DA, EN))
    assert danish.layout.xaxis.ticktext == ("jan. 2026", "feb. 2026", "mar. 2026")
    assert english.layout.xaxis.ticktext == ("Jan 2026", "Feb 2026", "Mar 2026")
    assert danish.layout.yaxis.ticktext[1] == "0,5 %"
    assert english.layout.yaxis.ticktext[1] == "0.5%"


@pytest.mark.parametrize(
    ("values", "ticks"),
    [((0.0, 1.0, None), ("0", "1")), ((0.0, 0.0, 0.0), ("0", "1")), ((0.5, 1.0, None), ("0,0", "0,2"))],
    ids=["one family", "nobody", "a mean"],
)
def test_counts_have_whole_numbers_on_their_axis(
    values: tuple[float | None, ...], ticks: tuple[str, ...]
) -> None:
    drawn = over_time(absence(months(*values, unit="families")), DA, LABELS)
    assert drawn.layout.yaxis.ticktext[:2] == ticks


def test_the_pointer_reads_value_interval_and_n() -> None:
    cell = {"lower": 7.1, "upper": 9.5, "interval": "shown", "families": 31, "persons": 45}
    line = trace(over_time(absence(months(8.3, 8.3, 8.3, **cell)), DA, LABELS), "Gellerup")
    assert line.hovertext[0] == (
        "Gellerup, januar 2026: 8,3 %<br>usikkerhed 7,1 til 9,5 %<br>45 elever i 31 familier"
    )


def test_an_area_has_the_same_colour_whichever_others_are_drawn() -> None:
    both = over_time(absence(months(1, 2, 3), months(4, 5, 6, area="a")), DA, LABELS)
    alone = over_time(absence(months(4, 5, 6, area="a")), DA, LABELS)
    compared = bars(released("absence", "stil_pct", of_areas(9.0, 8.0)), DA, LABELS)
    assert trace(both, "Område A").line.color == trace(alone, "Område A").line.color == COLOURS[1]
    assert compared.data[0].marker.color == (COLOURS[0], COLOURS[1])


def long_line(*hidden: str, carried: str = "") -> list[Any]:
    """The traces of 48 months from January 2021."""
    every = [f"{year}-{month:02}" for year in range(2021, 2025) for month in range(1, 13)]
    cells = [
        {"cut": "month", "period": each, "area": "gellerup", "value": None if each in hidden else 8.0}
        | {"status": "withheld" if each in hidden else "carried" if each == carried else "shown"}
        | {"value_of": "2023-08" if each == carried else each}
        for each in every
    ]
    return [one for one in over_time(absence(cells), DA, LABELS).data if one.name == "Gellerup"]


def test_a_long_line_has_a_mark_here_and_there_and_at_its_end() -> None:
    line, marks = long_line()
    assert (line.mode, len(line.x)) == ("lines", 48)
    every_sixth = [f"{year}-{month}" for year in range(2021, 2025) for month in ("01", "07")]
    assert marks.x == (*every_sixth, "2024-12")
    assert [each.showlegend for each in (line, marks)] == [False, True]


def test_a_long_line_marks_what_it_cannot_show_itself() -> None:
    _, marks = long_line("2022-04", "2022-06", carried="2023-09")
    by_month = dict(zip(marks.x, marks.marker.symbol, strict=True))
    assert by_month["2023-09"] == "circle-open-dot"
    assert "2022-05" in by_month  # between two gaps: no line would show it
    assert not {"2022-04", "2022-06"} & by_month.keys()


def test_two_categories_of_one_area_share_its_colour_and_differ_in_their_dash() -> None:
    cells = [
        cell
        for area in ("gellerup", "a")
        for kind in ("illness", "unlawful")
        for cell in months(1, 2, 3, area=area, characteristic="kind", category=kind)
    ]
    lines = [one for one in over_time(absence(cells), DA, LABELS).data if one.mode == "lines+markers"]
    assert [(line.line.color, line.line.dash) for line in lines] == [
        (COLOURS[0], "solid"),
        (COLOURS[0], "dash"),
        (COLOURS[1], "solid"),
        (COLOURS[1], "dash"),
    ]


def test_areas_stand_in_their_fixed_order_not_by_their_figures() -> None:
    figure = bars(released("absence", "stil_pct", of_areas(2.0, 9.0, 5.0)[::-1]), DA, LABELS)
    assert figure.layout.yaxis.ticktext == ("Gellerup", "Område A", "Område B")
    assert figure.data[0].x == (2.0, 9.0, 5.0)


def test_a_withheld_area_has_its_reason_and_no_bar() -> None:
    figure = bars(released("absence", "stil_pct", of_areas(2.0, None, 5.0)), DA, LABELS)
    assert figure.data[0].y == (0, 2)
    assert notes(figure, "hidden") == ["for få familier"]
    assert notes(figure, "value") == ["2,0 %", "5,0 %"]


def test_a_withheld_group_is_named_in_the_legend_and_its_reason_has_its_colour() -> None:
    cells = of_areas(2.0, cohort="permanent") + of_areas(None, cohort="project")
    figure = bars(absence(cells), DA, LABELS)
    drawn, hidden = figure.data
    assert (drawn.name, hidden.name) == ("Familier i den varige indsats", "Projektets familier (2019–23)")
    assert (drawn.x, hidden.x) == ((2.0,), (None,))
    assert notes(figure, "hidden") == [f'<span style="color:{hidden.marker.color}">■</span> for få familier']


@pytest.mark.parametrize(("values", "side"), [((-3.0, None, -2.0), "right"), ((3.0, None, -2.0), "left")])
def test_a_reason_stands_on_the_side_of_the_bars_where_all_go_to_the_left(
    values: tuple[float | None, ...], side: str
) -> None:
    figure = bars(absence(of_areas(*values)), DA, LABELS)
    assert [note.xanchor for note in figure.layout.annotations if note.name == "hidden"] == [side]


def test_a_total_of_the_areas_shown_names_them_or_says_no_more_than_that() -> None:
    cells = [
        {"area": "shown_areas", "category": category, "characteristic": "kind", "areas": areas, **status}
        for category, areas, status in (
            ("illness", "a+gellerup", {"value": 5.0}),
            ("unlawful", None, {"status": "withheld"}),
        )
    ]
    both, hidden = (bars(released("absence", "stil_pct", some), DA, LABELS) for some in (cells, cells[1:]))
    assert both.layout.yaxis.ticktext == ("De viste områder<br>(Gellerup og Område A)",)
    assert hidden.layout.yaxis.ticktext == ("De viste områder i alt",)


def test_whiskers_reach_from_lower_to_upper() -> None:
    figure = bars(released("absence", "stil_pct", of_areas(8.0, lower=7.0, upper=11.0)), DA, LABELS)
    assert figure.data[0].error_x.array == (3.0,)
    assert figure.data[0].error_x.arrayminus == (1.0,)


def test_bars_without_an_interval_come_last_in_their_trace_where_the_whiskers_have_ended() -> None:
    cells = of_areas(8.0, 7.0, 6.0)
    cells[1] |= {"lower": 5.0, "upper": 10.0, "interval": "shown"}
    drawn = bars(absence(cells), DA, LABELS).data[0]
    assert (drawn.y, drawn.x) == ((1, 0, 2), (7.0, 8.0, 6.0))
    assert (drawn.error_x.array, drawn.error_x.arrayminus) == ((3.0,), (2.0,))
    assert drawn.marker.color == (COLOURS[1], COLOURS[0], COLOURS[2])


def test_bars_show_the_latest_period_alone() -> None:
    figure = bars(absence(months(1.0, 2.0, 3.0)), DA, LABELS)
    assert figure.data[0].x == (3.0,)


def status_shares(**shares_of: float | None) -> Released:
    cells = [
        {"characteristic": "status", "category": name, "value": value, "status": _status(value)}
        for name, value in shares_of.items()
    ]
    return released("employment", "status_share", cells)


def test_shares_stack_in_the_order_of_the_words_and_a_withheld_part_has_its_name_alone() -> None:
    figure = shares(status_shares(pension=21.0, education=None, ordinary_full=79.0), DA, LABELS)
    drawn = {one.name: one.y for one in figure.data if one.type == "bar"}
    assert list(drawn) == ["Ordinært job, fuld tid", "Uddannelse", "Førtidspension"]
    assert drawn["Uddannelse"] == (None,)
    assert figure.layout.yaxis.range[0] == 0


def test_measures_that_add_up_are_stacked_by_area() -> None:
    figures = [
        released("wellbeing", f"share_{way}", of_areas(share, None))
        for way, share in (("better", 50.0), ("unchanged", 30.0), ("worse", 20.0))
    ]
    figure = shares(figures, DA, LABELS, by="area")
    assert sorted(one.x for one in figure.data) == [(20.0,), (30.0,), (50.0,)]
    assert notes(figure, "hidden") == ["for få familier"]


def test_a_change_joins_before_and_after_and_one_side_alone_is_none() -> None:
    before = released("absence", "before", of_areas(10.0, 9.0))
    after = released("absence", "after", of_areas(7.5, None))
    figure = change((before, after), DA, LABELS)
    pairs = [one for one in figure.data if one.mode == "lines+markers"]
    assert [pair.x for pair in pairs] == [(10.0, 7.5)]
    assert notes(figure, "hidden") == ["for få familier"]


def test_baseline_and_now_of_one_figure_are_a_change_too() -> None:
    cells = [
        {"cut": cut, "period": f"{cut} 2026-09-30", "area": "a", "value": value}
        for cut, value in (("baseline", 20.0), ("now", 33.0))
    ]
    figure = change(released("employment", "youth_job_share", cells), DA, LABELS)
    assert figure.data[0].x == (20.0, 33.0)
    assert figure.data[0].marker.symbol == ("circle-open", "circle")


def incidence(measure: str, unit: str, *values: float | None) -> Released:
    cells = [
        {
            "cut": "months_since_joining",
            "period": f"m{month}",
            "characteristic": "step",
            "category": "2",
            "unit": unit,
            "value": value,
            "status": _status(value),
        }
        for month, value in zip((6, 12, 18), values, strict=True)
    ]
    return released("steps", measure, cells)


def test_a_course_stands_over_its_numbers_at_risk_and_stops_where_they_are_withheld() -> None:
    figure = course(
        (incidence("cuminc", "pct", 20, 40, None), incidence("at_risk", "families", 50, 30, None)), DA, LABELS
    )
    assert figure.data[0].y == (20.0, 40.0, None)
    assert figure.layout.xaxis.ticktext == ("6 mdr.", "12 mdr.", "18 mdr.")
    assert notes(figure, "at-risk") == ["50", "30", "–"]


def test_money_has_its_reading_prices_and_purse_printed_on_it() -> None:
    cell = {"cut": "to_date", "period": "to 2026-09-30", "unit": "dkk", "areas": "gellerup"}
    saving = released("savings", "before_cost", [{**cell, "value": 15_500_000.0, "variant": "own/followed"}])
    cost = released("savings", "programme_cost", [{**cell, "value": 23_400_000.0}])
    figure = money((saving, cost), DA, LABELS, notes=["Faste 2026-priser"])
    assert "alle begyndte familier, også efter afslutning" in figure.layout.title.text
    assert figure.layout.title.text.endswith("Faste 2026-priser")
    assert {one.name for one in figure.data} == {"Besparelse før programmets udgift", "Programmets udgift"}
    assert figure.layout.title.text.startswith("mio. kr. · ")


def test_the_first_step_stands_at_the_foot_and_each_value_at_its_own_step() -> None:
    cells = [
        {"characteristic": "step", "category": step, "unit": "families", "value": value}
        for step, value in (("1", 11.0), ("2", 22.0), ("none", 33.0))
    ]
    figure = occupancy(released("steps", "current", cells), DA, LABELS)
    assert figure.layout.yaxis.ticktext == ("Intet åbent trin", "Trin 2 · Tillid", "Trin 1 · Kontakt")
    assert figure.layout.yaxis.range == (2.5, -0.5)
    assert dict(zip(figure.data[0].y, figure.data[0].x, strict=True)) == {0: 33.0, 1: 22.0, 2: 11.0}


def test_events_are_marked_in_the_period_that_holds_them_and_numbered() -> None:
    events: list[dict[str, Any]] = [
        {
            "starts_on": date(2026, 2, 11),
            "ends_on": None,
            "kind": "series_break",
            "text_da": "Reform",
            "text_en": "Reform",
        },
        {"starts_on": "2019-01-01", "ends_on": None, "kind": "event", "text_da": "Før", "text_en": "Before"},
    ]
    figure = over_time(absence(months(1, 2, 3)), DA, LABELS, events=events)
    assert notes(figure, "event") == ["1"]
    assert [shape.x0 for shape in figure.layout.shapes] == [0.5]


def test_events_that_begin_together_share_a_flag() -> None:
    words = {"ends_on": None, "kind": "event", "text_da": "Møde", "text_en": None}
    events = [{"starts_on": day, **words} for day in ("2026-02-01", "2026-02-20", "2026-03-01")]
    figure = over_time(absence(months(1, 2, 3)), EN, LABELS, events=events)
    assert notes(figure, "event") == ["1, 2", "3"]
    assert figure.layout.annotations[0].hovertext == "Event: Møde<br>Event: Møde"


def test_a_disturbed_period_is_shaded_over_its_months() -> None:
    disturbed = {
        "starts_on": "2026-02-01",
        "ends_on": "2026-03-31",
        "kind": "disturbance",
        "text_da": "x",
        "text_en": "x",
    }
    figure = over_time(absence(months(1, 2, 3)), DA, LABELS, events=[disturbed])
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(0.5, 2.5)]


@pytest.mark.parametrize(
    ("first", "last", "shade"),
    [
        ("2011-08-01", "2026-02-28", [(-0.5, 1.5)]),
        ("2026-02-01", "2030-12-31", [(0.5, 2.5)]),
        ("2011-08-01", "2025-12-31", []),
        ("2026-04-01", "2026-05-31", []),
    ],
    ids=["began before", "goes on", "over before", "begins after"],
)
def test_a_disturbed_period_is_shaded_as_far_as_the_chart_reaches(
    first: str, last: str, shade: list[tuple[float, float]]
) -> None:
    words = {"kind": "disturbance", "text_da": "x", "text_en": "x"}
    figure = over_time(
        absence(months(1, 2, 3)), DA, LABELS, events=[{"starts_on": first, "ends_on": last, **words}]
    )
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == shade


def test_a_reference_line_says_in_words_where_it_comes_from_each_source_once() -> None:
    row = {"series": "folkeskole_fravaer", "value": 6.8, "unit": "pct"}
    periods = {"2019/20": "not drawn", "2026-01": "STIL", "2026-02": "STIL", "2026-03": "Uni-C"}
    drawn = [{**row, "period": period, "source": source} for period, source in periods.items()]
    told = sources(drawn, ["2026-01", "2026-02", "2026-03"], DA)
    assert told == ["Prikket linje: Folkeskolen i hele landet. Kilde: STIL; Uni-C"]


def test_a_reference_line_names_its_source() -> None:
    row = {"series": "folkeskole_fravaer", "period": "2026-02", "value": 6.8, "unit": "pct", "source": "STIL"}
    line = trace(
        over_time(absence(months(1, 2, 3)), DA, LABELS, reference=[row]), "Folkeskolen i hele landet"
    )
    assert line.y == (6.8,)
    assert line.hovertext == ("Folkeskolen i hele landet: 6,8 %, kilde: STIL",)


def test_internal_cells_are_watermarked_and_public_ones_are_not() -> None:
    internal = over_time(absence(months(1, 2, 3, level="internal")), DA, LABELS)
    assert notes(internal, "watermark") == ["intern – små tal"]
    assert notes(over_time(absence(months(1, 2, 3)), DA, LABELS), "watermark") == []


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*COLOURS, NEUTRAL])
def test_every_colour_reads_on_light_and_dark_and_carries_words(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= 3
    assert contrast(colour, "#171614") >= 3
    assert contrast(colour, ON_COLOUR) >= 4.5


DRAWINGS: dict[str, Callable[[Text], go.Figure]] = {
    "over_time": lambda text: over_time(absence(months(1, None, 3)), text, LABELS),
    "bars": lambda text: bars(released("absence", "stil_pct", of_areas(1, None)), text, LABELS),
    "shares": lambda text: shares(status_shares(pension=21.0, education=None), text, LABELS),
    "change": lambda text: change(
        (released("absence", "before", of_areas(1, 2)), released("absence", "after", of_areas(2, None))),
        text,
        LABELS,
    ),
    "course": lambda text: course(incidence("cuminc", "pct", 20, 40, None), text, LABELS),
    "occupancy": lambda text: occupancy(
        released("steps", "current", of_areas(9, None, characteristic="step", category="1", unit="families")),
        text,
        LABELS,
    ),
    "all hidden": lambda text: over_time(absence(months(None, None, None)), text, LABELS),
}


@pytest.mark.parametrize("text", [DA, EN], ids=LANGUAGES)
@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_chart_says_no_raw_key_and_no_none(kind: str, text: Text) -> None:
    figure = DRAWINGS[kind](text).to_plotly_json()
    written = json.dumps({**figure, "layout": {**figure["layout"], "template": None}}, ensure_ascii=False)
    assert not re.search(r"\bNone\b|\bNaN\b|\bwithheld\b|shown_areas|month_pct", written)
    assert {"da": "få familier", "en": "few families"}[text.language] in written


def test_parts_that_are_hidden_are_hatched_up_to_the_whole() -> None:
    figure = shares(status_shares(pension=21.0, education=None, ordinary_full=50.0), DA, LABELS)
    [rest] = [one for one in figure.data if one.type == "bar" and one.name == "vises ikke"]
    assert rest.y == (29.0,)
    assert rest.hovertext == ("I alt 29,0 % er fordelt på grupper, der ikke kan vises hver for sig.",)


def test_a_whole_with_nothing_hidden_has_no_hatched_part() -> None:
    figure = shares(status_shares(pension=21.0, ordinary_full=79.0), DA, LABELS)
    assert "vises ikke" not in [one.name for one in figure.data if one.type == "bar"]


def test_a_total_that_was_over_all_areas_once_gives_way_to_the_one_shown_now() -> None:
    """In June all areas could be shown, in September two of them: before and after are of the same two."""
    sides = [
        released(
            "absence",
            side,
            [
                {"period": "2026-06-30", "area": "all", "value": 10.0},
                {"period": "2026-09-30", "area": "all", "status": "withheld"},
                {"period": "2026-09-30", "area": "shown_areas", "areas": "gellerup+a", "value": value},
            ],
        )
        for side, value in (("before", 10.0), ("after", 8.0))
    ]
    figure = change(sides, DA, LABELS)
    assert [one.x for one in figure.data if one.mode == "lines+markers"] == [(10.0, 8.0)]


def test_two_sides_share_an_axis_and_the_strip_below_keeps_its_own() -> None:
    cells = [
        {"cut": "day", "period": "2026-06-30", "area": "a", "status": "withheld"},
        {"cut": "day", "period": "2026-09-30", "area": "a", "value": 8.0},
    ]
    high = absence([{"cut": "day", "period": "2026-09-30", "area": "gellerup", "value": 40.0}])
    figure = beside(absence(cells), DA, LABELS, both=[absence(cells), high])
    assert figure.layout.yaxis.range[1] >= 40
    assert figure.layout.yaxis2.ticktext == ("vises ikke",)
