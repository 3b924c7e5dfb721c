"""Savings and the programme's cost, in amounts one can add up in the head."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from dashboard.indicator import Indicator
from dashboard.indicators import programme_cost, savings
from dashboard.indicators.prices import price_year
from dashboard.indicators.programme_cost_shared import SHARED_COST
from seed.economy import AFTER_REFUND
from tests.indicators.cases import case
from tests.indicators.money import (
    AS_OF,
    INDEX,
    TO_DATE,
    YEAR_BEFORE,
    comparison,
    cost,
    costing,
    family,
    months,
    programme,
    value,
)
from tests.indicators.unsuppressed import keys, periods, unsuppressed


def test_a_saving_is_the_own_level_less_the_cost_and_a_month_without_cost_costs_nothing() -> None:
    """1,000 a month before; 400 a month in half of the twelve months since: 6 x 600 + 6 x 1,000."""
    one = costing(*YEAR_BEFORE, *cost(date(2025, 1, 1), date(2025, 6, 1), 400))
    assert value(one, "before_cost") == pytest.approx(9600)
    assert value(one, "family_years") == 1
    assert value(one, "per_family_year") == pytest.approx(9600)


def test_months_quarters_and_the_year_add_up_to_the_running_total() -> None:
    one = costing(*YEAR_BEFORE, *cost(date(2025, 1, 1), date(2025, 6, 1), 400))
    assert [value(one, "before_cost", f"2025-{month:02}") for month in (1, 6, 7)] == pytest.approx(
        [600, 600, 1000]
    )
    assert [value(one, "before_cost", f"2025Q{n}") for n in (1, 2, 3, 4)] == pytest.approx(
        [1800, 1800, 3000, 3000]
    )
    assert value(one, "before_cost", "2025") == pytest.approx(9600)
    to_date = [value(one, "before_cost", f"to 2025-{day}") for day in ("03-31", "06-30", "09-30", "12-31")]
    assert to_date == pytest.approx([1800, 3600, 6600, 9600])


def test_a_quarter_that_is_not_over_has_no_figure() -> None:
    before = cost(date(2024, 1, 1), date(2024, 12, 1), 1000, year=2024)
    one = costing(*before, as_of=date(2025, 5, 31))
    figures = {period for period in periods(savings.BEFORE_COST, one) if not period.startswith("2025-")}
    assert figures == {"2025Q1", "to 2025-03-31", "2025"}


def test_the_sectors_add_up_and_a_dearer_one_counts_against_the_saving() -> None:
    """Social: 1,000 less 400; employment: 0 less 250."""
    one = costing(
        *YEAR_BEFORE,
        *cost(date(2025, 1, 1), date(2025, 12, 1), 400),
        *cost(date(2025, 1, 1), date(2025, 12, 1), 250, sector="employment"),
    )
    shares = [value(one, "before_cost", sector=sector) for sector in ("social", "employment", "all")]
    assert shares == pytest.approx([7200, -3000, 4200])
    assert value(one, "family_years", sector="employment") == 1


def test_a_correction_below_nothing_is_netted_into_its_month() -> None:
    one = costing(
        *YEAR_BEFORE,
        *cost(date(2025, 3, 1), date(2025, 3, 1), 400),
        *cost(date(2025, 3, 1), date(2025, 3, 1), -150, line="refund"),
    )
    assert value(one, "before_cost", "2025-03") == pytest.approx(1000 - 250)


def test_amounts_are_in_one_price_level_before_and_after() -> None:
    """500 kr. of 2020 are 1,000 kr. of 2025, by the net price index and no other."""
    one = costing(
        *cost(date(2024, 1, 1), date(2024, 12, 1), 500, year=2020),
        *cost(date(2025, 1, 1), date(2025, 12, 1), 100, year=2020),
    )
    assert value(one, "before_cost") == pytest.approx(12 * (1000 - 200))


def test_prices_are_those_of_the_last_complete_year() -> None:
    assert price_year(date(2026, 9, 30)) == 2025
    assert price_year(date(2025, 12, 31)) == 2025


def test_without_an_index_of_the_price_year_nothing_is_said_rather_than_a_saving_of_everything() -> None:
    one = case(AS_OF, family=[family()], cost=YEAR_BEFORE, price_index=INDEX[:2])
    rows = savings.BEFORE_COST.contributes(one).collect()
    assert rows.is_empty()


def test_costs_unknown_twelve_months_back_give_no_own_level_and_nothing_is_scaled_up() -> None:
    """f1's first cost row is eleven months before its joining month, f2's twelve."""
    two = costing(
        *cost(date(2024, 2, 1), date(2024, 12, 1), 1000),
        *cost(date(2024, 1, 1), date(2024, 1, 1), 1200, family="f2"),
        families=[family("f1"), family("f2")],
    )
    rows = savings.BEFORE_COST.contributes(two).filter(pl.col("period") == TO_DATE).collect()
    assert set(rows["family"]) == {"f2"}
    assert value(two, "before_cost") == pytest.approx(1200)  # 100 a month, no cost since
    without = unsuppressed(savings.WITHOUT_OWN_LEVEL, "families_without_own_level", two, TO_DATE)
    assert without == 1


def test_a_running_total_stands_after_the_family_has_left() -> None:
    one = costing(*YEAR_BEFORE, families=[family(ended_on=date(2025, 5, 20), ended_reason="completed")])
    to_date = [
        value(one, "before_cost", f"to 2025-{day}", "own/active") for day in ("03-31", "06-30", "12-31")
    ]
    assert to_date == pytest.approx([3000, 4000, 4000])
    assert value(one, "before_cost", "2025Q3", "own/active") is None


@pytest.mark.parametrize(
    ("reason", "followed", "active"), [("completed", 12, 4), ("moved", 4, 4)], ids=["completed", "moved"]
)
def test_leavers_are_followed_except_after_moving_away(reason: str, followed: int, active: int) -> None:
    """Joined in January, gone in May: January to April are active; the month of leaving is not."""
    one = costing(*YEAR_BEFORE, families=[family(ended_on=date(2025, 5, 20), ended_reason=reason)])
    assert value(one, "family_years") == pytest.approx(followed / 12)
    assert value(one, "before_cost") == pytest.approx(1000 * followed)
    assert value(one, "family_years", variant="own/active") == pytest.approx(active / 12)


def test_the_comparison_group_s_mean_needs_no_own_level_and_counts_only_where_it_has_rows() -> None:
    """1,500 for 3 families is 500 each, in January and February only; nothing stands against "travel"."""
    one = costing(
        *cost(date(2025, 1, 1), date(2025, 12, 1), 200),
        *cost(date(2025, 1, 1), date(2025, 12, 1), 9999, line="travel"),
        comparison_cost=comparison(1500, 3),
    )
    assert value(one, "before_cost", variant="comparison/followed") == pytest.approx(2 * 300)
    assert value(one, "family_years", variant="comparison/followed") == pytest.approx(2 / 12)
    assert value(one, "before_cost", variant="own/followed") is None


def test_the_placebo_sets_the_year_before_joining_against_the_year_before_that() -> None:
    """600 a month, then 1,000: what looks like a loss of 4,800 before there was a programme."""
    one = costing(*cost(date(2023, 1, 1), date(2023, 12, 1), 600), *YEAR_BEFORE)
    figure = unsuppressed(savings.PLACEBO, "placebo_per_family_year", one, TO_DATE)
    assert figure == pytest.approx(-4800)


def test_the_placebo_needs_costs_known_24_months_back() -> None:
    one = costing(*cost(date(2023, 2, 1), date(2023, 12, 1), 600), *YEAR_BEFORE)
    assert unsuppressed(savings.PLACEBO, "placebo_per_family_year", one, TO_DATE) is None


def test_the_programme_s_cost_is_all_kinds_grant_and_municipal_by_area() -> None:
    spent = programme(
        ("a", date(2025, 1, 1), "salary", "grant", 300),
        ("a", date(2025, 1, 1), "premises", "municipal", 50),
        ("a", date(2025, 5, 1), "salary", "grant", 300),
        ("b", date(2025, 5, 1), "salary", "municipal", 70),
    )
    costs = programme_cost.PROGRAMME_COST.contributes(spent).collect()
    by = {(row["area"], row["category"], row["period"]): row["dkk"] for row in costs.to_dicts()}
    assert [by["a", funding, "to 2025-03-31"] for funding in ("grant", "municipal", "all")] == [300, 50, 350]
    assert [by["a", "all", period] for period in ("2025-01", "2025Q2", "2025", TO_DATE)] == [
        350,
        300,
        650,
        650,
    ]
    assert by["b", "grant", "2025"] == 0
    assert by["b", "all", "2025"] == 70


def test_the_running_year_s_cost_goes_as_far_as_its_saving_to_the_last_closed_quarter() -> None:
    spent = programme(
        ("a", date(2025, 1, 1), "salary", "grant", 300),
        ("a", date(2025, 4, 1), "salary", "grant", 100),
        as_of=date(2025, 4, 30),
    )
    costs = programme_cost.PROGRAMME_COST.contributes(spent).collect()
    by = {(row["category"], row["period"]): row["dkk"] for row in costs.to_dicts()}
    assert (by["all", "2025-04"], by["all", "2025"], by["all", "to 2025-03-31"]) == (100, 300, 300)


@pytest.mark.parametrize("indicator", savings.INDICATORS, ids=lambda indicator: indicator.measures[0].key)
def test_a_family_contributes_once_to_a_cell(indicator: Indicator) -> None:
    two = costing(
        *cost(date(2022, 1, 1), date(2025, 6, 1), 100),
        *cost(date(2022, 1, 1), date(2025, 6, 1), 100, line="travel"),
        *cost(date(2022, 1, 1), date(2025, 6, 1), 100, sector="employment"),
        families=[family("f1"), family("f2")],
        comparison_cost=[*comparison(300, 3), *comparison(600, 3, line="travel")],
    )
    rows = keys(indicator, two)
    assert not rows.is_empty()
    assert not rows.is_duplicated().any()


def test_the_programme_s_cost_of_a_month_is_shared_by_the_families_in_it_then() -> None:
    """300 in January for f1 alone; 300 in February for f1 and f2; 300 in March, when both have left."""
    spent = [
        {
            "area_id": "a",
            "month": month,
            "kind": "salary",
            "funding": "grant",
            "dkk": Decimal(300),
            "price_year": 2025,
        }
        for month in months(date(2025, 1, 1), date(2025, 3, 1))
    ]
    left = date(2025, 3, 5)
    two = case(
        AS_OF,
        price_index=INDEX,
        programme_cost=spent,
        family=[
            family("f1", ended_on=left, ended_reason="completed"),
            family("f2", date(2025, 2, 3), left, "completed"),
        ],
    )
    shares = SHARED_COST.contributes(two).filter(pl.col("period") == TO_DATE).collect()
    assert dict(zip(shares["family"], shares["dkk"], strict=True)) == {"f1": 450.0, "f2": 150.0}


def test_the_municipality_s_own_purse_is_what_is_saved_and_not_the_state_s_refund() -> None:
    """Education benefit of 13,090 a month with 20 % refund is 10,472 a month: 125,664 a year, not 157,080.

    The rate is that of 2023 for a lone parent; the refund that of more than a year on benefits.
    """
    benefit = [
        {**row, "gross_dkk": Decimal(13_090)} for row in cost(date(2024, 1, 1), date(2024, 12, 1), 10_472)
    ]
    municipal = 13_090 * AFTER_REFUND
    assert municipal == pytest.approx(10_472)
    assert value(costing(*benefit), "before_cost") == pytest.approx(125_664)
