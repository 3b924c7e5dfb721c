"""What is wrong with a delivery, one row a problem, and which rules refuse it and which only warn."""

from collections.abc import Iterable
from enum import StrEnum

import polars as pl

ROW = "#row"
"""The number of a record in its file; the header is row 1. No delivered column can have this name."""

PROBLEM = pl.Schema(
    {
        "table": pl.String(),
        "row": pl.Int64(),
        "column": pl.String(),
        "value": pl.String(),
        "rule": pl.String(),
        "wanted": pl.String(),
        "family_id": pl.String(),
    }
)
"""Where, what stood there, which rule it breaks, what was wanted instead, and the family it concerns."""


class Severity(StrEnum):
    """An error stops the whole delivery; a warning is stored with it."""

    ERROR = "error"
    WARNING = "warning"


WARNINGS = frozenset(
    {
        "table_not_delivered",
        "few_contacts",
        "large_amount",
        "born_before_1920",
        "ends_with_months",
        "code_not_valid",
        "open_after_end",
        "no_baseline",
        "school_gap",
    }
)

ERRORS = frozenset(
    {
        # the files
        "unknown_table",
        "delivered_twice",
        "missing_table",
        "unreadable",
        "no_header",
        "unknown_column",
        "column_twice",
        "missing_column",
        "encoding",
        "quotes",
        "fields",
        # the cells
        "cpr",
        "formula",
        "control_sign",
        "empty",
        "whole",
        "number",
        "money",
        "day",
        "moment",
        "flag",
        "code",
        # the rows
        "key_twice",
        "reference",
        "one_delivery",
        "delivered_before_as_of",
        "after_as_of",
        "born_after_as_of",
        "first_of_month",
        "joined_before_offered",
        "ended_before_joined",
        "ended_without_joining",
        "reason_without_end",
        "ends_before_start",
        "fte",
        "weekly_hours",
        "years_without_work",
        "seven_steps",
        "scale_order",
        "relevant_change",
        "school_days",
        "absence",
        "july",
        "municipal_over_gross",
        "families",
        "index_value",
        # rows of several tables together
        "person_of_another_family",
        "score_off_scale",
        "spells_overlap",
        "no_parent",
        "not_joined",
        "many_contacts",
        "price_year",
        # the delivery before this one
        "id_reused",
        "older",
    }
)

RULES = ERRORS | WARNINGS
"""Every rule, by the name its words have in the language files."""


def severity(rule: str) -> Severity:
    return Severity.WARNING if rule in WARNINGS else Severity.ERROR


def problem(
    rule: str,
    table: str,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    wanted: str | None = None,
) -> pl.DataFrame:
    """One problem, as a frame of one row."""
    return pl.DataFrame([(table, row, column, value, rule, wanted, None)], schema=PROBLEM, orient="row")


def together(problems: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All problems, each place and rule once, errors first, then in the order of the files."""
    found = pl.concat([pl.DataFrame(schema=PROBLEM), *problems])
    order = pl.col("rule").is_in(list(WARNINGS))
    return found.unique(["table", "row", "column", "rule"], keep="first", maintain_order=True).sort(
        order, "table", "row", "column", "rule", nulls_last=True
    )
