"""What is known of a family at intake, and what figures may be cut by: one characteristic at a time."""

import polars as pl

from data_access.case import Case

YOUNGEST = {"0-5": 6, "6-11": 12, "12-17": 18}
"""Bands of the youngest child's age in the year of joining, each with the age it ends before."""

WITHOUT_WORK = {"0-4": 5, "5-9": 10}
"""Bands of years without work, each with the years it ends before; from ten it is `10+`."""


def families(case: Case) -> pl.LazyFrame:
    """One row per family, offered or joined.

    Columns, all String: family; area (at intake); cohort (project, permanent); intake_year (year of joining,
    null where the family has not begun); household (single, couple); youngest_child (0-5, 6-11, 12-17, other:
    grown up or none); years_without_work (0-4, 5-9, 10+, not_stated: of the parent longest without).
    """
    return (
        case.family.join(_youngest(case), on="family_id", how="left")
        .join(_longest_without_work(case), on="family_id", how="left")
        .select(
            family="family_id",
            area="area_id",
            cohort=pl.when("project_cohort").then(pl.lit("project")).otherwise(pl.lit("permanent")),
            intake_year=pl.col("joined_on").dt.strftime("%Y"),
            household="household",
            youngest_child=_band(pl.col("age"), YOUNGEST, "other").fill_null("other"),
            years_without_work=_band(pl.col("years"), WITHOUT_WORK, "10+").fill_null("not_stated"),
        )
    )


def _youngest(case: Case) -> pl.LazyFrame:
    """The age, in the year of joining, of each family's youngest child or young person born by then."""
    years = case.family.select("family_id", year=pl.col("joined_on").dt.year().cast(pl.Int64))
    return (
        case.person.filter(pl.col("role").is_in(["child", "young"]))
        .join(years, on="family_id")
        .with_columns(age=pl.col("year") - pl.col("birth_year"))
        .filter(pl.col("age") >= 0)
        .group_by("family_id")
        .agg(pl.col("age").min())
    )


def _longest_without_work(case: Case) -> pl.LazyFrame:
    parents = case.person.filter(pl.col("role") == "parent")
    return parents.group_by("family_id").agg(years=pl.col("years_without_work").max())


def _band(number: pl.Expr, bands: dict[str, int], above: str) -> pl.Expr:
    """The first band the number lies under the end of, else `above`; null stays null."""
    band: pl.Expr = pl.when(number.is_not_null()).then(pl.lit(above))
    for name, end in reversed(bands.items()):
        band = pl.when(number < end).then(pl.lit(name)).otherwise(band)
    return band
