"""The programme's cost shared to the families it was spent on: modelled, for the net of a cohort.

Nobody has booked what a cohort cost. An area's cost of a month is shared equally among the families that were
in the programme there on the month's last day. A month in which none was is shared to nobody.
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Protection, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.exposure import ACTIVE, memberships
from dashboard.indicators.periods import months_held, quarter_end, to_day_label
from dashboard.indicators.programme_cost import area_months
from dashboard.indicators.running import running_totals
from data_access.case import Case


def shared_costs(case: Case) -> pl.LazyFrame:
    """A family's share in kroner of its area's programme cost, to each closed quarter's end."""
    shares = _family_months(case).join(_per_family(case), on=["area", "month"])
    quarters = (
        shares.filter(quarter_end(pl.col("month")) <= case.as_of)
        .group_by("family", quarter=pl.col("month").dt.truncate("1q"))
        .agg(pl.col("dkk").sum())
        .with_columns(variant=pl.lit(""), category=pl.lit("all"))
    )
    to_date = running_totals(quarters, case.as_of, "dkk")
    family = to_date.with_columns(period=to_day_label(quarter_end(pl.col("quarter"))))
    return contributions(family, "dkk")


def _family_months(case: Case) -> pl.LazyFrame:
    """Columns family, area, month: the months on whose last day a family is in the programme."""
    months = months_held(pl.col("since"), pl.col("until"))
    return (
        memberships(case, followed="")
        .filter(pl.col("variant") == ACTIVE)
        .select("family", month=months)
        .explode("month")
        .drop_nulls("month")
        .join(case.family.select(family="family_id", area="area_id"), on="family")
    )


def _per_family(case: Case) -> pl.LazyFrame:
    """Columns area, month, dkk: the area's cost of the month for each family that was in the programme."""
    families = _family_months(case).group_by("area", "month").agg(families=pl.len())
    whole = area_months(case).filter(pl.col("category") == "all")
    return whole.join(families, on=["area", "month"]).select(
        "area", "month", dkk=pl.col("dkk") / pl.col("families")
    )


SHARED_COST = Indicator(
    subject="savings",
    measures=(Measure("programme_cost_shared", Total("dkk"), Unit.DKK, modelled=True),),
    contributes=shared_costs,
    protection=Protection.SIZE_STOCK,
)
INDICATORS = (SHARED_COST,)
