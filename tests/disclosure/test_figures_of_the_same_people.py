"""Rule 5: what shares rows shares decisions. Tables one can count on one's fingers, k = 5."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from dashboard.building.groups import CELL
from dashboard.disclosure import course, intake, readings, same_families
from dashboard.disclosure.nested import Breakdown, told_by
from dashboard.indicator import Indicator, Over, Protection
from tests.disclosure.counted import (
    MEAN,
    MONEY,
    SHARE,
    counted,
    decided,
    families,
    indicator,
    released,
    various,
)

SHARE_OF = indicator(Protection.SHARE, SHARE)
MEAN_OF = indicator(Protection.MEAN, MEAN)
FLOW_OF = indicator(Protection.MONEY, MONEY, over=Over.FLOW)
STATUSES = ("job", "education", "pension", "none")
STATUS_OF = indicator(Protection.SHARE, SHARE, breakdown="status", partition=True)
WORKING = indicator(Protection.SHARE, SHARE, sum_of=("job", "education"), within="test.share")


def standing(**numbers: int) -> list[dict[str, Any]]:
    """One area's families, so many in each status."""
    size = sum(numbers.values())
    rows, start = [], 0
    for status, number in numbers.items():
        those = families("A", size, category=status)
        rows += [
            {**row, "family": f"f{i}", "x": float(start <= i < start + number)} for i, row in enumerate(those)
        ]
        start += number
    return rows


def statuses(table: pl.DataFrame, *by: str, area: str = "A") -> dict[Any, str]:
    own = table.filter(pl.col("area") == area, pl.col("cohort") == "all")
    keys = own.select(by).rows()
    return {key[0] if len(key) == 1 else key: status for key, status in zip(keys, own["status"], strict=True)}


def breakdown(of: Indicator, rows: list[dict[str, Any]]) -> Breakdown:
    given = counted(of, rows)
    return Breakdown(of, given.laid_out.every_group, decided(given, 5))


def test_what_is_withheld_of_a_breakdown_could_be_shown_as_one_group() -> None:
    """Any two that make five families would do. 2 + 1 are too few for k = 5: education goes with them."""
    told = statuses(released(STATUS_OF, standing(job=20, education=9, pension=2, none=1)), "category")
    assert told == {"job": "shown", "education": "withheld", "pension": "withheld", "none": "withheld"}


def test_a_sum_of_categories_is_withheld_where_it_leaves_one_of_them_alone() -> None:
    """Working = job + education: beside job it would tell of the three in education."""
    whole = breakdown(STATUS_OF, standing(job=20, education=3, pension=7, none=10))
    assert set(whole.cells.filter("hidden", pl.col("area") == "A")["category"]) == {"education", "pension"}
    assert told_by(WORKING, whole, 5).filter(pl.col("characteristic") == "all").height == 1


def test_a_breakdown_withholds_within_its_sums_so_that_they_can_be_shown() -> None:
    lines = (("job", "education"), ("pension", "none"))
    of = indicator(Protection.SHARE, SHARE, breakdown="status", partition=True, lines=lines)
    whole = breakdown(of, standing(job=20, education=3, pension=7, none=10))
    assert set(whole.cells.filter("hidden", pl.col("area") == "A")["category"]) == {"education", "job"}
    assert told_by(WORKING, whole, 5).is_empty()


@pytest.mark.parametrize(("others", "status"), [(0, "shown"), (1, "withheld"), (4, "withheld"), (5, "shown")])
def test_a_second_reading_is_shown_where_nobody_or_k_families_differ(others: int, status: str) -> None:
    first = [{**row, "variant": "a"} for row in various("A", 30, x=1.0)]
    second = [{**row, "variant": "b", "x": row["x"] + 7.0 * (i < others)} for i, row in enumerate(first)]
    of = indicator(Protection.MEAN, MEAN, default_variant="a")
    told = statuses(released(of, first + second), "variant")
    assert told == {"a": "shown", "b": status}


def test_a_second_reading_of_money_is_not_one_familys_either() -> None:
    first = [{**row, "variant": "a", "x": 100.0 + i} for i, row in enumerate(families("A", 30))]
    second = [
        {**row, "variant": "b", "x": row["x"] + (900.0 if i == 0 else 10.0 if i < 6 else 0.0)}
        for i, row in enumerate(first)
    ]
    of = indicator(Protection.MONEY, MONEY, default_variant="a")
    rows = counted(of, first + second).rows.with_columns(characteristic=pl.lit("all"), group=pl.lit("all"))
    apart = readings.told_apart(rows, CELL, readings.apart(rows, CELL, of), 5)
    assert apart["variant"].to_list() == ["b"]


def amounts(period: str, number: int, each: float = 100.0) -> list[dict[str, Any]]:
    rows = families("A", number, period=period, category="all")
    return [{**row, "family": f"f{i}", "x": each + i} for i, row in enumerate(rows)]


def test_a_month_is_not_what_is_left_of_its_quarter() -> None:
    rows = amounts("2025-01", 3) + amounts("2025-02", 8) + amounts("2025-03", 9)
    rows += _quarter(rows, "2025Q1")
    told = statuses(released(FLOW_OF, rows), "period")
    assert told["2025-01"] == told["2025-02"] == "withheld"  # 3 and the 8, the fewest of the others
    assert (told["2025-03"], told["2025Q1"]) == ("shown", "shown")


def test_a_quarter_is_not_what_is_left_of_its_year_or_of_the_total_to_date() -> None:
    quarters = {f"2025Q{q}": amounts(f"2025Q{q}", n) for q, n in ((1, 3), (2, 8), (3, 9), (4, 9))}
    rows = [row for part in quarters.values() for row in part]
    year = _quarter(rows, "2025")
    to_date = _running(list(quarters.values()), ["03-31", "06-30", "09-30", "12-31"])
    told = statuses(released(FLOW_OF, rows + year + to_date), "period")
    assert told["2025Q1"] == told["2025Q2"] == "withheld"
    assert (told["2025Q3"], told["2025Q4"], told["2025"]) == ("shown", "shown", "shown")
    assert told["to 2025-03-31"] == "withheld"
    assert [told[f"to 2025-{day}"] for day in ("06-30", "09-30", "12-31")] == ["shown"] * 3


def test_a_total_to_date_does_not_move_over_a_withheld_quarter_alone() -> None:
    """The third quarter is one family's: it is what two totals beside each other would leave."""
    third = amounts("2025Q3", 9)
    third[0] |= {"x": 9e6}
    quarters = [amounts("2025Q1", 9), amounts("2025Q2", 9), third, amounts("2025Q4", 9)]
    rows = [row for part in quarters for row in part]
    to_date = _running(quarters, ["03-31", "06-30", "09-30", "12-31"])
    table = released(FLOW_OF, rows + to_date)
    told = statuses(table, "period")
    assert told["2025Q3"] == "withheld"
    shown = {p for p, s in told.items() if s == "shown"}
    assert not {"to 2025-06-30", "to 2025-09-30"} <= shown
    assert len([p for p in shown if "Q" in p]) < 3 or not any("12-31" in p for p in shown)


def _quarter(rows: list[dict[str, Any]], period: str) -> list[dict[str, Any]]:
    """A family's amounts added up."""
    added: dict[str, dict[str, Any]] = {}
    for row in rows:
        of = added.setdefault(row["family"], {**row, "period": period, "x": 0.0})
        of["x"] += row["x"]
    return list(added.values())


def _running(quarters: list[list[dict[str, Any]]], days: list[str]) -> list[dict[str, Any]]:
    return [
        row
        for i, day in enumerate(days)
        for row in _quarter([r for part in quarters[: i + 1] for r in part], f"to 2025-{day}")
    ]


def reached(step: str, month: int, number: int) -> dict[str, Any]:
    place = dict.fromkeys(CELL, "all") | {"variant": "at_least", "category": step, "period": f"m{month}"}
    return {**place, "month": month, "families": 40, "families_x": number, "at_risk": 20, "hidden": False}


@pytest.mark.parametrize(
    ("points", "withheld"),
    [
        ([("3", 12, 20), ("4", 12, 17)], {("4", 12)}),  # three stand on 3
        ([("3", 12, 20), ("4", 12, 15)], set()),
        ([("3", 6, 10), ("3", 12, 13)], {("3", 12)}),  # three arrived in between
        ([("3", 6, 12), ("4", 12, 10)], set()),  # neither holds the other
        ([("3", 12, 14), ("4", 6, 11)], {("4", 6)}),  # who was on 4 by month 6 was on 3 by month 12
    ],
)
def test_between_two_shown_points_of_a_course_lie_nobody_or_k_families(
    points: list[tuple[str, int, int]], withheld: set[tuple[str, int]]
) -> None:
    cells = course.read_off(pl.DataFrame([reached(*point) for point in points]), 5)
    assert set(cells.filter("hidden").select("category", "month").rows()) == withheld


@pytest.mark.parametrize(("mixed", "apart"), [(0, False), (2, True), (5, False)])
def test_years_of_joining_do_not_tell_who_of_a_cohort_joined_late(mixed: int, apart: bool) -> None:
    """2021 holds ten of the project and a few others: the years less the project are those."""
    rows = various("A", 10, cohort="project", intake_year="2021")
    rows += various("A", mixed, cohort="permanent", intake_year="2021")
    rows += various("A", 12, cohort="permanent", intake_year="2024")
    given = counted(MEAN_OF, rows).rows
    years = pl.DataFrame(
        [
            dict.fromkeys(CELL, "all")
            | {"variant": "", "period": "2026-09-30", "area": "A", "characteristic": "intake_year"}
            | {"group": year, "families": 10, "hidden": False}
            for year in ("2021", "2024")
        ]
    )
    assert (not intake.told_apart(given, years, MEAN_OF, 5).is_empty()) is apart


def test_a_mean_that_is_every_familys_own_is_shown_only_of_a_large_group() -> None:
    assert statuses(released(MEAN_OF, families("A", 19, x=2.0)), "area")["A"] == "withheld"
    assert statuses(released(MEAN_OF, families("A", 20, x=2.0)), "area")["A"] == "shown"
    assert statuses(released(MEAN_OF, various("A", 19, x=2.0)), "area")["A"] == "shown"


def by_households(of: Indicator, groups: dict[str, int], few: str = "") -> pl.DataFrame:
    """An area's families by household; in the group `few` four of them are counted, in the others half."""
    rows = [
        {**row, "x": float(i < (4 if household == few else size / 2)), "household": household}
        for household, size in groups.items()
        for i, row in enumerate(families("A", size, marked=household))
    ]
    return decided(counted(of, rows), 5)


def test_a_group_that_a_figure_withholds_is_shown_by_no_other_about_the_same_families() -> None:
    """14 + 13 + 12 + 1 families. The mean withholds the 1 and the 12 beside it. The share would withhold
    the 1, and the 13 of whom four are counted. Both together would show 14 + 13 + 12 of 40.
    """
    sizes = {"couple": 14, "single": 13, "other": 12, "alone": 1}
    mean = by_households(indicator(Protection.MEAN, MEAN, characteristics=True), sizes)
    share = by_households(indicator(Protection.SHARE, SHARE, characteristics=True), sizes, few="single")
    by_household = (pl.col("characteristic") == "household") & (pl.col("area") == "A")
    hidden = [set(table.filter(by_household, "hidden")["group"]) for table in (mean, share)]
    assert hidden == [{"other", "alone"}, {"single", "alone"}]
    led = same_families.withheld(share, mean).filter(by_household)
    assert set(led["group"]) == {"other", "alone"}


def test_a_figure_moves_only_when_the_one_about_the_same_families_does() -> None:
    """A month is its last day, and so is all until that day; where the other has no such day it may move."""
    leading = pl.DataFrame(
        {
            "variant": "",
            "category": "all",
            "period": ["2026-03-31", "2026-06-30"],
            "area": "A",
            "characteristic": "all",
            "group": "all",
            "hidden": False,
            "value_of": ["2026-03-31", "2026-03-31"],
        }
    )
    periods = ["to 2026-03-31", "to 2026-06-30", "to 2026-07-31", "2026-06", "2026/27"]
    places = pl.DataFrame({"variant": "latest", "area": "A", "period": periods})
    may = same_families.where_it_moves(places, leading)["period"].to_list()
    assert may == ["to 2026-03-31", "to 2026-07-31", "2026/27"]


def test_a_sum_of_categories_does_not_tell_that_nobody_is_in_a_withheld_one() -> None:
    """Working = job + education: beside job it would tell that education, withheld, is nobody."""
    whole = breakdown(STATUS_OF, standing(job=20, education=0, pension=7, none=10))
    hidden = whole.cells.with_columns(hidden=pl.col("category") == "education")
    assert told_by(WORKING, replace(whole, cells=hidden), 5).height > 0
    assert told_by(WORKING, replace(whole, cells=hidden.with_columns(hidden=False)), 5).is_empty()
