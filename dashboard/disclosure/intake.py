"""Rule 5, two names of one group: a cohort is made of years of joining."""

import polars as pl

from dashboard.groups import KEY

YEAR = "intake_year"


def told_apart(rows: pl.DataFrame, cut: pl.DataFrame, k: int) -> pl.DataFrame:
    """Where years of joining beside the cohorts give a few families away. Columns: KEY, area.

    Families of a cohort in a year that holds both cohorts are what is left when the cohort is taken from its
    years; those in withheld years are what is left when the shown years are taken from the cohort. Both must
    be nobody or k.
    """
    place = [*KEY, "area"]
    years = cut.filter(pl.col("characteristic") == YEAR)
    shown = years.filter(~pl.col("hidden"), pl.col("families") > 0).select(place).unique()
    hidden = years.filter("hidden").select(*place, pl.col("group").alias(YEAR), hidden=True)
    crossed = (
        rows.join(shown, on=place, how="semi")
        .filter(pl.col(YEAR).is_not_null())
        .group_by(*place, YEAR, "cohort")
        .agg(families=pl.len())
        .join(hidden, on=[*place, YEAR], how="left")
    )
    both = crossed.filter(pl.len().over(*place, YEAR) > 1, pl.col("hidden").is_null())
    mixed = both.group_by(*place, YEAR).agg(pl.col("families").min())
    left = crossed.filter("hidden").group_by(*place, "cohort").agg(pl.col("families").sum())
    few = pl.col("families").is_between(1, k - 1)
    return pl.concat([part.filter(few).select(place) for part in (mixed, left)]).unique()
