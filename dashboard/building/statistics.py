"""The forms that carry every indicator: what a cell's value is, and how sure one may be of it.

A cell is a set of families; each brings a few sums. A value is a function of the cell's totals, and its
variance follows from how the families differ (linearisation, families as clusters): with the gradient g of
the function and the families' cross products, sum of z² = g' M g. One formula serves totals, ratios and
paired changes, at 62 families and at 100,000. Method: Särndal, Swensson & Wretman 1992, ch. 5.
"""

from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit

from dashboard.indicator import (
    AtRisk,
    Difference,
    Formula,
    Incidence,
    LargestFifth,
    MedianTime,
    Middle,
    Protection,
    Ratio,
    Relative,
    Total,
)

Numbers = NDArray[np.float64]
"""One for each cell; NaN where it is not known."""

CONFIDENCE = 0.95

RESIDUE = 1e-12
"""Of the squares: what is left of a difference of equals, and not the same each time they are added up."""


def columns_of(formula: Formula) -> tuple[str, ...]:
    """The contribution columns a formula adds up, each once."""
    match formula:
        case Total(of):
            return (of,)
        case LargestFifth(of):
            return (of,)
        case Ratio(of, per, _) | Middle(of, per):
            return (of, per) if of != per else (of,)
        case Difference(after, before) | Relative(after, before):
            return tuple(dict.fromkeys(columns_of(after) + columns_of(before)))
        case _:
            return ()


def sums(columns: tuple[str, ...]) -> list[pl.Expr]:
    """Aggregations of a group of families: totals `sum:a` and cross products `product:a:b`."""
    totals = [pl.col(a).sum().alias(f"sum:{a}") for a in columns]
    products = [
        (pl.col(a) * pl.col(b)).sum().alias(f"product:{a}:{b}")
        for a, b in combinations_with_replacement(columns, 2)
    ]
    return totals + products


def in_order(formula: Formula, k: pl.Expr) -> list[pl.Expr]:
    """Aggregations of a group of families by the order of their amounts: `middle`, `largest_fifth`."""
    families = pl.len().cast(pl.Int64)
    match formula:
        case Middle(of, per):
            least = pl.max_horizontal(k, (families + 9) // 10)
            size = pl.min_horizontal(least + (families - least) % 2, families)
            own = (pl.col(of) / pl.col(per)).sort()
            return [own.slice((families - size) // 2, size).mean().alias("middle")]
        case LargestFifth(of):
            amount, size = pl.col(of).abs(), pl.max_horizontal(2 * k, (families + 4) // 5)
            largest = amount.sort(descending=True).slice(0, size).sum()
            all_together = amount.sum()
            share = pl.when(all_together != 0).then(largest / all_together)
            return [(share * 100).alias("largest_fifth")]
        case _:
            return []


def value(cells: pl.DataFrame, formula: Formula) -> Numbers:
    """The estimate of each cell, from its totals; NaN where it would divide by nothing."""
    match formula:
        case Incidence():
            return _numbers(cells, "incidence") * 100
        case AtRisk():
            return _numbers(cells, "at_risk")
        case MedianTime():
            return _numbers(cells, "median")
        case Middle():
            return _numbers(cells, "middle")
        case LargestFifth():
            return _numbers(cells, "largest_fifth")
        case _:
            return _linear(cells, formula).value


class Estimate(NamedTuple):
    """A value, and how much it would vary had other, similar families taken part: NaN under two families."""

    value: Numbers
    error: Numbers


def estimate(cells: pl.DataFrame, formula: Formula) -> Estimate:
    """Of a formula that is added up: each cell's value and its standard error."""
    linear = _linear(cells, formula)
    return Estimate(linear.value, _standard_error(cells, linear.gradient))


def _standard_error(cells: pl.DataFrame, gradient: dict[str, Numbers]) -> Numbers:
    families = _numbers(cells, "families")
    squares, scale, drift = np.zeros((3, len(cells)))
    for a, b in combinations_with_replacement(gradient, 2):
        square = gradient[a] * gradient[b] * _product(cells, a, b)
        squares += square * (1 if a == b else 2)
        scale += square if a == b else 0
    for a, slope in gradient.items():
        drift += slope * _sum(cells, a)
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = squares - drift**2 / families
        spread = np.where(difference <= RESIDUE * scale, 0.0, difference)
        return np.where(families > 1, np.sqrt(families / (families - 1) * spread), np.nan)


def interval(cells: pl.DataFrame, formula: Formula, protection: Protection) -> pl.DataFrame:
    """Cells with `value`, `lower` and `upper`; null where they are not known."""
    found = _with_limits(cells, formula, protection)
    return cells.with_columns(
        pl.Series(name, numbers, pl.Float64, nan_to_null=True)
        for name, numbers in zip(("value", "lower", "upper"), found, strict=True)
    )


def _with_limits(
    cells: pl.DataFrame, formula: Formula, protection: Protection
) -> tuple[Numbers, Numbers, Numbers]:
    """Value, lower and upper limit.

    Shares: Wilson's interval with the effective number of persons that the families' likeness leaves.
    Courses: the estimator's own. All else: the value and t times its standard error, with one degree of
    freedom less than there are families.
    """
    match formula:
        case Incidence():
            limits = _numbers(cells, "lower") * 100, _numbers(cells, "upper") * 100
            return value(cells, formula), *limits
        case MedianTime():
            return value(cells, formula), _numbers(cells, "lower"), _numbers(cells, "upper")
        case AtRisk() | Middle() | LargestFifth():
            unknown = np.full(len(cells), np.nan)
            return value(cells, formula), unknown, unknown
    middle, error = estimate(cells, formula)
    freedom = (_numbers(cells, "families") - 1).clip(1)
    t = stdtrit(freedom, 0.5 + CONFIDENCE / 2)
    if protection is Protection.SHARE and isinstance(formula, Ratio) and formula.scale == 100:
        return middle, *_wilson(middle / 100, error / 100, t, _sum(cells, formula.per))
    return middle, middle - t * error, middle + t * error


def is_full_count(formula: Formula, protection: Protection) -> bool:
    """Is the figure a count of everybody there, so that there is nothing to be unsure of?"""
    counted = isinstance(formula, Total) and protection is not Protection.MONEY
    return counted or isinstance(formula, AtRisk)


def _wilson(share: Numbers, error: Numbers, t: Numbers, persons: Numbers) -> tuple[Numbers, Numbers]:
    binomial, clustered, t2 = share * (1 - share), error**2, t**2
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.fmin(np.where(clustered > 0, binomial / clustered, persons), persons)
        centre = (share + t2 / (2 * size)) / (1 + t2 / size)
        half = t * np.sqrt(binomial / size + t2 / (4 * size**2)) / (1 + t2 / size)
    return (centre - half).clip(0, 1) * 100, (centre + half).clip(0, 1) * 100


class _Linear(NamedTuple):
    """A cell's value, and how it answers to each of its totals."""

    value: Numbers
    gradient: dict[str, Numbers]


def _linear(cells: pl.DataFrame, formula: Formula) -> _Linear:
    match formula:
        case Total(of):
            return _Linear(_sum(cells, of), {of: np.ones(len(cells))})
        case Ratio(of, per, scale):
            persons = _sum(cells, per)
            rate = _divide(_sum(cells, of), persons)
            slope = _divide(np.full(len(cells), scale), persons)
            return _Linear(rate * scale, {of: slope, per: -slope * rate})
        case Difference(after, before):
            now, then = _linear(cells, after), _linear(cells, before)
            return _Linear(now.value - then.value, _combined(now, np.array(1.0), then, np.array(-1.0)))
        case Relative(after, before):
            now, then = _linear(cells, after), _linear(cells, before)
            ratio, slope = _divide(now.value, then.value), _divide(np.full(len(cells), 100.0), then.value)
            return _Linear((ratio - 1) * 100, _combined(now, slope, then, -slope * ratio))
        case _:
            raise TypeError(f"{formula} is estimated, not added up")


def _combined(now: _Linear, of_now: Numbers, then: _Linear, of_then: Numbers) -> dict[str, Numbers]:
    gradient = {name: of_now * part for name, part in now.gradient.items()}
    for name, part in then.gradient.items():
        gradient[name] = gradient.get(name, 0.0) + of_then * part
    return gradient


def _numbers(cells: pl.DataFrame, column: str) -> Numbers:
    numbers: Numbers = cells[column].cast(pl.Float64).to_numpy()
    return numbers


def _sum(cells: pl.DataFrame, column: str) -> Numbers:
    return _numbers(cells, f"sum:{column}")


def _product(cells: pl.DataFrame, a: str, b: str) -> Numbers:
    name = f"product:{a}:{b}"
    return _numbers(cells, name if name in cells.columns else f"product:{b}:{a}")


def _divide(a: Numbers, b: Numbers) -> Numbers:
    """NaN where it would be divided by nothing."""
    quotient: Numbers = np.divide(a, b, out=np.full(len(b), np.nan), where=b != 0)
    return quotient
