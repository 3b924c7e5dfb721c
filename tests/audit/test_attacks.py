"""Each attack on a release small enough to follow, and on its safe twin."""

import pytest

from dashboard.audit.optimum import Line, optimum
from dashboard.parts.about import audited
from dashboard.text import Text
from tests.audit.cells import Row, attacked, mean, release, share, step, ways

JUNE = {"period": "2026-06-30"}


@pytest.mark.parametrize(("before", "is_won"), [(58, True), (57, False), (62, False)])
def test_a_growing_figure_moves_by_k_families_or_not_at_all(before: int, is_won: bool) -> None:
    found = attacked(mean("gellerup", before, **JUNE), mean("gellerup", 62))
    assert ("growing" in ways(found)) is is_won


@pytest.mark.parametrize(("families", "is_won"), [(57, False), (58, True)])
def test_a_figure_that_moves_between_two_days_of_another_about_the_same_families(
    families: int, is_won: bool
) -> None:
    """52 and 62 families had joined: what moved in between, to 58, tells of the 4 who joined after it."""
    waited = [mean("gellerup", 52, **JUNE), mean("gellerup", 62)]
    moved_back = share("gellerup", 20.0, families, period="to 2026-07-31")
    assert ("growing" in ways(attacked(*waited, moved_back))) is is_won


def test_a_figure_carried_forward_has_not_moved() -> None:
    rows = [mean("gellerup", 58, **JUNE), mean("gellerup", 58, value_of=JUNE["period"])]
    assert attacked(*rows).passed


def test_one_family_more_that_has_moved_back_is_told_from_the_others() -> None:
    before, now = share("gellerup", 20.0, 50, period="to 2026-06-30"), share("gellerup", 22.0, 50)
    assert "growing numerators" in ways(attacked(before, {**now, "period": "to 2026-09-30"}))


def test_families_on_no_step_are_those_active_that_have_no_stay() -> None:
    active = _figure("months_in_programme_mean", 40)
    assert "left out" in ways(attacked(active, _long_stays(38)))
    assert attacked(active, _long_stays(35)).passed


def _figure(measure: str, families: int) -> Row:
    row = {"indicator": "caseload", "measure": measure, "unit": "months", "value": 12.0}
    return {**row, "area": "gellerup", "areas": "gellerup", "families": families}


def _long_stays(families: int) -> Row:
    row = {"indicator": "steps", "measure": "over_180_days_share", "variant": "latest", "value": 40.0}
    return {**row, "area": "gellerup", "areas": "gellerup", "families": families}


@pytest.mark.parametrize(("at_15", "is_won"), [(10.0, True), (6.0, False)])
def test_pupils_over_15_percent_are_among_those_over_10(at_15: float, is_won: bool) -> None:
    """100 pupils: 14 of them over 10 %, of whom 10 (or 6) over 15 %: four (or eight) lie in between."""
    found = attacked(_unlawful("unlawful_10_share", 14.0), _unlawful("unlawful_15_share", at_15))
    assert ("nested shares" in ways(found)) is is_won


def _unlawful(measure: str, percent: float) -> Row:
    row = {"indicator": "absence", "measure": measure, "variant": "active", "period": "2026Q3"}
    return {**row, "value": percent, "area": "gellerup", "areas": "gellerup", "families": 60, "persons": 100}


@pytest.mark.parametrize(("active", "is_won"), [(59, True), (57, False)])
def test_two_readings_differ_by_the_families_that_have_left(active: int, is_won: bool) -> None:
    found = attacked(_saving("own/followed", 62), _saving("own/active", active))
    assert ("two readings" in ways(found)) is is_won


def _saving(variant: str, families: int, period: str = "2026Q3", value: float | None = 100_000.0) -> Row:
    row = {
        "indicator": "savings",
        "measure": "before_cost",
        "variant": variant,
        "unit": "dkk",
        "value": value,
    }
    there = {"area": "gellerup", "areas": "gellerup", "families": families, "period": period}
    status = "shown" if value is not None else "withheld"
    return {**row, **there, "status": status, "families": families if value is not None else None}


def test_a_withheld_quarter_lies_between_two_running_totals() -> None:
    chain = [_saving("own/followed", 60, f"to {day}") for day in ("2026-06-30", "2026-09-30")]
    hidden = _saving("own/followed", 60, "2026Q3", None)
    assert "values" in ways(attacked(*chain, hidden))
    assert attacked(chain[0], hidden).passed


def test_families_between_two_steps_by_a_month_are_few() -> None:
    """60 families: 40 % (24) at step 3 or beyond by month 12, 35 % (21) at step 4: three in between."""
    assert "courses" in ways(attacked(_reached("3", 40.0), _reached("4", 35.0)))
    assert attacked(_reached("3", 40.0), _reached("4", 30.0)).passed


def test_curves_carried_from_one_earlier_release_are_of_the_same_families() -> None:
    carried = {"status": "carried", "value_of": "2026-06-30"}
    third, fourth = _reached("3", 40.0), _reached("4", 35.0)
    assert "courses" in ways(attacked({**third, **carried}, {**fourth, **carried}))
    assert "courses" not in ways(attacked({**third, **carried}, fourth))


def _reached(place: str, percent: float) -> Row:
    row = {"indicator": "steps", "measure": "cuminc", "variant": "at_least", "characteristic": "step"}
    return {**row, "category": place, "period": "m12", "value": percent, "families": 60, "area": "gellerup"}


def test_the_withheld_steps_of_an_area_together_are_few() -> None:
    """62 families: 30 and 28 shown, two steps withheld: the two together are four."""
    rows = [*step("gellerup", "1", 30, 62), *step("gellerup", "2", 28, 62)]
    hidden = [*step("gellerup", "3", None, 62), *step("gellerup", "4", None, 62)]
    assert {"differences", "bounds"} <= ways(attacked(*rows, *hidden))
    rows = [*step("gellerup", "1", 30, 62), *step("gellerup", "2", 20, 62)]
    assert attacked(*rows, *hidden).passed


def test_the_public_sees_no_more_than_the_reader_of_small_numbers() -> None:
    public, internal = mean("gellerup", 62), {**mean("gellerup", None), "level": "internal"}
    assert "levels" in ways(attacked(public, internal))


def test_a_manager_subtracts_their_own_area_from_the_public_total() -> None:
    """Internally the manager of area A sees their 4; in public both together are 8."""
    total = mean("all", 8, areas="gellerup+omraade_a")
    hidden = [mean("gellerup", None), mean("omraade_a", None)]
    own = {**mean("omraade_a", 4), "level": "internal"}
    found = attacked(total, *hidden, own)
    assert any(win.reader == "manager of omraade_a" and win.area == "gellerup" for win in found.wins)
    assert not any(win.attack == "differences" and win.reader == "public" for win in found.wins)


def test_a_cell_that_moved_by_one_family_since_a_release() -> None:
    before = release(mean("gellerup", 61, 20.0))
    found = attacked(mean("gellerup", 62, 21.0), before=(before,))
    assert ways(found) == {"moved since a release"}
    assert attacked(mean("gellerup", 61, 20.0), before=(before,)).passed


@pytest.mark.parametrize(("period", "is_won"), [("2026", True), ("m12", True), ("2026-09-30", False)])
def test_what_an_earlier_release_showed_stays_known_of_a_period_that_goes_on(
    period: str, is_won: bool
) -> None:
    """To 30 September 2026: the year goes on, and what was told of that day is told."""
    single = {"category": "single", "characteristic": "household", "period": period}
    whole = mean("gellerup", 62, period=period)
    before = release(whole, mean("gellerup", 30, **single))
    found = ways(attacked(whole, mean("gellerup", None, **single), before=(before,)))
    assert ("shown in an earlier release" in found) == is_won


def test_the_size_of_the_programme_is_no_secret() -> None:
    """Rule 0: 65 active in all, 62 and a withheld 3: nothing is told of the three but that they take part."""
    size = {"indicator": "caseload", "measure": "active", "unit": "families"}
    rows = [{**mean("gellerup", 62, 62), **size}, {**mean("all", 65, 65, areas="gellerup+omraade_b"), **size}]
    assert attacked(*rows, {**mean("omraade_b", None), **size}).passed


def test_the_fewest_families_that_hide_a_cell() -> None:
    """2 must be hidden at k 5: with 6 the two could be 1 to 7; with 3 they could be 1 to 4 only."""
    assert optimum([Line((2, 3, 6, 40), (True, False, False, False))], k=5) == 6
    assert optimum([Line((2, 30), (False, False))], k=5) == 0


def test_the_page_says_so_where_nobody_has_tried() -> None:
    manifest = {
        "release_id": "2026-09-30-a",
        "made_from": {"version": "1", "k": {"internal": 3, "public": 5}},
    }
    assert audited(manifest, Text("en"))[0].startswith("It has not been tried")
    result = attacked(mean("gellerup", 62)).as_dict()
    assert audited({**manifest, "audit": result}, Text("en"))[1] == "It found none of them."
