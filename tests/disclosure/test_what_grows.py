"""Rule 8: what grows moves when k families have changed, within a release and from one to the next. k = 5."""

from typing import Any

import polars as pl

from dashboard.disclosure.earlier import Points
from dashboard.disclosure.standing import held
from dashboard.indicator import Over, Protection
from tests.disclosure.counted import MEAN, families, indicator, released
from tests.released import released as cells_of

GROWING = indicator(Protection.MEAN, MEAN, over=Over.GROWING)
DAYS = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")


def joined(*numbers: int, **values: Any) -> list[dict[str, Any]]:
    """So many families by each of the days, the same ones and some more; x is the family's number."""
    return [
        {**row, "family": f"f{i}", "x": float(i)}
        for day, number in zip(DAYS, numbers, strict=False)
        for i, row in enumerate(families("A", number, period=day, **values))
    ]


def told(rows: list[dict[str, Any]], **more: Any) -> dict[str, tuple[str, str | None]]:
    table = released(GROWING, rows, **more).filter(pl.col("area") == "A", pl.col("cohort") == "all")
    table = table.sort("period")
    return {row["period"]: (row["status"], row["value_of"]) for row in table.to_dicts()}


def test_the_latest_day_is_shown_and_a_day_with_a_few_less_is_not() -> None:
    assert told(joined(20, 27, 30)) == {
        "2025-03-31": ("shown", "2025-03-31"),
        "2025-06-30": ("carried", "2025-03-31"),
        "2025-09-30": ("shown", "2025-09-30"),
    }


def test_a_day_on_which_nobody_came_or_went_is_shown_again() -> None:
    assert {status for status, _ in told(joined(20, 20, 20, 25)).values()} == {"shown"}


def test_as_many_days_as_possible_are_shown() -> None:
    """29 against 30 would cost the two days of 22; those and 30 may stand beside each other."""
    assert [status for status, _ in told(joined(22, 22, 29, 30)).values()] == [
        "shown",
        "shown",
        "carried",
        "shown",
    ]


def test_a_carried_value_is_that_of_its_own_day() -> None:
    table = released(GROWING, joined(20, 23)).filter(pl.col("area") == "A", pl.col("cohort") == "all")
    assert table.sort("period")["status"].to_list() == ["withheld", "shown"]  # nothing earlier to carry
    table = released(GROWING, joined(10, 20, 23, 25)).filter(pl.col("area") == "A", pl.col("cohort") == "all")
    carried = table.filter(pl.col("status") == "carried").row(0, named=True)
    assert (carried["period"], carried["value"], carried["families"]) == ("2025-09-30", 9.5, 20)


def test_a_total_is_as_old_as_the_oldest_of_its_areas() -> None:
    other = [{**row, "area": "B", "family": f"b{row['family']}"} for row in joined(20, 25, 30)]
    table = released(GROWING, joined(20, 27, 30) + other)
    total = table.filter(pl.col("area") == "all", pl.col("cohort") == "all", pl.col("period") == DAYS[1])
    assert total.select("status", "value_of", "families").row(0) == ("carried", DAYS[0], 20 + 25)


def test_groups_do_not_move_without_their_area_nor_one_without_the_other() -> None:
    """Five have joined, three of one cohort and two of the other: the area moves, its cohorts stand."""
    before = joined(30, cohort="project") + [
        {**row, "family": f"p{row['family']}"} for row in joined(30, cohort="permanent")
    ]
    after = [{**row, "period": DAYS[1]} for row in before]
    after += [{**row, "family": f"new{i}", "x": 3.0 + i} for i, row in enumerate(after[:3])]
    after += [{**row, "family": f"late{i}", "x": 3.0 + i} for i, row in enumerate(after[30:32])]
    table = released(GROWING, before + after).filter(pl.col("area") == "A")
    at = {(row["cohort"], row["period"]): row["status"] for row in table.to_dicts()}
    assert at["all", DAYS[0]] == at["all", DAYS[1]] == "shown"
    assert at["project", DAYS[1]] == at["permanent", DAYS[1]] == "shown"
    assert at["project", DAYS[0]] == at["permanent", DAYS[0]] == "withheld"


def test_a_later_release_shows_the_days_that_the_earlier_one_showed() -> None:
    """The earlier release showed 27 by June. A release with 30 by September can't move until there are 32."""
    earlier = Points(
        pl.DataFrame(
            {"variant": "", "category": "all", "area": "A", "characteristic": "all", "period": [DAYS[1]]}
        ),
        until=DAYS[1],
    )
    assert told(joined(20, 27, 30), released=earlier)[DAYS[2]] == ("carried", DAYS[1])
    assert told(joined(20, 27, 32), released=earlier)[DAYS[2]] == ("shown", DAYS[2])


def cell(**values: Any) -> dict[str, Any]:
    return {"value": 10.0, "families": 30, "value_of": "2026-09-30", **values}


def test_a_cell_stands_until_k_families_came_or_went_since_the_earlier_release() -> None:
    old = cells_of("a", "b", [cell(area="A"), cell(area="B")]).cells
    new = cells_of(
        "a", "b", [cell(area="A", value=11.0, families=33), cell(area="B", value=12.0, families=35)]
    )
    after = held(new.cells, old, {"public": 5}).sort("area")
    assert after.select("value", "families", "status").rows() == [(10.0, 30, "carried"), (12.0, 35, "shown")]


def test_a_table_and_the_totals_over_it_stand_together() -> None:
    old = [cell(area="A"), cell(area="all", families=60), cell(area="A", cohort="project", families=15)]
    new = [
        cell(area="A", value=11.0, families=33),
        cell(area="all", value=11.0, families=66),
        cell(area="A", cohort="project", value=11.0, families=15),
    ]
    after = held(cells_of("a", "b", new).cells, cells_of("a", "b", old).cells, {"public": 5})
    assert set(after["status"]) == {"carried"}
    assert set(after["value"]) == {10.0}


def test_a_revision_of_the_same_families_is_no_reason_to_stand() -> None:
    old, new = (cells_of("a", "b", [cell(area="A", value=value)]).cells for value in (10.0, 11.0))
    assert held(new, old, {"public": 5})["value"].to_list() == [11.0]
