"""Well-being by months since joining: where the families' scores lay at the same time of their course."""

import polars as pl

from dashboard.indicator import Indicator, Measure, Protection, Ratio, Unit
from dashboard.indicators.membership import DAYS_A_MONTH
from dashboard.indicators.periods import quarter_ends
from dashboard.indicators.wellbeing import BEFORE_JOINING, BREAKDOWN, UNIT, by_family, scores
from data_access.case import Case

WINDOW = 6
"""Months: m12 takes the scores from nine to under fifteen months since joining; m0 begins 30 days before."""


def course(case: Case) -> pl.LazyFrame:
    """Mean score in windows of six months around m0, m6, m12 … since joining, up to the last closed quarter.

    Numerator: the units' scores (a unit scored more than once in a window: the mean of those); denominator:
    units with a score in the window. Unit: points of the instrument's scale. A window holds those scored in
    it: later ones have fewer families, and not the same, so the paired change is the figure to go by.
    """
    last = quarter_ends(case).select(pl.col("day").max())
    since_joining = pl.col("assessed_on") - pl.col("joined")
    months = since_joining.dt.total_days() / DAYS_A_MONTH
    window = ((months + WINDOW / 2) // WINDOW * WINDOW).cast(pl.Int64)
    units = (
        scores(case)
        .join(last, how="cross")
        .filter(pl.col("assessed_on") <= pl.col("day"), since_joining >= -BEFORE_JOINING)
        .group_by(*UNIT, window=window)
        .agg(pl.col("score").mean())
    )
    return by_family(units, pl.concat_str(pl.lit("m"), "window"), score=pl.col("score"), n=pl.lit(1))


COURSE = Indicator(
    "wellbeing",
    (Measure("course_mean", Ratio("score", "n"), Unit.POINTS),),
    course,
    Protection.MEAN,
    breakdown=BREAKDOWN,
)
INDICATORS = (COURSE,)
