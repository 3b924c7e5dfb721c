"""Work and education: one status per parent and month, years without work before joining.

A parent's status on a month's last day is the highest of the open spells by the printed hierarchy; without an
open spell it is `none` when the parent has any spell up to that day, else not measured. Youth job codes are
no parent's status. `joined` follows the parents of all families joined by the day, those that left too:
leaving can't improve the figure. Once a family has moved away its parents are not measured. `active` counts
families in the programme on the day.
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Over, Protection, Ratio, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.exposure import ACTIVE
from dashboard.indicators.periods import (
    closed_quarters,
    day_after,
    day_label,
    month_label,
    months_held,
    quarter_end,
)
from data_access.case import Case

JOINED = "joined"
HIERARCHY = (
    "ordinary_full",
    "ordinary_part",
    "flexjob",
    "education",
    "pension",
    "other_benefit",
    "none",
)
PART_OR_FLEX = ("ordinary_part", "flexjob")
EDUCATION_OR_EMPLOYMENT = ("ordinary_full", "ordinary_part", "flexjob", "education")


def _statuses(case: Case) -> pl.LazyFrame:
    """A person's status by the hierarchy on the last day of each month with an open spell."""
    codes = case.status_code.filter(~pl.col("is_youth_job")).select("status", "category")
    until = pl.col("ended_on").fill_null(pl.lit(day_after(case.as_of)))
    return (
        case.status_spell.join(codes, on="status")
        .select(
            "person_id",
            category=pl.col("category").cast(pl.Enum(HIERARCHY)),
            month=months_held(pl.col("started_on"), until),
        )
        .explode("month")
        .group_by("person_id", "month")
        .agg(pl.col("category").min())
        .with_columns(pl.col("category").cast(pl.String))
    )


def _parent_months(case: Case) -> pl.LazyFrame:
    """A parent's months from the family's joining on: is the family still in, has it moved away?"""
    month_end = pl.col("month").dt.month_end()
    left = (pl.col("ended_on") <= month_end).fill_null(value=False)
    parents = case.person.filter(pl.col("role") == "parent").select("person_id", "family_id")
    return (
        case.family.filter(pl.col("joined_on").is_not_null())
        .select(
            "family_id",
            "ended_on",
            "ended_reason",
            month=months_held(pl.col("joined_on"), pl.lit(day_after(case.as_of))),
        )
        .explode("month")
        .select(
            "family_id", "month", left=left, moved=left & pl.col("ended_reason").eq_missing(pl.lit("moved"))
        )
        .join(parents, on="family_id")
    )


def parent_statuses(case: Case) -> pl.LazyFrame:
    """A parent's status on each month's last day by both readings; null where it is not measured."""
    first_known = case.status_spell.group_by("person_id").agg(known_from=pl.col("started_on").min())
    known = pl.col("known_from") <= pl.col("month").dt.month_end()
    status = pl.coalesce("category", pl.when(known).then(pl.lit("none")))
    states = (
        _parent_months(case)
        .join(_statuses(case), on=["person_id", "month"], how="left")
        .join(first_known, on="person_id", how="left")
        .select("month", "left", family="family_id", status=pl.when(~pl.col("moved")).then(status))
    )
    return pl.concat(
        [
            states.with_columns(variant=pl.lit(JOINED)),
            states.filter(~pl.col("left")).with_columns(variant=pl.lit(ACTIVE)),
        ]
    )


def _periods(months: pl.LazyFrame) -> pl.LazyFrame:
    """Each month-end under its month's label, and the quarters' ends as days too."""
    month = pl.col("month")
    ends = months.filter(month.dt.month() % 3 == 0).with_columns(period=day_label(month.dt.month_end()))
    return pl.concat([months.with_columns(period=month_label(month)), ends])


def _per_family(case: Case, counted: tuple[str, ...], among: tuple[str, ...]) -> pl.LazyFrame:
    """Parents with a status in `counted` (`x`) of those with a status in `among` (`n`)."""
    family = (
        parent_statuses(case)
        .filter(pl.col("status").is_in(among))
        .group_by("family", "variant", "month")
        .agg(persons=pl.len(), n=pl.len(), x=pl.col("status").is_in(counted).sum())
    )
    return contributions(_periods(family), "x", "n")


def status_shares(case: Case) -> pl.LazyFrame:
    """Parents in each status, of all measured; the seven statuses add up to the whole."""
    counts = {status: (pl.col("status") == status).sum() for status in HIERARCHY}
    family = (
        parent_statuses(case)
        .filter(pl.col("status").is_not_null())
        .group_by("family", "variant", "month")
        .agg(persons=pl.len(), n=pl.len(), **counts)
    )
    by_status = family.unpivot(
        HIERARCHY,
        index=["family", "variant", "month", "persons", "n"],
        variable_name="category",
        value_name="x",
    )
    return contributions(_periods(by_status), "x", "n")


def education_or_employment(case: Case) -> pl.LazyFrame:
    """Parents in ordinary work, flexjob or education, of all measured; pension is neither."""
    return _per_family(case, EDUCATION_OR_EMPLOYMENT, HIERARCHY)


def part_or_flex(case: Case) -> pl.LazyFrame:
    """Parents in ordinary part-time work or flexjob, of those in education or employment."""
    return _per_family(case, PART_OR_FLEX, EDUCATION_OR_EMPLOYMENT)


def not_measured(case: Case) -> pl.LazyFrame:
    """Parents whose status on the day is not known: no spell up to then, or the family has moved away."""
    unknown = parent_statuses(case).filter(pl.col("status").is_null())
    family = unknown.group_by("family", "variant", "month").agg(persons=pl.len(), n=pl.len())
    return contributions(_periods(family), "n")


def _parents_joined(case: Case) -> pl.LazyFrame:
    """The parents of families joined by each closed quarter's end, those that left too."""
    parents = case.person.filter(pl.col("role") == "parent").select("family_id", years="years_without_work")
    return (
        case.family.filter(pl.col("joined_on").is_not_null())
        .select("family_id", quarter=closed_quarters(pl.col("joined_on"), case.as_of))
        .explode("quarter")
        .join(parents, on="family_id")
        .select("years", family="family_id", period=day_label(quarter_end(pl.col("quarter"))))
    )


def years_without_work(case: Case) -> pl.LazyFrame:
    """Σ years without work before joining per parent with stated years, of all families joined by the day."""
    stated = _parents_joined(case).filter(pl.col("years").is_not_null())
    family = stated.group_by("family", "period").agg(pl.col("years").sum(), persons=pl.len(), n=pl.len())
    return contributions(family, "years", "n")


def years_not_stated(case: Case) -> pl.LazyFrame:
    """Parents of families joined by the day whose years without work are not stated."""
    silent = _parents_joined(case).filter(pl.col("years").is_null())
    family = silent.group_by("family", "period").agg(persons=pl.len(), n=pl.len())
    return contributions(family, "n")


_SHARE = Ratio("x", "n", scale=100)

STATUS = Indicator(
    subject="employment",
    measures=(Measure("status_share", _SHARE, Unit.PERCENT),),
    contributes=status_shares,
    protection=Protection.SHARE,
    breakdown="status",
    partition=True,
    lines=(
        PART_OR_FLEX,
        tuple(status for status in EDUCATION_OR_EMPLOYMENT if status not in PART_OR_FLEX),
        EDUCATION_OR_EMPLOYMENT,
        tuple(status for status in HIERARCHY if status not in EDUCATION_OR_EMPLOYMENT),
    ),
    characteristics=True,
    default_variant=JOINED,
)
IN_EDUCATION_OR_EMPLOYMENT = Indicator(
    subject="employment",
    measures=(Measure("in_education_or_employment", _SHARE, Unit.PERCENT),),
    contributes=education_or_employment,
    protection=Protection.SHARE,
    characteristics=True,
    sum_of=EDUCATION_OR_EMPLOYMENT,
    within="employment.status_share",
    default_variant=JOINED,
)
PART_OR_FLEX_OF_THOSE = Indicator(
    subject="employment",
    measures=(Measure("part_or_flex_of_those", _SHARE, Unit.PERCENT),),
    contributes=part_or_flex,
    protection=Protection.SHARE,
    characteristics=True,
    sum_of=PART_OR_FLEX,
    among=EDUCATION_OR_EMPLOYMENT,
    within="employment.status_share",
    default_variant=JOINED,
)
NOT_MEASURED = Indicator(
    subject="employment",
    measures=(Measure("parents_not_measured", Total("n"), Unit.PERSONS),),
    contributes=not_measured,
    protection=Protection.SIZE_STOCK,
    default_variant=JOINED,
)
YEARS = Indicator(
    subject="employment",
    measures=(Measure("years_without_work", Ratio("years", "n"), Unit.YEARS),),
    contributes=years_without_work,
    protection=Protection.MEAN,
    characteristics=True,
    over=Over.GROWING,
)
YEARS_NOT_STATED = Indicator(
    subject="employment",
    measures=(Measure("years_not_stated", Total("n"), Unit.PERSONS),),
    contributes=years_not_stated,
    protection=Protection.SIZE_STOCK,
)
INDICATORS = (
    STATUS,
    IN_EDUCATION_OR_EMPLOYMENT,
    PART_OR_FLEX_OF_THOSE,
    NOT_MEASURED,
    YEARS,
    YEARS_NOT_STATED,
)
