"""Savings before the programme's cost: what families would have cost the municipality less what they did.

A month's saving is the counterfactual less the municipal cost, in the price year's prices. `own`: the
family's own level before joining (the mean of 12 months), for families that have one. `comparison`: the
comparison group's mean of that month, line by line, where it has rows. `followed` counts every family from
its joining month to the last day, leavers too, except after moving away; `active` counts months on whose last
day the family is in the programme. Exposure is counted in months, never in cost rows.
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Over, Protection, Ratio, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.exposure import memberships
from dashboard.indicators.periods import (
    closed_quarters,
    month_label,
    months_held,
    quarter_end,
    quarter_label,
    to_day_label,
    year_label,
)
from dashboard.indicators.running import running_totals
from dashboard.indicators.savings_levels import (
    comparison_levels,
    costs,
    joinings,
    line_costs,
    own_levels,
    year_before_joining,
)
from data_access.case import Case

FOLLOWED = "followed"
ROW = ("family", "variant", "month", "sector")


def exposure_months(case: Case, counterfactual: str) -> pl.LazyFrame:
    """Columns family, variant (counterfactual/exposure), month: the months in which a family counts."""
    spells = memberships(case, FOLLOWED)
    return spells.select(
        "family",
        variant=pl.concat_str(pl.lit(counterfactual), "variant", separator="/"),
        month=months_held(pl.col("since"), pl.col("until")),
    ).explode("month")


def _against_own_level(case: Case) -> pl.LazyFrame:
    """Per family, variant, month and sector: the own level less what the family cost."""
    return (
        exposure_months(case, "own")
        .join(own_levels(case), on="family")
        .join(costs(case), on=["family", "month", "sector"], how="left")
        .select(*ROW, saving=pl.col("level") - pl.col("dkk").fill_null(0.0))
    )


def _against_comparison(case: Case) -> pl.LazyFrame:
    """Per family, variant, month and sector: the comparison group's mean less what the family cost.

    A line or month without comparison rows has no counterfactual: what the family cost there does not count.
    """
    lines = comparison_levels(case)
    level = lines.group_by("month", "sector").agg(pl.col("level").sum())
    cost = (
        line_costs(case)
        .join(lines, on=["month", "sector", "line"], how="semi")
        .group_by("family", "month", "sector")
        .agg(pl.col("dkk").sum())
    )
    return (
        exposure_months(case, "comparison")
        .join(level, on="month")
        .join(cost, on=["family", "month", "sector"], how="left")
        .select(*ROW, saving=pl.col("level") - pl.col("dkk").fill_null(0.0))
    )


def _with_all_sectors(rows: pl.LazyFrame, *keys: str) -> pl.LazyFrame:
    """Each sector as a category, and their sum as "all"."""
    together = rows.group_by(keys).agg(pl.col("saving").sum()).with_columns(category=pl.lit("all"))
    return pl.concat([rows.select(*keys, "saving", category="sector"), together])


def savings(case: Case) -> pl.LazyFrame:
    """A family's saving in kroner and its family-years, per month, closed quarter, year and to date.

    The running year as far as its closed quarters go. To date: running totals from the start to each closed
    quarter's end, the steps of the cumulative curve.
    """
    rows = pl.concat([_against_own_level(case), _against_comparison(case)])
    months = _with_all_sectors(rows.cache(), "family", "variant", "month").with_columns(months=1).cache()
    quarter, end = pl.col("quarter"), quarter_end(pl.col("quarter"))
    quarters = _added_up(months, pl.col("month").dt.truncate("1q").alias("quarter"))
    closed = quarters.filter(end <= case.as_of).cache()
    years = _added_up(closed, quarter.dt.truncate("1y").alias("year"))
    family = pl.concat(
        [
            _labelled(months, month_label(pl.col("month"))),
            _labelled(closed, quarter_label(quarter)),
            _labelled(years, year_label(pl.col("year"))),
            _labelled(running_totals(closed, case.as_of, "saving", "months"), to_day_label(end)),
        ]
    )
    return contributions(family, "saving", "family_years")


def _added_up(rows: pl.LazyFrame, period: pl.Expr) -> pl.LazyFrame:
    return rows.group_by("family", "variant", "category", period).agg(pl.col("saving", "months").sum())


def _labelled(rows: pl.LazyFrame, period: pl.Expr) -> pl.LazyFrame:
    return rows.select(
        "family", "variant", "category", "saving", period=period, family_years=pl.col("months") / 12
    )


def without_own_level(case: Case) -> pl.LazyFrame:
    """Families joined by each closed quarter's end without own level: left out of `own`, counted here."""
    joined = case.family.filter(pl.col("joined_on").is_not_null())
    family = (
        joined.select("joined_on", family="family_id")
        .join(joinings(case, known_months=12), on="family", how="anti")
        .select("family", quarter=closed_quarters(pl.col("joined_on"), case.as_of))
        .explode("quarter")
        .select("family", period=to_day_label(quarter_end(pl.col("quarter"))), n=1)
    )
    return contributions(family, "n")


def placebo(case: Case) -> pl.LazyFrame:
    """What the saving's formula says of the year before joining, when there was no programme.

    The mean of months -24 to -13 before joining less the cost of months -12 to -1, for families whose costs
    are known 24 months back; one family-year each, from the quarter in which the family joined.
    """
    families = joinings(case, known_months=24)
    before = year_before_joining(case, families, until_month=12).rename({"dkk": "level"})
    rows = (
        year_before_joining(case, families, until_month=0)
        .join(before, on=["family", "sector"])
        .select("family", "sector", saving=pl.col("level") - pl.col("dkk"))
    )
    quarters = families.select("family", quarter=closed_quarters(pl.col("joining"), case.as_of))
    family = (
        _with_all_sectors(rows, "family")
        .join(quarters.explode("quarter"), on="family")
        .with_columns(period=to_day_label(quarter_end(pl.col("quarter"))), family_years=1)
    )
    return contributions(family, "saving", "family_years")


_PER_FAMILY_YEAR = Ratio("saving", "family_years")

BEFORE_COST = Indicator(
    subject="savings",
    measures=(
        Measure("before_cost", Total("saving"), Unit.DKK),
        Measure("per_family_year", _PER_FAMILY_YEAR, Unit.DKK),
        Measure("family_years", Total("family_years"), Unit.YEARS),
    ),
    contributes=savings,
    protection=Protection.MONEY,
    breakdown="sector",
    partition=True,
    characteristics=True,
    default_variant="own/followed",
    over=Over.FLOW,
)
WITHOUT_OWN_LEVEL = Indicator(
    subject="savings",
    measures=(Measure("families_without_own_level", Total("n"), Unit.FAMILIES),),
    contributes=without_own_level,
    protection=Protection.SIZE_STOCK,
)
PLACEBO = Indicator(
    subject="savings",
    measures=(Measure("placebo_per_family_year", _PER_FAMILY_YEAR, Unit.DKK),),
    contributes=placebo,
    protection=Protection.MONEY,
    breakdown="sector",
    partition=True,
    over=Over.GROWING,
)
INDICATORS = (BEFORE_COST, WITHOUT_OWN_LEVEL, PLACEBO)
