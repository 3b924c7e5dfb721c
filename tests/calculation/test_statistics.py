"""Values and their uncertainty, against sums by hand and against other libraries."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from dashboard.building import statistics
from dashboard.indicator import Difference, Formula, Protection, Ratio, Relative, Total

FAMILIES = {"x": [1.0, 2.0, 3.0, 6.0], "n": [2.0, 2.0, 2.0, 2.0], "y": [2.0, 2.0, 4.0, 4.0]}


def estimate(
    formula: Formula, families: dict[str, list[float]], protection: Protection = Protection.MEAN
) -> dict[str, float]:
    """One cell of these families: its value and interval."""
    columns = statistics.columns_of(formula)
    cell = pl.DataFrame(families).select(pl.len().alias("families"), *statistics.sums(columns))
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


SAMPLES, FAMILIES_A_SAMPLE = 2000, 62


def coverage(
    truth: float, columns: dict[str, Any], formula: Formula, protection: Protection = Protection.MEAN
) -> float:
    """How many of 100 samples of families have an interval that holds the truth."""
    names = statistics.columns_of(formula)
    sample = np.repeat(np.arange(SAMPLES), FAMILIES_A_SAMPLE)
    cells = (
        pl.DataFrame({"sample": sample, **columns})
        .cast(dict.fromkeys(names, pl.Float64))
        .group_by("sample")
        .agg(pl.len().alias("families"), *statistics.sums(names))
    )
    cells = statistics.interval(cells, formula, protection)
    return 100 * cells.filter(pl.lit(truth).is_between("lower", "upper")).height / SAMPLES


@pytest.mark.parametrize("alike", [0.0, 0.3, 1.0], ids="likeness {}".format)
@pytest.mark.parametrize("share", [0.1, 0.2, 0.3, 0.5, 0.7, 0.9])
def test_intervals_of_shares_cover_the_truth_about_95_times_in_100(share: float, alike: float) -> None:
    """62 families of one to three persons, who are strangers (0), somewhat alike, or all the same (1)."""
    chance = np.random.default_rng(20261122)
    families = SAMPLES * FAMILIES_A_SAMPLE
    persons = chance.integers(1, 4, families)
    spread = {0.0: np.full(families, share), 1.0: (chance.random(families) < share).astype(float)}
    own = spread.get(alike)
    if own is None:
        own = chance.beta(share * (1 / alike - 1), (1 - share) * (1 / alike - 1), families)
    people = {"x": chance.binomial(persons, own), "n": persons}
    assert 92 <= coverage(100 * share, people, Ratio("x", "n", 100), Protection.SHARE) <= 98


@pytest.mark.parametrize("middle", [5, 9], ids=["middle of the scale", "against its top"])
@pytest.mark.parametrize("apart", [0.5, 2.0], ids="families {} apart".format)
def test_intervals_of_scores_and_of_their_change_cover_the_truth(middle: int, apart: float) -> None:
    """62 families of one to three persons, scored in whole points from 0 to 10, twice."""
    chance = np.random.default_rng(20261123)
    families = SAMPLES * FAMILIES_A_SAMPLE
    persons = chance.integers(1, 4, families)
    there = np.arange(3) < persons[:, None]
    own = chance.normal(middle, apart, families)[:, None] + chance.normal(0, 1, (families, 3))
    before, after = (
        np.clip(np.round(own + rise + chance.normal(0, 1, (families, 3))), 0, 10) for rise in (0, 1)
    )
    sums = {"n": persons, "before": (before * there).sum(1), "after": (after * there).sum(1)}
    mean, change = Ratio("after", "n"), Difference(Ratio("after", "n"), Ratio("before", "n"))
    assert 92 <= coverage(after.mean(), sums, mean) <= 98
    assert 92 <= coverage(after.mean() - before.mean(), sums, change) <= 98


def test_a_change_of_a_change_is_uncertain_as_the_families_own_moves_are() -> None:
    """Family by family 1, 1, 2, 2 a quarter ago and 1, 2, 2, 3 now: 0, 1, 0, 1 more, 0.5 on average."""
    families = {"a": [1.0, 1.0, 2.0, 2.0], "b": [1.0, 2.0, 2.0, 3.0], "zero": [0.0] * 4, "n": [1.0] * 4}
    then = Difference(Ratio("a", "n"), Ratio("zero", "n"))
    now = Difference(Ratio("b", "n"), Ratio("zero", "n"))
    cell = estimate(Difference(now, then), families)
    low, high = stats.t.interval(0.95, 3, loc=0.5, scale=stats.sem([0, 1, 0, 1]))
    assert cell["value"] == 0.5
    assert (cell["lower"], cell["upper"]) == pytest.approx((low, high))
