"""Rule 5, figures of the same people: a sum of categories tells what its withheld categories are together."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from dashboard.building import groups
from dashboard.disclosure.primary import hides
from dashboard.indicator import Indicator

PLACE = ["variant", "period", "area", "characteristic", "group"]


@dataclass(frozen=True)
class Breakdown:
    """A decided breakdown that other figures add up categories of, or such a figure itself."""

    indicator: Indicator
    rows: pl.DataFrame  # contributions, with area, characteristic and group
    cells: pl.DataFrame  # decided, areas alone


def denominator(figure: Indicator, decided: Iterable[Breakdown]) -> pl.DataFrame | None:
    """The decided cells of the figure whose numerator is this one's n, where there is one."""
    same = (
        each.cells
        for each in decided
        if figure.among
        and each.indicator.within == figure.within
        and set(each.indicator.sum_of) == set(figure.among)
    )
    return next(same, None)


def told_by(figure: Indicator, breakdown: Breakdown, k: int) -> pl.DataFrame:
    """Where `figure`, shown, would give withheld categories away. Columns: PLACE.

    It tells how many are in `sum_of`, in the rest of its denominator, and outside of that: what is withheld
    of each must be nothing, or two categories or more that could be shown as one, and shared out over a span
    of k. That nobody is in a withheld category is told by what is left too.
    """
    categories = set(breakdown.cells["category"].unique().to_list())
    among = set(figure.among) or categories
    sets = (set(figure.sum_of), among - set(figure.sum_of), categories - among)
    return pl.concat([_unsafe(sorted(names), breakdown, k) for names in sets]).unique()


def _unsafe(names: list[str], breakdown: Breakdown, k: int) -> pl.DataFrame:
    withheld = breakdown.cells.filter("hidden", pl.col("category").is_in(names)).select(
        *PLACE, "category", "families_x"
    )
    if withheld.is_empty():
        return withheld.select(PLACE)
    rows = breakdown.rows.join(withheld, on=[*PLACE, "category"], how="semi")
    cells = groups.together(rows, PLACE, breakdown.indicator).join(
        withheld.group_by(PLACE).agg(
            withheld=pl.len().cast(pl.Int64),
            some=(pl.col("families_x") > 0).sum(),
            together=pl.col("families_x").sum().cast(pl.Int64),
        ),
        on=PLACE,
    )
    alone = (pl.col("withheld") < 2) | (pl.col("some") == 1) | (pl.col("together") - pl.col("withheld") < k)
    return cells.filter(alone | hides(cells, breakdown.indicator, k, none_tells=True)).select(PLACE)
