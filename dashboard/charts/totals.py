"""One total a chart: over all areas where that is shown, else over the areas shown, and no area twice."""

from collections.abc import Sequence

import polars as pl

from dashboard.charts.series import latest_of
from dashboard.stores.released import SHOWN, Released
from dashboard.text.labels import TOTALS

_WHOLE = ("variant", "cut", "cohort", "characteristic", "period")
"""Within these one total is chosen: the parts of a whole then all come from the same areas."""

NOBODY = ("not_applicable", "not_measured")
"""Statuses of an area that adds nothing to a total."""


def one_total(figures: Sequence[Released], *, paired: bool = False) -> tuple[Released, ...]:
    """The same figures with one total each; of `paired` figures (before, after) the same one in all."""
    if not paired:
        return tuple(_without_single(one.only(_chosen(_WHOLE))) for one in figures)
    shown = [
        {area for area in TOTALS if _is_shown(one, area)} for figure in figures for one in latest_of(figure)
    ]
    common = set.intersection(*shown) if shown else set()
    total = next((area for area in TOTALS if area in common), "all")
    return tuple(_without_single(one.only(~_is_total() | (pl.col("area") == total))) for one in figures)


def _is_total() -> pl.Expr:
    return pl.col("area").is_in(TOTALS)


def _is_shown(one: Released, area: str) -> bool:
    return not one.only(pl.col("area") == area, pl.col("status").is_in(SHOWN)).cells.is_empty()


def _chosen(whole: Sequence[str]) -> pl.Expr:
    """The total with most parts shown; over all areas where it is even."""
    shown = pl.col("status").is_in(SHOWN)
    over_all, over_shown = ((shown & (pl.col("area") == area)).sum().over(*whole) for area in TOTALS)
    return ~_is_total() | ((pl.col("area") == "all") == (over_all >= over_shown))


def _without_single(one: Released) -> Released:
    """Without the totals that cover one area alone, which stands there itself: each with all its parts.

    A 0 and what is hidden don't say which areas they are over: they are over those that anybody is in.
    """
    areas = [area for area in one.cells["area"].unique(maintain_order=True) if area not in TOTALS]
    says = _is_total() & pl.col("status").is_in(SHOWN) & (pl.col("areas").fill_null("") != "all")
    alone = says & pl.col("areas").is_in(areas)
    there = pl.col("area").filter(~_is_total() & ~pl.col("status").is_in(NOBODY)).n_unique()
    told, twice, of = (each.over(*_WHOLE) for each in (says.sum(), alone.sum(), there))
    return one.only(~(_is_total() & pl.when(told > 0).then(twice == told).otherwise(of == 1)))
