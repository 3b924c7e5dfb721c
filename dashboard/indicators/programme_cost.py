"""What the programme itself cost: all kinds, grant and municipal, in all whole months.

The months before the first family joined count too.
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Protection, Total, Unit
from dashboard.indicators.periods import (
    closed_quarters,
    month_label,
    quarter_end,
    quarter_label,
    to_day_label,
    year_label,
)
from dashboard.indicators.prices import in_price_year
from data_access.case import Case

FUNDING = ("grant", "municipal")


def area_months(case: Case) -> pl.LazyFrame:
    """Columns area, month, category (grant, municipal, all), dkk in the price year's prices."""
    whole = case.programme_cost.filter(pl.col("month").dt.month_end() <= case.as_of)
    rows = in_price_year(whole, case, "dkk").select("month", "dkk", area="area_id", category="funding")
    together = rows.with_columns(category=pl.lit("all"))
    nothing = (
        together.select("month", "area", dkk=0.0)
        .unique()
        .join(pl.LazyFrame({"category": FUNDING}), how="cross")
    )
    return (
        pl.concat([rows, together, nothing], how="diagonal")
        .group_by("area", "category", "month")
        .agg(pl.col("dkk").sum())
    )


def programme_costs(case: Case) -> pl.LazyFrame:
    """An area's cost in kroner per month, closed quarter and calendar year, and to each quarter's end.

    The running year as far as its closed quarters go, like the saving's.
    Columns: area (instead of a family), variant, category, period, persons, dkk. It concerns no family.
    """
    month = pl.col("month")
    months = area_months(case)
    closed = months.filter(quarter_end(month) <= case.as_of)
    to_date = months.with_columns(quarter=closed_quarters(month, case.as_of)).explode("quarter")
    labelled = pl.concat(
        [
            rows.select("area", "category", "dkk", period=label)
            for rows, label in (
                (months, month_label(month)),
                (closed, quarter_label(month)),
                (closed, year_label(month)),
                (to_date, to_day_label(quarter_end(pl.col("quarter")))),
            )
        ]
    )
    area = labelled.group_by("area", "category", "period").agg(pl.col("dkk").sum())
    return area.select(
        "area",
        "category",
        "period",
        "dkk",
        variant=pl.lit(""),
        persons=pl.lit(None, dtype=pl.Int64),
    )


PROGRAMME_COST = Indicator(
    subject="savings",
    measures=(Measure("programme_cost", Total("dkk"), Unit.DKK),),
    contributes=programme_costs,
    protection=Protection.OPEN,
    breakdown="funding",
    partition=True,
)
INDICATORS = (PROGRAMME_COST,)
