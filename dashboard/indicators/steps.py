"""Steps: where the active families stand, when they first came there, who stays long, who moved back.

A step is a position, not a score. A family's *current step* is that of its open spell entered last (the
higher number where two began on one day); without an open spell it stands on none, which is shown. A spell's
`left_on` and the family's `ended_on` are the first day they do not cover.
"""

from datetime import timedelta

import polars as pl

from dashboard.indicator import Indicator, Measure, Over, Protection, Ratio, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.membership import active_on, joined_by, open_on
from dashboard.indicators.periods import (
    day_label,
    month_ends,
    month_label,
    quarter_end,
    quarter_ends,
    quarter_label,
    to_day_label,
)
from data_access.case import Case

STEPS = tuple(range(1, 8))
NONE = "none"
PLACES = (*map(str, STEPS), NONE)
LONG_STAY = timedelta(days=180)
"""A family is long in its step when it entered it strictly more than this ago.

The figure's key and words say 180 too: a threshold that could be set would leave the file of figures wrong.
"""


def current(case: Case) -> pl.LazyFrame:
    """Families by current step on the last day of each month (2026-09) and quarter (2026-09-30).

    Numerator: families whose current step it is; denominator: families active that day; those without an open
    spell stand on "none". Units: families, percent.
    """
    here = pl.col("place").eq_missing(pl.col("step"))
    return _standing(case, "latest", here)


def any_open(case: Case) -> pl.LazyFrame:
    """The same with a family on each of its open steps: the steps add up to more than the families."""
    nowhere = pl.col("steps").is_null()
    among = pl.col("steps").list.contains(pl.col("place"))
    here = pl.when(pl.col("place").is_null()).then(nowhere).otherwise(among.fill_null(False))
    return _standing(case, "any_open", here)


def first_arrivals(case: Case) -> pl.LazyFrame:
    """Families that came to a step for the first time in a quarter, by the step itself.

    Numerator: families whose first spell in the step began in the quarter (one that began before joining: in
    the quarter of joining); denominator: families in the programme on any day of the quarter. Units:
    families, percent. Spells that begin after the family left do not count.
    """
    there = joined_by(case, quarter_ends(case)).filter(
        pl.col("ended").is_null() | (pl.col("ended") >= pl.col("day").dt.truncate("1q"))
    )
    first = (
        spells(case).group_by("family", "step").agg(pl.max_horizontal("entered", "joined").min().alias("on"))
    )
    arrived = pl.col("on").is_not_null() & (quarter_end(pl.col("on")) == pl.col("day"))
    rows = there.join(pl.LazyFrame({"step": STEPS}), how="cross").join(
        first, on=["family", "step"], how="left"
    )
    return contributions(
        rows.select(
            "family",
            category=pl.col("step").cast(pl.String),
            period=quarter_label(pl.col("day")),
            x=arrived.fill_null(False),
            n=1.0,
        ),
        "x",
        "n",
    )


def long_stays(case: Case) -> pl.LazyFrame:
    """Families that have been on their current step for more than 180 days.

    Numerator: active families whose current step's spell was entered strictly more than 180 days before the
    quarter's last day; denominator: active families, those on no step too (leaving them out would tell how
    many they are). Units: families, percent.
    """
    rows = _open_steps(case, quarter_ends(case)).select(
        "family",
        variant=pl.lit("latest"),
        period=day_label(pl.col("day")),
        x=(pl.col("day") - pl.col("since") > LONG_STAY).fill_null(False),
        n=1.0,
    )
    return contributions(rows, "x", "n")


def moved_back(case: Case) -> pl.LazyFrame:
    """Families that have moved back at least once, from the start to each quarter's end.

    Numerator: families with a spell in a lower step than the one entered just before; denominator: families
    joined by that day, those that left included. Units: families, percent.
    """
    before = pl.col("step").shift(1).over("family", order_by=["entered", "step"])
    back = spells(case).filter(pl.col("step") < before).group_by("family").agg(pl.col("entered").min())
    rows = joined_by(case, quarter_ends(case)).join(back, on="family", how="left")
    moved = (pl.col("entered") <= pl.col("day")).fill_null(False)
    return contributions(rows.select("family", period=to_day_label(pl.col("day")), x=moved, n=1.0), "x", "n")


def spells(case: Case) -> pl.LazyFrame:
    """Joined families' step spells that began before or on the day they left.

    Columns: family, joined, step, entered, until (the first day not on the step: left it or the programme).
    """
    families = case.family.filter(pl.col("joined_on").is_not_null())
    counts = pl.col("ended_on").is_null() | (pl.col("entered_on") <= pl.col("ended_on"))
    return (
        case.step_spell.join(families, on="family_id")
        .filter(counts)
        .select(
            family="family_id",
            joined="joined_on",
            step="step_no",
            entered="entered_on",
            until=pl.min_horizontal("left_on", "ended_on"),
        )
    )


def _open_steps(case: Case, days: pl.LazyFrame) -> pl.LazyFrame:
    """Active families with what they stand on. Columns: day, family, steps, step and since (null on none)."""
    entered, step = pl.col("entered_on"), pl.col("step_no")
    families = active_on(case, days).select("day", "family")
    standing = (
        families.join(case.step_spell, left_on="family", right_on="family_id")
        .filter(open_on("entered_on", "left_on"))
        .group_by("day", "family")
        .agg(steps=step, step=step.sort_by(entered, step).last(), since=entered.max())
    )
    return families.join(standing, on=["day", "family"], how="left")


def _standing(case: Case, variant: str, here: pl.Expr) -> pl.LazyFrame:
    """A row for each active family and place, at month-ends and quarter ends; `here`: does it stand there?"""
    places = pl.LazyFrame({"category": PLACES, "place": [*STEPS, None]})
    days = [(month_ends(case), month_label), (quarter_ends(case), day_label)]
    frames = [
        _open_steps(case, ends)
        .join(places, how="cross")
        .select("family", "category", variant=pl.lit(variant), period=label(pl.col("day")), x=here, n=1.0)
        for ends, label in days
    ]
    return contributions(pl.concat(frames), "x", "n")


def _families_and_share(key: str) -> tuple[Measure, ...]:
    return (
        Measure(key, Total("x"), Unit.FAMILIES),
        Measure(f"{key}_share", Ratio("x", "n", 100), Unit.PERCENT),
    )


CURRENT = Indicator(
    "steps",
    _families_and_share("current"),
    current,
    Protection.SHARE,
    breakdown="step",
    partition=True,
    default_variant="latest",
    same_families="caseload.months_in_programme_mean",
)
CURRENT_ANY_OPEN = Indicator(
    "steps",
    _families_and_share("current"),
    any_open,
    Protection.SHARE,
    breakdown="step",
    default_variant="latest",
    same_families="caseload.months_in_programme_mean",
)
FIRST_ARRIVALS = Indicator(
    "steps", _families_and_share("first_arrivals"), first_arrivals, Protection.SHARE, breakdown="step"
)
LONG_STAYS = Indicator(
    "steps",
    _families_and_share("over_180_days"),
    long_stays,
    Protection.SHARE,
    characteristics=True,
    default_variant="latest",
)
MOVED_BACK = Indicator(
    "steps",
    _families_and_share("moved_back"),
    moved_back,
    Protection.SHARE,
    characteristics=True,
    over=Over.GROWING,
    same_families="caseload.waiting_days_mean",
)
INDICATORS = (CURRENT, CURRENT_ANY_OPEN, FIRST_ARRIVALS, LONG_STAYS, MOVED_BACK)
