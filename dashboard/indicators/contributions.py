"""The shape every indicator's contributions have: five columns that say whose they are, then the sums."""

import polars as pl

from dashboard.indicator import CONTRIBUTION


def contributions(frame: pl.LazyFrame, *sums: str) -> pl.LazyFrame:
    """`frame` in the shape of CONTRIBUTION with the named sums as Float64.

    A column the indicator has no use for gets its neutral value: no variant, the category "all", no persons.
    """
    neutral = {"variant": pl.lit(""), "category": pl.lit("all"), "persons": pl.lit(None)}
    known = frame.collect_schema().names()
    missing = [value.alias(column) for column, value in neutral.items() if column not in known]
    return frame.with_columns(missing).select(
        *[pl.col(column).cast(kind) for column, kind in CONTRIBUTION.items()],
        *[pl.col(column).cast(pl.Float64) for column in sums],
    )
