"""Well-being as a distribution: how the paired scores lie over the scale at baseline and at follow-up.

A mean can stand still while some fall and others rise. Every scale is divided into the same three bands, its
own lowest, middle and highest third, so that instruments are read alike; the thirds are of the scale and not
of the scores, so they do not move with the families. A band says where on the scale, not whether that is
good: on some scales a lower score is better, which is printed beside them.
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Protection, Ratio, Unit
from dashboard.indicators.periods import day_label
from dashboard.indicators.wellbeing import BREAKDOWN, ROUNDING, by_family, pairs
from data_access.case import Case

SIDES = {"baseline": "before", "now": "after"}
"""The two ends of a pair, as their periods name them."""


def bands(case: Case) -> pl.LazyFrame:
    """Where on the scale the paired units stood at baseline and at follow-up, at each quarter's end.

    Numerators: units whose score is under one third of the way from the scale's lowest to its highest value
    (low), from there to under two thirds (middle), or from two thirds up (high); denominator: units with a
    baseline and a follow-up. Periods: "baseline" and "now" with the quarter's last day. Unit: percent.
    """
    both = pairs(case).filter(pl.col("after").is_not_null())
    ends = [both.with_columns(side=pl.lit(side), score=pl.col(score)) for side, score in SIDES.items()]
    way = 3 * (pl.col("score") - pl.col("scale_min")) / (pl.col("scale_max") - pl.col("scale_min"))
    low, high = way < 1 - ROUNDING, way >= 2 - ROUNDING
    period = pl.concat_str("side", day_label(pl.col("day")), separator=" ")
    return by_family(pl.concat(ends), period, n=pl.lit(1), low=low, middle=~low & ~high, high=high)


BANDS = Indicator(
    "wellbeing",
    tuple(Measure(f"band_{band}", Ratio(band, "n", 100), Unit.PERCENT) for band in ("low", "middle", "high")),
    bands,
    Protection.SHARE,
    breakdown=BREAKDOWN,
)
INDICATORS = (BANDS,)
