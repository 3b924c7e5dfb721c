"""Work and education, on parents and young people one can count on one hand."""

from datetime import date

import pytest

from dashboard.indicator import Indicator
from dashboard.indicators import employment, employment_since_joining, youth_jobs
from data_access.case import Case
from tests.indicators.cases import Row, case
from tests.indicators.unsuppressed import keys, periods, unsuppressed

AS_OF = date(2026, 9, 30)
DAY = "2026-09-30"
JOINED = date(2024, 5, 10)

CODES: list[Row] = [
    {"status": code, "category": category, "is_youth_job": youth}
    for code, category, youth in [
        ("full", "ordinary_full", False),
        ("part", "ordinary_part", False),
        ("flex", "flexjob", False),
        ("study", "education", False),
        ("retired", "pension", False),
        ("old_help", "other_benefit", False),
        ("new_help", "other_benefit", False),
        ("saturday", "ordinary_part", True),
    ]
]


def spell(person: str, status: str, started_on: date = JOINED, ended_on: date | None = None) -> Row:
    return {"person_id": person, "status": status, "started_on": started_on, "ended_on": ended_on}


def family(name: str, *, ended_on: date | None = None, ended_reason: str | None = None) -> Row:
    return {
        "family_id": name,
        "area_id": "a",
        "joined_on": JOINED,
        "ended_on": ended_on,
        "ended_reason": ended_reason,
        "project_cohort": True,
    }


def persons(role: str, **family_of: str) -> list[Row]:
    return [{"person_id": name, "family_id": home, "role": role} for name, home in family_of.items()]


def parents(*spells: Row, families: list[Row] | None = None, as_of: date = AS_OF) -> Case:
    """Ann and Ben are parents of f1, Cat of f2, Dan of f3."""
    return case(
        as_of,
        family=families or [family("f1"), family("f2"), family("f3")],
        person=[
            *persons("parent", ben="f1", cat="f2", dan="f3"),
            {"person_id": "ann", "family_id": "f1", "role": "parent", "years_without_work": 3.0},
        ],
        status_code=CODES,
        status_spell=spells,
    )


def share(of: Case, variant: str = "joined", period: str = DAY) -> float | None:
    indicator, key = employment.IN_EDUCATION_OR_EMPLOYMENT, "in_education_or_employment"
    return unsuppressed(indicator, key, of, period, variant)


def status(of: Case, category: str, period: str = DAY) -> float | None:
    return unsuppressed(employment.STATUS, "status_share", of, period, "joined", category)


def test_half_the_parents_are_in_education_or_employment_and_pension_is_neither() -> None:
    four = parents(
        spell("ann", "flex"), spell("ben", "study"), spell("cat", "retired"), spell("dan", "new_help")
    )
    assert share(four) == 50
    assert [status(four, category) for category in employment.HIERARCHY] == [0, 0, 25, 25, 25, 25, 0]


def test_two_of_three_of_those_are_in_part_time_or_flexjob() -> None:
    """Full time and education stand in the denominator too; benefits do not."""
    four = parents(
        spell("ann", "flex"), spell("ben", "part"), spell("cat", "study"), spell("dan", "new_help")
    )
    value = unsuppressed(employment.PART_OR_FLEX_OF_THOSE, "part_or_flex_of_those", four, DAY, "joined")
    assert value == pytest.approx(200 / 3)


def test_the_highest_open_status_counts_by_the_printed_hierarchy() -> None:
    one = parents(spell("ann", "new_help"), spell("ann", "study"), spell("ann", "part"))
    assert status(one, "ordinary_part") == 100


def test_a_spell_s_end_is_its_first_day_not_covered() -> None:
    ended = parents(spell("ann", "full", ended_on=date(2026, 9, 30)))
    running = parents(spell("ann", "full", ended_on=date(2026, 10, 1)), as_of=date(2026, 10, 31))
    assert (status(ended, "ordinary_full"), status(ended, "none")) == (0, 100)
    assert status(running, "ordinary_full") == 100


def test_without_a_status_a_parent_is_none_after_any_spell_and_else_not_measured() -> None:
    """Ann was in work once, Ben never had a spell: one parent measured, with no status."""
    one = parents(spell("ann", "full", date(2020, 1, 1), date(2021, 1, 1)), families=[family("f1")])
    assert status(one, "none") == 100
    unknown = unsuppressed(employment.NOT_MEASURED, "parents_not_measured", one, DAY, "joined")
    assert unknown == 1


def test_a_later_spell_does_not_make_an_earlier_day_measured() -> None:
    one = parents(spell("ann", "full", date(2026, 8, 1)), families=[family("f1")])
    months = periods(employment.STATUS, one)
    assert months == {"2026-08", "2026-09", "2026-09-30"}


def test_leaving_cannot_improve_the_figure_but_active_families_alone_can_be_chosen() -> None:
    """Dan's family left without work; Cat works: half of those who joined, all of those still in."""
    left = [family("f2"), family("f3", ended_on=date(2025, 1, 1), ended_reason="withdrew")]
    two = parents(spell("cat", "full"), spell("dan", "old_help"), families=left)
    assert share(two, "joined") == 50
    assert share(two, "active") == 100


def test_a_family_that_left_later_still_counts_as_in_on_the_day() -> None:
    left = [family("f2"), family("f3", ended_on=date(2025, 1, 1), ended_reason="withdrew")]
    two = parents(spell("cat", "full"), spell("dan", "old_help"), families=left)
    assert share(two, "active", "2024-12-31") == 50


def test_after_moving_away_a_parent_is_not_measured_rather_than_without_work() -> None:
    moved = [family("f2"), family("f3", ended_on=date(2025, 1, 1), ended_reason="moved")]
    two = parents(spell("cat", "full"), spell("dan", "full", ended_on=date(2025, 1, 1)), families=moved)
    assert share(two) == 100
    assert unsuppressed(employment.NOT_MEASURED, "parents_not_measured", two, DAY, "joined") == 1
    assert unsuppressed(employment.NOT_MEASURED, "parents_not_measured", two, "2024-12-31", "joined") is None


def test_a_youth_job_is_no_parent_s_status() -> None:
    one = parents(spell("ann", "saturday"), spell("ann", "new_help"), families=[family("f1")])
    assert status(one, "ordinary_part") == 0
    assert status(one, "other_benefit") == 100


def test_every_month_end_has_a_figure_and_every_quarter_end_another_label() -> None:
    one = parents(spell("ann", "full"), families=[family("f1")], as_of=date(2024, 8, 15))
    assert periods(employment.STATUS, one) == {"2024-05", "2024-06", "2024-06-30", "2024-07"}


def since_joining(of: Case, month: str) -> list[float | None]:
    indicator = employment_since_joining.SINCE_JOINING
    key = indicator.measures[0].key
    groups = employment_since_joining.GROUPS
    return [unsuppressed(indicator, key, of, month, "joined", group) for group in groups]


def test_statuses_since_joining_are_those_so_many_months_after_the_joining_month() -> None:
    """Joined in May 2024: m0 is 31 May, m3 is 31 August. Ben works from August, Cat retires in July."""
    four = parents(
        spell("ann", "old_help"),
        spell("ben", "old_help", ended_on=date(2024, 8, 1)),
        spell("ben", "part", date(2024, 8, 1)),
        spell("cat", "retired", date(2024, 7, 1)),
        spell("dan", "study"),
    )
    assert since_joining(four, "m0") == pytest.approx([0, 100 / 3, 0, 200 / 3])  # cat is not known yet
    assert since_joining(four, "m3") == [25, 25, 25, 25]


def test_who_left_stays_among_the_statuses_since_joining_and_who_moved_away_does_not() -> None:
    left = family("f2", ended_on=date(2024, 7, 1), ended_reason="withdrew")
    moved = family("f3", ended_on=date(2024, 7, 1), ended_reason="moved")
    three = parents(
        spell("ann", "part"),
        spell("ben", "part"),
        spell("cat", "old_help"),
        spell("dan", "part"),
        families=[family("f1"), left, moved],
    )
    assert since_joining(three, "m0") == [75, 0, 0, 25]
    assert since_joining(three, "m3") == pytest.approx([200 / 3, 0, 0, 100 / 3])


def test_a_month_that_has_not_come_yet_is_no_month_since_joining() -> None:
    soon = parents(spell("ann", "part"), as_of=date(2024, 8, 30))
    assert periods(employment_since_joining.SINCE_JOINING, soon) == {"m0"}


def test_years_without_work_are_a_mean_over_those_who_stated_them() -> None:
    """6 and 12 years, one silent: 9 years, one not stated; the silent one is not counted as 0."""
    stated = case(
        AS_OF,
        family=[family("f1"), family("f2")],
        person=[
            {"person_id": "ann", "family_id": "f1", "role": "parent", "years_without_work": 6.0},
            {"person_id": "ben", "family_id": "f1", "role": "parent"},
            {"person_id": "cat", "family_id": "f2", "role": "parent", "years_without_work": 12.0},
        ],
    )
    assert unsuppressed(employment.YEARS, "years_without_work", stated, DAY) == 9
    assert unsuppressed(employment.YEARS_NOT_STATED, "years_not_stated", stated, DAY) == 1


def young(*spells: Row) -> Case:
    return case(
        AS_OF,
        family=[family("f1"), family("f2", ended_on=date(2025, 1, 1), ended_reason="moved")],
        person=[
            *persons("young", eva="f1", finn="f1", gry="f2"),
            *persons("child", hans="f1"),
            *persons("young", iben="f2"),
        ],
        status_code=CODES,
        status_spell=spells,
    )


def test_youth_jobs_are_counted_on_the_joining_day_and_now_among_all_young_people() -> None:
    """Four young people, also those who moved away; Hans was a child at intake. One job then, two now."""
    jobs = young(
        spell("eva", "saturday", JOINED, date(2025, 1, 1)),
        spell("finn", "saturday", date(2025, 1, 1)),
        spell("gry", "saturday", date(2026, 9, 30)),
        spell("hans", "saturday", JOINED),
        spell("iben", "part", JOINED),
    )
    values = {
        (key, side): unsuppressed(youth_jobs.JOBS, key, jobs, f"{side} {DAY}")
        for key in ("youth_job_share", "youth_job_count")
        for side in ("baseline", "now")
    }
    assert values == {
        ("youth_job_share", "baseline"): 25,
        ("youth_job_share", "now"): 50,
        ("youth_job_count", "baseline"): 1,
        ("youth_job_count", "now"): 2,
    }
    assert unsuppressed(youth_jobs.CHANGE, "youth_job_change_pct", jobs, DAY) == pytest.approx(100)


def test_the_change_in_youth_jobs_has_no_value_when_nobody_had_one_before() -> None:
    jobs = young(spell("finn", "saturday", date(2025, 1, 1)))
    assert unsuppressed(youth_jobs.CHANGE, "youth_job_change_pct", jobs, DAY) is None


@pytest.mark.parametrize(
    "indicator",
    [*employment.INDICATORS, *employment_since_joining.INDICATORS, *youth_jobs.INDICATORS],
    ids=lambda indicator: indicator.measures[0].key,
)
def test_a_family_contributes_once_to_a_cell(indicator: Indicator) -> None:
    four = parents(spell("ann", "flex"), spell("ann", "full"), spell("cat", "retired"))
    frames = [keys(indicator, four), keys(indicator, young(spell("eva", "saturday"), spell("eva", "part")))]
    assert any(rows.height for rows in frames)
    assert not any(rows.is_duplicated().any() for rows in frames)
