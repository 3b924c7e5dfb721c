"""Well-being as a distribution: how the paired scores lie over the scale at baseline and at follow-up.

A mean can stand still while some fall and others rise. Every scale is divided into the same three bands, its
own lowest, middle and highest third, so that instruments are read alike; the thirds are of the scale and not
of the scores, so they do not move with the families. A band says where on the scale, not whether that is
good: on some scales a lower score is better, which is printed beside them.
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Over, Protection, Ratio, Unit
from dashboard.indicators.wellbeing import AS_OF, BREAKDOWN, ROUNDING, by_family, pairs
from data_access.case import Case

ENDS = {"baseline": "before", "followup": "after"}
BAND_NAMES = ("low", "middle", "high")


def bands(case: Case) -> pl.LazyFrame:
    """Where on the scale the paired units stood at baseline and at follow-up, at each quarter's end.

    Numerators: units whose score is under one third of the way from the scale's lowest to its highest value
    (low), from there to under two thirds (middle), or from two thirds up (high), at either end of the pair;
    denominator: units with a baseline and a follow-up. Unit: percent. Both ends are one decision: apart they
    would tell of the few units by which one day's pairs differ from another's.
    """
    both = pairs(case).filter(pl.col("after").is_not_null())
    sums = {f"{end}_{band}": is_in for end, score in ENDS.items() for band, is_in in _bands(score).items()}
    return by_family(both, AS_OF, n=pl.lit(1), **sums)


def _bands(score: str) -> dict[str, pl.Expr]:
    """In which third of its scale a score lies."""
    way = 3 * (pl.col(score) - pl.col("scale_min")) / (pl.col("scale_max") - pl.col("scale_min"))
    low, high = way < 1 - ROUNDING, way >= 2 - ROUNDING
    return dict(zip(BAND_NAMES, (low, ~low & ~high, high), strict=True))


BANDS = Indicator(
    "wellbeing",
    tuple(
        Measure(f"{end}_{band}", Ratio(f"{end}_{band}", "n", 100), Unit.PERCENT)
        for end in ENDS
        for band in BAND_NAMES
    ),
    bands,
    Protection.SHARE,
    over=Over.GROWING,
    breakdown=BREAKDOWN,
)
INDICATORS = (BANDS,)
