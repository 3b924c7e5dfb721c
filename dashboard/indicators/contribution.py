"""A family's row in a frame of contributions, with the columns and types every such frame has."""

import polars as pl


def contribution(
    period: pl.Expr,
    *,
    variant: pl.Expr | None = None,
    category: pl.Expr | None = None,
    persons: pl.Expr | None = None,
    **sums: pl.Expr | float,
) -> list[pl.Expr]:
    """What to select of a frame with a column `family`; without `persons`, the family itself is counted."""
    return [
        pl.col("family"),
        (pl.lit("") if variant is None else variant).cast(pl.String).alias("variant"),
        (pl.lit("all") if category is None else category).cast(pl.String).alias("category"),
        period.alias("period"),
        (pl.lit(None) if persons is None else persons).cast(pl.Int64).alias("persons"),
        *[_amount(amount).cast(pl.Float64).alias(name) for name, amount in sums.items()],
    ]


def _amount(amount: pl.Expr | float) -> pl.Expr:
    return amount if isinstance(amount, pl.Expr) else pl.lit(amount)
