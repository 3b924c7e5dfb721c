"""Rule 5, two readings of one figure: what they differ by is a group too.

"Until the family leaves" against "for as long as it can be followed" differs by those who left. A further
reading is shown only where nobody or at least k families have another contribution in it.
"""

import polars as pl

from dashboard import groups
from dashboard.disclosure.primary import LARGEST_SHARE, TWO_LARGEST_SHARE
from dashboard.disclosure.vintages import ROUNDING
from dashboard.indicator import Indicator, Protection


def told_apart(rows: pl.DataFrame, by: list[str], indicator: Indicator, k: int) -> pl.DataFrame:
    """The cells of further readings that give a few families away. Columns: `by`, which names the variant,
    and whether it is the same question (`same`): against the same level, for other months.

    `rows`: contributions in every reading of the figure; the catalogue's own reading comes first, then those
    that keep the families that left.
    """
    names = rows["variant"].unique().to_list()
    named = sorted(names, key=lambda each: (each != indicator.default_variant, "followed" not in each, each))
    pairs = [(first, other) for i, other in enumerate(named) for first in named[:i]]
    found = [
        _few(rows, first, other, by, indicator, k).with_columns(
            same=pl.lit(_question(first) == _question(other))
        )
        for first, other in pairs
    ]
    none = rows.select(by).clear().with_columns(same=pl.lit(True))
    return pl.concat([none, *found]).unique()


def _question(variant: str) -> str:
    """What families are held against: `own` of own/followed; a figure without such a choice has one."""
    return variant.partition("/")[0] if "/" in variant else ""


def _few(
    rows: pl.DataFrame, first: str, other: str, by: list[str], indicator: Indicator, k: int
) -> pl.DataFrame:
    """The cells of `other` in which a sum differs from `first` by 1 to k-1 families, or by mostly one."""
    group = [name for name in by if name != "variant"]
    sides = [
        rows.lazy()
        .filter(pl.col("variant") == name)
        .with_columns(*_compared(indicator))
        .group_by(*group, "family")
        .agg(pl.col("^of:.*$").sum())
        for name in (first, other)
    ]
    both = sides[0].join(sides[1], on=[*group, "family"], how="full", coalesce=True, suffix=" too")
    names = [name for name in sides[0].collect_schema().names() if name.startswith("of:")]
    gaps = [
        (pl.col(name).fill_null(0) - pl.col(f"{name} too").fill_null(0)).abs().alias(name) for name in names
    ]
    gaps = [pl.when(gap > ROUNDING).then(gap).otherwise(0.0) for gap in gaps]
    differ = [(pl.col(name) > 0).sum().is_between(1, k - 1) for name in names]
    if indicator.protection is Protection.MONEY:
        differ.append(_one_familys(pl.col(names[1])))
    cells = both.select(*group, *gaps).group_by(group).agg(few=pl.any_horizontal(differ)).filter("few")
    return cells.with_columns(variant=pl.lit(other)).select(by).collect()


def _one_familys(gap: pl.Expr) -> pl.Expr:
    largest, two = gap.max(), gap.top_k(2).sum()
    return (largest > LARGEST_SHARE * gap.sum()) | (two > TWO_LARGEST_SHARE * gap.sum())


def _compared(indicator: Indicator) -> list[pl.Expr]:
    """What a family brings to each reading: that it is there, its sums, and who of it is not counted."""
    course = indicator.protection is Protection.COURSE
    names = ("time", "event") if course else groups.sum_columns(indicator)
    sums = [
        pl.lit(1.0).alias("of:there"),
        *(pl.col(name).cast(pl.Float64).alias(f"of:{name}") for name in names),
    ]
    return [*sums, *groups.remainders(indicator, "of:")]
