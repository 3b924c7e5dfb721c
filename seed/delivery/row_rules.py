"""Rules that one row can break by itself, declared: the rule, the table, the column to look at, and when."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import polars as pl

from seed.delivery.contract import TABLES, Kind

LARGE_OERE = 1_000_000_000
"""More than 10 million kroner in one row is looked at twice."""

OLDEST = 1920


class RowRule(NamedTuple):
    """`is_broken` is true of a row that breaks the rule; what is empty breaks none."""

    rule: str
    table: str
    column: str
    is_broken: pl.Expr


SPELLS = {
    "contact_person": ("started_on", "ended_on"),
    "team_member": ("started_on", "ended_on"),
    "step_spell": ("entered_on", "left_on"),
    "status_spell": ("started_on", "ended_on"),
    "event_note": ("starts_on", "ends_on"),
    "status_code": ("valid_from", "valid_to"),
}
"""The first day of each kind of spell, and the first that it does not cover."""

HAPPENED = {
    "family": ("offered_on", "joined_on", "ended_on"),
    "wellbeing_score": ("assessed_on",),
    "school_month": ("month",),
    "cost": ("month",),
    "comparison_cost": ("month",),
    "programme_cost": ("month",),
    **{table: days for table, days in SPELLS.items() if table != "status_code"},
}
"""Days on which something happened: none lies after the last day the data are complete to."""

_ABSENCE = ("sick_days", "permitted_days", "unlawful_days")


def row_rules(as_of: date | None) -> Iterator[RowRule]:
    """Every rule over one row; those that need the delivery's last day only where it is known."""
    yield from _of_families()
    yield from _of_spells()
    yield from _of_school()
    yield from _of_money()
    yield from _of_numbers()
    if as_of is not None:
        yield from _of_days(as_of)


def _of_families() -> Iterator[RowRule]:
    offered, joined, ended = map(pl.col, HAPPENED["family"])
    yield RowRule("joined_before_offered", "family", "joined_on", joined < offered)
    yield RowRule("ended_before_joined", "family", "ended_on", ended < joined)
    yield RowRule("ended_without_joining", "family", "ended_on", ended.is_not_null() & joined.is_null())
    reason = pl.col("ended_reason")
    yield RowRule("reason_without_end", "family", "ended_reason", reason.is_not_null() & ended.is_null())


def _of_spells() -> Iterator[RowRule]:
    for table, (start, end) in SPELLS.items():
        yield RowRule("ends_before_start", table, end, pl.col(end) < pl.col(start))
    for table in ("step", "step_spell"):
        yield RowRule("seven_steps", table, "step_no", ~pl.col("step_no").is_between(1, 7))


def _of_school() -> Iterator[RowRule]:
    school_days = pl.col("school_days")
    yield RowRule("school_days", "school_month", "school_days", ~school_days.is_between(0, 31))
    for days in _ABSENCE:
        yield RowRule("absence", "school_month", days, pl.col(days) < 0)
    too_many = sum(map(pl.col, _ABSENCE), pl.lit(0)) > school_days
    yield RowRule("absence", "school_month", "school_days", too_many)
    yield RowRule("july", "school_month", "month", pl.col("month").dt.month() == 7)


def _of_money() -> Iterator[RowRule]:
    gross, municipal = pl.col("gross_dkk"), pl.col("municipal_dkk")
    opposed = ((gross < 0) & (municipal > 0)) | ((gross > 0) & (municipal < 0))
    over = (municipal.abs() > gross.abs()) | opposed
    yield RowRule("municipal_over_gross", "cost", "municipal_dkk", over)
    for table in TABLES.values():
        for column in table.columns:
            if column.kind is Kind.MONEY:
                is_large = pl.col(column.name).abs() > LARGE_OERE
                yield RowRule("large_amount", table.name, column.name, is_large)
            if column.name == "month":
                yield RowRule("first_of_month", table.name, "month", pl.col("month").dt.day() != 1)


def _of_numbers() -> Iterator[RowRule]:
    yield RowRule("fte", "team_member", "fte", ~pl.col("fte").is_between(0, 1.5))
    yield RowRule("weekly_hours", "status_spell", "weekly_hours", ~pl.col("weekly_hours").is_between(0, 60))
    yield RowRule("years_without_work", "person", "years_without_work", pl.col("years_without_work") < 0)
    yield RowRule("born_before_1920", "person", "birth_year", pl.col("birth_year") < OLDEST)
    yield RowRule("scale_order", "instrument", "scale_max", pl.col("scale_min") >= pl.col("scale_max"))
    yield RowRule("relevant_change", "instrument", "relevant_change", pl.col("relevant_change") < 0)
    yield RowRule("families", "comparison_cost", "families", pl.col("families") < 1)
    yield RowRule("index_value", "price_index", "value", pl.col("value") <= 0)


def _of_days(as_of: date) -> Iterator[RowRule]:
    for table, days in HAPPENED.items():
        for day in days:
            yield RowRule("after_as_of", table, day, pl.col(day) > as_of)
    yield RowRule("born_after_as_of", "person", "birth_year", pl.col("birth_year") > as_of.year)
    delivered = pl.col("delivered_at").dt.date()
    yield RowRule("delivered_before_as_of", "delivery", "delivered_at", delivered < as_of)
