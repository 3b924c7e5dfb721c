"""Rules 4 and 5 within an area: every kind of complement in turn, until none asks for more."""

import polars as pl

from dashboard.disclosure import flows
from dashboard.disclosure.complement import complement, withhold
from dashboard.disclosure.totals import TABLE
from dashboard.indicator import SIZE, WITHOUT_FAMILIES, Indicator, Over, Protection

LINE = ["variant", "period", "area", "characteristic", "group"]
"""Within these, categories that partition a group add up to it."""


def settled(cells: pl.DataFrame, rows: pl.DataFrame, indicator: Indicator, k: int) -> pl.DataFrame:
    """Every kind of complement in turn, until none asks for more."""
    if indicator.protection in WITHOUT_FAMILIES:
        return cells
    hidden = -1
    while (now := int(cells["hidden"].sum())) != hidden:
        hidden = now
        if cells["characteristic"].ne("all").any():
            cells = complement(cells, rows, [*TABLE, "area"], indicator, k, size=_additive(cells))
        if indicator.breakdown and indicator.protection is Protection.SHARE:
            cells = withhold(cells, _crossed(cells))
        if indicator.partition:
            cells = _by_category(cells, rows, indicator, k)
        if indicator.over is Over.FLOW and indicator.protection not in SIZE:
            cells = flows.add_up(cells, rows, indicator, k)
    return cells


def _by_category(cells: pl.DataFrame, rows: pl.DataFrame, indicator: Indicator, k: int) -> pl.DataFrame:
    """Along a breakdown that adds up: within the categories whose sums are figures, then in all."""
    if indicator.protection is Protection.MONEY:
        return complement(cells, rows, LINE, indicator, k, whole=pl.col("category") == "all")
    for part in indicator.lines:
        inside = pl.col("category").is_in(part)
        closed = complement(cells.filter(inside), rows, LINE, indicator, k, size="families_x")
        cells = pl.concat([cells.filter(~inside), closed])
    return complement(cells, rows, LINE, indicator, k, size="families_x")


def _crossed(cells: pl.DataFrame) -> pl.DataFrame:
    """Breakdowns by cohort that can't be shown whole: in a table of two dimensions a withheld cell is known
    by its row and its column. A cohort that is alone in its area is the area.
    """
    line = [name for name in LINE if name != "group"]
    there = cells.filter(pl.col("families") > 0, pl.col("characteristic") != "all")
    two = there.group_by(line).agg(
        both=pl.col("group").n_unique() > 1, gap=(pl.col("hidden") & (pl.col("families_x") > 0)).any()
    )
    return two.filter("both", "gap").select(line)


def _additive(cells: pl.DataFrame) -> str:
    """What adds up along a characteristic."""
    return "at_risk" if "at_risk" in cells.columns else "families"
