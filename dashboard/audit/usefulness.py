"""How much a release shows: the other side of the audit.

Two shares for each figure and level. *Of cells*: those with a number, of all that are about somebody. *Of
families' weight*: the families behind shown cells, of the families in the programme in each shown or withheld
cell's area and moment, as far as the programme's size is released there; a cell weighs as many as its area.
"""

import polars as pl

from dashboard.audit.seen import SHOWN

SIZE = ("caseload", "active")
ABOUT_SOMEBODY = (*SHOWN, "withheld", "few")


def shown_shares(released: pl.DataFrame) -> pl.DataFrame:
    """Columns indicator, level, cells, cells_shown (share), weight_shown (share of families' weight).

    Cells of all cohorts, in areas and totals; an area's weight is its largest released number of active
    families, and so is a total's.
    """
    cells = released.filter(
        pl.col("status").is_in(ABOUT_SOMEBODY), pl.col("indicator") != "", pl.col("cohort") == "all"
    )
    weighed = cells.join(_weights(released), on="area", how="left").with_columns(
        known=pl.col("status").is_in(SHOWN), weight=pl.col("weight").fill_null(0)
    )
    return (
        weighed.group_by("indicator", "level")
        .agg(
            cells=pl.len(),
            cells_shown=pl.col("known").mean(),
            weight_shown=(pl.col("known") * pl.col("weight")).sum() / pl.col("weight").sum(),
        )
        .sort("indicator", "level")
    )


def _weights(released: pl.DataFrame) -> pl.DataFrame:
    """Each area's families, from its largest released number of families in the programme; totals' too."""
    subject, measure = SIZE
    size = released.filter(pl.col("indicator") == subject, pl.col("measure") == measure)
    return size.group_by("area").agg(weight=pl.col("value").max()).filter(pl.col("weight").is_not_null())
