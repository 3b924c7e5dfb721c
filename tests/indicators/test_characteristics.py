"""What figures are cut by: each family in one band of each characteristic."""

from datetime import date

import polars as pl
import pytest

from dashboard.indicators.characteristics import families
from tests.indicators.cases import Row, case

AS_OF = date(2026, 9, 30)
JOINED = date(2024, 5, 1)


def of_family(*persons: Row, **family: object) -> dict[str, object]:
    """The characteristics of one family that joined in 2024, with these persons."""
    row = {"family_id": "f", "area_id": "a", "joined_on": JOINED, "project_cohort": False, **family}
    people = [{"person_id": str(number), "family_id": "f", **person} for number, person in enumerate(persons)]
    return families(case(AS_OF, family=[row], person=people)).collect().row(0, named=True)


def child(birth_year: int, role: str = "child") -> Row:
    return {"role": role, "birth_year": birth_year}


def parent(years: float | None) -> Row:
    return {"role": "parent", "birth_year": 1985, "years_without_work": years}


@pytest.mark.parametrize(
    ("birth_year", "band"),
    [
        (2024, "0-5"),
        (2019, "0-5"),
        (2018, "6-11"),
        (2013, "6-11"),
        (2012, "12-17"),
        (2007, "12-17"),
        (2006, "other"),
    ],
)
def test_a_child_s_band_is_its_age_in_the_year_of_joining(birth_year: int, band: str) -> None:
    assert of_family(child(birth_year))["youngest_child"] == band


def test_the_youngest_decides_and_a_young_person_is_a_child_too() -> None:
    assert of_family(child(2008, "young"), child(2016))["youngest_child"] == "6-11"
    assert of_family(child(2008, "young"))["youngest_child"] == "12-17"


def test_a_child_born_after_joining_was_not_there_at_intake() -> None:
    assert of_family(child(2016), child(2025))["youngest_child"] == "6-11"


def test_a_family_without_children_is_other() -> None:
    assert of_family(parent(None))["youngest_child"] == "other"


@pytest.mark.parametrize(
    ("years", "band"), [(0.0, "0-4"), (4.9, "0-4"), (5.0, "5-9"), (9.9, "5-9"), (10.0, "10+")]
)
def test_years_without_work_are_banded_by_completed_years(years: float, band: str) -> None:
    assert of_family(parent(years))["years_without_work"] == band


def test_the_parent_longest_without_work_decides_among_those_stated() -> None:
    assert of_family(parent(2.0), parent(12.0))["years_without_work"] == "10+"
    assert of_family(parent(2.0), parent(None))["years_without_work"] == "0-4"
    assert of_family(parent(None))["years_without_work"] == "not_stated"


def test_a_family_that_has_not_begun_is_there_without_an_intake_year() -> None:
    row = of_family(joined_on=None)
    assert (row["family"], row["area"], row["intake_year"]) == ("f", "a", None)


def test_the_project_s_families_and_the_permanent_phase_s_are_two_cohorts() -> None:
    assert of_family(project_cohort=True)["cohort"] == "project"
    assert of_family(project_cohort=False)["cohort"] == "permanent"
    assert of_family()["intake_year"] == "2024"


def test_every_family_has_one_row_of_texts() -> None:
    two = case(AS_OF, family=[{"family_id": family, "joined_on": JOINED} for family in ("f1", "f2")])
    rows = families(two).collect()
    assert rows["family"].sort().to_list() == ["f1", "f2"]
    assert set(rows.dtypes) == {pl.String()}
