"""Cells written as figures: how many digits, whose n, which interval, and why there is none."""

import polars as pl
import pytest

from dashboard.building.figures import FIGURE
from dashboard.indicator import Measure, MedianTime, Protection, Ratio, Total, Unit
from tests.disclosure.counted import MEAN, MONEY, SHARE, SIZE, families, indicator, released


def cell(table: pl.DataFrame, area: str = "A") -> dict[str, object]:
    return table.filter(pl.col("area") == area, pl.col("cohort") == "all").row(0, named=True)


def test_the_columns_are_those_of_the_figures_file() -> None:
    table = released(indicator(Protection.MEAN, MEAN), families("A", 10))
    assert table.select(*FIGURE).schema == pl.Schema(FIGURE)


@pytest.mark.parametrize(
    ("x", "n", "unit", "value"),
    [
        (1.0, 8.0, Unit.PERCENT, 0.1),  # 0.125 to one digit
        (5.0, 20.0, Unit.POINTS, 0.3),  # 0.25: half goes up, not to the even digit
        (-5.0, 20.0, Unit.POINTS, -0.3),
        (12349.0, 1.0, Unit.DKK, 12300.0),
        (12350.0, 1.0, Unit.DKK, 12400.0),
        (5.0, 2.0, Unit.DAYS, 3.0),
        (5.0, 2.0, Unit.FAMILIES, 2.5),  # families per post, not a count
    ],
)
def test_a_value_is_rounded_half_up_to_the_digits_it_is_read_with(
    x: float, n: float, unit: Unit, value: float
) -> None:
    mean = (Measure("mean", Ratio("x", "n"), unit),)
    assert cell(released(indicator(Protection.MEAN, mean), families("A", 20, x=x, n=n)))["value"] == value


def test_behind_a_share_stand_all_and_behind_a_count_those_counted() -> None:
    both = (*SHARE, Measure("count", Total("x"), Unit.PERSONS))
    rows = families("A", 10, x=2.0, n=3.0, persons=3) + families("A", 20, n=3.0, persons=3)
    share, count = (
        released(indicator(Protection.SHARE, both), rows)
        .filter(pl.col("area") == "A", pl.col("cohort") == "all")
        .sort("measure", descending=True)
        .to_dicts()
    )
    assert (share["families"], share["persons"]) == (30, 90)
    assert (count["value"], count["families"], count["persons"]) == (20, 10, 20)


def test_a_count_is_everybody_and_has_no_interval() -> None:
    size = cell(released(indicator(Protection.SIZE_STOCK, SIZE), families("A", 62)))
    assert (size["value"], size["interval"], size["lower"]) == (62, "full_count", None)


def test_under_2k_families_are_too_few_for_an_interval() -> None:
    spread = [row for i in range(9) for row in families("A", 1, x=float(i))]
    more = [row for i in range(10) for row in families("B", 1, x=float(i))]
    table = released(indicator(Protection.MEAN, MEAN), spread + more)
    assert (cell(table, "A")["interval"], cell(table, "A")["lower"]) == ("too_few", None)
    assert cell(table, "B")["interval"] == "shown"
    assert cell(table, "B")["lower"] < 4.5 < cell(table, "B")["upper"]


def test_an_interval_whose_end_is_not_known_yet_is_open_and_not_for_want_of_families() -> None:
    """Half of 12 families have got there, the others are on their way: how much later it could be is open."""
    half = (Measure("median", MedianTime(), Unit.MONTHS),)
    there = [row for day in range(10, 70, 10) for row in families("A", 1, time=float(day), event=1)]
    rows = [*there, *families("A", 6, time=900.0, event=0)]
    median = cell(released(indicator(Protection.COURSE, half), rows))
    assert (median["value"], median["interval"], median["lower"]) == (2, "open", None)


def test_a_sum_of_money_has_an_interval_though_it_is_a_total() -> None:
    amounts = [row for i in range(20) for row in families("A", 1, x=1000.0 + i)]
    assert cell(released(indicator(Protection.MONEY, MONEY), amounts))["interval"] == "shown"


def test_nobody_there_is_a_count_of_none_and_a_mean_of_nothing() -> None:
    rows = families("A", 10)
    none = cell(released(indicator(Protection.SIZE_STOCK, SIZE), rows), "B")
    nothing = cell(released(indicator(Protection.MEAN, MEAN), rows), "B")
    assert (none["status"], none["value"], none["families"]) == ("zero", 0, 0)
    assert (nothing["status"], nothing["value"], nothing["families"]) == ("not_measured", None, None)
