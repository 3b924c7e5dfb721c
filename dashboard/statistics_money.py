"""Money figures that need an order among families, in a form that gives no single family away."""

import polars as pl

STEP = 5_000
"""Kroner: the middle is rounded to these, half up."""
TOP_FROM = 10
"""Families needed before the largest fifth's share is formed."""


def rounded_middle(of: str, per: str, k: int) -> pl.Expr:
    """The mean of the middle max(k, 10 %) families' own figures, in whole steps of 5,000 kr.; null under k.

    An aggregation of one row a family. In place of the median, which would be one family's own amount. The
    middle is one family wider where needed to lie evenly between the two ends.
    """
    rates = (pl.col(of) / pl.col(per)).sort()
    families = pl.len().cast(pl.Int64)
    tenth = (families + 9) // 10
    wide = pl.max_horizontal(tenth, pl.lit(k))
    even = wide + (families - wide) % 2
    middle = rates.slice((families - even) // 2, even).mean()
    return pl.when(families >= k).then((middle / STEP + 0.5).floor() * STEP)


def top_fifth_share(of: str, k: int) -> pl.Expr:
    """The share of Σ|amount| that the largest 20 % of families carry, at least 2k of them.

    An aggregation of one row a family; null under ten families. Without signs, as savings have both: a share
    of their net sum could exceed 100 %. Unit: percent.
    """
    amounts = pl.col(of).abs()
    families = pl.len().cast(pl.Int64)
    top = pl.max_horizontal((families + 4) // 5, pl.lit(2 * k))
    enough = (families >= TOP_FROM) & (amounts.sum() > 0)
    return pl.when(enough).then(100 * amounts.top_k(top).sum() / amounts.sum())


def break_even(net: pl.Expr) -> pl.Expr:
    """From which point on the running net stays at 0 or above to the end, as truth values in order of time.

    The first true one is the break-even; none: not within the data. Not the first touch: later losses undo
    it. A withheld point tells nothing, so break-even can only lie after it.
    """
    return net.fill_null(float("-inf")).cum_min(reverse=True) >= 0
