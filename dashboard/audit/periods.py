"""What a flow's period is made of: months, or quarters where months are not released."""

from functools import lru_cache

from dashboard.indicators.periods import last_day

FIRST_YEAR = 2000
YEAR = len("2026")


@lru_cache(maxsize=10_000)
def parts_of(period: str, *, by_month: bool) -> tuple[str, ...]:
    """The months (2026-09) or quarters (2026Q3) in a period; a month holds no quarter."""
    last = last_day(period)
    if last is None:
        return (period,)
    until = last.year * 12 + last.month
    months = _length(period, until)
    if by_month:
        return tuple(_month(number) for number in range(until - months + 1, until + 1))
    if months < 3:
        return ()
    return tuple(_quarter(number) for number in range(until - months + 3, until + 1, 3))


def to_date(period: str) -> bool:
    """Does it run from the start?"""
    return period.startswith("to ")


def last_part(period: str, *, by_month: bool) -> str:
    """The last of the smallest periods in one; none of a year, which may still be running."""
    parts = parts_of(period, by_month=by_month)
    return parts[-1] if parts and len(period) != YEAR else ""


def _length(period: str, until: int) -> int:
    if to_date(period):
        return until - FIRST_YEAR * 12
    if "Q" in period:
        return 3
    return 12 if len(period) == YEAR else 1


def _month(number: int) -> str:
    year, month = divmod(number - 1, 12)
    return f"{year}-{month + 1:02}"


def _quarter(last_month: int) -> str:
    year, month = divmod(last_month - 1, 12)
    return f"{year}Q{month // 3 + 1}"
