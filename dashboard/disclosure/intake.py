"""Rule 5, two names of one group: a cohort is made of years of joining."""

import polars as pl

from dashboard.building import groups
from dashboard.building.groups import KEY
from dashboard.disclosure.primary import hides
from dashboard.indicator import Indicator

YEAR = "intake_year"
_PLACE = [*KEY, "area"]


def told_apart(rows: pl.DataFrame, cut: pl.DataFrame, indicator: Indicator, k: int) -> pl.DataFrame:
    """Where years of joining beside the cohorts give a few families away. Columns: KEY, area.

    Families of a cohort in a year that holds both cohorts are what is left when the cohort is taken from its
    years; those in withheld years are what is left when the shown years are taken from the cohort. Both must
    be nobody, or a group that could be shown.
    """
    years = cut.lazy().filter(pl.col("characteristic") == YEAR)
    shown = years.filter(~pl.col("hidden"), pl.col("families") > 0).select(_PLACE).unique()
    hidden = years.filter("hidden").select(*_PLACE, pl.col("group").alias(YEAR), hidden=True)
    there = (
        rows.lazy()
        .join(shown, on=_PLACE, how="semi")
        .filter(pl.col(YEAR).is_not_null())
        .join(hidden, on=[*_PLACE, YEAR], how="left")
        .with_columns(mixed=pl.col("cohort").n_unique().over(*_PLACE, YEAR) > 1)
        .filter(pl.col("mixed") | pl.col("hidden"))
        .collect()
    )
    parts = (
        _could_not_be_shown(
            there.filter(pl.col("hidden").is_null()), [*_PLACE, YEAR, "cohort"], indicator, k
        ),
        _could_not_be_shown(there.filter("hidden"), [*_PLACE, "cohort"], indicator, k),
    )
    return pl.concat(parts).unique()


def _could_not_be_shown(rows: pl.DataFrame, by: list[str], indicator: Indicator, k: int) -> pl.DataFrame:
    if rows.is_empty():
        return rows.select(_PLACE)
    cells = groups.together(rows, by, indicator)
    return cells.filter(hides(cells, indicator, k, none_tells=True)).select(_PLACE)
