"""Months by their first day, and the days on which the stories are pinned."""

from collections.abc import Iterator
from datetime import date, timedelta

AS_OF = date(2026, 9, 30)
"""The last day the data are complete for."""
ANCHOR = date(2023, 6, 30)
"""The day the published figures speak of."""
REFORM = date(2025, 7, 1)
"""The benefit reform: codes from before end here."""


def first(day: date) -> date:
    return day.replace(day=1)


def add(day: date, months: int) -> date:
    """The first day of the month so many months from `day`'s."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def between(start: date, end: date) -> int:
    """Calendar months from `start`'s to `end`'s; negative when `end` lies before."""
    return (end.year - start.year) * 12 + end.month - start.month


def span(start: date, end: date) -> Iterator[date]:
    """First days of the months from `start`'s, that begin before `end`."""
    month = first(start)
    while month < end:
        yield month
        month = add(month, 1)


def later(day: date, months: float) -> date:
    """So many months of 30.4375 days after `day`."""
    return day + timedelta(days=round(months * 30.4375))


def share_of_month(month: date, start: date, end: date | None) -> float:
    """Which share of a month's days a spell [start, end) covers."""
    following = add(month, 1)
    covered = (min(end or following, following) - max(start, month)).days
    return max(0, covered) / (following - month).days
