"""The forms that carry every indicator: what a cell's value is, and how sure one may be of it.

A cell is a set of families; each brings a few sums. A value is a function of the cell's totals, and its
variance follows from how the families differ (linearisation, families as clusters): with the gradient g of
the function and the families' cross products, sum of z² = g' M g. One formula serves totals, ratios and
paired changes, at 62 families and at 100,000. Method: Särndal, Swensson & Wretman 1992, ch. 5.
"""

from itertools import combinations_with_replacement

import polars as pl
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


def value(formula: Formula) -> pl.Expr:
    """The estimate, from a cell's totals; null where it would divide by nothing."""
    match formula:
        case Total(of):
            return _sum(of)
        case Ratio(of, per, scale):
            return _divide(_sum(of), _sum(per)) * scale
        case Difference(after, before):
            return value(after) - value(before)
        case Relative(after, before):
            return (_divide(value(after), value(before)) - 1) * 100
        case Incidence():
            return pl.col("incidence") * 100
        case AtRisk():
            return pl.col("at_risk").cast(pl.Float64)
        case MedianTime():
            return pl.col("median")
        case Middle():
            return pl.col("middle")
        case LargestFifth():
            return pl.col("largest_fifth")


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
            return [(_divide(largest, amount.sum()) * 100).alias("largest_fifth")]
        case _:
            return []


def standard_error(formula: Formula) -> pl.Expr:
    """How much the value would vary if other, similar families had taken part; null under two families."""
    gradient = _gradient(formula)
    names = tuple(gradient)
    squares = pl.sum_horizontal(
        gradient[a] * gradient[b] * _product(a, b) * (1 if a == b else 2)
        for a, b in combinations_with_replacement(names, 2)
    )
    drift = pl.sum_horizontal(gradient[a] * _sum(a) for a in names)
    families = pl.col("families").cast(pl.Float64)
    difference = squares - drift**2 / families
    scale = pl.sum_horizontal(gradient[a] ** 2 * _product(a, a) for a in names)
    spread = pl.when(difference <= RESIDUE * scale).then(0.0).otherwise(difference)
    return pl.when(families > 1).then((families / (families - 1) * spread).sqrt())


def interval(cells: pl.LazyFrame, formula: Formula, protection: Protection) -> pl.LazyFrame:
    """Cells with `value` and `families`, plus `lower` and `upper`.

    Shares: Wilson's interval with the effective number of persons that the families' likeness leaves.
    Courses: the estimator's own. All else: the value and t times its standard error, with one degree of
    freedom less than there are families.
    """
    match formula:
        case Incidence():
            return cells.with_columns(pl.col("lower", "upper") * 100)
        case MedianTime():
            return cells
        case AtRisk() | Middle() | LargestFifth():
            return cells.with_columns(lower=None, upper=None)
    valued = cells.with_columns(t=_quantile(), error=standard_error(formula))
    if protection is Protection.SHARE and isinstance(formula, Ratio) and formula.scale == 100:
        low, high = _wilson(formula)
    else:
        low, high = (
            pl.col("value") - pl.col("t") * pl.col("error"),
            pl.col("value") + pl.col("t") * pl.col("error"),
        )
    return valued.with_columns(lower=low, upper=high).drop("t", "error")


def _quantile() -> pl.Expr:
    """Of Student's t, with one degree of freedom less than there are families."""
    freedom = (pl.col("families") - 1).clip(1)
    return freedom.map_batches(
        lambda each: pl.Series(stdtrit(each.to_numpy(), 0.5 + CONFIDENCE / 2)), return_dtype=pl.Float64
    )


def is_full_count(formula: Formula, protection: Protection) -> bool:
    """Is the figure a count of everybody there, so that there is nothing to be unsure of?"""
    counted = isinstance(formula, Total) and protection is not Protection.MONEY
    return counted or isinstance(formula, AtRisk)


def _wilson(formula: Ratio) -> tuple[pl.Expr, pl.Expr]:
    share = pl.col("value") / 100
    binomial = share * (1 - share)
    clustered = (pl.col("error") / 100) ** 2
    size = pl.when(clustered > 0).then(binomial / clustered).otherwise(_sum(formula.per))
    size = pl.min_horizontal(size, _sum(formula.per))
    t2 = pl.col("t") ** 2
    centre = (share + t2 / (2 * size)) / (1 + t2 / size)
    half = pl.col("t") * (binomial / size + t2 / (4 * size**2)).sqrt() / (1 + t2 / size)
    return (centre - half).clip(0, 1) * 100, (centre + half).clip(0, 1) * 100


def _gradient(formula: Formula) -> dict[str, pl.Expr]:
    """How the value answers to each total."""
    match formula:
        case Total(of):
            return {of: pl.lit(1.0)}
        case Ratio(of, per, scale):
            rate = value(Ratio(of, per))
            return {of: scale / _sum(per), per: -scale * rate / _sum(per)}
        case Difference(after, before):
            return _combined(after, pl.lit(1.0), before, pl.lit(-1.0))
        case Relative(after, before):
            return _combined(after, 100 / value(before), before, -100 * value(after) / value(before) ** 2)
        case _:
            raise TypeError(f"{formula} is estimated, not added up")


def _combined(
    after: Formula, weight_after: pl.Expr, before: Formula, weight_before: pl.Expr
) -> dict[str, pl.Expr]:
    gradient = {name: weight_after * part for name, part in _gradient(after).items()}
    for name, part in _gradient(before).items():
        gradient[name] = gradient.get(name, pl.lit(0.0)) + weight_before * part
    return gradient


def _sum(column: str) -> pl.Expr:
    return pl.col(f"sum:{column}")


def _product(a: str, b: str) -> pl.Expr:
    return pl.coalesce(pl.col(f"^product:({a}:{b}|{b}:{a})$"))


def _divide(a: pl.Expr, b: pl.Expr) -> pl.Expr:
    return pl.when(b != 0).then(a / b)
