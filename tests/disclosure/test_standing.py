"""Beside an earlier release, a family forgotten since: what stands, what moves, and what is not shown."""

from typing import Any

import polars as pl
import pytest

from dashboard.audit import gone
from dashboard.audit.knowledge import figures
from dashboard.building.moved import where_both_stand
from dashboard.disclosure.standing import held
from tests.audit.cells import Row, mean, release

K = {"internal": 3, "public": 5}
AUTUMN, WINTER = "2026-09-30", "2026-12-31"


def beside(now: list[Row], before: list[Row]) -> pl.DataFrame:
    """A release complete to the end of the year as it may stand beside one complete to September."""
    later = release(*({**row, "as_of": WINTER} for row in now)).cells
    return held(later, release(*before).cells, K)


def only(cells: pl.DataFrame, **named: Any) -> dict[str, Any]:
    return cells.filter(*(pl.col(name) == value for name, value in named.items())).row(0, named=True)


def numbers(cell: dict[str, Any]) -> tuple[Any, ...]:
    return cell["status"], cell["value"], cell["families"], cell["value_of"]


def saved(period: str, amount: float | None, families: int | None, **more: Any) -> Row:
    """Money saved in Gellerup in a period."""
    row = mean("gellerup", families, amount, period=period, variant="own/followed", unit="dkk", **more)
    cut = "to_date" if period.startswith("to ") else "quarter" if "Q" in period else "year"
    return {**row, "indicator": "savings", "measure": "before_cost", "cut": cut}


def test_one_family_of_62_is_gone_and_the_figure_stands_with_the_day_of_the_earlier_release() -> None:
    cells = beside([mean("gellerup", 61, 21.0)], [mean("gellerup", 62, 20.0)])
    assert numbers(only(cells)) == ("carried", 20.0, 62, AUTUMN)


def test_it_stands_where_the_value_is_the_same_and_only_the_number_of_families_would_tell() -> None:
    cells = beside([mean("gellerup", 61, 20.0)], [mean("gellerup", 62, 20.0)])
    assert only(cells)["families"] == 62


def test_five_families_are_gone_and_the_figure_moves() -> None:
    cells = beside([mean("gellerup", 57, 21.0)], [mean("gellerup", 62, 20.0)])
    assert numbers(only(cells)) == ("shown", 21.0, 57, AUTUMN)


@pytest.mark.parametrize(("now", "before"), [(None, 30), (30, None)], ids=["hidden now", "hidden before"])
def test_a_group_is_shown_by_both_or_by_neither_where_its_area_has_not_moved(
    now: int | None, before: int | None
) -> None:
    """62 families as before: beside 30 singles then a gap would hide nothing now, nor the other way round."""
    group: Row = {"characteristic": "household", "category": "single", "period": "m12"}
    whole = mean("gellerup", 62, period="m12")
    cells = beside([whole, mean("gellerup", now, **group)], [whole, mean("gellerup", before, **group)])
    assert only(cells, category="single")["families"] == before


def test_what_an_area_adds_to_a_total_stands_there_too() -> None:
    now = [mean("gellerup", 61, 21.0), mean("omraade_a", 20), mean("all", 81, 20.7)]
    before = [mean("gellerup", 62, 20.0), mean("omraade_a", 20), mean("all", 82, 20.0)]
    cells = beside(now, before)
    assert {row["area"]: row["families"] for row in cells.to_dicts()} == {
        "gellerup": 62,
        "omraade_a": 20,
        "all": 82,
    }


@pytest.mark.parametrize(("came", "families"), [(5, 62), (6, 67)])
def test_a_new_day_goes_on_from_what_stands_by_k_or_not_at_all(came: int, families: int) -> None:
    """One of 62 is gone. Five come: 66 would be four more than what stands. Six come: 67 are five more."""
    before = [mean("gellerup", 62, 20.0)]
    now = [mean("gellerup", 61, 21.0), mean("gellerup", 61 + came, 22.0, period=WINTER)]
    new = only(beside(now, before), period=WINTER)
    assert new["families"] == families
    assert (new["status"], new["value"]) == (("carried", 20.0) if families == 62 else ("shown", 22.0))


def test_a_day_carried_from_one_that_stands_is_carried_as_that_stands() -> None:
    carried = mean("gellerup", 61, 21.0, period=WINTER, status="carried", value_of=AUTUMN)
    cells = beside([mean("gellerup", 61, 21.0), carried], [mean("gellerup", 62, 20.0)])
    assert numbers(only(cells, period=WINTER)) == ("carried", 20.0, 62, AUTUMN)


SAVED = [
    saved("2026Q3", 900_000.0, 62),
    saved("2026", 2_000_000.0, 62),
    saved(f"to {AUTUMN}", 9_000_000.0, 62),
]
SAVED_LATER = [  # a family that saved 100,000 in all, 20,000 of them in 2026, is gone
    saved("2026Q3", 890_000.0, 61),
    saved("2026Q4", 500_000.0, 61),
    saved("2026", 2_480_000.0, 61),
    saved(f"to {AUTUMN}", 8_900_000.0, 61),
    saved(f"to {WINTER}", 9_400_000.0, 61),
]


def test_a_flow_is_shown_to_date_and_not_the_quarter_that_would_tell_what_is_gone() -> None:
    """9.4 million now, 9 million then: with the quarter's 500,000 the 100,000 of the family would be left."""
    cells = beside(SAVED_LATER, SAVED)
    assert only(cells, period=f"to {WINTER}")["value"] == 9_400_000
    assert numbers(only(cells, period="2026Q4")) == ("withheld", None, None, None)
    assert only(cells, period="2026")["value"] == 2_000_000
    assert gone.attack(cells, figures()).wins == set()


def test_the_attacker_finds_what_is_gone_where_the_quarter_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.disclosure.standing.onward", lambda new, *_: new)
    won = gone.attack(beside(SAVED_LATER, SAVED), figures()).wins
    assert {(win.period, win.way) for win in won} == {
        (f"to {WINTER}", f"-100000 more than 2026Q4, to {AUTUMN}")
    }


def test_the_quarter_stays_untold_in_the_release_after_and_the_next_is_shown() -> None:
    second = beside(SAVED_LATER, SAVED)
    later = [*SAVED_LATER, saved("2027Q1", 400_000.0, 61), saved("to 2027-03-31", 9_800_000.0, 61)]
    third = held(release(*({**row, "as_of": "2027-03-31"} for row in later)).cells, second, K)
    assert only(third, period="2026Q4")["status"] == "withheld"
    assert only(third, period="2027Q1")["value"] == 400_000
    assert only(third, period="to 2027-03-31")["value"] == 9_800_000
    assert gone.attack(third, figures()).wins == set()


def test_a_change_since_the_quarter_before_is_not_shown_beside_a_figure_that_stands() -> None:
    """40 % stand; 45 % now, and "+4": the 41 % that were counted without the family would follow."""
    figure = {"indicator": "employment", "measure": "in_education_or_employment", "variant": "joined"}
    move = {**figure, "measure": "in_education_or_employment_since_quarter"}
    then = {**mean("gellerup", 62, 40.0, unit="pct"), **figure}
    now = [
        {**then, "value": 41.0, "families": 61},
        {**then, "value": 45.0, "families": 61, "period": WINTER},
        {**then, **move, "value": 4.0, "families": 61, "period": WINTER, "unit": "pp"},
    ]
    cells = beside(now, [then])
    assert {win.attack for win in gone.attack(cells, figures()).wins} == {"gone"}
    safe = where_both_stand(cells)
    assert only(safe, measure=move["measure"])["status"] == "withheld"
    assert gone.attack(safe, figures()).wins == set()


def test_the_programmes_own_cost_concerns_no_family_and_moves() -> None:
    cost = {**saved(f"to {AUTUMN}", 5_000_000.0, None), "measure": "programme_cost", "variant": ""}
    cost = {**cost, "value": 5_000_000.0, "status": "shown"}
    cells = beside([*SAVED_LATER, {**cost, "value": 5_100_000.0}], [*SAVED, cost])
    assert only(cells, measure="programme_cost")["value"] == 5_100_000
