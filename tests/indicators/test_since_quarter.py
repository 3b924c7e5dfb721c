"""How much a figure has moved since the quarter before, on families one can count."""

from datetime import date

import polars as pl
import pytest

from dashboard.building.groups import prepared
from dashboard.indicator import Unit
from dashboard.indicators import caseload, employment, since_quarter
from data_access.case import Case
from tests.indicators.cases import Row, case
from tests.indicators.unsuppressed import unsuppressed

WORK = since_quarter.since_quarter(employment.IN_EDUCATION_OR_EMPLOYMENT, "in_education_or_employment")
KEY = "in_education_or_employment_since_quarter"
SUMMER = "2024-09-30"


def working(**since: date | None) -> Case:
    """One parent a family; `since` says when each found work. Families a, b, c joined in May, d in August."""
    homes = [(name, date(2024, 8, 1) if name == "d" else date(2024, 5, 1)) for name in since]
    spells: list[Row] = []
    for name, joined in homes:
        spells.append({"person_id": name, "status": "help", "started_on": joined})
        if since[name]:
            spells.append({"person_id": name, "status": "job", "started_on": since[name]})
    return case(
        date(2024, 9, 30),
        area=[{"area_id": "x", "started_on": date(2024, 5, 1)}],
        family=[{"family_id": name, "area_id": "x", "joined_on": joined} for name, joined in homes],
        person=[{"person_id": name, "family_id": name, "role": "parent"} for name, _ in homes],
        status_code=[
            {"status": "help", "category": "other_benefit", "is_youth_job": False},
            {"status": "job", "category": "ordinary_part", "is_youth_job": False},
        ],
        status_spell=spells,
    )


def moved(of: Case, period: str = SUMMER) -> float | None:
    return unsuppressed(WORK, KEY, of, period, "joined")


def of_second_quarter(of: Case) -> pl.DataFrame:
    """The contributions as they are counted: without the first quarter's."""
    rows = WORK.contributes(of).collect()
    return prepared(rows, WORK, 3, rows["period"].to_list())


def test_a_change_since_the_quarter_before_is_this_quarters_figure_minus_that() -> None:
    """Of a, b, c: a works in June, a and b in September: from 33.3 to 66.7 %."""
    assert moved(working(a=date(2024, 6, 1), b=date(2024, 8, 1), c=None)) == pytest.approx(100 / 3)


def test_a_family_that_came_in_between_is_in_the_latter_figure_alone() -> None:
    """a works all along; d, who came in August, does not: from 1 of 1 to 1 of 2."""
    assert moved(working(a=date(2024, 5, 1), d=None)) == pytest.approx(-50)


def test_the_first_quarter_has_none_before_it() -> None:
    assert set(of_second_quarter(working(a=None))["period"]) == {SUMMER}


def test_every_family_is_one_row_and_a_percentage_moves_in_points() -> None:
    rows = of_second_quarter(working(a=None, b=None, d=None))
    assert rows.height == 3 * 2  # three families in two readings
    assert not rows.select("family", "variant", "category", "period").is_duplicated().any()
    assert WORK.measures[0].unit is Unit.PERCENTAGE_POINTS


def test_a_count_has_no_change_with_chance_in_it() -> None:
    with pytest.raises(TypeError, match="not formed of sums"):
        since_quarter.since_quarter(caseload.ACTIVE, "active")
