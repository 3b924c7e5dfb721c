"""Rule 5, figures of the same people: a sum of categories tells what its withheld categories are together."""

from dataclasses import dataclass

import polars as pl

from dashboard import groups
from dashboard.disclosure.primary import hides
from dashboard.indicator import Indicator

PLACE = ["variant", "period", "area", "characteristic", "group"]


@dataclass(frozen=True)
class Breakdown:
    """A decided breakdown that other figures add up categories of."""

    indicator: Indicator
    rows: pl.DataFrame  # contributions, with area, characteristic and group
    cells: pl.DataFrame  # decided, areas alone


def told_by(figure: Indicator, breakdown: Breakdown, k: int) -> pl.DataFrame:
    """Where `figure`, shown, would give withheld categories away. Columns: PLACE.

    It tells how many are in `sum_of`, in the rest of its denominator, and outside of that: what is withheld
    of each must be nothing, or two categories or more that could be shown as one.
    """
    categories = set(breakdown.cells["category"].unique().to_list())
    among = set(figure.among) or categories
    sets = (set(figure.sum_of), among - set(figure.sum_of), categories - among)
    return pl.concat([_unsafe(sorted(names), breakdown, k) for names in sets]).unique()


def _unsafe(names: list[str], breakdown: Breakdown, k: int) -> pl.DataFrame:
    withheld = breakdown.cells.filter(
        "hidden", pl.col("families_x") > 0, pl.col("category").is_in(names)
    ).select(*PLACE, "category")
    if withheld.is_empty():
        return withheld.select(PLACE)
    rows = breakdown.rows.join(withheld, on=withheld.columns, how="semi")
    cells = groups.together(rows, PLACE, breakdown.indicator).join(
        withheld.group_by(PLACE).len("withheld"), on=PLACE
    )
    alone = pl.col("withheld") < 2
    return cells.filter(alone | hides(breakdown.indicator, k, none_tells=True).fill_null(True)).select(PLACE)
