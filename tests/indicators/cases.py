"""A small `Case` from a few rows, for examples one can add up in the head.

Rows are dicts; what a row does not say is empty, and a table nobody mentions has no rows:
`case(as_of=date(2026, 9, 30), family=[{"family_id": "f1", "area_id": "a", "joined_on": date(2024, 1, 1)}])`
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from data_access.case import Case

TEXT, DAY, TRUTH, WHOLE, NUMBER = pl.String(), pl.Date(), pl.Boolean(), pl.Int64(), pl.Float64()
MONEY = pl.Decimal(scale=2)

SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    "area": {
        "area_id": TEXT,
        "name_da": TEXT,
        "name_en": TEXT,
        "started_on": DAY,
        "is_origin": TRUTH,
        "provisional": TRUTH,
        "sort": WHOLE,
    },
    "department": {"department_id": TEXT, "name_da": TEXT, "name_en": TEXT},
    "team_member": {
        "member_id": TEXT,
        "area_id": TEXT,
        "department_id": TEXT,
        "fte": NUMBER,
        "started_on": DAY,
        "ended_on": DAY,
    },
    "family": {
        "family_id": TEXT,
        "area_id": TEXT,
        "offered_on": DAY,
        "joined_on": DAY,
        "ended_on": DAY,
        "ended_reason": TEXT,
        "household": TEXT,
        "project_cohort": TRUTH,
    },
    "contact_person": {"family_id": TEXT, "member_id": TEXT, "started_on": DAY, "ended_on": DAY},
    "person": {
        "person_id": TEXT,
        "family_id": TEXT,
        "role": TEXT,
        "birth_year": WHOLE,
        "sex": TEXT,
        "years_without_work": NUMBER,
    },
    "step": {
        "step_no": WHOLE,
        "name_da": TEXT,
        "name_en": TEXT,
        "description_da": TEXT,
        "description_en": TEXT,
        "provisional": TRUTH,
    },
    "step_spell": {"family_id": TEXT, "step_no": WHOLE, "entered_on": DAY, "left_on": DAY},
    "instrument": {
        "instrument_id": TEXT,
        "name_da": TEXT,
        "name_en": TEXT,
        "scale_min": NUMBER,
        "scale_max": NUMBER,
        "higher_is_better": TRUTH,
        "relevant_change": NUMBER,
    },
    "wellbeing_score": {
        "family_id": TEXT,
        "person_id": TEXT,
        "instrument_id": TEXT,
        "dimension": TEXT,
        "respondent": TEXT,
        "assessed_on": DAY,
        "score": NUMBER,
    },
    "school_month": {
        "person_id": TEXT,
        "month": DAY,
        "school_days": WHOLE,
        "sick_days": WHOLE,
        "permitted_days": WHOLE,
        "unlawful_days": WHOLE,
    },
    "status_code": {
        "status": TEXT,
        "name_da": TEXT,
        "name_en": TEXT,
        "category": TEXT,
        "is_youth_job": TRUTH,
        "valid_from": DAY,
        "valid_to": DAY,
    },
    "status_spell": {
        "person_id": TEXT,
        "status": TEXT,
        "started_on": DAY,
        "ended_on": DAY,
        "weekly_hours": NUMBER,
    },
    "cost": {
        "family_id": TEXT,
        "month": DAY,
        "sector": TEXT,
        "line": TEXT,
        "gross_dkk": MONEY,
        "municipal_dkk": MONEY,
        "price_year": WHOLE,
    },
    "comparison_cost": {
        "sector": TEXT,
        "line": TEXT,
        "month": DAY,
        "families": WHOLE,
        "municipal_dkk": MONEY,
        "price_year": WHOLE,
    },
    "programme_cost": {
        "area_id": TEXT,
        "month": DAY,
        "kind": TEXT,
        "funding": TEXT,
        "dkk": MONEY,
        "price_year": WHOLE,
    },
    "price_index": {"index_id": TEXT, "year": WHOLE, "value": NUMBER, "source": TEXT},
    "published_figure": {
        "figure_id": TEXT,
        "indicator": TEXT,
        "wording_da": TEXT,
        "wording_en": TEXT,
        "value": NUMBER,
        "unit": TEXT,
        "comparison": TEXT,
        "source": TEXT,
        "published_on": DAY,
        "cohort": TEXT,
        "as_of": DAY,
    },
    "reference_series": {"series": TEXT, "period": TEXT, "value": NUMBER, "unit": TEXT, "source": TEXT},
    "event_note": {
        "event_id": TEXT,
        "area_id": TEXT,
        "starts_on": DAY,
        "ends_on": DAY,
        "kind": TEXT,
        "text_da": TEXT,
        "text_en": TEXT,
    },
    "delivery": {"delivery_id": TEXT, "delivered_at": TEXT, "source": TEXT, "as_of": DAY, "note": TEXT},
    "delivery_warning": {"delivery_id": TEXT, "rule": TEXT, "table_name": TEXT, "family_id": TEXT},
}
"""The case database's columns with the types `Case` promises, in the order of docs/case-database.md."""

Row = Mapping[str, Any]


def case(as_of: date, **tables: Sequence[Row]) -> Case:
    """A case database that holds just these rows, complete up to and including `as_of`."""
    unknown = sorted(set(tables) - set(SCHEMAS))
    if unknown:
        raise KeyError(f"no such table: {unknown}")
    frames = {name: table(name, tables.get(name, ())) for name in SCHEMAS}
    return Case(as_of=as_of, delivery_id="test", **frames)


def table(name: str, rows: Sequence[Row]) -> pl.LazyFrame:
    """The rows with the table's own column types; a column the table does not have is an error."""
    schema = SCHEMAS[name]
    for row in rows:
        if unknown := sorted(set(row) - set(schema)):
            raise KeyError(f"{name} has no column {unknown}")
    return pl.LazyFrame([{column: row.get(column) for column in schema} for row in rows], schema=schema)
