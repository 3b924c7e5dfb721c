"""The way to each step: how long after joining families reach it, with leaving as a competing event.

A family contributes a time and what ended it, not sums: `building/statistics_course.py` estimates from them
the share that has reached the step by a month since joining, and the median. Families still on the way are
censored, never dropped, so that the quick ones do not speak for all.
"""

import polars as pl

from dashboard.indicator import AtRisk, Incidence, Indicator, Measure, MedianTime, Over, Protection, Unit
from dashboard.indicators.membership import joined_by
from dashboard.indicators.periods import day_label, quarter_ends
from dashboard.indicators.steps import STEPS, spells
from data_access.case import Case

REACHED, LEFT, ON_THE_WAY = 1, 2, 0


def course(case: Case) -> pl.LazyFrame:
    """Each joined family's way to each step, as known on each quarter's last day.

    Reached (event 1): the first spell in the step or a later-numbered one (variant at_least) or in the step
    itself (exact), on or before the day the family left; one that began before joining is at time 0. Left
    the programme before (2), whatever the reason; else still on the way on the as-of day (0). Denominator:
    families joined by that day. Columns: family, variant, category (the step), period (the as-of day),
    persons (null), time (days since joining) and event.
    """
    steps = pl.LazyFrame({"goal": STEPS}).join(pl.LazyFrame({"variant": ["at_least", "exact"]}), how="cross")
    way = (
        joined_by(case, quarter_ends(case))
        .join(steps, how="cross")
        .join(_first_reached(case, steps), on=["family", "goal", "variant"], how="left")
    )
    reached = (pl.col("on") <= pl.col("day")).fill_null(False)
    event = (
        pl.when(reached).then(REACHED).when(pl.col("ended").is_not_null()).then(LEFT).otherwise(ON_THE_WAY)
    )
    until = pl.when(reached).then("on").otherwise(pl.coalesce("ended", "day"))
    return way.select(
        "family",
        "variant",
        category=pl.col("goal").cast(pl.String),
        period=day_label(pl.col("day")),
        persons=pl.lit(None, pl.Int64),
        time=(until - pl.col("joined")).dt.total_days(),
        event=event.cast(pl.Int64),
    )


def stays(case: Case) -> pl.LazyFrame:
    """Each stay on a step that had begun by a quarter's last day, as known on that day.

    Ended (event 1): the family had left the step, for another or with the programme; else still there,
    censored on that day (0). One that began before joining counts from joining. A family that has been on a
    step twice has two stays there. Denominator: the stays. Columns as those of `course`; time in days.
    """
    begun = spells(case).with_columns(entered=pl.max_horizontal("entered", "joined"))
    known = quarter_ends(case).join_where(begun, pl.col("day") >= pl.col("entered"))
    ended = (pl.col("until") <= pl.col("day")).fill_null(False)
    until = pl.when(ended).then("until").otherwise("day")
    return known.select(
        "family",
        variant=pl.lit(""),
        category=pl.col("step").cast(pl.String),
        period=day_label(pl.col("day")),
        persons=pl.lit(None, pl.Int64),
        time=(until - pl.col("entered")).dt.total_days().clip(lower_bound=0),
        event=ended.cast(pl.Int64),
    )


def _first_reached(case: Case, steps: pl.LazyFrame) -> pl.LazyFrame:
    """The day each family reached each step, by both readings. Columns: family, goal, variant, on."""
    there = pl.col("step") == pl.col("goal")
    beyond = (pl.col("variant") == "at_least") & (pl.col("step") > pl.col("goal"))
    return (
        spells(case)
        .join(steps, how="cross")
        .filter(there | beyond)
        .group_by("family", "goal", "variant")
        .agg(on=pl.max_horizontal("entered", "joined").min())
    )


COURSE = Indicator(
    "steps",
    (Measure("cuminc", Incidence(), Unit.PERCENT), Measure("at_risk", AtRisk(), Unit.FAMILIES)),
    course,
    Protection.COURSE,
    breakdown="step",
    default_variant="at_least",
)
MEDIAN = Indicator(
    "steps",
    (Measure("median_months", MedianTime(), Unit.MONTHS),),
    course,
    Protection.COURSE,
    breakdown="step",
    over=Over.GROWING,
    default_variant="at_least",
)
STAY = Indicator(
    "steps",
    (Measure("stay_months", MedianTime(), Unit.MONTHS),),
    stays,
    Protection.COURSE,
    breakdown="step",
    over=Over.GROWING,
)
INDICATORS = (COURSE, MEDIAN, STAY)
