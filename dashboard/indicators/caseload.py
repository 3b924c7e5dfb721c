"""Caseload: how many families were offered the programme, joined, are in it and left.

A family is active on a day when joined ≤ day < ended. Offers, arrivals and exits are counted by month, closed
quarter, calendar year (the running one as far as its closed quarters go) and from the start to each quarter's
end. All of it is the programme's size; why families left is protected as a share of those that did.
"""

from collections.abc import Callable

import polars as pl

from dashboard.indicator import Indicator, Measure, Over, Protection, Ratio, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.membership import DAYS_A_MONTH, active_on, joined_by
from dashboard.indicators.periods import (
    day_label,
    month_ends,
    month_label,
    quarter_end,
    quarter_ends,
    quarter_label,
    to_day_label,
    year_label,
)
from data_access.case import Case

REASONS = ("completed", "moved", "withdrew", "other", "not stated")


def active(case: Case) -> pl.LazyFrame:
    """Families in the programme on the last day of each month (2026-09) and quarter (2026-09-30).

    Counted: families with joined ≤ day < ended. Unit: families.
    """
    months = _counted(active_on(case, month_ends(case)), month_label(pl.col("day")))
    quarters = _counted(active_on(case, quarter_ends(case)), day_label(pl.col("day")))
    return pl.concat([months, quarters])


def offered(case: Case) -> pl.LazyFrame:
    """Families offered the programme, by the day of the offer. Unit: families."""
    return _flow(case, case.family.select(family="family_id", on="offered_on"))


def joined(case: Case) -> pl.LazyFrame:
    """Families that joined, by the day they joined. Unit: families."""
    return _flow(case, _happened(case, "joined_on"))


def ended(case: Case) -> pl.LazyFrame:
    """Families that left, by the first day they were no longer in the programme. Unit: families."""
    return _flow(case, _happened(case, "ended_on"))


def declined(case: Case) -> pl.LazyFrame:
    """Families offered the programme that have not begun, by the day of the offer. Unit: families.

    Declined or still waiting: the data cannot tell. A month, quarter or year counts those who have not begun
    as the delivery stands; "to a day" those who had not begun by that day.
    """
    never = case.family.filter(pl.col("joined_on").is_null()).select(family="family_id", on="offered_on")
    begun = (pl.col("joined_on") <= pl.col("day")).fill_null(False)
    waiting = (
        case.family.join(quarter_ends(case), how="cross")
        .filter(pl.col("offered_on") <= pl.col("day"), ~begun)
        .select("day", family="family_id")
    )
    return pl.concat([*_in_periods(case, never), _counted(waiting, to_day_label(pl.col("day")))])


def ended_by_reason(case: Case) -> pl.LazyFrame:
    """Why families left, from the start to each quarter's end.

    Numerator: families that left for the reason; denominator: families that left, those without a stated
    reason included (category "not stated"). Units: families, percent.
    """
    left = joined_by(case, quarter_ends(case)).filter(pl.col("ended").is_not_null())
    stated = pl.col("reason").fill_null("not stated")
    rows = left.join(pl.LazyFrame({"category": REASONS}), how="cross").select(
        "family", "category", period=to_day_label(pl.col("day")), x=pl.col("category") == stated, n=1.0
    )
    return contributions(rows, "x", "n")


def waiting(case: Case) -> pl.LazyFrame:
    """Mean number of days from offer to joining.

    Numerator: days from offer to joining; denominator: families joined by the quarter's end, also those
    that left. Unit: days. Families that have not begun are in neither.
    """
    offers = case.family.select(family="family_id", offered="offered_on")
    days = (pl.col("joined") - pl.col("offered")).dt.total_days()
    begun = joined_by(case, quarter_ends(case)).join(offers, on="family")
    return contributions(
        begun.select("family", period=day_label(pl.col("day")), days=days, n=1.0), "days", "n"
    )


def time_in_programme(case: Case) -> pl.LazyFrame:
    """Mean number of months that the active families have been in the programme.

    Numerator: months of 30.4375 days from joining to the quarter's end; denominator: families active on that
    day. Unit: months. It says how long those here now have been here, not how long a course takes.
    """
    months = (pl.col("day") - pl.col("joined")).dt.total_days() / DAYS_A_MONTH
    here = active_on(case, quarter_ends(case))
    return contributions(
        here.select("family", period=day_label(pl.col("day")), months=months, n=1.0), "months", "n"
    )


def _happened(case: Case, day: str) -> pl.LazyFrame:
    """Joined families with the day of something that happened once, in a column `on`."""
    return case.family.filter(pl.col("joined_on").is_not_null(), pl.col(day).is_not_null()).select(
        family="family_id", on=day
    )


def _flow(case: Case, events: pl.LazyFrame) -> pl.LazyFrame:
    """Events (family, on) by month, quarter and year, and from the start to each quarter's end."""
    to_date = events.join(quarter_ends(case), how="cross").filter(pl.col("on") <= pl.col("day"))
    return pl.concat([*_in_periods(case, events), _counted(to_date, to_day_label(pl.col("day")))])


def _in_periods(case: Case, events: pl.LazyFrame) -> list[pl.LazyFrame]:
    on = pl.col("on")
    in_closed_quarter = events.filter(quarter_end(on) <= case.as_of)
    return [
        _counted(events.filter(on.dt.month_end() <= case.as_of), month_label(on)),
        _counted(in_closed_quarter, quarter_label(on)),
        _counted(in_closed_quarter, year_label(on)),
    ]


def _counted(families: pl.LazyFrame, period: pl.Expr) -> pl.LazyFrame:
    return contributions(families.select("family", period=period, n=1.0), "n")


def _size(key: str, contributes: Callable[[Case], pl.LazyFrame], protection: Protection) -> Indicator:
    over = Over.FLOW if protection is Protection.SIZE_FLOW else Over.STOCK
    return Indicator(
        "caseload", (Measure(key, Total("n"), Unit.FAMILIES),), contributes, protection, over=over
    )


ACTIVE = _size("active", active, Protection.SIZE_STOCK)
OFFERED = _size("offered", offered, Protection.SIZE_FLOW)
JOINED = _size("joined", joined, Protection.SIZE_FLOW)
DECLINED = _size("declined", declined, Protection.SIZE_FLOW)
ENDED = _size("ended", ended, Protection.SIZE_FLOW)
ENDED_BY_REASON = Indicator(
    "caseload",
    (
        Measure("ended", Total("x"), Unit.FAMILIES),
        Measure("ended_share", Ratio("x", "n", 100), Unit.PERCENT),
    ),
    ended_by_reason,
    Protection.SHARE,
    breakdown="reason",
    partition=True,
    over=Over.GROWING,
)
WAITING = Indicator(
    "caseload",
    (Measure("waiting_days_mean", Ratio("days", "n"), Unit.DAYS),),
    waiting,
    Protection.MEAN,
    characteristics=True,
    over=Over.GROWING,
)
TIME_IN_PROGRAMME = Indicator(
    "caseload",
    (Measure("months_in_programme_mean", Ratio("months", "n"), Unit.MONTHS),),
    time_in_programme,
    Protection.MEAN,
    characteristics=True,
)
INDICATORS = (ACTIVE, OFFERED, JOINED, DECLINED, ENDED, ENDED_BY_REASON, WAITING, TIME_IN_PROGRAMME)
