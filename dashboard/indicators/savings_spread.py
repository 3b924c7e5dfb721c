"""How the savings are spread over the families: those in the middle, and how much the largest carry.

A median is one family's figure, and the largest family's share is too. So the middle is a mean over several
families, in steps of 5,000 kroner, and the concentration is that of a fifth of them.
"""

import polars as pl

from dashboard.indicator import Indicator, LargestFifth, Measure, Middle, Over, Protection, Unit
from dashboard.indicators.savings import savings
from data_access.case import Case


def savings_to_date(case: Case) -> pl.LazyFrame:
    """A family's saving in kroner, all sectors together, and its family-years, to each quarter's end."""
    whole = pl.col("category") == "all", pl.col("period").str.starts_with("to ")
    return savings(case).filter(*whole)


MIDDLE = Indicator(
    subject="savings",
    measures=(Measure("middle_per_family_year", Middle("saving", "family_years"), Unit.DKK, step=5000),),
    contributes=savings_to_date,
    protection=Protection.MONEY,
    over=Over.GROWING,
    default_variant="own/followed",
)
CONCENTRATION = Indicator(
    subject="savings",
    measures=(Measure("largest_fifth_pct", LargestFifth("saving"), Unit.PERCENT),),
    contributes=savings_to_date,
    protection=Protection.MONEY,
    over=Over.GROWING,
    default_variant="own/followed",
    from_k=10,
    same_families="savings.middle_per_family_year",
)
INDICATORS = (MIDDLE, CONCENTRATION)
