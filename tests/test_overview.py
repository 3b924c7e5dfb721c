"""The overview: every area's latest figure with its n, what has changed beyond chance, what is hidden."""

import re
from typing import Any

import pytest

from dashboard import state, tiles
from dashboard.released import Released
from dashboard.text import Labels, Text
from tests.frame import signed_in, words_of
from tests.released import released

DA = Text("da")
LABELS = Labels(areas={"gellerup": "Gellerup", "b": "Område <B>"})
LAST, BEFORE = "2026-09-30", "2026-06-30"


def shares(**cells: tuple[float, float, float] | None) -> Released:
    """value and limits by period; None is withheld."""
    periods = {"now": LAST, "before": BEFORE}
    rows: list[dict[str, Any]] = [
        {"area": "gellerup", "period": periods[name], "interval": "shown"}
        | (
            {"status": "withheld", "interval": "none"}
            if limits is None
            else dict(zip(("value", "lower", "upper"), limits, strict=True))
        )
        for name, limits in cells.items()
    ]
    return released("employment", "in_education_or_employment", rows)


def families(now: float, before: float) -> Released:
    rows = [
        {"area": "gellerup", "period": period, "value": n, "unit": "families", "interval": "full_count"}
        for period, n in ((LAST, now), (BEFORE, before))
    ]
    return released("caseload", "active", rows)


def test_a_figure_has_changed_when_its_two_intervals_have_nothing_in_common() -> None:
    [move] = state.moves(shares(now=(50.0, 41.0, 59.0), before=(30.0, 20.0, 40.0)))
    assert move.is_beyond_chance


def test_intervals_that_touch_leave_room_for_chance() -> None:
    [move] = state.moves(shares(now=(50.0, 40.0, 59.0), before=(30.0, 20.0, 40.0)))
    assert move.is_known
    assert not move.is_beyond_chance


def test_a_hidden_quarter_cannot_be_compared() -> None:
    [move] = state.moves(shares(now=None, before=(30.0, 20.0, 40.0)))
    assert not move.is_known
    assert not move.is_beyond_chance


def test_a_figure_too_small_for_an_interval_cannot_be_compared() -> None:
    rows = [{"area": "b", "period": day, "value": 20.0, "interval": "too_few"} for day in (LAST, BEFORE)]
    [move] = state.moves(released("employment", "in_education_or_employment", rows))
    assert not move.is_known


def test_a_count_of_families_is_a_plain_difference_without_chance() -> None:
    [move] = state.moves(families(now=34.0, before=35.0))
    assert move.is_known
    assert move.difference == -1
    assert not move.is_beyond_chance


def test_a_single_period_has_nothing_before_it() -> None:
    assert state.moves(shares(now=(50.0, 41.0, 59.0))) == []


def test_hidden_cells_are_counted_in_the_latest_period_alone() -> None:
    figures = [shares(now=None, before=(30.0, 20.0, 40.0)), shares(now=(5.0, 4.0, 6.0), before=None)]
    assert state.hidden(figures) == {"gellerup": 1}


def test_a_withheld_tile_says_why_and_carries_no_number() -> None:
    cells = state.latest(shares(now=None))
    html = tiles.grid("", [("Arbejde", cells)], ["gellerup"], DA, LABELS)
    assert re.search(r'class="hidden">for få familier</td>', html)


def test_names_from_the_data_are_not_read_as_html() -> None:
    html = tiles.grid("", [], ["gellerup", "b"], DA, LABELS)
    assert "Område &lt;B&gt;" in html
    assert html.index("Gellerup") < html.index("Område")


@pytest.mark.usefixtures("served_release")
@pytest.mark.parametrize("user", ["leder", "omraade-b", "evaluator"])
def test_the_overview_says_what_has_changed_how_fresh_it_is_and_what_is_unknown(user: str) -> None:
    session = signed_in(user).run()
    assert not session.exception
    for block in ("changed", "fresh", "unknown", "no_control"):
        assert DA(f"overview.{block}")[:40] in words_of(session).replace("\\", "")
