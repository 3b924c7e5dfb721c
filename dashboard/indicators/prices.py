"""One price level for every amount: the net price index turns kroner of any year into the price year's."""

from datetime import date

import polars as pl

from dashboard.indicators.periods import day_after
from data_access.case import Case

INDEX = "nettopris"
"""The net price index (Danmarks Statistik) has this index_id in every delivery; others are not used."""


def price_year(as_of: date) -> int:
    """The year in whose prices all amounts are shown: the last complete one, whose index is final."""
    return day_after(as_of).year - 1


def in_price_year(amounts: pl.LazyFrame, case: Case, *money: str) -> pl.LazyFrame:
    """`amounts` with the named money columns as Float64 kroner of the price year.

    Amount x index(price year) / index(`price_year`, the level the amount is written in). Without an index for
    the price year, or for an amount's own, nothing can be said: such rows are left out.
    """
    index = case.price_index.filter(pl.col("index_id") == INDEX)
    target = index.filter(pl.col("year") == price_year(case.as_of)).select(target="value")
    factors = index.join(target, how="cross").select(
        price_year="year", factor=pl.col("target") / pl.col("value")
    )
    return (
        amounts.join(factors, on="price_year")
        .with_columns(pl.col(money).cast(pl.Float64) * pl.col("factor"))
        .drop("factor", "price_year")
    )
