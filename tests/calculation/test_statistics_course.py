"""The estimator of times to an event, against hand-worked cases and against another implementation."""

import math
import random

import numpy as np
import polars as pl
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from dashboard.building.statistics_course import DAYS_A_MONTH, curve, incidence, median

MONTH = DAYS_A_MONTH


def way(*rows: tuple[float, int], group: str = "g") -> pl.LazyFrame:
    """Rows of one group: time in months, and event."""
    return pl.LazyFrame(
        {
            "group": [group] * len(rows),
            "time": [month * MONTH for month, _ in rows],
            "event": [e for _, e in rows],
        },
        schema={"group": pl.String, "time": pl.Float64, "event": pl.Int64},
    )


def by_month(rows: pl.LazyFrame, *months: int) -> list[dict[str, float | None]]:
    return incidence(rows, ["group"], months).sort("month").collect().to_dicts()


def test_without_exits_or_censoring_the_incidence_is_the_share_that_got_there() -> None:
    """Four families, there after 1, 2, 3 and 4 months; "by month 2" includes its day."""
    four = by_month(way((1, 1), (2, 1), (3, 1), (4, 1)), 0, 2, 4)
    assert [row["incidence"] for row in four] == pytest.approx([0, 0.5, 1])
    assert [row["at_risk"] for row in four] == [4, 2, 0]
    assert [row["reached"] for row in four] == [0, 2, 4]


def test_who_leaves_stays_in_the_denominator_and_who_is_on_the_way_does_not_pull_it_down() -> None:
    """Of four: 1 there, 1 left, 1 censored; of the last the half still free: 1/4 + 1/2 = 3/4 by month 4."""
    four = by_month(way((1, 1), (2, 2), (3, 0), (4, 1)), 1, 2, 3, 4)
    assert [row["incidence"] for row in four] == pytest.approx([0.25, 0.25, 0.25, 0.75])
    assert [(row["reached"], row["left"], row["at_risk"]) for row in four] == [
        (1, 0, 3),
        (1, 1, 2),
        (1, 1, 1),
        (2, 1, 0),
    ]


def test_a_censoring_on_the_day_of_an_event_is_still_at_risk_on_it() -> None:
    """Two on the day: one there, one censored: one of two, not one of one."""
    assert by_month(way((1, 1), (1, 0)), 1)[0]["incidence"] == pytest.approx(0.5)


def test_the_curve_ends_when_the_last_one_at_risk_is_censored() -> None:
    rows = by_month(way((1, 1), (5, 0)), 3, 6)
    assert rows[0]["incidence"] == pytest.approx(0.5)
    assert (rows[1]["incidence"], rows[1]["standard_error"], rows[1]["at_risk"]) == (None, None, 0)


def test_the_curve_stays_where_it_is_when_all_have_got_there_or_left() -> None:
    rows = by_month(way((1, 1), (5, 2)), 6)
    assert rows[0]["incidence"] == pytest.approx(0.5)


def test_the_standard_error_without_censoring_is_that_of_a_share() -> None:
    """Two of eight there: sqrt(1/4 · 3/4 / 8)."""
    eight = way((1, 1), (2, 1), *[(9, 0)] * 6)
    assert by_month(eight, 3)[0]["standard_error"] == pytest.approx(math.sqrt(0.25 * 0.75 / 8))


def test_half_have_got_there_at_the_median_and_exits_are_part_of_the_all() -> None:
    """Of four, the second gets there after 3 months; of five with one that left, it takes the third."""
    four = median(way((1, 1), (3, 1), (5, 1), (7, 1)), ["group"]).collect()
    five = median(way((1, 1), (2, 2), (3, 1), (5, 1), (7, 1)), ["group"]).collect()
    assert (four["median"][0], five["median"][0]) == pytest.approx((3, 5))


def test_there_is_no_median_where_half_have_not_got_there() -> None:
    row = median(way((1, 1), (2, 2), (2, 2), (3, 0)), ["group"]).collect()
    assert row.select("median", "upper", "families").rows() == [(None, None, 4)]


def test_where_nobody_has_got_there_the_interval_is_that_of_none_of_those_still_on_the_way() -> None:
    """Of 10 of whom one left: none of 9; the most that still gives none of 9 in one of 40 cases."""
    row = by_month(way((1, 2), *[(30, 0)] * 9), 2)[0]
    low, high = proportion_confint(0, 9, method="beta")
    assert row["incidence"] == row["lower"] == low == 0
    assert row["upper"] == pytest.approx(high)


def random_way(seed: int, families: int, group: str) -> pl.LazyFrame:
    chance = random.Random(seed)
    days = [chance.randint(0, 900) for _ in range(families)]
    events = [chance.choice([0, 1, 1, 2]) for _ in range(families)]
    return pl.LazyFrame({"group": [group] * families, "time": days, "event": events})


@pytest.mark.parametrize(("seed", "families"), [(1, 12), (2, 62), (3, 400)])
@pytest.mark.filterwarnings("ignore:divide by zero", "ignore:invalid value")
def test_incidence_and_standard_error_are_those_of_another_implementation(seed: int, families: int) -> None:
    rows = random_way(seed, families, "g")
    ours = curve(rows, ["group"]).sort("time").collect()
    data = rows.collect()
    other = CumIncidenceRight(data["time"].to_numpy(), data["event"].to_numpy())
    assert ours["time"].to_list() == other.times.tolist()
    assert np.allclose(ours["incidence"].to_numpy(), other.cinc[0])
    outlasted = ours["at_risk_after"].to_numpy() > 0  # the last day divides by nothing there
    assert np.allclose(ours["standard_error"].to_numpy()[outlasted], other.cinc_se[0][outlasted])


@pytest.mark.filterwarnings("ignore:divide by zero", "ignore:invalid value")
def test_without_exits_the_median_and_its_interval_are_those_of_a_survival_curve() -> None:
    rows = random_way(4, 80, "g").with_columns(event=pl.col("event").clip(0, 1))
    data = rows.collect()
    survival = SurvfuncRight(data["time"].to_numpy(), data["event"].to_numpy())
    low, high = survival.quantile_ci(0.5, method="cloglog")
    row = median(rows, ["group"]).collect()
    expected = [survival.quantile(0.5), low, high]
    assert [row[name][0] * MONTH for name in ("median", "lower", "upper")] == pytest.approx(expected)


def test_groups_do_not_touch_each_other() -> None:
    alone = random_way(5, 30, "b")
    among = pl.concat([random_way(6, 40, "a"), alone, random_way(7, 50, "c")])
    months = [0, 6, 12, 24]
    of_b = incidence(among, ["group"], months).filter(pl.col("group") == "b").sort("month").collect()
    assert of_b.equals(incidence(alone, ["group"], months).sort("month").collect())
