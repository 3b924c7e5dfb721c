"""An indicator's value over all families of a case, before anything is withheld: what the arithmetic says."""

import math

import polars as pl

from dashboard.building import statistics
from dashboard.indicator import Indicator
from data_access.case import Case


def unsuppressed(
    indicator: Indicator, key: str, case: Case, period: str, variant: str = "", category: str = "all"
) -> float | None:
    """The measure `key` in one cell; None where no family contributes."""
    formula = next(measure.formula for measure in indicator.measures if measure.key == key)
    cell = (
        indicator.contributes(case)
        .filter(pl.col("period") == period, pl.col("variant") == variant, pl.col("category") == category)
        .select(pl.len().alias("families"), *statistics.sums(statistics.columns_of(formula)))
        .collect()
    )
    if cell["families"][0] == 0:
        return None
    value = float(statistics.value(cell, formula)[0])
    return None if math.isnan(value) else value


def periods(indicator: Indicator, case: Case) -> set[str]:
    return set(indicator.contributes(case).collect()["period"].to_list())


def keys(indicator: Indicator, case: Case) -> pl.DataFrame:
    """Who contributes to what: must name each row once."""
    return indicator.contributes(case).select("family", "variant", "category", "period").collect()
