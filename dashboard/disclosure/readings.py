"""Rule 5, two readings of one figure: what they differ by is a group too.

"Until the family leaves" against "for as long as it can be followed" differs by those who left. A further
reading is shown only where nobody or at least k families have another contribution in it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from dashboard import groups
from dashboard.disclosure.primary import LARGEST_SHARE, TWO_LARGEST_SHARE
from dashboard.disclosure.vintages import ROUNDING
from dashboard.indicator import Indicator, Protection

ONE_FAMILYS = "one_familys"


class Apart(NamedTuple):
    """By how many families two readings differ, cell by cell: `other` is the further one."""

    other: str
    same: bool  # is it the same question: against the same level, for other months?
    differ: pl.DataFrame  # the cell but for its variant; families by sum, and whether one has most of it


def apart(rows: pl.DataFrame, by: list[str], indicator: Indicator) -> list[Apart]:
    """Every two readings of a figure beside each other.

    `rows`: contributions in every reading of it; the catalogue's own reading comes first, then those
    that keep the families that left.
    """
    names = rows["variant"].unique().to_list()
    named = sorted(names, key=lambda each: (each != indicator.default_variant, "followed" not in each, each))
    pairs = [(first, other) for i, other in enumerate(named) for first in named[:i]]
    return [
        Apart(other, _question(first) == _question(other), _differ(rows, first, other, by, indicator))
        for first, other in pairs
    ]


def told_apart(found: Sequence[Apart], cells: pl.DataFrame, by: list[str], k: int) -> pl.DataFrame:
    """The cells of further readings that give a few families away. Columns: `by`, which names the variant,
    and whether it is the `same` question.

    Those in which a sum differs by 1 to k-1 families, or by mostly one. `cells`: some with the columns `by`.
    """
    few = pl.any_horizontal(pl.col("^of:.*$").is_between(1, k - 1), ONE_FAMILYS)
    told = [
        each.differ.filter(few).select(
            *(pl.lit(each.other).alias(name) if name == "variant" else name for name in by),
            same=pl.lit(each.same),
        )
        for each in found
    ]
    none = cells.select(by).clear().with_columns(same=pl.lit(True))
    return pl.concat([none, *told]).unique()


def _question(variant: str) -> str:
    """What families are held against: `own` of own/followed; a figure without such a choice has one."""
    return variant.partition("/")[0] if "/" in variant else ""


def _differ(rows: pl.DataFrame, first: str, other: str, by: list[str], indicator: Indicator) -> pl.DataFrame:
    """In how many families each sum of a cell differs; of money, whether mostly by one."""
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
    money = indicator.protection is Protection.MONEY
    mostly_one = _one_familys(pl.col(names[1])) if money else pl.lit(False)
    counted = [(pl.col(name) > 0).sum() for name in names]
    one = mostly_one.alias(ONE_FAMILYS)
    return both.select(*group, *gaps).group_by(group).agg(*counted, one).collect()


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
