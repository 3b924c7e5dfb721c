"""Young people's part-time jobs (fritidsjob): how many had one when the family joined, and how many have now.

Young people are those with role `young` at intake, in all families joined by the day, those that left too.
Children who have grown into the age since are not among them, which makes the change smaller.
A person without an open spell of a youth job code has no such job.
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Over, Protection, Ratio, Relative, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.periods import closed_quarters, day_label, quarter_end
from data_access.case import Case


def _open_on(day: pl.Expr) -> pl.Expr:
    return (pl.col("started_on") <= day) & (day < pl.col("ended_on")).fill_null(value=True)


def _young_people(case: Case) -> pl.LazyFrame:
    """Young people at each closed quarter's end (`day`) since their family joined."""
    young = case.person.filter(pl.col("role") == "young").select("person_id", "family_id")
    return (
        case.family.filter(pl.col("joined_on").is_not_null())
        .select("family_id", "joined_on", quarter=closed_quarters(pl.col("joined_on"), case.as_of))
        .explode("quarter")
        .join(young, on="family_id")
        .select("person_id", "joined_on", family="family_id", day=quarter_end(pl.col("quarter")))
    )


def _jobs(case: Case) -> pl.LazyFrame:
    """A family's young people at each closed quarter's end, those with a job at baseline and now."""
    youth_jobs = case.status_code.filter(pl.col("is_youth_job")).select("status")
    spells = case.status_spell.join(youth_jobs, on="status").select("person_id", "started_on", "ended_on")
    return (
        _young_people(case)
        .join(spells, on="person_id", how="left")
        .group_by("family", "person_id", "day")
        .agg(baseline=_open_on(pl.col("joined_on")).any(), now=_open_on(pl.col("day")).any())
        .group_by("family", "day")
        .agg(pl.col("baseline", "now").sum(), persons=pl.len(), n=pl.len())
    )


def youth_jobs(case: Case) -> pl.LazyFrame:
    """Of all young people those with a part-time job, on the joining day (baseline) and on the day (now)."""
    sides = _jobs(case).unpivot(
        ["baseline", "now"],
        index=["family", "day", "persons", "n"],
        variable_name="side",
        value_name="x",
    )
    return contributions(
        sides.with_columns(period=pl.concat_str("side", day_label(pl.col("day")), separator=" ")), "x", "n"
    )


def youth_job_change(case: Case) -> pl.LazyFrame:
    """Number with a job now relative to the number on the joining day, over the same young people."""
    sides = _jobs(case).with_columns(period=day_label(pl.col("day")), x=pl.col("now"))
    return contributions(sides, "x", "baseline", "n")


JOBS = Indicator(
    subject="employment",
    measures=(
        Measure("youth_job_share", Ratio("x", "n", scale=100), Unit.PERCENT),
        Measure("youth_job_count", Total("x"), Unit.PERSONS),
    ),
    contributes=youth_jobs,
    protection=Protection.SHARE,
    over=Over.GROWING,
)
CHANGE = Indicator(
    subject="employment",
    measures=(
        Measure("youth_job_change_pct", Relative(Ratio("x", "n"), Ratio("baseline", "n")), Unit.PERCENT),
    ),
    contributes=youth_job_change,
    protection=Protection.SHARE,
    over=Over.GROWING,
)
INDICATORS = (JOBS, CHANGE)
