"""How much a release shows: the other side of the audit.

Two shares for each figure and level. *Of cells*: those with a number, of all that are about somebody. *Of
families' weight*: of the families in the programme at the time, those in areas whose own cell is shown.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from dashboard.audit.seen import SHOWN, TOTALS
from dashboard.indicators.periods import last_day

ABOUT_SOMEBODY = (*SHOWN, "withheld", "few")
FIGURE = ("indicator", "measure", "level")
SUBJECT = ("indicator", "level")

KEY = "usefulness"
"""Where a release's context holds the shares of each subject."""


def of_subjects(released: pl.DataFrame) -> list[dict[str, Any]]:
    """How much is shown of each subject at each level: rows of `shown_shares`."""
    return shown_shares(released, SUBJECT).to_dicts()


def shown_shares(released: pl.DataFrame, by: Sequence[str] = FIGURE) -> pl.DataFrame:
    """Columns `by`, cells, cells_shown and weight_shown (shares, 0 to 1)."""
    about = released.filter(pl.col("status").is_in(ABOUT_SOMEBODY))
    cells = about.group_by(by).agg(cells=pl.len(), cells_shown=pl.col("status").is_in(SHOWN).mean())
    return cells.join(_weights(about, _sizes(released), by), on=by, how="left").sort(by)


def _weights(about: pl.DataFrame, sizes: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Of areas' own cells, the families of those shown in those of all; a cell weighs as its area."""
    whole = about.filter(
        ~pl.col("area").is_in(TOTALS), pl.col("cohort") == "all", pl.col("characteristic") == "all"
    )
    days = {period: _quarter(period, sizes["day"].to_list()) for period in whole["period"].unique()}
    weighed = whole.with_columns(day=pl.col("period").replace_strict(days, return_dtype=pl.String)).join(
        sizes, on=["area", "day"]
    )
    shown = pl.col("weight").filter(pl.col("status").is_in(SHOWN)).sum()
    return weighed.group_by(by).agg(weight_shown=shown / pl.col("weight").sum())


def _sizes(released: pl.DataFrame) -> pl.DataFrame:
    """Columns area, day, weight: the released number of families in the programme at each quarter's end."""
    active = released.filter(pl.col("indicator") == "caseload", pl.col("measure") == "active")
    on_days = active.filter(pl.col("cut") == "day", pl.col("cohort") == "all", pl.col("value").is_not_null())
    return on_days.group_by("area", day="period").agg(weight=pl.col("value").max())


def _quarter(period: str, days: list[str]) -> str | None:
    """The last quarter's end by the end of a period; of one without an end, the latest."""
    end = last_day(period)
    return max((day for day in days if end is None or date.fromisoformat(day) <= end), default=None)
