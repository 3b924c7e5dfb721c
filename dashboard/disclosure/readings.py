"""Rule 5, two readings of one figure: what they differ by is a group too.

"Until the family leaves" against "for as long as it can be followed" differs by those who left. A further
reading is shown only where nobody or at least k families have another contribution in it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
import polars.selectors as cs
from numpy.typing import NDArray

from dashboard.building import groups
from dashboard.building.packed import Packed
from dashboard.disclosure.primary import LARGEST_SHARE, TWO_LARGEST_SHARE
from dashboard.disclosure.vintages import ROUNDING, Numbers
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
    if not pairs:
        return []
    group = Packed.of(rows, [name for name in by if name != "variant"])
    brought = _by_family(rows, named, group, indicator)
    cells = group.unpacked(pl.Series(brought.groups))
    return [
        Apart(
            other,
            _question(first) == _question(other),
            cells.with_columns(brought.differ(named.index(first), named.index(other), indicator)),
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


class _Brought(NamedTuple):
    """What each family brings to each reading of each cell; a cell's families stand beside each other."""

    groups: NDArray[np.int64]  # the cells
    starts: NDArray[np.int64]  # where each cell's families begin
    amounts: dict[str, Numbers]  # by sum: reading x family of a cell

    def differ(self, first: int, other: int, indicator: Indicator) -> list[pl.Series]:
        """In how many families each sum of a cell differs; of money, whether mostly by one."""
        gaps = {of: np.abs(each[first] - each[other]) for of, each in self.amounts.items()}
        told = {of: np.where(gap > ROUNDING, gap, 0.0) for of, gap in gaps.items()}
        columns = [
            pl.Series(of, np.add.reduceat(gap > 0, self.starts, dtype=np.int64)) for of, gap in told.items()
        ]
        if indicator.protection is Protection.MONEY:
            amount = list(told.values())[1]
            columns.append(pl.Series(ONE_FAMILYS, self._one_familys(amount)))
        return columns

    def _one_familys(self, gap: Numbers) -> NDArray[np.bool_]:
        """Is most of what a cell's families differ by one family's, or two families'?"""
        largest, total = np.maximum.reduceat(gap, self.starts), np.add.reduceat(gap, self.starts)
        is_largest = gap == np.repeat(largest, np.diff(self.starts, append=len(gap)))
        alike = np.add.reduceat(is_largest, self.starts, dtype=np.int64)
        next_largest = np.maximum.reduceat(np.where(is_largest, 0.0, gap), self.starts)
        two = largest + np.where(alike > 1, largest, next_largest)
        of_one: NDArray[np.bool_] = (largest > LARGEST_SHARE * total) | (two > TWO_LARGEST_SHARE * total)
        return of_one


def _by_family(rows: pl.DataFrame, named: list[str], group: Packed, indicator: Indicator) -> _Brought:
    """What each family brings to each reading, side by side."""
    unit, families = group.beside(rows["family"])
    units, place = np.unique(unit.to_numpy(), return_inverse=True)
    reading = rows["variant"].cast(pl.Enum(named)).to_physical().cast(pl.Int64).to_numpy()
    at, shape = reading * len(units) + place, (len(named), len(units))
    brought = rows.select(**_compared(indicator)).fill_null(0.0)
    amounts = {of: _side_by_side(at, brought[of].to_numpy(), shape) for of in brought.columns}
    cell = units // families
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    return _Brought(cell[starts], starts, amounts)


def _side_by_side(at: NDArray[np.int64], brought: Numbers, shape: tuple[int, int]) -> Numbers:
    """Every family's sum in every reading; 0 where it has none."""
    sums: Numbers = np.bincount(at, brought, shape[0] * shape[1]).astype(np.float64).reshape(shape)
    return sums


def _compared(indicator: Indicator) -> dict[str, pl.Expr]:
    """What a family brings to each reading: that it is there, its sums, and who of it is not counted."""
    course = indicator.protection is Protection.COURSE
    names = ("time", "event") if course else groups.sum_columns(indicator)
    sums = {name: pl.col(name).cast(pl.Float64) for name in names}
    rest = {each.meta.output_name(): each for each in groups.remainders(indicator, "")}
    return {"there": pl.col("family").is_not_null().cast(pl.Float64), **sums, **rest}
