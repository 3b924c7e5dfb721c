"""Families that cost round amounts, and what the programme cost: cases to add up savings in."""

from datetime import date
from decimal import Decimal

from dashboard.indicators import savings
from data_access.case import Case
from tests.indicators.cases import Row, case
from tests.indicators.unsuppressed import unsuppressed

AS_OF = date(2025, 12, 31)
TO_DATE = "to 2025-12-31"
JOINED = date(2025, 1, 20)

INDEX: list[Row] = [
    {"index_id": "nettopris", "year": 2020, "value": 100.0},
    {"index_id": "nettopris", "year": 2024, "value": 200.0},
    {"index_id": "nettopris", "year": 2025, "value": 200.0},
    {"index_id": "pl", "year": 2020, "value": 1.0},
]


def months(first: date, last: date) -> list[date]:
    indices = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(index // 12, index % 12 + 1, 1) for index in indices]


def cost(
    first: date,
    last: date,
    dkk: int,
    *,
    family: str = "f1",
    sector: str = "social",
    line: str = "care",
    year: int = 2025,
) -> list[Row]:
    """The same amount in every month from `first`'s to `last`'s; the gross amount is twice it."""
    return [
        {
            "family_id": family,
            "month": month,
            "sector": sector,
            "line": line,
            "gross_dkk": Decimal(2 * dkk),
            "municipal_dkk": Decimal(dkk),
            "price_year": year,
        }
        for month in months(first, last)
    ]


def family(
    name: str = "f1", joined_on: date = JOINED, ended_on: date | None = None, ended_reason: str | None = None
) -> Row:
    return {
        "family_id": name,
        "area_id": "a",
        "joined_on": joined_on,
        "ended_on": ended_on,
        "ended_reason": ended_reason,
        "project_cohort": True,
    }


def costing(*rows: Row, families: list[Row] | None = None, as_of: date = AS_OF, **tables: list[Row]) -> Case:
    return case(as_of, family=families or [family()], cost=rows, price_index=INDEX, **tables)


YEAR_BEFORE = cost(date(2024, 1, 1), date(2024, 12, 1), 1000)


def value(
    of: Case, key: str, period: str = TO_DATE, variant: str = "own/followed", sector: str = "all"
) -> float | None:
    return unsuppressed(savings.BEFORE_COST, key, of, period, variant, sector)


def comparison(dkk: int, families: int, line: str = "care") -> list[Row]:
    return [
        {
            "sector": "social",
            "line": line,
            "month": month,
            "families": families,
            "municipal_dkk": Decimal(dkk),
            "price_year": 2025,
        }
        for month in months(date(2025, 1, 1), date(2025, 2, 1))
    ]


def programme(*rows: tuple[str, date, str, str, int], as_of: date = AS_OF) -> Case:
    return case(
        as_of,
        price_index=INDEX,
        programme_cost=[
            {
                "area_id": area,
                "month": month,
                "kind": kind,
                "funding": funding,
                "dkk": Decimal(dkk),
                "price_year": 2025,
            }
            for area, month, kind, funding, dkk in rows
        ],
    )
