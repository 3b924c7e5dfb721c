"""The staircase: a mark for every released family, a sign for every withheld step, the counts in words."""

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.staircase import ABREAST, most_rows, staircase
from dashboard.charts.template import COLOURS
from dashboard.stores.released import Released, seal
from dashboard.text import Labels, Text
from dashboard.words.on_the_stairs import listed, told, unshown
from tests.pages.frame import signed_in

DA, EN = Text("da"), Text("en")
LABELS = Labels(areas={"gellerup": "Gellerup", "b": "Område B"}, steps={"1": "Kontakt", "2": "Tillid"})


def standing(*counts: tuple[str, str, float | None], period: str = "2026-09-30") -> Released:
    """(area, step, families); None is withheld."""
    from tests.released import released

    rows: list[dict[str, Any]] = [
        {
            "variant": "latest",
            "area": area,
            "characteristic": "step",
            "category": step,
            "unit": "families",
            "period": period,
            "value": families,
            "status": "withheld" if families is None else "shown" if families else "zero",
        }
        for area, step, families in counts
    ]
    return released("steps", "current", rows)


def marks(figure: go.Figure, area: str) -> Any:
    return next(trace for trace in figure.data if trace.name == area and trace.mode == "markers")


def hatched(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "bar" and not trace.showlegend]


def test_there_is_one_mark_for_each_family_and_the_number_beside_them() -> None:
    figure = staircase(standing(("gellerup", "1", 3.0), ("gellerup", "2", 12.0)), DA, LABELS)
    assert len(marks(figure, "Gellerup").x) == 15
    assert [note.text for note in figure.layout.annotations if note.name == "families"] == ["3", "12"]


def test_a_withheld_step_has_a_hatched_sign_and_neither_mark_nor_number() -> None:
    figure = staircase(standing(("gellerup", "1", None), ("gellerup", "2", 5.0)), DA, LABELS)
    assert len(marks(figure, "Gellerup").x) == 5
    assert [list(sign.hovertext) for sign in hatched(figure)] == [
        ["Gellerup, 30. september 2026: for få familier"]
    ]
    assert "vises ikke" in [trace.name for trace in figure.data if trace.showlegend]


def test_a_step_where_nobody_stands_is_empty_not_hatched() -> None:
    figure = staircase(standing(("gellerup", "1", 0.0), ("gellerup", "2", 5.0)), DA, LABELS)
    assert hatched(figure) == []
    assert min(marks(figure, "Gellerup").x) > 1


def test_areas_stand_above_each_other_in_their_own_colour_and_shape() -> None:
    figure = staircase(standing(("b", "1", 4.0), ("gellerup", "1", 7.0)), DA, LABELS)
    first, second = marks(figure, "Gellerup"), marks(figure, "Område B")
    assert max(first.y) < min(second.y)
    assert (first.marker.color, second.marker.color) == (COLOURS[0], COLOURS[1])
    assert first.marker.symbol != second.marker.symbol


def test_families_without_an_open_step_stand_on_the_ground_beside_the_stairs() -> None:
    figure = staircase(standing(("gellerup", "none", 4.0), ("gellerup", "1", 4.0)), DA, LABELS)
    beside = [
        (x, y) for x, y in zip(marks(figure, "Gellerup").x, marks(figure, "Gellerup").y, strict=True) if x < 0
    ]
    assert len(beside) == 4
    assert all(y < 1 for _, y in beside)


def test_the_stairs_leave_room_for_the_fullest_step_of_any_quarter() -> None:
    fullest = standing(("gellerup", "1", 2 * ABREAST + 1.0), ("b", "1", None))
    assert most_rows(fullest) == 4
    assert most_rows(standing(("gellerup", "1", 0.0))) == 0


def test_the_counts_are_told_in_words_area_by_area_with_what_is_hidden_and_why() -> None:
    cells = standing(("gellerup", "1", 6.0), ("gellerup", "2", None), ("b", "1", None), ("b", "2", None))
    assert told(cells, {}, DA, LABELS) == [
        "Gellerup: 6 familier på trin 1; trin 2 vises ikke (for få familier).",
        "Område B: familierne kan ikke vises fordelt på trin (for få familier).",
    ]
    assert (
        told(cells, {}, EN, LABELS)[0]
        == "Gellerup: 6 families on step 1; step 2 not shown (too few families)."
    )


def in_programme(period: str = "2026-09-30", **families: float) -> Released:
    from tests.released import released

    rows = [
        {"area": area, "unit": "families", "period": period, "value": number}
        for area, number in families.items()
    ]
    return released("caseload", "active", rows)


def test_those_on_steps_that_are_not_shown_are_who_is_left_of_the_families_in_the_programme() -> None:
    """Gellerup: 6 of 14 are shown. B: none of 8. Who is left out where every step is shown: nobody."""
    cells = standing(("gellerup", "1", 6.0), ("gellerup", "2", None), ("b", "1", None), ("b", "2", None))
    left = unshown(cells, in_programme(gellerup=14.0, b=8.0))
    assert left == {"gellerup": 8, "b": 8}
    assert told(cells, left, DA, LABELS) == [
        "Gellerup: 6 familier på trin 1; trin 2 vises ikke (for få familier); "
        "på de trin står i alt 8 familier.",
        "Område B: 8 familier, som ikke kan vises fordelt på trin (for få familier).",
    ]
    assert listed(left, DA, LABELS) == "Ikke vist trin for trin: Gellerup 8 familier, Område B 8 familier."
    assert unshown(standing(("b", "1", 8.0), ("b", "2", 0.0)), in_programme(b=8.0)) == {}
    assert listed({}, DA, LABELS) == ""


@pytest.mark.parametrize(("status", "left"), [("carried", {}), ("shown", {"b": 2})])
def test_who_is_left_is_not_told_beside_a_number_of_another_time(status: str, left: dict[str, int]) -> None:
    cells = standing(("b", "1", 6.0), ("b", "2", None)).cells
    of_step = pl.when(pl.col("category") == "1").then(pl.lit(status)).otherwise("status").alias("status")
    current = seal(cells.with_columns(of_step)).figure("steps", "current")
    assert unshown(current, in_programme(b=8.0)) == left


def test_who_is_left_is_not_told_where_a_family_may_stand_on_several_steps() -> None:
    cells = standing(("b", "1", 6.0), ("b", "2", None)).cells
    any_open = seal(cells.with_columns(variant=pl.lit("any_open"))).figure("steps", "current")
    assert unshown(any_open, in_programme(b=8.0)) == {}


def test_the_picture_says_how_many_are_on_the_hatched_steps() -> None:
    cells = standing(("gellerup", "1", 6.0), ("gellerup", "2", None))
    figure = staircase(cells, DA, LABELS, unshown={"gellerup": 8})
    said = [note.text for note in figure.layout.annotations if note.name == "left"]
    assert said == ["<b>Ikke vist trin for trin</b><br>Gellerup: 8 familier"]
    assert not [note for note in staircase(cells, DA, LABELS).layout.annotations if note.name == "left"]


@pytest.mark.usefixtures("served_release")
def test_playing_begins_at_the_first_quarter_when_the_last_is_chosen() -> None:
    session = signed_in("leder").run()
    session.switch_page("../pages/steps.py").run()
    last = session.session_state["staircase_quarter"]
    session.button(key="staircase_button").click().run()
    assert not session.exception
    assert session.session_state["staircase_playing"] is True
    assert session.session_state["staircase_quarter"] < last


def test_each_reason_is_told_with_its_own_steps() -> None:
    steps = standing(("gellerup", "1", None), ("gellerup", "2", 5.0), ("gellerup", "none", None))
    late = pl.when(pl.col("category") == "none").then(pl.lit("late")).otherwise("status").alias("status")
    cells = seal(steps.cells.with_columns(late)).figure("steps", "current")
    assert "trin 1 vises ikke (for få familier)" in told(cells, {}, DA, LABELS)[0]
    assert "vises ikke (data mangler for perioden)" in told(cells, {}, DA, LABELS)[0]
