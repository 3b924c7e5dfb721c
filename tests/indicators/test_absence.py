"""School attendance, on pupils whose days one can add up in the head."""

from datetime import date

import pytest

from dashboard.indicator import Indicator
from dashboard.indicators import absence
from data_access.case import Case
from tests.indicators.cases import Row, case
from tests.indicators.unsuppressed import keys, periods, unsuppressed

AS_OF = date(2026, 9, 30)
JOINED = date(2024, 8, 1)


def months(first: date, count: int) -> list[date]:
    start = first.year * 12 + first.month - 1
    return [date((start + step) // 12, (start + step) % 12 + 1, 1) for step in range(count)]


def school(
    pupil: str, first: date, count: int, *, days: int, ill: int = 0, permitted: int = 0, unlawful: int = 0
) -> list[Row]:
    return [
        {
            "person_id": pupil,
            "month": month,
            "school_days": days,
            "sick_days": ill,
            "permitted_days": permitted,
            "unlawful_days": unlawful,
        }
        for month in months(first, count)
    ]


def families(*rows: Row) -> list[Row]:
    return [{"area_id": "a", "project_cohort": True, "joined_on": JOINED, **row} for row in rows]


def children(**family_of: str) -> list[Row]:
    return [{"person_id": child, "family_id": family, "role": "child"} for child, family in family_of.items()]


def pupils(*rows: Row, joined_on: date = JOINED, as_of: date = AS_OF, ended_on: date | None = None) -> Case:
    """Two families of one child each, with these school months."""
    return case(
        as_of,
        family=families(
            {"family_id": "f1", "joined_on": joined_on, "ended_on": ended_on},
            {"family_id": "f2", "joined_on": joined_on},
        ),
        person=children(anna="f1", bo="f2"),
        school_month=rows,
    )


def test_a_group_s_absence_is_the_mean_of_its_pupils_weighted_by_their_months() -> None:
    """The ministry's example: 10 of 200 days in 10 months (5 %), 30 of 100 in 5 (30 %): (50 + 150) / 15."""
    two = pupils(
        *school("anna", date(2024, 8, 1), 10, days=20, ill=1),
        *school("bo", date(2024, 8, 1), 5, days=20, ill=6),
    )
    assert unsuppressed(absence.SCHOOL_YEAR, "stil_pct", two, "2024/25", "active") == pytest.approx(
        13 + 1 / 3
    )


def test_the_three_kinds_add_up_to_the_whole() -> None:
    one = pupils(*school("anna", date(2024, 9, 1), 1, days=20, ill=1, permitted=2, unlawful=3))
    shares = [
        unsuppressed(absence.SCHOOL_YEAR, "stil_pct", one, "2024/25", "active", kind)
        for kind in ("illness", "permitted", "unlawful", "all")
    ]
    assert shares == pytest.approx([5, 10, 15, 30])


def test_a_month_weighs_every_pupil_alike() -> None:
    """10 % and 30 % are 20 %, though 2 of 20 and 3 of 10 days are 5 of 30."""
    two = pupils(
        *school("anna", date(2024, 9, 1), 1, days=20, ill=2),
        *school("bo", date(2024, 9, 1), 1, days=10, ill=3),
    )
    assert unsuppressed(absence.MONTH, "month_pct", two, "2024-09", "active") == pytest.approx(20)


def test_a_month_without_school_days_or_not_yet_over_is_no_month() -> None:
    one = pupils(
        *school("anna", date(2026, 8, 1), 1, days=0),
        *school("anna", date(2026, 9, 1), 1, days=20, ill=2),
        as_of=date(2026, 9, 29),
    )
    assert periods(absence.MONTH, one) == set()
    whole = pupils(
        *school("anna", date(2026, 8, 1), 1, days=0), *school("anna", date(2026, 9, 1), 1, days=20)
    )
    assert periods(absence.MONTH, whole) == {"2026-09"}


def test_a_month_counts_when_the_family_is_in_the_programme_on_its_last_day() -> None:
    """Joined on 1 August 2024, left on 31 October: August and September; any_month has all four."""
    one = pupils(*school("anna", date(2024, 7, 1), 4, days=10), ended_on=date(2024, 10, 31))
    assert periods(absence.MONTH, one) == {"2024-08", "2024-09"}
    rows = absence.SCHOOL_YEAR.contributes(one).collect()
    weights = {row["variant"] + " " + row["period"]: row["months"] for row in rows.to_dicts()}
    assert weights == {"active 2024/25": 2, "any_month 2024/25": 3, "any_month 2023/24": 1}


@pytest.mark.parametrize(("absent", "share"), [(22, 0), (23, 100)])
def test_high_absence_is_strictly_more_than_ten_percent_in_whole_days(absent: int, share: float) -> None:
    one = pupils(
        *school("anna", date(2024, 8, 1), 10, days=21, ill=2),
        *school("anna", date(2025, 6, 1), 1, days=10, ill=absent - 20),
    )
    assert unsuppressed(absence.HIGH, "high_share", one, "2024/25", "active") == share


def test_high_absence_waits_for_the_school_year_to_be_complete() -> None:
    year = school("anna", date(2024, 8, 1), 11, days=20, ill=5)
    assert periods(absence.HIGH, pupils(*year, as_of=date(2025, 7, 30))) == set()
    assert periods(absence.HIGH, pupils(*year, as_of=date(2025, 7, 31))) == {"2024/25"}


@pytest.mark.parametrize(
    ("unlawful", "from_10", "from_15"), [(1, 0, 0), (2, 100, 0), (3, 100, 100)], ids=["5 %", "10 %", "15 %"]
)
def test_unlawful_absence_counts_from_the_limit_itself(unlawful: int, from_10: float, from_15: float) -> None:
    one = pupils(*school("anna", date(2024, 9, 1), 1, days=20, ill=9, unlawful=unlawful))
    assert unsuppressed(absence.UNLAWFUL_10, "unlawful_10_share", one, "2024Q3", "active") == from_10
    assert unsuppressed(absence.UNLAWFUL_15, "unlawful_15_share", one, "2024Q3", "active") == from_15


def test_unlawful_absence_waits_for_the_quarter_to_close() -> None:
    rows = school("anna", date(2026, 7, 1), 2, days=20, unlawful=4)
    assert periods(absence.UNLAWFUL_10, pupils(*rows, as_of=date(2026, 9, 29))) == set()
    assert periods(absence.UNLAWFUL_10, pupils(*rows, as_of=date(2026, 9, 30))) == {"2026Q3"}


def around_joining() -> Case:
    """Anna: 20 % before, 15 % after. Bo: 10 % before in half as many months, 15 % after."""
    return pupils(
        *school("anna", date(2024, 2, 1), 2, days=20, ill=4),
        *school("bo", date(2024, 2, 1), 1, days=20, ill=2),
        *school("anna", date(2024, 8, 1), 1, days=20, ill=20),  # the joining month: on neither side
        *school("anna", date(2026, 9, 1), 1, days=20, ill=3),
        *school("bo", date(2026, 9, 1), 1, days=20, ill=3),
    )


def test_the_change_is_paired_and_each_side_weighted_by_its_own_months() -> None:
    """Before (2 x 20 + 10) / 3 = 16.67, after 15: -1.67 points, -10 %."""
    day = "2026-09-30"
    values = {
        key: unsuppressed(absence.CHANGE, key, around_joining(), day)
        for key in ("before", "after", "change_pp", "change_pct", "n_paired")
    }
    expected = {"before": 50 / 3, "after": 15, "change_pp": -5 / 3, "change_pct": -10, "n_paired": 2}
    assert values == pytest.approx(expected)


def test_a_pupil_without_months_on_one_side_is_not_paired() -> None:
    one = pupils(
        *school("anna", date(2024, 2, 1), 1, days=20),
        *school("bo", date(2026, 9, 1), 1, days=20),
    )
    assert unsuppressed(absence.CHANGE, "n_paired", one, "2026-09-30") is None
    assert unsuppressed(absence.WITHOUT_FOLLOW_UP, "n_without_followup", one, "2026-09-30") == 1


def test_registration_more_than_a_year_before_joining_is_no_baseline() -> None:
    one = pupils(*school("anna", date(2023, 7, 1), 1, days=20), *school("anna", date(2026, 9, 1), 1, days=20))
    assert periods(absence.CHANGE, one) == set()


def test_a_family_is_followed_up_once_it_joined_before_the_latest_twelve_months() -> None:
    """Joined on 1 August 2024. On 30 June 2025 the latest year began in July 2024: not yet.

    On 30 September 2025 it began on 1 October 2024, after joining: due. A year on, it has no registration.
    """
    one = pupils(*school("anna", date(2024, 2, 1), 1, days=20), *school("anna", date(2025, 9, 1), 1, days=20))
    not_yet, change = periods(absence.NOT_YET, one), periods(absence.CHANGE, one)
    assert not_yet == {"2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30"}
    assert change == {"2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30"}
    assert periods(absence.WITHOUT_FOLLOW_UP, one) == {"2026-09-30"}


def test_siblings_are_one_family_with_two_persons() -> None:
    two = case(
        AS_OF,
        family=families({"family_id": "f1"}),
        person=children(anna="f1", bo="f1"),
        school_month=[
            *school("anna", date(2024, 9, 1), 1, days=20),
            *school("bo", date(2024, 9, 1), 1, days=20),
        ],
    )
    rows = absence.MONTH.contributes(two).collect()
    assert rows.select("family", "persons").to_dicts() == [{"family": "f1", "persons": 2}]


@pytest.mark.parametrize("indicator", absence.INDICATORS, ids=lambda indicator: indicator.measures[0].key)
def test_a_family_contributes_once_to_a_cell(indicator: Indicator) -> None:
    rows = keys(indicator, around_joining())
    assert not rows.is_empty()
    assert not rows.is_duplicated().any()
