"""A withheld value that follows from others of its figure, a small group that stands there outright."""

from typing import Any

import pytest

from tests.audit.cells import Row, attacked, mean, share, ways


def _saving(measure: str, value: float | None, **more: Any) -> Row:
    status = "withheld" if value is None else "shown"
    row = {
        "indicator": "savings",
        "measure": measure,
        "variant": "own/followed",
        "unit": "dkk",
        "value": value,
    }
    there = {"area": "gellerup", "areas": "gellerup" if value is not None else None, "period": "2026Q3"}
    return {**row, **there, "families": 60 if value is not None else None, "status": status, **more}


def test_a_total_is_what_a_family_year_costs_times_the_family_years() -> None:
    rows = [_saving("per_family_year", 20_000.0), _saving("family_years", 15.0), _saving("before_cost", None)]
    assert "derived values" in _by_level(*rows)
    assert "derived values" not in _by_level(*rows[1:])


def test_the_saving_is_the_net_plus_what_the_programme_cost() -> None:
    rows = [_saving("net", -50_000.0), _saving("before_cost", None)]
    assert "derived values" in _by_level(*rows)
    assert "derived values" not in _by_level(_saving("net", None), rows[1])


@pytest.mark.parametrize(("now", "is_won"), [(40.0, True), (None, False)])
def test_last_quarters_figure_is_this_ones_less_the_change(now: float | None, is_won: bool) -> None:
    change = _work("in_education_or_employment_since_quarter", 3.0, "2026-09-30")
    june = _work("in_education_or_employment", None, "2026-06-30")
    found = _by_level(change, june, _work("in_education_or_employment", now, "2026-09-30"))
    assert ("derived values" in found) is is_won


def _work(measure: str, value: float | None, period: str) -> Row:
    row = {"indicator": "employment", "measure": measure, "variant": "joined", "value": value}
    there = {"area": "gellerup", "areas": "gellerup" if value is not None else None, "period": period}
    n = 60 if value is not None else None
    there["value_of"] = period if value is not None else None
    return {**row, **there, "families": n, "persons": n, "status": "withheld" if value is None else "shown"}


def _by_level(*rows: Row) -> set[str]:
    return {win.attack for win in attacked(*rows).wins}


@pytest.mark.parametrize(("families", "is_won"), [(4, True), (5, False)])
def test_a_figure_about_four_families_stands_there_outright(families: int, is_won: bool) -> None:
    assert ("outright" in ways(attacked(mean("gellerup", families)))) is is_won


@pytest.mark.parametrize(("percent", "is_won"), [(2.0, True), (10.0, False), (98.0, True)])
def test_two_percent_of_100_families_are_two(percent: float, is_won: bool) -> None:
    assert ("outright" in ways(attacked(share("gellerup", percent, 100)))) is is_won


def test_a_month_in_which_two_joined_is_written_under_k() -> None:
    joined = {"indicator": "caseload", "measure": "joined", "unit": "families", "period": "2026-09"}
    assert "outright" in ways(attacked({**mean("gellerup", 2, 2.0), **joined}))
    assert attacked({**mean("gellerup", 5, 5.0), **joined}).passed


def _status(category: str, percent: float | None) -> Row:
    row = _work("status_share", percent, "2026-09-30")
    return {**row, "characteristic": "status", "category": category}


@pytest.mark.parametrize(("together", "is_won"), [(23.3, True), (26.7, False)])
def test_a_sum_of_statuses_tells_the_ones_that_are_withheld(together: float, is_won: bool) -> None:
    """60 parents: ten work full time, 14 (or 16) work or learn: four (or six) in the three others."""
    hidden = [_status(one, None) for one in ("flexjob", "ordinary_part", "education")]
    shown = [_status("ordinary_full", 16.7), _work("in_education_or_employment", together, "2026-09-30")]
    rest = [_status(one, None) for one in ("other_benefit", "pension", "none")]
    assert ("differences" in ways(attacked(*hidden, *shown, *rest))) is is_won


def test_questions_without_an_answer_are_counted() -> None:
    """24 of one band beside 10 of all: nothing fits, which is not the same as nothing found."""
    young = [{"category": band, "characteristic": "youngest_child"} for band in ("0-5", "6-11", "12-17")]
    shown = [share("gellerup", 20.0, 50), share("gellerup", 60.0, 40, **young[0])]
    hidden = [share("gellerup", None, None, **band) for band in young[1:]]
    tried = {each.attack: each for each in attacked(*shown, *hidden).tried}
    assert tried["bounds"].failed == 4  # two readers, two withheld groups each


@pytest.mark.parametrize(("employees", "is_won"), [(2, True), (3, False)])
def test_a_figure_about_two_employees_is_about_persons_too(employees: int, is_won: bool) -> None:
    """Rule 10: two employees carry the figure of an area, and each knows of the other."""
    load = {**mean("gellerup", 62, 20.7), "measure": "families_per_post", "unit": "families"}
    found = attacked({**load, "families": None, "persons": employees})
    assert ("staff" in {win.attack for win in found.wins}) == is_won
