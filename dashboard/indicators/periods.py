"""The periods a figure is published for: whole months, closed quarters, school years; never an open one."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from data_access.case import Case


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def next_month(first: date) -> date:
    """The first day of the month after the one that begins on `first`."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def whole_months(start: date, as_of: date) -> list[date]:
    """First days of the calendar months from `start`'s to the last that had ended by `as_of`."""
    months, month = [], start.replace(day=1)
    while next_month(month) <= day_after(as_of):
        months.append(month)
        month = next_month(month)
    return months


def month_end(first: date) -> date:
    return next_month(first) - timedelta(days=1)


def closed_quarter_ends(start: date, as_of: date) -> list[date]:
    """Last days of the calendar quarters that had ended by `as_of`, from the one that holds `start`."""
    return [month_end(month) for month in whole_months(start, as_of) if month.month % 3 == 0]


def quarter_end_day(day: date) -> date:
    """The last day of the quarter that holds `day`."""
    return month_end(date(day.year, (day.month + 2) // 3 * 3, 1))


def month_label(column: pl.Expr) -> pl.Expr:
    """2026-09"""
    return column.dt.strftime("%Y-%m")


def quarter_label(column: pl.Expr) -> pl.Expr:
    """2026Q3"""
    return pl.concat_str(column.dt.year(), pl.lit("Q"), column.dt.quarter())


def school_year_label(column: pl.Expr) -> pl.Expr:
    """2025/26, from August to July."""
    first = column.dt.year() - (column.dt.month() < 8).cast(pl.Int32)
    return pl.concat_str(first, pl.lit("/"), ((first + 1) % 100).cast(pl.String).str.zfill(2))


def year_label(column: pl.Expr) -> pl.Expr:
    """2026"""
    return column.dt.strftime("%Y")


def day_label(column: pl.Expr) -> pl.Expr:
    """2026-09-30: the state on that day."""
    return column.dt.strftime("%Y-%m-%d")


def to_day_label(column: pl.Expr) -> pl.Expr:
    """to 2026-09-30: everything from the start to that day."""
    return pl.concat_str(pl.lit("to "), day_label(column))


def month_ends(case: Case) -> pl.LazyFrame:
    """Column `day`: last days of the whole months from the first area's start to the delivery's last day."""
    first = pl.col("started_on").min().dt.month_start()
    months = case.area.select(pl.date_ranges(first, pl.lit(case.as_of), "1mo").alias("day")).explode("day")
    return months.select(pl.col("day").dt.month_end()).filter(pl.col("day") <= case.as_of)


def quarter_ends(case: Case) -> pl.LazyFrame:
    """Column `day`: last days of the closed quarters, the days on which as-of figures are taken."""
    return month_ends(case).filter(pl.col("day").dt.month() % 3 == 0)


def months_held(since: pl.Expr, until: pl.Expr) -> pl.Expr:
    """First days of the months on whose last day the spell [since, until) holds, as a list."""
    return pl.date_ranges(since.dt.month_start(), until.dt.month_start(), interval="1mo", closed="left")


def closed_quarters(since: pl.Expr, as_of: date) -> pl.Expr:
    """First days of the quarters from `since`'s to the last that had ended by `as_of`, as a list."""
    running = pl.lit(day_after(as_of)).dt.truncate("1q")
    return pl.date_ranges(since.dt.truncate("1q"), running, interval="3mo", closed="left")


def quarter_end(column: pl.Expr) -> pl.Expr:
    """The last day of the calendar quarter a day lies in."""
    return column.dt.truncate("1q").dt.offset_by("2mo").dt.month_end()


CUTS = {
    "month": r"^\d{4}-\d\d$",
    "quarter": r"^\d{4}Q\d$",
    "year": r"^\d{4}$",
    "school_year": r"^\d{4}/\d\d$",
    "day": r"^\d{4}-\d\d-\d\d$",
    "to_date": r"^to \d{4}-\d\d-\d\d$",
    "baseline": r"^baseline \d{4}-\d\d-\d\d$",
    "now": r"^now \d{4}-\d\d-\d\d$",
    "months_since_joining": r"^m\d+$",
}
"""The kinds of period a figure is published for, each with the form of its label."""


def cut_of(period: pl.Expr) -> pl.Expr:
    """The kind of period a label names."""
    return pl.coalesce(pl.when(period.str.contains(form)).then(pl.lit(name)) for name, form in CUTS.items())


def state_days(labels: Iterable[str]) -> dict[str, str]:
    """Of labels that are of a month or a day, the day: a month's state is that of its last day."""
    return {label: str(last_day(label)) for label in labels if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", label)}


def last_day(label: str) -> date | None:
    """The last day a period covers; none for a month since joining."""
    digits = label.split(" ")[-1]
    if label.startswith("m"):
        return None
    if "Q" in digits:
        year, quarter = digits.split("Q")
        return month_end(date(int(year), 3 * int(quarter), 1))
    if "/" in digits:
        return date(int(digits[:4]) + 1, 7, 31)
    parts = [int(part) for part in digits.split("-")]
    if len(parts) == 3:
        return date(*parts)
    return month_end(date(parts[0], parts[1] if len(parts) == 2 else 12, 1))
