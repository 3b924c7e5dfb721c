"""Values and their uncertainty, against sums by hand and against other libraries."""

import numpy as np
import polars as pl
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from dashboard import statistics
from dashboard.indicator import Difference, Formula, Protection, Ratio, Relative, Total

FAMILIES = {"x": [1.0, 2.0, 3.0, 6.0], "n": [2.0, 2.0, 2.0, 2.0], "y": [2.0, 2.0, 4.0, 4.0]}


def estimate(
    formula: Formula, families: dict[str, list[float]], protection: Protection = Protection.MEAN
) -> dict[str, float]:
    """One cell of these families: its value and interval."""
    columns = statistics.columns_of(formula)
    cell = pl.DataFrame(families).select(pl.len().alias("families"), *statistics.sums(columns))
    cell = cell.with_columns(value=statistics.value(formula))
    return statistics.interval(cell, formula, protection).row(0, named=True)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        (Total("x"), 1 + 2 + 3 + 6),
        (Ratio("x", "n"), 12 / 8),
        (Ratio("x", "n", 100), 150.0),
        (Difference(Ratio("x", "n"), Ratio("y", "n")), 12 / 8 - 12 / 8),
        (Relative(Ratio("y", "x"), Ratio("n", "x")), (12 / 8 - 1) * 100),
    ],
)
def test_a_value_is_what_one_adds_up_by_hand(formula: Formula, value: float) -> None:
    assert estimate(formula, FAMILIES)["value"] == pytest.approx(value)


def test_a_ratio_per_nothing_has_no_value() -> None:
    assert estimate(Ratio("x", "n"), {"x": [1.0], "n": [0.0]})["value"] is None


def test_the_interval_of_a_mean_is_students_where_every_family_counts_once() -> None:
    values = [1.0, 2.0, 4.0, 5.0, 8.0]
    cell = estimate(Ratio("x", "n"), {"x": values, "n": [1.0] * 5})
    low, high = stats.t.interval(0.95, 4, loc=np.mean(values), scale=stats.sem(values))
    assert (cell["lower"], cell["upper"]) == pytest.approx((low, high))


def test_the_interval_of_a_paired_change_is_that_of_the_differences() -> None:
    before, after = [3.0, 4.0, 5.0, 7.0], [4.0, 4.0, 7.0, 9.0]
    formula = Difference(Ratio("after", "n"), Ratio("before", "n"))
    cell = estimate(formula, {"before": before, "after": after, "n": [1.0] * 4})
    differences = np.subtract(after, before)
    low, high = stats.t.interval(0.95, 3, loc=differences.mean(), scale=stats.sem(differences))
    assert (cell["lower"], cell["upper"]) == pytest.approx((low, high))


def test_the_interval_of_a_sum_comes_from_the_spread_between_families() -> None:
    amounts = [10.0, 20.0, 60.0]
    cell = estimate(Total("x"), {"x": amounts}, Protection.MONEY)
    low, high = stats.t.interval(0.95, 2, loc=90, scale=3 * stats.sem(amounts))
    assert (cell["lower"], cell["upper"]) == pytest.approx((low, high))


def test_the_interval_of_a_share_is_wilsons_where_families_have_one_person_each() -> None:
    """With t for the normal quantile, and n - 1 for n: the variance between families is unbiased."""
    yes = [1.0] * 30 + [0.0] * 70
    cell = estimate(Ratio("x", "n", 100), {"x": yes, "n": [1.0] * 100}, Protection.SHARE)
    low, high = proportion_confint(30, 100, method="wilson")
    assert (cell["lower"], cell["upper"]) == pytest.approx((100 * low, 100 * high), abs=0.3)


def test_siblings_alike_make_a_share_less_sure_than_as_many_strangers() -> None:
    strangers = {"x": [1.0, 0.0] * 20, "n": [1.0] * 40}
    siblings = {"x": [4.0, 0.0] * 5, "n": [4.0] * 10}
    widths = [
        cell["upper"] - cell["lower"]
        for cell in (estimate(Ratio("x", "n", 100), of, Protection.SHARE) for of in (strangers, siblings))
    ]
    assert widths[1] > 1.5 * widths[0]


@pytest.mark.parametrize(("yes", "bounds"), [(0, (0, 10)), (50, (90, 100))])
def test_a_share_of_none_or_all_still_has_an_interval_within_0_and_100(
    yes: int, bounds: tuple[int, int]
) -> None:
    families = {"x": [1.0] * yes + [0.0] * (50 - yes), "n": [1.0] * 50}
    cell = estimate(Ratio("x", "n", 100), families, Protection.SHARE)
    assert bounds[0] <= cell["lower"] < cell["upper"] <= bounds[1]


def test_a_single_family_has_a_value_and_no_interval() -> None:
    cell = estimate(Ratio("x", "n"), {"x": [3.0], "n": [2.0]})
    assert (cell["value"], cell["lower"], cell["upper"]) == (1.5, None, None)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.9])
def test_intervals_of_shares_cover_the_truth_about_95_times_in_100(share: float) -> None:
    """62 families of one to five persons who are alike: 1,000 seeded samples."""
    chance = np.random.default_rng(20261122)
    sizes = chance.integers(1, 6, 62_000)
    own = chance.beta(share * 4, (1 - share) * 4, 62_000)
    people = {"sample": np.repeat(np.arange(1000), 62), "x": chance.binomial(sizes, own), "n": sizes}
    formula = Ratio("x", "n", 100)
    cells = (
        pl.DataFrame(people)
        .cast({"x": pl.Float64, "n": pl.Float64})
        .group_by("sample")
        .agg(pl.len().alias("families"), *statistics.sums(("x", "n")))
        .with_columns(value=statistics.value(formula))
    )
    cells = statistics.interval(cells, formula, Protection.SHARE)
    hits = cells.filter(pl.lit(100 * share).is_between("lower", "upper")).height
    assert 920 <= hits <= 980
