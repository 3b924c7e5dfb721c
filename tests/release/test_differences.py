"""What the next release changes, on cells one can count in the head."""

from typing import Any

import polars as pl

from dashboard.stores.released import Released, seal
from dashboard.words.differences import Differences, differences
from tests.released import released

JUNE, SEPTEMBER = "2026-06-30", "2026-09-30"


def active(as_of: str, *cells: dict[str, Any]) -> Released:
    """Cells of the families in the programme, from a release with data up to a day."""
    return released("caseload", "active", [{"unit": "families", "as_of": as_of, **cell} for cell in cells])


def at(area: str, period: str, value: float | None) -> dict[str, Any]:
    """A cell of an area; None: withheld."""
    status = "withheld" if value is None else "shown"
    return {"area": area, "period": period, "value": value, "status": status}


def counted(found: Differences) -> list[tuple[Any, ...]]:
    return found.counts.drop("indicator", "measure").rows()


def test_the_same_release_changes_nothing() -> None:
    cells = at("a", JUNE, 12.0), at("b", JUNE, None)
    found = differences(active(JUNE, *cells), active(JUNE, *cells))
    assert found.is_none
    assert found.revised == []


def test_a_new_quarter_is_one_new_period_and_no_change() -> None:
    before = active(JUNE, at("a", JUNE, 12.0), at("b", JUNE, 9.0))
    after = active(
        SEPTEMBER,
        at("a", JUNE, 12.0),
        at("b", JUNE, 9.0),
        at("a", SEPTEMBER, 13.0),
        at("b", SEPTEMBER, 9.0),
    )
    assert counted(differences(before, after)) == [(1, 0, 0, 0, 0)]


def test_a_new_period_in_which_nothing_is_shown_is_no_news() -> None:
    before = active(JUNE, at("a", JUNE, 12.0))
    after = active(SEPTEMBER, at("a", JUNE, 12.0), at("a", SEPTEMBER, None))
    assert differences(before, after).is_none


def test_a_cell_appears_and_another_vanishes_behind_the_status_withheld() -> None:
    before = active(JUNE, at("a", JUNE, None), at("b", JUNE, 9.0), at("c", JUNE, 20.0))
    after = active(JUNE, at("a", JUNE, 5.0), at("b", JUNE, None), at("c", JUNE, 20.0))
    assert counted(differences(before, after)) == [(0, 1, 1, 0, 0)]


def test_a_cell_that_is_gone_has_vanished_too() -> None:
    before = active(JUNE, at("a", JUNE, 12.0), at("a", "2026-03-31", 11.0), at("b", JUNE, None))
    after = active(JUNE, at("a", JUNE, 12.0))
    assert counted(differences(before, after)) == [(0, 0, 1, 0, 0)]


def test_another_value_of_a_period_that_was_over_is_a_revision_with_both_values() -> None:
    before = active(JUNE, at("a", JUNE, 12.0), at("b", JUNE, 9.0))
    after = active(SEPTEMBER, at("a", JUNE, 11.0), at("b", JUNE, 9.0))
    found = differences(before, after)
    assert counted(found) == [(0, 0, 0, 1, 0)]
    assert [(old["area"], old["value"], new["value"]) for old, new in found.revised] == [("a", 12.0, 11.0)]


def test_a_zero_that_becomes_a_number_is_a_revision() -> None:
    none = {"area": "a", "period": JUNE, "value": 0.0, "status": "zero"}
    found = differences(active(JUNE, none), active(JUNE, at("a", JUNE, 5.0)))
    assert [(old["value"], new["value"]) for old, new in found.revised] == [(0.0, 5.0)]


def test_another_value_of_a_period_that_was_not_over_is_none() -> None:
    year, course = {"cut": "year", "period": "2026"}, {"cut": "months_since_joining", "period": "m12"}
    before = active(JUNE, {**year, "value": 30.0}, {**course, "value": 40.0})
    after = active(SEPTEMBER, {**year, "value": 31.0}, {**course, "value": 41.0})
    found = differences(before, after)
    assert counted(found) == [(0, 0, 0, 0, 2)]
    assert found.revised == []


def test_the_levels_are_counted_each_by_itself() -> None:
    internal = {**at("a", JUNE, 4.0), "level": "internal"}
    before = active(JUNE, internal, at("a", JUNE, None))
    after = active(JUNE, {**internal, "value": 3.0}, at("a", JUNE, None))
    public = pl.col("level") == "public"
    assert counted(differences(before, after)) == [(0, 0, 0, 1, 0)]
    assert differences(before.only(public), after.only(public)).is_none


def test_the_figure_with_most_changes_comes_first() -> None:
    one = active(JUNE, at("a", JUNE, 1.0)).cells
    two = released(
        "steps", "share_pct", [{**at(area, JUNE, 1.0), "as_of": JUNE} for area in ("a", "b")]
    ).cells
    before = pl.concat([one, two])
    found = differences(seal(before), seal(before.with_columns(value=pl.lit(2.0))))
    assert found.counts["indicator"].to_list() == ["steps", "caseload"]


def test_a_figure_that_nobody_calculated_before_has_only_new_periods() -> None:
    before = active(JUNE, at("a", JUNE, 12.0))
    new = released("steps", "share_pct", [{"as_of": JUNE, "period": JUNE, "value": 1.0}])
    found = differences(before, seal(pl.concat([before.cells, new.cells])))
    assert found.counts.rows() == [("steps", "share_pct", 1, 0, 0, 0, 0)]
