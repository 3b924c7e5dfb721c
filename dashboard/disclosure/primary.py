"""Rules 0 to 3: what one group alone may show. Is it too small, too uniform, or one family's?"""

import numpy as np
import polars as pl

from dashboard.building import groups, statistics
from dashboard.indicator import Difference, Indicator, Protection, Ratio, Relative

EMPLOYEES = 3
"""Staff are persons too: what they carry is shown for three or more of them."""
LARGEST_SHARE = 0.5 + 1e-9
TWO_LARGEST_SHARE = 0.8 + 1e-9
"""Exactly half is not more: the last digits of a sum depend on the order in which it was added up."""
CUT_FROM = 4
"""An area is cut by a characteristic from this many times k families; in as many, 0 % tells of no one."""
_SAME = 1e-6
"""A spread smaller than this, or than this part of the value, is what floating point leaves of none."""
_ALIKE = "alike"


def hides(cells: pl.DataFrame, indicator: Indicator, k: int, *, none_tells: bool = False) -> pl.Series:
    """Which cells of `building/groups.py` must be withheld for what they are; also where nothing is known.

    `none_tells`: also where nobody or everybody is counted, however large the group: of withheld cells that
    are taken together this would tell of each of them.
    """
    if indicator.protection is Protection.MEAN:
        cells = cells.with_columns(_all_alike(cells, indicator))
    return cells.with_columns(hidden=_hides(indicator, k, none_tells).fill_null(True))["hidden"]


def _hides(indicator: Indicator, k: int, none_tells: bool) -> pl.Expr:
    some = pl.col("families") > 0
    few = (pl.col("families") < k * indicator.from_k) | (pl.col("persons").fill_null(k) < k)
    match indicator.protection:
        case Protection.SHARE:
            return some & (
                few | pl.any_horizontal(_stands_out(x, k, none_tells) for x in groups.numerators(indicator))
            )
        case Protection.MEAN:
            return some & (few | (pl.col(_ALIKE) & (_size() < CUT_FROM * k)))
        case Protection.MONEY:
            return some & (few | dominated())
        case Protection.COURSE:
            return some & (few | _stands_out("x", k, none_tells))
        case Protection.STAFF:
            return pl.col("sum:employees") < EMPLOYEES
        case Protection.OPEN:
            return pl.lit(False)
        case _:
            return some & few


def dominated() -> pl.Expr:
    """Does one family carry more than half of the amounts without sign, or two more than four fifths?"""
    total = pl.col("absolute")
    return (pl.col("largest") > LARGEST_SHARE * total) | (pl.col("two_largest") > TWO_LARGEST_SHARE * total)


def _stands_out(numerator: str, k: int, none_tells: bool) -> pl.Expr:
    """Some, but fewer than k families; or none, in a group so small that it tells of each."""
    few = [pl.col(side).is_between(1, k - 1) for side in (f"some:{numerator}", f"rest:{numerator}")]
    none = [pl.col(side) == 0 for side in (f"some:{numerator}", f"rest:{numerator}")]
    small = pl.lit(True) if none_tells else _size() < CUT_FROM * k
    return pl.any_horizontal(few) | (pl.any_horizontal(none) & small)


def _all_alike(cells: pl.DataFrame, indicator: Indicator) -> pl.Series:
    """Has every family the same? Then the mean is each one's own."""
    alike = np.zeros(len(cells), dtype=np.bool_)
    for mean in (measure.formula for measure in indicator.measures):
        if isinstance(mean, Ratio | Difference | Relative):
            value, error = statistics.estimate(cells, mean)
            alike |= error <= _SAME * np.abs(value).clip(1)
    return pl.Series(_ALIKE, alike)


def _size() -> pl.Expr:
    return pl.coalesce("persons", "families")
