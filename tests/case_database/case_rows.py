"""Single rows of the case database, as plain as the rules allow; a test says what it changes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from data_access.codes import Household, Respondent, Role, Sector
from data_access.tables import (
    Area,
    Cost,
    Delivery,
    Family,
    Instrument,
    Person,
    SchoolMonth,
    Step,
    WellbeingScore,
)

DAY = date(2024, 2, 1)


def delivery(delivery_id: str = "d1") -> Delivery:
    return Delivery(delivery_id=delivery_id, delivered_at=datetime(2024, 3, 1), source="invented", as_of=DAY)


def area() -> Area:
    return Area(
        area_id="a", name_da="A", name_en="A", started_on=DAY, is_origin=True, provisional=False, sort=1
    )


def family(family_id: str = "f", **also: Any) -> Family:
    known: dict[str, Any] = {
        "area_id": "a",
        "offered_on": DAY,
        "household": Household.SINGLE,
        "project_cohort": True,
    }
    return Family(family_id=family_id, **{**known, **also})


def person(person_id: str = "p", family_id: str = "f", **also: Any) -> Person:
    return Person(person_id=person_id, family_id=family_id, role=Role.YOUNG, birth_year=2006, **also)


def cost(line: str, gross: str, municipal: str) -> Cost:
    return Cost(
        family_id="f",
        month=DAY,
        sector=Sector.SOCIAL,
        line=line,
        gross_dkk=Decimal(gross),
        municipal_dkk=Decimal(municipal),
        price_year=2024,
    )


def score(person_id: str | None, family_id: str = "f") -> WellbeingScore:
    return WellbeingScore(
        family_id=family_id,
        person_id=person_id,
        instrument_id="i",
        dimension="all",
        respondent=Respondent.STAFF,
        assessed_on=DAY,
        score=3.0,
    )


def instrument(scale_min: float = 0, scale_max: float = 10) -> Instrument:
    return Instrument(
        instrument_id="i",
        name_da="I",
        name_en="I",
        scale_min=scale_min,
        scale_max=scale_max,
        higher_is_better=True,
        relevant_change=1,
    )


def school(days: int, sick: int, *, month: date = DAY, unlawful: int = 0) -> SchoolMonth:
    return SchoolMonth(
        person_id="p",
        month=month,
        school_days=days,
        sick_days=sick,
        permitted_days=0,
        unlawful_days=unlawful,
    )


def step(number: int) -> Step:
    return Step(step_no=number, name_da="Et", name_en="One", provisional=True)
