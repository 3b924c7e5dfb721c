"""Steps, on families whose way one can follow with a finger."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest

from dashboard.building import groups, statistics_course
from dashboard.indicator import Indicator
from dashboard.indicators import steps, steps_course
from data_access.case import Case
from tests.indicators.cases import Row, case
from tests.indicators.unsuppressed import keys, periods, unsuppressed

AS_OF = date(2024, 12, 31)
JOINED = date(2024, 1, 1)


def way(*spells: tuple[int, date] | tuple[int, date, date], family: str = "f1") -> list[Row]:
    """A family's step spells: step, entered and, where it left the step, the first day it was not there."""
    return [
        {"family_id": family, "step_no": spell[0], "entered_on": spell[1], "left_on": (*spell, None)[2]}
        for spell in spells
    ]


def programme(*ways: list[Row], ended: date | None = None, others: Sequence[str] = ()) -> Case:
    """f1, which may have ended, and others, all joined on 1 January 2024."""
    families: list[Row] = [
        {"family_id": "f1", "ended_on": ended},
        *({"family_id": family} for family in others),
    ]
    return case(
        AS_OF,
        area=[{"area_id": "a", "started_on": JOINED}],
        family=[{"area_id": "a", "joined_on": JOINED, **family} for family in families],
        step_spell=[row for spells in ways for row in spells],
    )


def places(indicator: Indicator, of: Case, period: str, variant: str) -> dict[str, float]:
    """Where families stand, places without anybody left out."""
    counts = {place: unsuppressed(indicator, "current", of, period, variant, place) for place in steps.PLACES}
    return {place: count for place, count in counts.items() if count}


def test_a_family_stands_on_the_open_step_it_entered_last() -> None:
    """On 2 and 3 at once by March; 3 is over by June, so it stands on 2 again."""
    one = programme(way((2, date(2024, 1, 5)), (3, date(2024, 2, 1), date(2024, 5, 1))))
    assert places(steps.CURRENT, one, "2024-03-31", "latest") == {"3": 1}
    assert places(steps.CURRENT, one, "2024-03", "latest") == {"3": 1}
    assert places(steps.CURRENT, one, "2024-06-30", "latest") == {"2": 1}


def test_of_two_steps_entered_on_one_day_the_higher_number_counts() -> None:
    one = programme(way((5, date(2024, 2, 1)), (4, date(2024, 2, 1))))
    assert places(steps.CURRENT, one, "2024-03-31", "latest") == {"5": 1}


def test_the_day_a_step_is_left_is_the_first_day_not_on_it() -> None:
    one = programme(way((1, date(2024, 1, 5), date(2024, 3, 31))))
    assert places(steps.CURRENT, one, "2024-02", "latest") == {"1": 1}
    assert places(steps.CURRENT, one, "2024-03", "latest") == {"none": 1}


def test_a_family_on_no_step_is_shown_and_is_in_the_denominator() -> None:
    two = programme(way((1, date(2024, 1, 5))), others=["f2"])
    assert places(steps.CURRENT, two, "2024-03-31", "latest") == {"1": 1, "none": 1}
    assert unsuppressed(steps.CURRENT, "current_share", two, "2024-03-31", "latest", "1") == 50


def test_any_open_counts_a_family_on_each_of_its_steps() -> None:
    two = programme(way((2, date(2024, 1, 5)), (3, date(2024, 2, 1))), others=["f2"])
    assert places(steps.CURRENT_ANY_OPEN, two, "2024-03-31", "any_open") == {"2": 1, "3": 1, "none": 1}
    assert places(steps.CURRENT, two, "2024-03-31", "latest") == {"3": 1, "none": 1}


def test_a_family_that_has_left_stands_nowhere() -> None:
    gone = programme(way((2, date(2024, 1, 5))), ended=date(2024, 3, 31))
    assert periods(steps.CURRENT, gone) == {"2024-01", "2024-02"}


def test_a_family_arrives_at_a_step_once_and_only_there() -> None:
    """To 1, to 3 past 2, and to 3 again."""
    one = programme(
        way((1, date(2024, 1, 5)), (3, date(2024, 2, 1), date(2024, 3, 1)), (3, date(2024, 5, 1)))
    )
    first = [
        (category, period)
        for category in map(str, steps.STEPS)
        for period in ("2024Q1", "2024Q2")
        if unsuppressed(steps.FIRST_ARRIVALS, "first_arrivals", one, period, category=category)
    ]
    assert first == [("1", "2024Q1"), ("3", "2024Q1")]


def test_a_step_begun_before_joining_is_arrived_at_on_joining() -> None:
    early = programme(way((2, date(2023, 11, 1))))
    arrived = unsuppressed(steps.FIRST_ARRIVALS, "first_arrivals", early, "2024Q1", category="2")
    assert arrived == 1


def test_a_step_entered_after_the_family_left_does_not_count() -> None:
    late = programme(way((2, date(2024, 3, 2))), ended=date(2024, 3, 1))
    assert unsuppressed(steps.FIRST_ARRIVALS, "first_arrivals", late, "2024Q1", category="2") == 0
    assert events(late, "2") == {"2024-03-31": (60, 2), "2024-06-30": (60, 2), "2024-09-30": (60, 2)} | {
        "2024-12-31": (60, 2)
    }


@pytest.mark.parametrize(("entered", "long"), [(date(2024, 1, 2), 0), (date(2024, 1, 1), 1)])
def test_180_days_on_a_step_are_not_yet_longer_than_180(entered: date, long: int) -> None:
    """2 January to 30 June 2024 are 180 days."""
    one = programme(way((4, entered)))
    assert unsuppressed(steps.LONG_STAYS, "over_180_days", one, "2024-06-30", "latest") == long


def test_only_the_latest_spell_tells_how_long_a_family_has_been_on_its_step() -> None:
    """Long on 2, but on 3 since June."""
    one = programme(way((2, date(2023, 1, 1)), (3, date(2024, 6, 1))))
    assert unsuppressed(steps.LONG_STAYS, "over_180_days", one, "2024-06-30", "latest") == 0


def test_a_family_on_no_step_has_not_stayed_long_but_counts_among_those_active() -> None:
    """One of two; leaving it out would tell how many are on no step."""
    two = programme(way((2, date(2023, 1, 1))), others=["f2"])
    assert unsuppressed(steps.LONG_STAYS, "over_180_days_share", two, "2024-06-30", "latest") == 50


def test_a_move_back_is_a_lower_step_right_after_a_higher_one() -> None:
    """f1 goes 1-3-2, f2 goes 1-2-3 with a gap: one of two has moved back, from June on."""
    back = way((1, date(2024, 1, 5)), (3, date(2024, 2, 1)), (2, date(2024, 6, 1)))
    on = way(
        (1, date(2024, 1, 5)), (2, date(2024, 2, 1), date(2024, 2, 9)), (3, date(2024, 6, 1)), family="f2"
    )
    two = programme(back, on, others=["f2"])
    assert unsuppressed(steps.MOVED_BACK, "moved_back", two, "to 2024-03-31") == 0
    assert unsuppressed(steps.MOVED_BACK, "moved_back_share", two, "to 2024-06-30") == 50


def events(of: Case, step: str, variant: str = "at_least") -> dict[str, tuple[int, int]]:
    """f1's time and event on the way to a step, by as-of day."""
    rows = steps_course.course(of).filter(
        pl.col("family") == "f1", pl.col("category") == step, pl.col("variant") == variant
    )
    return {
        period: (time, event)
        for period, time, event in rows.select("period", "time", "event").collect().rows()
    }


def test_a_family_still_on_the_way_is_censored_on_the_as_of_day() -> None:
    """1 January to 31 March 2024: 90 days; step 2 is reached after 100."""
    one = programme(way((2, date(2024, 4, 10))))
    assert events(one, "2") == {
        "2024-03-31": (90, steps_course.ON_THE_WAY),
        "2024-06-30": (100, steps_course.REACHED),
        "2024-09-30": (100, steps_course.REACHED),
        "2024-12-31": (100, steps_course.REACHED),
    }


def test_leaving_before_the_step_competes_and_is_known_only_from_its_day_on() -> None:
    one = programme(way((1, date(2024, 1, 5))), ended=date(2024, 4, 10))
    known = events(one, "2")
    assert known["2024-03-31"] == (90, steps_course.ON_THE_WAY)
    assert known["2024-06-30"] == (100, steps_course.LEFT)


def test_a_step_reached_on_the_day_of_leaving_is_reached() -> None:
    one = programme(way((2, date(2024, 4, 10))), ended=date(2024, 4, 10))
    assert events(one, "2")["2024-06-30"] == (100, steps_course.REACHED)


def test_a_skipped_step_is_reached_with_the_next_one_but_not_exactly() -> None:
    """Straight to 3 after 31 days: 2 is reached too, 4 is not."""
    one = programme(way((3, date(2024, 2, 1))))
    assert events(one, "2")["2024-03-31"] == (31, steps_course.REACHED)
    assert events(one, "2", "exact")["2024-03-31"] == (90, steps_course.ON_THE_WAY)
    assert events(one, "4")["2024-03-31"] == (90, steps_course.ON_THE_WAY)


def test_a_step_entered_before_joining_is_reached_at_time_zero() -> None:
    assert events(programme(way((1, date(2023, 12, 1)))), "1")["2024-03-31"] == (0, steps_course.REACHED)


def months_on(of: Case, step: str) -> float | None:
    """The median stay on a step in the latest quarter."""
    rows = steps_course.STAY.contributes(of).filter(pl.col("period") == "2024-12-31")
    medians = statistics_course.median(rows, ["category"]).filter(pl.col("category") == step).collect()
    return medians["median"].first() if len(medians) else None


def test_half_of_the_stays_have_ended_when_the_second_of_three_has() -> None:
    """30, 61 and 91 days: the second is over after 61."""
    ends = {"f1": date(2024, 1, 31), "f2": date(2024, 3, 2), "f3": date(2024, 4, 1)}
    three = [way((1, JOINED, end), family=family) for family, end in ends.items()]
    assert months_on(programme(*three, others=["f2", "f3"]), "1") == pytest.approx(61 / 30.4375)


def test_a_stay_that_goes_on_is_not_taken_for_a_short_one() -> None:
    """One over after 30 days, two still there: less than half have ended."""
    ways = [way((1, JOINED, date(2024, 1, 31))), *(way((1, JOINED), family=other) for other in ("f2", "f3"))]
    assert months_on(programme(*ways, others=["f2", "f3"]), "1") is None


def test_leaving_the_programme_ends_a_stay() -> None:
    assert months_on(programme(way((2, JOINED)), ended=date(2024, 3, 1)), "2") == pytest.approx(60 / 30.4375)


def test_a_family_that_came_back_has_two_stays_and_is_one_family() -> None:
    back = way(
        (1, JOINED, date(2024, 1, 31)), (2, date(2024, 1, 31), date(2024, 3, 1)), (1, date(2024, 3, 1))
    )
    rows = steps_course.STAY.contributes(programme(back)).filter(pl.col("period") == "2024-12-31").collect()
    assert rows.filter(pl.col("category") == "1")["event"].sort().to_list() == [0, 1]
    counted = groups.by_area(
        rows.with_columns(area=pl.lit("a")),
        steps_course.STAY,
        pl.DataFrame({"area": ["a"]}),
        rows.select(groups.KEY).clear(),
    )
    assert counted.filter(pl.col("category") == "1")["families"].to_list() == [1]


@pytest.mark.parametrize("indicator", [*steps.INDICATORS, steps_course.COURSE, steps_course.MEDIAN])
def test_a_family_contributes_one_row_to_each_cell(indicator: Indicator) -> None:
    spells = way((1, date(2024, 1, 5)), (3, date(2024, 2, 1)), (2, date(2024, 6, 1)), (3, date(2024, 6, 1)))
    rows = keys(indicator, programme(spells, others=["f2"]))
    assert rows.height > 0
    assert not rows.is_duplicated().any()
