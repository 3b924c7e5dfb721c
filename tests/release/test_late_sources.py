"""A figure of a period that an area's source has not come for says so: it is not one that nobody has."""

from datetime import date

import pytest

from dashboard.building import release
from dashboard.indicators import absence
from dashboard.stores.viewer import Level
from tests.indicators.cases import case
from tests.indicators.test_absence import months, school

AS_OF = date(2026, 9, 30)
LEVELS = {Level.INTERNAL: 3, Level.PUBLIC: 5}
FAMILIES = 6


def statuses(monkeypatch: pytest.MonkeyPatch, months_in_b: int, children_in_b: int = FAMILIES) -> list[str]:
    """Of area B's absence in June to September 2026: from January on there were data for so many months."""
    monkeypatch.setattr(release, "CATALOGUE", (absence.MONTH,))
    places = [(area, f"{area}{number}") for area in "ab" for number in range(FAMILIES)]
    pupils = {"a": FAMILIES, "b": children_in_b}
    given = case(
        AS_OF,
        area=[{"area_id": area, "started_on": date(2024, 1, 1), "is_origin": area == "a"} for area in "ab"],
        family=[{"family_id": name, "area_id": area, "joined_on": date(2024, 8, 1)} for area, name in places],
        person=[{"person_id": name, "family_id": name, "role": "child"} for _, name in places],
        school_month=[
            row
            for area, name in places
            if int(name[1:]) < pupils[area]
            for row in school(
                name, date(2026, 1, 1), 9 if area == "a" else months_in_b, days=20, ill=int(name[1:])
            )
        ],
    )
    cells = release.release(given, LEVELS).cells
    asked = [f"{month:%Y-%m}" for month in months(date(2026, 6, 1), 4)]
    there = {
        row["period"]: row["status"]
        for row in cells.iter_rows(named=True)
        if (row["area"], row["level"], row["cohort"], row["variant"])
        == ("b", "public", "all", absence.ACTIVE)
    }
    return [there[period] for period in asked]


def test_a_month_that_an_areas_source_has_not_come_for_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    assert statuses(monkeypatch, months_in_b=5) == ["late"] * 4


def test_a_source_is_late_after_three_months_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    assert statuses(monkeypatch, months_in_b=6)[1:] == ["late"] * 3
    assert statuses(monkeypatch, months_in_b=7)[2:] == ["not_measured"] * 2


def test_that_a_source_of_a_few_families_is_late_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert statuses(monkeypatch, months_in_b=5, children_in_b=4) == ["not_measured"] * 4
