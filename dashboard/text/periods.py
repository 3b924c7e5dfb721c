"""A period's label in words: 2026-09 is september 2026, 2026Q3 is 3. kvartal 2026."""

import re
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date

from dashboard.text.words import Text

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})Q([1-4])")
_YEAR = re.compile(r"\d{4}")
_SCHOOL_YEAR = re.compile(r"\d{4}/\d{2}")
_DAY = re.compile(r"(?:(to|baseline|now) )?(\d{4}-\d{2}-\d{2})")
_SINCE_JOINING = re.compile(r"m(\d+)")


KEPT = 5_000
"""Labels whose words are kept: a release has some hundreds, in two languages."""


def month(first: date, text: Text) -> str:
    """marts 2025"""
    return str(format_date(first, "MMMM y", locale=text.locale))


def day(when: date, text: Text) -> str:
    """30. september 2026"""
    return str(format_date(when, "long", locale=text.locale))


@lru_cache(KEPT)
def _parts(label: str, text: Text) -> tuple[str, str]:
    """The kind of period, and its name without a preposition."""
    if found := _DAY.fullmatch(label):
        return found[1] or "day", day(date.fromisoformat(found[2]), text)
    if found := _MONTH.fullmatch(label):
        return "month", month(date(int(found[1]), int(found[2]), 1), text)
    if found := _QUARTER.fullmatch(label):
        first = date(int(found[1]), int(found[2]) * 3 - 2, 1)
        return "quarter", str(format_date(first, "QQQQ y", locale=text.locale))
    if found := _SINCE_JOINING.fullmatch(label):
        return "months_since_joining", found[1]
    return ("school_year" if _SCHOOL_YEAR.fullmatch(label) else "year"), label


def period(label: str, text: Text) -> str:
    """As it stands in a table: marts 2025 · 2023/24 · til 30. september 2026 · 12 måneder efter start."""
    kind, name = _parts(label, text)
    return text(f"period.{kind}.name", name=name)


def itself(label: str, text: Text) -> str:
    """Without the word for how it counts: 31. marts 2026, also for everything to that day."""
    found = _DAY.fullmatch(label)
    return day(date.fromisoformat(found[2]), text) if found else period(label, text)


def in_period(label: str, text: Text) -> str:
    """As it stands in a sentence: i marts 2025 · i skoleåret 2023/24 · den 30. september 2026."""
    kind, name = _parts(label, text)
    return text(f"period.{kind}.within", name=name)


@lru_cache(KEPT)
def tick(label: str, text: Text) -> str:
    """As short as an axis needs it: mar. 2025 · 3. kvt. 2026 · 2023/24 · sep. 2026 for a day · 12 mdr."""
    if found := _DAY.fullmatch(label):
        return str(format_date(date.fromisoformat(found[2]), "MMM y", locale=text.locale))
    if found := _MONTH.fullmatch(label):
        return str(format_date(date(int(found[1]), int(found[2]), 1), "MMM y", locale=text.locale))
    if found := _QUARTER.fullmatch(label):
        return text("period.tick.quarter", quarter=found[2], year=found[1])
    return text("period.tick.months", n=label.removeprefix("m")) if label.startswith("m") else label


def in_order(labels: set[str]) -> list[str]:
    """Labels of one kind from the earliest to the latest; m6 before m12, ved start before nu."""
    return sorted(labels, key=place)


@lru_cache(KEPT)
def place(label: str) -> tuple[str, ...]:
    """What orders labels of one kind."""
    return tuple(part.zfill(4) for part in re.split(r"(\d+)", label))


def is_unfinished(label: str, as_of: str) -> bool:
    """Does a month, quarter, year or school year go on after the last day of the data?"""
    last_day = date.fromisoformat(as_of)
    kinds = (_MONTH, _QUARTER, _SCHOOL_YEAR, _YEAR)
    if not any(kind.fullmatch(label) for kind in kinds):
        return False
    return period_of(last_day, label) <= label and period_of(last_day + timedelta(1), label) <= label


def without_gaps(labels: set[str]) -> list[str]:
    """Labels in order, with those in between that have no cell: an axis of time has a place for each."""
    known = in_order(labels)
    if not known or _SINCE_JOINING.fullmatch(known[0]):
        return known
    first, last = (_end(label) for label in (known[0], known[-1]))
    ends = (date(year, month, 28) for year in range(first.year, last.year + 1) for month in range(1, 13))
    between = (period_of(end, known[0]) for end in ends if first <= end <= last)
    return in_order({*labels, *between})


def _end(label: str) -> date:
    """A day late in the period, in its last month."""
    if found := _DAY.fullmatch(label):
        return date.fromisoformat(found[2]).replace(day=28)
    if found := _MONTH.fullmatch(label):
        return date(int(found[1]), int(found[2]), 28)
    if found := _QUARTER.fullmatch(label):
        return date(int(found[1]), int(found[2]) * 3, 28)
    first = int(label[:4])
    return date(first + 1, 7, 28) if _SCHOOL_YEAR.fullmatch(label) else date(first, 12, 28)


def period_of(when: date, like: str) -> str:
    """The label, of the same kind as `like`, of the period that holds a day; "" for months since joining."""
    if _MONTH.fullmatch(like):
        return f"{when:%Y-%m}"
    if _QUARTER.fullmatch(like):
        return f"{when.year}Q{(when.month + 2) // 3}"
    if _SCHOOL_YEAR.fullmatch(like):
        first = when.year - (when.month < 8)
        return f"{first}/{(first + 1) % 100:02}"
    if found := _DAY.fullmatch(like):
        ends = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
        prefix = f"{found[1]} " if found[1] else ""
        return f"{prefix}{when.year}-{ends[(when.month + 2) // 3]}"
    return "" if _SINCE_JOINING.fullmatch(like) else str(when.year)
