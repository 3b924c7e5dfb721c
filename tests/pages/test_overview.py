"""The overview: every area's latest figure with its n, what has changed beyond chance, what is hidden."""

import re
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from dashboard.parts.overview import changed
from dashboard.screen import state, tiles
from dashboard.stores.released import Released
from dashboard.text import Labels, Text
from dashboard.words.sentences import rows
from tests.pages.frame import signed_in, words_of
from tests.released import released

DA = Text("da")
LABELS = Labels(areas={"gellerup": "Gellerup", "b": "Område <B>"})
LAST, BEFORE = "2026-09-30", "2026-06-30"


def moved(*limits: tuple[float, float, float] | None) -> list[dict[str, Any]]:
    """Cells of a change since the quarter before, by value and limits; None is withheld."""
    cells: list[dict[str, Any]] = [
        {"area": "gellerup", "unit": "pp", "families": 62}
        | (
            {"status": "withheld", "families": None}
            if one is None
            else {"interval": "shown", **dict(zip(("value", "lower", "upper"), one, strict=True))}
        )
        for one in limits
    ]
    return rows(released("employment", "in_education_or_employment_since_quarter", cells))


def shares(**cells: float | None) -> Released:
    """A share by period; None is withheld."""
    periods = {"now": LAST, "before": BEFORE}
    given: list[dict[str, Any]] = [
        {"area": "gellerup", "period": periods[name], "value": value}
        | ({"status": "withheld"} if value is None else {"interval": "shown"})
        for name, value in cells.items()
    ]
    return released("employment", "in_education_or_employment", given)


def families(now: float, before: float) -> Released:
    rows = [
        {"area": "gellerup", "period": period, "value": n, "unit": "families", "interval": "full_count"}
        for period, n in ((LAST, now), (BEFORE, before))
    ]
    return released("caseload", "active", rows)


@pytest.mark.parametrize(
    ("limits", "beyond"),
    [
        ((4.0, 1.0, 7.0), True),
        ((-4.0, -7.0, -1.0), True),
        ((4.0, -1.0, 9.0), False),
        ((4.0, 0.0, 8.0), False),
    ],
)
def test_a_figure_has_changed_when_the_interval_of_its_change_leaves_out_nothing_at_all(
    limits: tuple[float, float, float], beyond: bool
) -> None:
    [change] = moved(limits)
    assert state.is_known(change)
    assert state.is_beyond_chance(change) is beyond


def test_a_hidden_change_or_one_without_an_interval_is_not_known() -> None:
    [hidden, few] = [*moved(None), {**moved((4.0, 1.0, 7.0))[0], "interval": "too_few"}]
    assert not state.is_known(hidden)
    assert not state.is_known(few)
    assert not state.is_beyond_chance(few)


def test_what_has_changed_is_told_with_its_size_and_how_many_were_looked_at() -> None:
    seen: Any = SimpleNamespace(text=DA, labels=LABELS)
    told = changed(moved((4.0, 1.0, 7.0), (1.0, -2.0, 4.0), None), seen)
    assert told == [
        "Den 30. september 2026 var andelen i job eller uddannelse steget 4,0 procentpoint siden kvartalet "
        "før i Gellerup (usikkerhed 1,0 til 7,0 procentpoint; 62 familier). "
        "Det er mere end et tilfældigt udsving.",
        DA("overview.still", n="1"),
        DA("overview.incomparable", n="1"),
        DA("overview.chance", n="2"),
    ]


def test_a_count_of_families_is_a_plain_difference_without_chance() -> None:
    [move] = state.moves(families(now=34.0, before=35.0))
    assert move.difference == -1


def test_a_single_period_has_nothing_before_it() -> None:
    assert state.moves(families(34.0, 35.0).only(pl.col("period") == LAST)) == []


def test_hidden_cells_are_counted_in_the_latest_period_alone() -> None:
    figures = [shares(now=None, before=30.0), shares(now=5.0, before=None)]
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
