"""The quality of the data behind a release: counted at its release, hidden like any figure, seen at home."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.building.quality import Row, quality
from dashboard.stores.viewer import Level
from data_access import read_case, read_only_engine
from data_access.tables import CaseTable, DeliveryWarning, SchoolMonth
from tests.case_database.case_rows import DAY, area, delivery, family, person
from tests.case_database.databases import store
from tests.pages.frame import may_open, signed_in, words_of

LEVELS = {Level.INTERNAL: 3, Level.PUBLIC: 5}


def warned(number: int, rule: str = "school_gap") -> DeliveryWarning:
    return DeliveryWarning(
        delivery_id="d1", rule=rule, table_name="school_month", row_no=number + 2, family_id=f"f{number}"
    )


def rows_of(url: str, *own: CaseTable, families: int = 10) -> list[Row]:
    joined = [family(f"f{number}", joined_on=DAY) for number in range(families)]
    persons = [person(f"p{number}", f"f{number}") for number in range(families)]
    store(url, delivery(), area(), *joined, *persons, *own)
    return quality(read_case(read_only_engine(url)), LEVELS)


def cells(rows: list[Row], part: str, of: str, level: Level) -> dict[str, Any]:
    """What is told of a source or rule, by area: the count, or why there is none."""
    chosen = [row for row in rows if (row["part"], row["of"], row["level"]) == (part, of, level.value)]
    return {row["area"]: row["families"] if row["status"] == "shown" else row["status"] for row in chosen}


@pytest.mark.parametrize(
    ("warnings", "internal", "public"),
    [
        (2, {"a": "few"}, {"a": "few"}),
        (4, {"a": 4, "all": 4}, {"a": "few"}),
        (6, {"a": 6, "all": 6}, {"a": "withheld"}),
        (8, {"a": "withheld"}, {"a": "withheld"}),
        (10, {"a": 10, "all": 10}, {"a": 10, "all": 10}),
    ],
)
def test_families_with_a_warning_are_counted_only_where_few_stand_on_neither_side(
    sqlite_url: str, warnings: int, internal: dict[str, Any], public: dict[str, Any]
) -> None:
    rows = rows_of(sqlite_url, *map(warned, range(warnings)))
    assert cells(rows, "warning", "school_gap", Level.INTERNAL) == internal
    assert cells(rows, "warning", "school_gap", Level.PUBLIC) == public


def test_two_warnings_of_one_family_are_one_family(sqlite_url: str) -> None:
    twice = [warned(number) for number in (0, 1, 2, 0, 0)]
    assert cells(rows_of(sqlite_url, *twice), "warning", "school_gap", Level.INTERNAL)["a"] == 3


def test_a_source_is_as_new_as_the_last_month_with_enough_families(sqlite_url: str) -> None:
    def month(number: int, first: date) -> SchoolMonth:
        return SchoolMonth(
            person_id=f"p{number}", month=first, school_days=9, sick_days=0, permitted_days=0, unlawful_days=0
        )

    many = [month(number, date(2024, 1, 1)) for number in range(5)]
    few = [month(number, date(2024, 2, 1)) for number in range(3)]
    rows = rows_of(sqlite_url, *many, *few)
    fresh = {
        row["level"]: row["month"]
        for row in rows
        if (row["part"], row["of"], row["area"]) == ("freshness", "school_month", "a")
    }
    assert fresh == {"internal": "2024-02", "public": "2024-01"}


def test_what_concerns_a_table_names_no_families(sqlite_url: str) -> None:
    whole = DeliveryWarning(delivery_id="d1", rule="table_not_delivered", table_name="cost")
    rows = [row for row in rows_of(sqlite_url, whole) if row["of"] == "table_not_delivered"]
    assert [(row["area"], row["families"], row["subject"]) for row in rows] == [("all", None, "savings")] * 2


def test_an_area_with_fewer_than_k_families_tells_nothing(sqlite_url: str) -> None:
    rows = rows_of(sqlite_url, warned(0), warned(1), families=2)
    assert {row["status"] for row in rows if row["part"] != "freshness"} == {"withheld"}
    assert {row["status"] for row in rows if row["part"] == "freshness"} == {"few"}


def at_quality(user: str) -> AppTest:
    session = signed_in(user)
    session.run()
    return session.switch_page("../pages/data_quality.py").run()


@pytest.mark.usefixtures("served_release")
def test_the_head_sees_every_area_and_a_manager_the_own() -> None:
    assert may_open("leder", "data_quality")
    assert may_open("omraade-b", "data_quality")
    assert not may_open("evaluator", "data_quality")
    head, manager = at_quality("leder"), at_quality("omraade-b")
    assert not head.exception
    assert not manager.exception
    columns = [set(session.main.table[1].value.columns) for session in (head, manager)]
    assert len(columns[0]) > len(columns[1]) == 3
    assert "komplette til og med" in words_of(manager)
