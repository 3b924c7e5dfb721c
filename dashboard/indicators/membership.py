"""Which families had joined, and which were in the programme, on a day."""

import polars as pl

from data_access.case import Case

DAYS_A_MONTH = 365.25 / 12


def joined_by(case: Case, days: pl.LazyFrame) -> pl.LazyFrame:
    """One row per `day` and family that had joined by then, families ended by then included.

    Columns: day, family, joined, ended, reason. `ended` is the first day outside the programme and is null
    when that lay after `day`: a figure of a day knows nothing that came later.
    """
    left = pl.col("ended_on") <= pl.col("day")
    return (
        case.family.filter(pl.col("joined_on").is_not_null())
        .join(days, how="cross")
        .filter(pl.col("joined_on") <= pl.col("day"))
        .select(
            "day",
            family="family_id",
            joined="joined_on",
            ended=pl.when(left).then("ended_on"),
            reason=pl.when(left).then("ended_reason"),
        )
    )


def active_on(case: Case, days: pl.LazyFrame) -> pl.LazyFrame:
    """One row per `day` and family in the programme: joined ≤ day < ended. Columns: day, family, joined."""
    return joined_by(case, days).filter(pl.col("ended").is_null()).select("day", "family", "joined")


def open_on(starts: str, ends: str) -> pl.Expr:
    """Is a spell open on `day`? Its end is the first day it does not cover."""
    return (pl.col(starts) <= pl.col("day")) & (pl.col(ends).is_null() | (pl.col("day") < pl.col(ends)))
