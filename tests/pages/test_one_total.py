"""A chart has one total, and no area twice: a total over one area goes where that area stands itself."""

from typing import Any

from dashboard.charts.totals import one_total
from dashboard.stores.released import Released
from tests.released import released


def quarter(area: str, value: float | None, areas: str | None = None, **cell: Any) -> dict[str, Any]:
    """A cell of the latest quarter; None is one of too few families."""
    status = "few" if value is None else "zero" if value == 0 else "shown"
    own = {"cut": "quarter", "period": "2026Q3", "unit": "families"}
    return {**own, "area": area, "value": value, "status": status, "areas": areas} | cell


def of_reason(category: str, area: str, value: float | None, areas: str | None = None) -> dict[str, Any]:
    return quarter(area, value, areas, characteristic="reason", category=category)


def joined(*cells: dict[str, Any]) -> Released:
    return released("caseload", "joined", list(cells))


def areas_of(*figures: Released) -> list[str]:
    return [cell["area"] for one in one_total(figures) for cell in one.rows]


def test_a_total_of_nobody_stays_beside_the_areas_it_is_over() -> None:
    cells = [quarter("gellerup", 0.0, "gellerup"), quarter("a", 0.0, "a"), quarter("all", 0.0, "all")]
    assert areas_of(joined(*cells)) == ["gellerup", "a", "all"]


def test_a_total_over_one_area_alone_does_not_stand_beside_it() -> None:
    total = quarter("shown_areas", 7.0, "gellerup")
    cells = [quarter("gellerup", 7.0, "gellerup"), quarter("a", None), total]
    assert areas_of(joined(*cells)) == ["gellerup", "a"]
    assert areas_of(joined(total)) == ["shown_areas"]


def test_a_total_over_one_area_goes_with_its_hidden_parts() -> None:
    cells = [
        of_reason("completed", "gellerup", 50.9, "gellerup"),
        of_reason("other", "gellerup", None),
        of_reason("completed", "shown_areas", 50.9, "gellerup"),
        of_reason("other", "shown_areas", None),
    ]
    assert areas_of(joined(*cells)) == ["gellerup", "gellerup"]


def test_a_total_of_which_one_part_is_over_several_areas_stays_whole() -> None:
    cells = [
        of_reason("completed", "gellerup", 5.0, "gellerup"),
        of_reason("completed", "shown_areas", 9.0, "gellerup+a"),
        of_reason("other", "gellerup", 6.0, "gellerup"),
        of_reason("other", "shown_areas", 6.0, "gellerup"),
    ]
    assert areas_of(joined(*cells)) == ["gellerup", "shown_areas"] * 2


def test_before_a_second_area_has_begun_a_total_without_a_number_is_not_told_twice() -> None:
    for value, areas in ((0.0, "all"), (None, None)):
        not_begun = quarter("a", None, status="not_applicable")
        cells = [quarter("gellerup", value), not_begun, quarter("all", value, areas)]
        assert areas_of(joined(*cells)) == ["gellerup", "a"]


def test_a_hidden_total_over_several_areas_says_that_it_is_hidden() -> None:
    cells = [quarter("gellerup", None), quarter("a", None), quarter("all", None)]
    assert areas_of(joined(*cells)) == ["gellerup", "a", "all"]
