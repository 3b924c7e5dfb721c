"""School attendance: absence by the ministry's formula, high absence, and the change around joining.

Only whole calendar months with at least one school day count; July has none. The official formula (STIL): a
pupil's percentage is absent days per school days; a group's is the mean of its pupils' percentages, weighted
by each pupil's months with registration. Source: uvm.dk, elevfravær.
"""

import polars as pl

from dashboard.indicator import Difference, Indicator, Measure, Over, Protection, Ratio, Relative, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.exposure import ACTIVE
from dashboard.indicators.periods import (
    closed_quarters,
    day_after,
    day_label,
    month_label,
    quarter_end,
    quarter_label,
    school_year_label,
)
from data_access.case import Case

ANY_MONTH = "any_month"
KINDS = ("illness", "permitted", "unlawful")


def pupil_months(case: Case) -> pl.LazyFrame:
    """A pupil's whole months with registration: school days, absent days in all and by kind, membership."""
    days = case.school_month.filter(pl.col("school_days") > 0, pl.col("month").dt.month_end() <= case.as_of)
    family = case.family.filter(pl.col("joined_on").is_not_null())
    return (
        days.join(case.person.select("person_id", "family_id"), on="person_id")
        .join(family.select("family_id", "joined_on", "ended_on"), on="family_id")
        .select(
            "month",
            "joined_on",
            "ended_on",
            family="family_id",
            pupil="person_id",
            days="school_days",
            illness="sick_days",
            permitted="permitted_days",
            unlawful="unlawful_days",
        )
        .with_columns(absent=pl.sum_horizontal(KINDS))
    )


def active_months(case: Case) -> pl.LazyFrame:
    """The months on whose last day the pupil's family is in the programme."""
    month_end = pl.col("month").dt.month_end()
    left = pl.col("ended_on") <= month_end
    active = (pl.col("joined_on") <= month_end) & ~left.fill_null(value=False)
    return pupil_months(case).filter(active).with_columns(variant=pl.lit(ACTIVE))


def _both_readings(case: Case) -> pl.LazyFrame:
    """The months in the programme, and beside them every delivered month (before joining, after leaving)."""
    return pl.concat([active_months(case), pupil_months(case).with_columns(variant=pl.lit(ANY_MONTH))])


def _per_pupil(months: pl.LazyFrame, period: pl.Expr) -> pl.LazyFrame:
    """A pupil's days, absent days and number of months in each period."""
    return months.group_by("family", "pupil", "variant", period=period).agg(
        pl.col("days", "absent", *KINDS).sum(), months=pl.len()
    )


def _mean(pupils: pl.LazyFrame, *breakdown: str) -> pl.LazyFrame:
    """A family's pupils added up: their percentages times their months, and their months."""
    percent = 100 * pl.col("absent") / pl.col("days")
    family = pupils.group_by("family", "variant", "period", *breakdown).agg(
        persons=pl.len(), pct_months=(percent * pl.col("months")).sum(), months=pl.col("months").sum()
    )
    return contributions(family, "pct_months", "months")


def school_year_absence(case: Case) -> pl.LazyFrame:
    """Per school year, in all and by kind of absence: Σ percentage x months per Σ months."""
    pupils = _per_pupil(_both_readings(case), school_year_label(pl.col("month")))
    by_kind = pupils.rename({"absent": "all"}).unpivot(
        ["all", *KINDS],
        index=["family", "pupil", "variant", "period", "days", "months"],
        variable_name="category",
        value_name="absent",
    )
    return _mean(by_kind, "category")


def month_absence(case: Case) -> pl.LazyFrame:
    """Per month in the programme: the mean of the pupils' percentages, each pupil weighing one month."""
    pupils = _per_pupil(active_months(case), month_label(pl.col("month")))
    return _mean(pupils)


def _share(pupils: pl.LazyFrame, counted: pl.Expr) -> pl.LazyFrame:
    """Of a family's pupils in each period (`n`) those that are counted (`x`)."""
    family = pupils.group_by("family", "variant", "period").agg(persons=pl.len(), n=pl.len(), x=counted.sum())
    return contributions(family, "x", "n")


def high_absence(case: Case) -> pl.LazyFrame:
    """Pupils absent on strictly more than 10 % of a complete school year's days, of all with registration.

    Compared in whole days: 22 of 220 is not over 10 %.
    """
    school_year_end = pl.col("month").dt.offset_by("-7mo").dt.truncate("1y").dt.offset_by("19mo")
    complete = _both_readings(case).filter(school_year_end <= day_after(case.as_of))
    pupils = _per_pupil(complete, school_year_label(pl.col("month")))
    return _share(pupils, 10 * pl.col("absent") > pl.col("days"))


def _unlawful(case: Case) -> pl.LazyFrame:
    """A family's pupils in each closed quarter (n), those from 10 and from 15 % up, and those in between."""
    closed = active_months(case).filter(quarter_end(pl.col("month")) <= case.as_of)
    pupils = _per_pupil(closed, quarter_label(pl.col("month")))
    ten, fifteen = (100 * pl.col("unlawful") >= least * pl.col("days") for least in (10, 15))
    return pupils.group_by("family", "variant", "period").agg(
        persons=pl.len(), n=pl.len(), ten=ten.sum(), fifteen=fifteen.sum(), between=(ten & ~fifteen).sum()
    )


def unlawful_10(case: Case) -> pl.LazyFrame:
    """Pupils with unlawful absence on at least 10 % of a closed quarter's days, of all with registration."""
    return contributions(_unlawful(case).rename({"ten": "x"}), "x", "n")


def unlawful_15(case: Case) -> pl.LazyFrame:
    """Pupils with unlawful absence on at least 15 % of a closed quarter's days, of all with registration.

    They are among those of at least 10 %: `between` is who the two figures differ by.
    """
    return contributions(_unlawful(case).rename({"fifteen": "x"}), "x", "n", "between")


def _before_joining(case: Case) -> pl.LazyFrame:
    """Pupils with registration in the 12 calendar months before the joining month; those months' figures."""
    joining = pl.col("joined_on").dt.month_start()
    before = pl.col("month").is_between(joining.dt.offset_by("-12mo"), joining, closed="left")
    return (
        pupil_months(case)
        .filter(before)
        .group_by("family", "pupil", "joined_on")
        .agg(pl.col("days", "absent").sum(), months=pl.len())
        .select(
            "family",
            "pupil",
            "joined_on",
            before_months="months",
            before_pct_months=100 * pl.col("absent") / pl.col("days") * pl.col("months"),
        )
    )


def _latest_year(case: Case) -> pl.LazyFrame:
    """Pupils' figures over the four quarters that end with `quarter`: the 12 months up to its last day."""
    windows = pl.date_ranges(pl.col("quarter"), pl.col("quarter").dt.offset_by("9mo"), interval="3mo")
    return (
        pupil_months(case)
        .group_by("pupil", quarter=pl.col("month").dt.truncate("1q"))
        .agg(pl.col("days", "absent").sum(), months=pl.len())
        .with_columns(quarter=windows)
        .explode("quarter")
        .group_by("pupil", "quarter")
        .agg(pl.col("days", "absent", "months").sum())
        .select(
            "pupil",
            "quarter",
            after_months="months",
            after_pct_months=100 * pl.col("absent") / pl.col("days") * pl.col("months"),
        )
    )


def _around_joining(case: Case) -> pl.LazyFrame:
    """Every pupil with a year before joining, at each closed quarter end; `not_yet` in the first year."""
    window_start = pl.col("quarter").dt.offset_by("-9mo")
    return (
        _before_joining(case)
        .with_columns(quarter=closed_quarters(pl.col("joined_on"), case.as_of))
        .explode("quarter")
        .join(_latest_year(case), on=["pupil", "quarter"], how="left")
        .with_columns(
            period=day_label(quarter_end(pl.col("quarter"))), not_yet=pl.col("joined_on") >= window_start
        )
    )


def absence_change(case: Case) -> pl.LazyFrame:
    """The 12 calendar months before the joining month against the latest 12 whole months, the same pupils.

    At each closed quarter end. Baseline: the months before the joining month, which belongs to neither side.
    Paired: pupils with at least one month on each side whose family joined before the latest 12 months began.
    Both sides by the official formula, each with its own months as weights.
    """
    paired = _around_joining(case).filter(~pl.col("not_yet"), pl.col("after_months").is_not_null())
    sums = ("before_pct_months", "before_months", "after_pct_months", "after_months")
    family = paired.group_by("family", "period").agg(pl.col(sums).sum(), persons=pl.len(), n=pl.len())
    return contributions(family, *sums, "n")


def _pupils(pupils: pl.LazyFrame) -> pl.LazyFrame:
    family = pupils.group_by("family", "period").agg(persons=pl.len(), n=pl.len())
    return contributions(family, "n")


def not_yet_followed_up(case: Case) -> pl.LazyFrame:
    """Pupils with a year before joining whose family joined within the latest 12 months: no follow-up yet."""
    return _pupils(_around_joining(case).filter(pl.col("not_yet")))


def without_follow_up(case: Case) -> pl.LazyFrame:
    """Pupils with a year before joining, due for follow-up, without registration in the latest 12 months."""
    return _pupils(_around_joining(case).filter(~pl.col("not_yet"), pl.col("after_months").is_null()))


_PERCENT = Ratio("pct_months", "months")
_SHARE = Ratio("x", "n", scale=100)
_BEFORE = Ratio("before_pct_months", "before_months")
_AFTER = Ratio("after_pct_months", "after_months")

SCHOOL_YEAR = Indicator(
    subject="absence",
    measures=(Measure("stil_pct", _PERCENT, Unit.PERCENT),),
    contributes=school_year_absence,
    protection=Protection.MEAN,
    breakdown="kind",  # every kind has the same pupils behind it: no partition of pupils
    characteristics=True,
    default_variant=ACTIVE,
)
MONTH = Indicator(
    subject="absence",
    measures=(Measure("month_pct", _PERCENT, Unit.PERCENT),),
    contributes=month_absence,
    protection=Protection.MEAN,
    default_variant=ACTIVE,
)
HIGH = Indicator(
    subject="absence",
    measures=(Measure("high_share", _SHARE, Unit.PERCENT),),
    contributes=high_absence,
    protection=Protection.SHARE,
    characteristics=True,
    default_variant=ACTIVE,
    same_families="absence.stil_pct",
)
UNLAWFUL_10 = Indicator(
    subject="absence",
    measures=(Measure("unlawful_10_share", _SHARE, Unit.PERCENT),),
    contributes=unlawful_10,
    protection=Protection.SHARE,
    default_variant=ACTIVE,
)
UNLAWFUL_15 = Indicator(
    subject="absence",
    measures=(Measure("unlawful_15_share", _SHARE, Unit.PERCENT),),
    contributes=unlawful_15,
    protection=Protection.SHARE,
    protects=("between",),
    default_variant=ACTIVE,
    same_families="absence.unlawful_10_share",
)
CHANGE = Indicator(
    subject="absence",
    measures=(
        Measure("before", _BEFORE, Unit.PERCENT),
        Measure("after", _AFTER, Unit.PERCENT),
        Measure("change_pp", Difference(_AFTER, _BEFORE), Unit.PERCENTAGE_POINTS),
        Measure("change_pct", Relative(_AFTER, _BEFORE), Unit.PERCENT),
        Measure("n_paired", Total("n"), Unit.PERSONS),
    ),
    contributes=absence_change,
    protection=Protection.MEAN,
    characteristics=True,
    over=Over.GROWING,
)
NOT_YET = Indicator(
    subject="absence",
    measures=(Measure("n_not_yet", Total("n"), Unit.PERSONS),),
    contributes=not_yet_followed_up,
    protection=Protection.SIZE_STOCK,
)
WITHOUT_FOLLOW_UP = Indicator(
    subject="absence",
    measures=(Measure("n_without_followup", Total("n"), Unit.PERSONS),),
    contributes=without_follow_up,
    protection=Protection.SIZE_STOCK,
)
INDICATORS = (SCHOOL_YEAR, MONTH, HIGH, UNLAWFUL_10, UNLAWFUL_15, CHANGE, NOT_YET, WITHOUT_FOLLOW_UP)
