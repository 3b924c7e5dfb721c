"""Caseload, on a handful of families one can count on the fingers."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest

from dashboard.indicator import Indicator
from dashboard.indicators import caseload, caseload_persons, caseload_staff
from data_access.case import Case
from tests.indicators.cases import Row, case
from tests.indicators.unsuppressed import keys, periods, unsuppressed

AS_OF = date(2024, 6, 30)
AREA = {"area_id": "a", "started_on": date(2024, 1, 1)}
JANUARY, MARCH, APRIL = date(2024, 1, 10), date(2024, 3, 31), date(2024, 4, 1)


def programme(*families: Row, as_of: date = AS_OF, **tables: Sequence[Row]) -> Case:
    """An area that started in 2024, with families offered a place on 1 January unless they say otherwise."""
    rows = [{"area_id": "a", "offered_on": date(2024, 1, 1), **family} for family in families]
    return case(as_of, area=[AREA], family=rows, **tables)


def test_a_family_is_active_from_the_day_it_joins_to_the_day_before_it_ends() -> None:
    stay = {"family_id": "f1", "joined_on": MARCH, "ended_on": date(2024, 5, 31)}
    assert periods(caseload.ACTIVE, programme(stay)) == {"2024-03", "2024-04", "2024-03-31"}


def test_a_family_that_ended_after_the_quarter_still_counts_on_its_last_day() -> None:
    three = programme(
        {"family_id": "stays", "joined_on": JANUARY},
        {"family_id": "leaves", "joined_on": JANUARY, "ended_on": APRIL},
        {"family_id": "waits"},
    )
    assert unsuppressed(caseload.ACTIVE, "active", three, "2024-03-31") == 2
    assert unsuppressed(caseload.ACTIVE, "active", three, "2024-06-30") == 1


@pytest.mark.parametrize(
    ("period", "families"), [("2024-01", 1), ("2024-04", 2), ("2024Q1", 1), ("2024Q2", 2), ("2024", 3)]
)
def test_arrivals_of_months_add_up_to_quarters_and_the_year(period: str, families: int) -> None:
    three = programme(
        {"family_id": "f1", "joined_on": JANUARY},
        {"family_id": "f2", "joined_on": APRIL},
        {"family_id": "f3", "joined_on": date(2024, 4, 30)},
    )
    assert unsuppressed(caseload.JOINED, "joined", three, period) == families


def test_a_count_from_the_start_grows_with_each_quarter() -> None:
    two = programme({"family_id": "f1", "joined_on": JANUARY}, {"family_id": "f2", "joined_on": APRIL})
    assert unsuppressed(caseload.JOINED, "joined", two, "to 2024-03-31") == 1
    assert unsuppressed(caseload.JOINED, "joined", two, "to 2024-06-30") == 2


def test_a_month_or_quarter_not_yet_over_has_no_figure() -> None:
    late = programme({"family_id": "f1", "joined_on": date(2024, 5, 2)}, as_of=date(2024, 5, 30))
    assert periods(caseload.JOINED, late) == set()
    assert periods(caseload.OFFERED, late) == {"2024-01", "2024Q1", "2024", "to 2024-03-31"}


def test_an_offer_not_taken_up_by_a_day_is_not_begun_on_that_day_only() -> None:
    """One never begins; one begins in the second quarter."""
    two = programme({"family_id": "never"}, {"family_id": "later", "joined_on": APRIL})
    assert unsuppressed(caseload.DECLINED, "declined", two, "to 2024-03-31") == 2
    assert unsuppressed(caseload.DECLINED, "declined", two, "to 2024-06-30") == 1
    assert unsuppressed(caseload.DECLINED, "declined", two, "2024Q1") == 1


def test_an_exit_counts_on_the_first_day_outside_the_programme() -> None:
    one = programme({"family_id": "f1", "joined_on": JANUARY, "ended_on": APRIL})
    assert periods(caseload.ENDED, one) == {"2024-04", "2024Q2", "2024", "to 2024-06-30"}


def test_an_exit_without_a_reason_is_shown_as_not_stated() -> None:
    """Three left: two of them moved, one says nothing; one has not left."""
    gone = {"joined_on": JANUARY, "ended_on": APRIL}
    four = programme(
        {"family_id": "f1", "ended_reason": "moved", **gone},
        {"family_id": "f2", "ended_reason": "moved", **gone},
        {"family_id": "f3", **gone},
        {"family_id": "f4", "joined_on": JANUARY},
    )
    shares = {
        reason: unsuppressed(caseload.ENDED_BY_REASON, "ended_share", four, "to 2024-06-30", category=reason)
        for reason in caseload.REASONS
    }
    assert shares == pytest.approx(
        {"moved": 200 / 3, "not stated": 100 / 3, "completed": 0, "withdrew": 0, "other": 0}
    )
    assert periods(caseload.ENDED_BY_REASON, four) == {"to 2024-06-30"}


def test_waiting_is_the_mean_of_days_from_offer_to_joining_of_those_who_joined() -> None:
    """10 and 20 days; who still waits is in neither sum."""
    three = programme(
        {"family_id": "f1", "joined_on": date(2024, 1, 11)},
        {"family_id": "f2", "joined_on": date(2024, 1, 21)},
        {"family_id": "f3"},
    )
    assert unsuppressed(caseload.WAITING, "waiting_days_mean", three, "2024-03-31") == 15


def test_time_in_the_programme_is_of_those_there_in_months_of_a_twelfth_year() -> None:
    """One has been there 487 days (16 months); one has left."""
    two = programme(
        {"family_id": "f1", "joined_on": date(2023, 3, 1)},
        {"family_id": "f2", "joined_on": JANUARY, "ended_on": MARCH},
    )
    key = "months_in_programme_mean"
    assert unsuppressed(caseload.TIME_IN_PROGRAMME, key, two, "2024-06-30") == pytest.approx(487 / 30.4375)


def household(family: str, *roles: str) -> list[Row]:
    return [
        {"person_id": f"{family}{number}", "family_id": family, "role": role}
        for number, role in enumerate(roles)
    ]


def test_persons_are_counted_by_role_in_families_there_and_in_all_that_joined() -> None:
    """A parent and two children stay; a parent and a young person have left."""
    five = programme(
        {"family_id": "f1", "joined_on": JANUARY},
        {"family_id": "f2", "joined_on": JANUARY, "ended_on": APRIL},
        person=household("f1", "parent", "child", "child") + household("f2", "parent", "young"),
    )
    active, joined = caseload_persons.PERSONS_ACTIVE, caseload_persons.PERSONS_JOINED
    assert unsuppressed(active, "persons_active", five, "2024-06-30") == 3
    assert unsuppressed(joined, "persons_joined", five, "2024-06-30") == 5
    by_role = {
        role: unsuppressed(
            caseload_persons.PERSONS_JOINED_BY_ROLE, "persons_joined", five, "2024-06-30", category=role
        )
        for role in caseload_persons.ROLES
    }
    assert by_role == {"parent": 2, "young": 1, "child": 2}


def test_the_persons_behind_a_share_by_role_are_all_in_the_family() -> None:
    """So that a family without young people stands in the denominator with its three persons."""
    one = programme(
        {"family_id": "f1", "joined_on": JANUARY}, person=household("f1", "parent", "child", "child")
    )
    rows = caseload_persons.persons_active_by_role(one).filter(pl.col("category") == "young").collect()
    assert rows.select("persons", "x", "n").unique().rows() == [(3, 0.0, 3.0)]


def contact(family: str, member: str, started: date = JANUARY, ended: date | None = None) -> Row:
    return {"family_id": family, "member_id": member, "started_on": started, "ended_on": ended}


def test_a_family_with_no_or_one_contact_person_that_day_has_fewer_than_two() -> None:
    """Two; one, the other gone that very day; none. One of three has what it should."""
    three = programme(
        *({"family_id": family, "joined_on": JANUARY} for family in ("two", "one", "none")),
        contact_person=[
            contact("two", "m1"),
            contact("two", "m2"),
            contact("one", "m1"),
            contact("one", "m2", ended=date(2024, 6, 30)),
        ],
    )
    few = caseload_staff.FEWER_THAN_TWO_CONTACTS
    assert unsuppressed(few, "fewer_than_two_contacts", three, "2024-06-30") == 2
    assert unsuppressed(few, "fewer_than_two_contacts_share", three, "2024-06-30") == pytest.approx(200 / 3)
    assert unsuppressed(few, "fewer_than_two_contacts", three, "2024-03-31") == 1


def test_families_per_post_sets_the_active_against_the_posts_of_the_day() -> None:
    """Three families and 1.5 posts, once the half post has begun and the third person gone."""
    team = [
        {"member_id": "m1", "area_id": "a", "fte": 1.0, "started_on": JANUARY},
        {"member_id": "m2", "area_id": "a", "fte": 0.5, "started_on": APRIL},
        {"member_id": "m3", "area_id": "a", "fte": 1.0, "started_on": JANUARY, "ended_on": APRIL},
    ]
    three = programme(
        *({"family_id": family, "joined_on": JANUARY} for family in ("f1", "f2", "f3")), team_member=team
    )
    last = caseload_staff.per_post(three).filter(pl.col("period") == "2024-06-30").collect()
    assert last.select("area", "families", "fte", "employees").rows() == [("a", 3.0, 1.5, 2.0)]


def test_families_per_contact_person_counts_a_family_with_each_of_its_two() -> None:
    """m1 has three families and m2 one: two each on average."""
    three = programme(
        *({"family_id": family, "joined_on": JANUARY} for family in ("f1", "f2", "f3")),
        contact_person=[contact("f1", "m1"), contact("f2", "m1"), contact("f3", "m1"), contact("f1", "m2")],
    )
    rows = caseload_staff.per_contact_person(three).filter(pl.col("period") == "2024-06-30").collect()
    assert rows.select("area", "pairs", "employees").rows() == [("a", 4.0, 2.0)]


def test_staff_figures_carry_an_area_and_nothing_of_a_family_or_department() -> None:
    columns = caseload_staff.per_post(programme()).collect_schema().names()
    assert "area" in columns
    assert not {"family", "member", "member_id", "department_id"} & set(columns)


@pytest.mark.parametrize(
    "indicator",
    [*caseload.INDICATORS, *caseload_persons.INDICATORS, caseload_staff.FEWER_THAN_TWO_CONTACTS],
)
def test_a_family_contributes_one_row_to_each_cell(indicator: Indicator) -> None:
    two = programme(
        {"family_id": "f1", "joined_on": JANUARY, "ended_on": APRIL},
        {"family_id": "f2", "joined_on": JANUARY},
        person=household("f1", "parent", "child") + household("f2", "parent"),
        contact_person=[contact("f2", "m1"), contact("f2", "m2")],
    )
    rows = keys(indicator, two)
    assert rows.height > 0 or indicator is caseload.DECLINED
    assert not rows.is_duplicated().any()
