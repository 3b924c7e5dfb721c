"""Well-being: each instrument's first score around joining against the latest one since.

A *unit* is a family, or the person of it a score is about, with one instrument, dimension and respondent; it
is a row of its own for each of these, never averaged over them. Its *baseline* is the first score from 30
days before to 90 days after joining, both days included; its *follow-up* the latest score at least 90 days
after the baseline, on or before the as-of day, also after the family left. Figures stand per instrument,
dimension and respondent (`who5|total|parent`): staff who score know that the family takes part.
"""

from collections.abc import Callable
from datetime import timedelta

import polars as pl

from dashboard.indicator import Difference, Indicator, Measure, Over, Protection, Ratio, Relative, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.membership import joined_by
from dashboard.indicators.periods import day_label, quarter_ends
from data_access.case import Case

BEFORE_JOINING = timedelta(days=30)
AFTER_JOINING = timedelta(days=90)
UNTIL_FOLLOW_UP = timedelta(days=90)
BREAKDOWN = "instrument|dimension|respondent"
UNIT = ["family", "person", "category"]
AS_OF = day_label(pl.col("day"))
ROUNDING = 1e-9
"""Scores are decimals: 3.4 - 2.9 must reach a relevant change of 0.5."""


def change(case: Case) -> pl.LazyFrame:
    """Means at baseline and at follow-up, over the units that have both, at each quarter's end.

    Numerators: the units' scores at baseline and at follow-up; denominator: units with both. Unit: points
    of the instrument's scale; percent only where that starts at 0 (elsewhere the sums named from_zero are 0).
    """
    both = pairs(case).filter(pl.col("after").is_not_null())
    from_zero = pl.when(pl.col("scale_min") == 0)
    return by_family(
        both,
        AS_OF,
        n=pl.lit(1),
        baseline=pl.col("before"),
        followup=pl.col("after"),
        n_from_zero=from_zero.then(1).otherwise(0),
        baseline_from_zero=from_zero.then("before").otherwise(0),
        followup_from_zero=from_zero.then("after").otherwise(0),
    )


def direction(case: Case) -> pl.LazyFrame:
    """Shares of the paired units that are better, unchanged and worse by the instrument's relevant change.

    Numerators: units whose score moved by at least the relevant change in the scale's good direction
    (better), in the other (worse), or by less (unchanged); denominator: units with both. Unit: percent.
    """
    both = pairs(case).filter(pl.col("after").is_not_null())
    up = pl.col("after") - pl.col("before")
    gain = pl.when("higher_is_better").then(up).otherwise(-up)
    reach = pl.col("relevant_change") - ROUNDING
    return by_family(
        both,
        AS_OF,
        n=pl.lit(1),
        better=gain >= reach,
        unchanged=gain.abs() < reach,
        worse=-gain >= reach,
    )


def with_baseline(case: Case) -> pl.LazyFrame:
    """Units with a baseline by the quarter's end. Unit: persons, or families where those are the units."""
    return by_family(pairs(case), AS_OF, n=pl.lit(1))


def paired(case: Case) -> pl.LazyFrame:
    """Of the units with a baseline, those with a follow-up too. Units: as above."""
    return by_family(pairs(case).filter(pl.col("after").is_not_null()), AS_OF, n=pl.lit(1))


def without_follow_up(case: Case) -> pl.LazyFrame:
    """Of the units with a baseline, those without a follow-up whose family is still in. Units: as above."""
    waits = pl.col("after").is_null() & pl.col("ended").is_null()
    return by_family(pairs(case).filter(waits), AS_OF, n=pl.lit(1))


def left(case: Case) -> pl.LazyFrame:
    """Of the units with a baseline, those without a follow-up whose family has left. Units: as above."""
    gone = pl.col("after").is_null() & pl.col("ended").is_not_null()
    return by_family(pairs(case).filter(gone), AS_OF, n=pl.lit(1))


def pairs(case: Case) -> pl.LazyFrame:
    """Units with a baseline on each quarter's last day, and their latest follow-up by then, if any.

    Columns: day, family, ended, person, category, before, after and the instrument's scale_min, scale_max,
    higher_is_better and relevant_change.
    """
    known = (
        joined_by(case, quarter_ends(case))
        .join(_baselines(case), on="family")
        .filter(pl.col("baseline_on") <= pl.col("day"))
        .sort("day")
    )
    later = (
        scores(case).select(*UNIT, followup_on="assessed_on", after="score", day="assessed_on").sort("day")
    )
    late_enough = pl.col("followup_on") >= pl.col("baseline_on") + UNTIL_FOLLOW_UP
    return known.join_asof(later, on="day", by=UNIT, check_sortedness=False).with_columns(
        after=pl.when(late_enough).then("after")
    )


def scores(case: Case) -> pl.LazyFrame:
    """Joined families' scores as units. Columns: family, person ("" for the family), joined, category,
    assessed_on, score and the instrument's scale_min, scale_max, higher_is_better, relevant_change.
    """
    families = case.family.filter(pl.col("joined_on").is_not_null())
    scale = case.instrument.select(
        "instrument_id", "scale_min", "scale_max", "higher_is_better", "relevant_change"
    )
    return (
        case.wellbeing_score.join(families, on="family_id")
        .join(scale, on="instrument_id")
        .select(
            "assessed_on",
            "score",
            "scale_min",
            "scale_max",
            "higher_is_better",
            "relevant_change",
            family="family_id",
            joined="joined_on",
            person=pl.col("person_id").fill_null(""),
            category=pl.concat_str("instrument_id", "dimension", "respondent", separator="|"),
        )
    )


def by_family(units: pl.LazyFrame, period: pl.Expr, **sums: pl.Expr) -> pl.LazyFrame:
    """Contributions from units: each family's sums over them, and the persons among them if there are any."""
    persons = (pl.col("person") != "").sum()
    rows = (
        units.with_columns(period=period, **sums)
        .group_by("family", "category", "period")
        .agg(pl.col(*sums).sum(), persons=pl.when(persons > 0).then(persons))
    )
    return contributions(rows, *sums)


def _baselines(case: Case) -> pl.LazyFrame:
    """Each unit's first score in the window around joining, with its instrument's scale."""
    since, until = pl.col("joined") - BEFORE_JOINING, pl.col("joined") + AFTER_JOINING
    return (
        scores(case)
        .filter(pl.col("assessed_on").is_between(since, until))
        .group_by(UNIT)
        .agg(pl.all().sort_by("assessed_on").first())
        .drop("joined")
        .rename({"assessed_on": "baseline_on", "score": "before"})
    )


CHANGE = Indicator(
    "wellbeing",
    (
        Measure("baseline_mean", Ratio("baseline", "n"), Unit.POINTS),
        Measure("followup_mean", Ratio("followup", "n"), Unit.POINTS),
        Measure("change_mean", Difference(Ratio("followup", "n"), Ratio("baseline", "n")), Unit.POINTS),
        Measure(
            "relative_pct",
            Relative(Ratio("followup_from_zero", "n_from_zero"), Ratio("baseline_from_zero", "n_from_zero")),
            Unit.PERCENT,
        ),
    ),
    change,
    Protection.MEAN,
    breakdown=BREAKDOWN,
    over=Over.GROWING,
)
DIRECTION = Indicator(
    "wellbeing",
    (
        Measure("share_better", Ratio("better", "n", 100), Unit.PERCENT),
        Measure("share_unchanged", Ratio("unchanged", "n", 100), Unit.PERCENT),
        Measure("share_worse", Ratio("worse", "n", 100), Unit.PERCENT),
    ),
    direction,
    Protection.SHARE,
    breakdown=BREAKDOWN,
    over=Over.GROWING,
)


def _number(key: str, contributes: Callable[[Case], pl.LazyFrame]) -> Indicator:
    measures = (Measure(key, Total("n"), Unit.PERSONS),)
    return Indicator("wellbeing", measures, contributes, Protection.SIZE_STOCK, breakdown=BREAKDOWN)


N_BASELINE = _number("n_baseline", with_baseline)
N_PAIRED = _number("n_paired", paired)
N_NO_FOLLOWUP = _number("n_no_followup", without_follow_up)
N_LEFT = _number("n_left", left)
INDICATORS = (CHANGE, DIRECTION, N_BASELINE, N_PAIRED, N_NO_FOLLOWUP, N_LEFT)
