"""Rule 5, two readings of one figure: what they differ by is a group too.

"Until the family leaves" against "for as long as it can be followed" differs by those who left. A further
reading is shown only where nobody or at least k families have another contribution in it.
"""

import polars as pl

from dashboard import groups
from dashboard.disclosure.primary import LARGEST_SHARE, TWO_LARGEST_SHARE
from dashboard.indicator import Indicator, Protection

_ROUNDING = 1e-9


def told_apart(rows: pl.DataFrame, by: list[str], indicator: Indicator, k: int) -> pl.DataFrame:
    """The cells (`by`, which names the variant) of further readings that give a few families away.

    `rows`: contributions in every reading of the figure; the catalogue's own reading comes first.
    """
    named = sorted(
        rows["variant"].unique().to_list(), key=lambda each: (each != indicator.default_variant, each)
    )
    pairs = [(first, other) for i, other in enumerate(named) for first in named[:i]]
    found = [_few(rows, first, other, by, indicator, k) for first, other in pairs]
    return pl.concat([rows.select(by).clear(), *found]).unique()


def _few(
    rows: pl.DataFrame, first: str, other: str, by: list[str], indicator: Indicator, k: int
) -> pl.DataFrame:
    """The cells of `other` in which 1 to k-1 families differ from `first`, or one makes the difference."""
    columns = list(_compared(indicator))
    group = [name for name in by if name != "variant"]
    sides = [
        rows.lazy()
        .filter(pl.col("variant") == name)
        .group_by(*group, "family")
        .agg(pl.col(columns).sum(), there=pl.lit(1.0))
        for name in (first, other)
    ]
    both = sides[0].join(sides[1], on=[*group, "family"], how="full", coalesce=True, suffix=" too")
    gaps = [
        (pl.col(name).fill_null(0) - pl.col(f"{name} too").fill_null(0)).abs().alias(name)
        for name in ("there", *columns)
    ]
    differ = both.select(*group, *gaps).filter(pl.max_horizontal("there", *columns) > _ROUNDING)
    few = pl.len() < k
    if indicator.protection is Protection.MONEY:
        amount = pl.col(columns[0])
        few |= (amount.max() > LARGEST_SHARE * amount.sum()) | (
            amount.top_k(2).sum() > TWO_LARGEST_SHARE * amount.sum()
        )
    cells = differ.group_by(group).agg(few=few).filter("few")
    return cells.with_columns(variant=pl.lit(other)).select(by).collect()


def _compared(indicator: Indicator) -> tuple[str, ...]:
    return ("time", "event") if indicator.protection is Protection.COURSE else groups.sum_columns(indicator)
