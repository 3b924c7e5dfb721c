"""Rules 0 to 3: what one group alone may show. Is it too small, too uniform, or one family's?"""

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
_ALIKE = 1e-6
"""A spread smaller than this, or than this part of the value, is what floating point leaves of none."""


def hides(indicator: Indicator, k: int, *, none_tells: bool = False) -> pl.Expr:
    """Must a cell of `building/groups.py` be withheld for what it is itself? Null where nothing was counted.

    `none_tells`: also where nobody or everybody is counted, however large the group: of withheld cells that
    are taken together this would tell of each of them.
    """
    some = pl.col("families") > 0
    few = (pl.col("families") < k * indicator.from_k) | (pl.col("persons").fill_null(k) < k)
    match indicator.protection:
        case Protection.SHARE:
            return some & (
                few | pl.any_horizontal(_stands_out(x, k, none_tells) for x in groups.numerators(indicator))
            )
        case Protection.MEAN:
            return some & (few | (_all_alike(indicator) & (_size() < CUT_FROM * k)))
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


def _all_alike(indicator: Indicator) -> pl.Expr:
    """Has every family the same: then the mean is each one's own."""
    means = [m.formula for m in indicator.measures if isinstance(m.formula, Ratio | Difference | Relative)]
    return pl.any_horizontal(pl.lit(False), *[_without_spread(mean) for mean in means])


def _without_spread(mean: Ratio | Difference | Relative) -> pl.Expr:
    value = statistics.value(mean)
    return (statistics.standard_error(mean) <= _ALIKE * value.abs().clip(lower_bound=1)).fill_null(False)


def _size() -> pl.Expr:
    return pl.coalesce("persons", "families")
