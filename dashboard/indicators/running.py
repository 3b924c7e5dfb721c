"""Running totals: what each family has come to from the start to the end of each closed quarter."""

from datetime import date

import polars as pl

from dashboard.indicators.periods import day_after

LINE = ("family", "variant", "category")


def running_totals(quarters: pl.LazyFrame, as_of: date, *sums: str) -> pl.LazyFrame:
    """Totals from the start to each closed quarter's end; in a quarter without a row the last total stands.

    `quarters`: one row a family, variant, category and `quarter` (its first day), with the named sums.
    """
    following = pl.col("quarter").shift(-1).over(LINE, order_by="quarter")
    until = following.fill_null(pl.lit(day_after(as_of)).dt.truncate("1q"))
    return quarters.with_columns(
        pl.col(sums).cum_sum().over(LINE, order_by="quarter"),
        quarter=pl.date_ranges("quarter", until, interval="3mo", closed="left"),
    ).explode("quarter")
