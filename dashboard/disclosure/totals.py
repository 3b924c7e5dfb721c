"""Rule 4 over areas: a total is the total of the areas shown, and says which they are."""

import polars as pl

from dashboard.building.groups import KEY
from dashboard.disclosure.complement import splits_families, withhold
from dashboard.disclosure.primary import CUT_FROM
from dashboard.disclosure.vintages import VINTAGE
from dashboard.indicator import Indicator, Protection

TABLE = [*KEY, "characteristic"]
"""Within these are the groups of one table: areas, or values of a characteristic in each area."""


def included(indicator: Indicator, entered: pl.DataFrame, plain: pl.DataFrame, k: int) -> pl.DataFrame:
    """The areas a total is over: those shown; of a breakdown of families, those large enough to be cut."""
    if indicator.protection is Protection.SIZE_FLOW:
        return entered
    if splits_families(indicator):
        large = plain.filter(pl.col("families") >= CUT_FROM * k)
        return large.select("variant", "period", "area").unique()
    shown = plain.filter(~pl.col("hidden"), pl.col("families") > 0)
    if indicator.partition:
        return shown.filter(pl.col("category") == "all").select("variant", "period", "area")
    return shown.select(*KEY, "area")


def labelled(cells: pl.DataFrame, parts: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """`all` where every area with families is in the total, else `shown_areas` and a withheld `all`.

    A total is as old as the oldest of its areas' figures.
    """
    there = parts.lazy().filter(pl.col("families") > 0)
    inside = there.join(areas.lazy(), on=areas.columns, how="semi").group_by(TABLE)
    named = inside.agg(
        pl.col(VINTAGE).min(),
        areas=pl.col("area").unique().sort().str.join("+"),
    )
    outside = there.join(areas.lazy(), on=areas.columns, how="anti")
    known = cells.lazy().join(named, on=TABLE, how="left", maintain_order="left")
    left_out, cells = pl.collect_all([outside.select(TABLE).unique(), known])
    if left_out.is_empty():
        return cells
    whole = cells.lazy().join(left_out.lazy(), on=TABLE, how="anti")
    partial = cells.lazy().join(left_out.lazy(), on=TABLE, how="semi")
    refused = parts.lazy().join(left_out.lazy(), on=TABLE, how="semi").select(*TABLE, "group").unique()
    # One family stands for "not shown": no rule lets it pass, and its number never leaves.
    refused = refused.with_columns(area=pl.lit("all"), families=pl.lit(1, pl.Int64))
    shown = partial.with_columns(area=pl.lit("shown_areas"))
    return pl.concat([whole, shown, refused], how="diagonal_relaxed").collect()


def withhold_where_a_part_is(cells: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """A total beside all its shown parts gives the withheld part away: withhold it there."""
    broken = parts.lazy().filter(pl.col("hidden"), pl.col("families") > 0).select(*TABLE, "group")
    return withhold(cells, broken.unique().collect())
