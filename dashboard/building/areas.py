"""What a case says of its areas: which there are, since when, and from when they are in totals."""

from datetime import date

import polars as pl

from dashboard.indicators.periods import last_day, quarter_end_day
from data_access.case import Case


def areas(case: Case) -> pl.DataFrame:
    """The areas in their order. Columns: area, is_origin (had it the families of the project?)."""
    return case.area.sort("sort").select("is_origin", area="area_id").collect()


def starts(case: Case) -> dict[str, date]:
    """The day on which the programme began in each area."""
    return dict(case.area.select("area_id", "started_on").collect().iter_rows())


def entered(case: Case, periods: list[str], k: int) -> pl.DataFrame:
    """The pairs (period, area) from the area's first quarter with k joined families on."""
    joined = case.family.filter(pl.col("joined_on").is_not_null()).sort("joined_on")
    kth = joined.group_by("area_id", maintain_order=True).agg(
        pl.col("joined_on").get(k - 1, null_on_oob=True)
    )
    reached = {area: day for area, day in kth.collect().iter_rows() if day is not None}
    ends = {period: last_day(period) for period in periods}
    rows = [
        (period, area)
        for period, end in ends.items()
        for area, day in reached.items()
        if end is None or day <= quarter_end_day(end)
    ]
    return pl.DataFrame(rows, schema={"period": pl.String, "area": pl.String}, orient="row")
