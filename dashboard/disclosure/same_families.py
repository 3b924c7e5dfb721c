"""Rule 5, figures about the same families: one of them leads, and the others are shown for no other groups.

Each tells how many families it is about. Decided apart, one may show the groups that another withholds,
and all together leave a few; and where they grow, one may move between two days of another. So a figure that
is led is withheld for every group that the leading one withholds, and moves only on days when that moves.
"""

from collections.abc import Iterator

import polars as pl

from dashboard.building.groups import CELL
from dashboard.disclosure.vintages import VINTAGE
from dashboard.indicators.periods import state_days

MOMENT = "moment"


def withheld(cells: pl.DataFrame, leading: pl.DataFrame) -> pl.DataFrame:
    """The cells of groups that the leading figure withholds. Columns: CELL.

    `leading`: its cells as decided, at the same level.
    """
    hidden = _moments(leading.filter("hidden", pl.col("category") == "all"))
    on = [*_reading(leading), MOMENT, "area", "characteristic", "group"]
    return _moments(cells.select(CELL)).join(hidden, on=on, how="semi").select(CELL)


def where_it_moves(places: pl.DataFrame, leading: pl.DataFrame) -> pl.DataFrame:
    """The places (what moves as one, and `period`) without those where the leading figure stands still."""
    by = ["area", "characteristic"] if "characteristic" in places.columns else ["area"]
    still = leading.filter(pl.col(VINTAGE) != pl.col("period"), pl.col("category") == "all")
    if len(by) == 1:
        still = still.filter(pl.col("characteristic") == "all")
    on = [*_reading(leading), MOMENT, *by]
    return _moments(places).join(_moments(still), on=on, how="anti").drop(MOMENT)


def _reading(leading: pl.DataFrame) -> Iterator[str]:
    """Where the leading figure has several readings, each leads its own."""
    if leading["variant"].ne("").any():
        yield "variant"


def _moments(cells: pl.DataFrame) -> pl.DataFrame:
    """With the day a label is about: a month and its last day are one state, and so is all until that day."""
    moments = cells["period"].str.strip_prefix("to ").alias(MOMENT)
    return cells.with_columns(moments.replace(state_days(moments.unique())))
