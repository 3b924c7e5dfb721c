"""Rule 5, two readings of one figure: what they differ by is a group too.

"Until the family leaves" against "for as long as it can be followed" differs by those who left. A further
reading is shown only where nobody or at least k families have another contribution in it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl
import polars.selectors as cs

from dashboard.building import groups
from dashboard.building.packed import Packed
from dashboard.disclosure.primary import LARGEST_SHARE, TWO_LARGEST_SHARE
from dashboard.disclosure.vintages import ROUNDING
from dashboard.indicator import Indicator, Protection

ONE_FAMILYS = "one_familys"
_GROUP = "group_no"


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
    if not pairs:
        return []
    group = Packed.of(rows, [name for name in by if name != "variant"])
    differ = _by_group(_by_family(rows, named, group, indicator), pairs, indicator).collect()
    cells = pl.concat([group.unpacked(differ[_GROUP]), differ.drop(_GROUP)], how="horizontal")
    return [
        Apart(
            other,
            _question(first) == _question(other),
            cells.select(*group.labels, cs.starts_with(_of(first, other))),
        )
        for first, other in pairs
    ]


def told_apart(cells: pl.DataFrame, by: list[str], found: Sequence[Apart], k: int) -> pl.DataFrame:
    """The cells of further readings that give a few families away. Columns: `by`, which names the variant,
    and whether it is the `same` question.

    Those in which a sum differs by 1 to k-1 families, or by mostly one. `cells`: some with the columns `by`.
    """
    few = cs.numeric().is_between(1, k - 1)
    told = [
        each.differ.filter(pl.any_horizontal(few, cs.boolean())).select(
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


def _by_family(rows: pl.DataFrame, named: list[str], group: Packed, indicator: Indicator) -> pl.LazyFrame:
    """What each family brings to each reading, side by side: of them all in one pass, for there are many."""
    unit, families = group.beside(rows["family"])
    sums = [
        pl.when(pl.col("variant") == name).then(each).otherwise(0.0).sum().alias(f"{name}:{of}")
        for of, each in _compared(indicator).items()
        for name in named
    ]
    each_family = rows.lazy().with_columns(unit.alias("unit")).group_by("unit").agg(sums)
    return each_family.with_columns((pl.col("unit") // families).alias(_GROUP))


def _of(first: str, other: str) -> str:
    return f"{first}:{other}:"


def _by_group(families: pl.LazyFrame, pairs: list[tuple[str, str]], indicator: Indicator) -> pl.LazyFrame:
    """In how many families each sum of a cell differs; of money, whether mostly by one."""
    sums = list(_compared(indicator))
    gaps = {
        f"{_of(first, other)}{of}": (pl.col(f"{first}:{of}") - pl.col(f"{other}:{of}")).abs()
        for first, other in pairs
        for of in sums
    }
    differ = [(pl.col(name) > 0).sum() for name in gaps]
    if indicator.protection is Protection.MONEY:
        between = [_of(first, other) for first, other in pairs]
        differ += [_one_familys(pl.col(f"{of}{sums[1]}")).alias(f"{of}{ONE_FAMILYS}") for of in between]
    told = {name: pl.when(gap > ROUNDING).then(gap).otherwise(0.0) for name, gap in gaps.items()}
    return families.select(_GROUP, **told).group_by(_GROUP).agg(differ)


def _one_familys(gap: pl.Expr) -> pl.Expr:
    largest, two = gap.max(), gap.top_k(2).sum()
    return (largest > LARGEST_SHARE * gap.sum()) | (two > TWO_LARGEST_SHARE * gap.sum())


def _compared(indicator: Indicator) -> dict[str, pl.Expr]:
    """What a family brings to each reading: that it is there, its sums, and who of it is not counted."""
    course = indicator.protection is Protection.COURSE
    names = ("time", "event") if course else groups.sum_columns(indicator)
    sums = {name: pl.col(name).cast(pl.Float64) for name in names}
    rest = {each.meta.output_name(): each for each in groups.remainders(indicator, "")}
    return {"there": pl.col("family").is_not_null().cast(pl.Float64), **sums, **rest}
