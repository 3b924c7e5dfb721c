"""The case database as polars frames: what an indicator is given to count in."""

from dataclasses import dataclass
from datetime import date

import polars as pl


@dataclass(frozen=True)
class Case:
    """Every table of the case database, lazily, with the column types its table class states.

    Columns are named as in docs/case-database.md. Ids and enums are String, days Date, truth values Boolean,
    whole numbers Int64, other numbers Float64, money Decimal with two places.
    """

    as_of: date
    delivery_id: str
    area: pl.LazyFrame
    department: pl.LazyFrame
    team_member: pl.LazyFrame
    family: pl.LazyFrame
    contact_person: pl.LazyFrame
    person: pl.LazyFrame
    step: pl.LazyFrame
    step_spell: pl.LazyFrame
    instrument: pl.LazyFrame
    wellbeing_score: pl.LazyFrame
    school_month: pl.LazyFrame
    status_code: pl.LazyFrame
    status_spell: pl.LazyFrame
    cost: pl.LazyFrame
    comparison_cost: pl.LazyFrame
    programme_cost: pl.LazyFrame
    price_index: pl.LazyFrame
    published_figure: pl.LazyFrame
    reference_series: pl.LazyFrame
    event_note: pl.LazyFrame
    delivery: pl.LazyFrame
    delivery_warning: pl.LazyFrame
