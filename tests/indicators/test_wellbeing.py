"""Well-being, on scores one can compare in the head."""

from datetime import date, timedelta

import pytest

from dashboard.indicator import Indicator
from dashboard.indicators import wellbeing, wellbeing_bands, wellbeing_course
from data_access.case import Case
from tests.indicators.cases import Row, case
from tests.indicators.unsuppressed import keys, periods, unsuppressed

AS_OF = date(2024, 12, 31)
JOINED = date(2024, 1, 1)
LAST = "2024-12-31"
TOTAL = "ten|total|staff"
INSTRUMENTS: list[Row] = [
    {
        "instrument_id": "ten",
        "scale_min": 0,
        "scale_max": 10,
        "higher_is_better": True,
        "relevant_change": 0.5,
    },
    {
        "instrument_id": "load",
        "scale_min": 0,
        "scale_max": 40,
        "higher_is_better": False,
        "relevant_change": 3,
    },
    {"instrument_id": "five", "scale_min": 1, "scale_max": 5, "higher_is_better": True, "relevant_change": 1},
]


def score(
    day: int,
    points: float,
    family: str = "f1",
    person: str | None = None,
    instrument: str = "ten",
    respondent: str = "staff",
) -> Row:
    """A score so many days after (or before) joining."""
    return {
        "family_id": family,
        "person_id": person,
        "instrument_id": instrument,
        "dimension": "total",
        "respondent": respondent,
        "assessed_on": JOINED + timedelta(days=day),
        "score": points,
    }


def scored(*scores: Row, ended: date | None = None) -> Case:
    """f1, which may have ended, and f2, both joined on 1 January 2024."""
    return case(
        AS_OF,
        area=[{"area_id": "a", "started_on": JOINED}],
        family=[
            {"family_id": "f1", "joined_on": JOINED, "ended_on": ended},
            {"family_id": "f2", "joined_on": JOINED},
        ],
        instrument=INSTRUMENTS,
        wellbeing_score=scores,
    )


def changed(of: Case, key: str, period: str = LAST, category: str = TOTAL) -> float | None:
    return unsuppressed(wellbeing.CHANGE, key, of, period, category=category)


def numbers(of: Case, period: str = LAST, category: str = TOTAL) -> list[float]:
    """With baseline, paired, without follow-up, left."""
    indicators = [wellbeing.N_BASELINE, wellbeing.N_PAIRED, wellbeing.N_NO_FOLLOWUP, wellbeing.N_LEFT]
    return [
        unsuppressed(each, each.measures[0].key, of, period, category=category) or 0 for each in indicators
    ]


def test_change_is_over_those_with_both_scores_only() -> None:
    """f1 goes from 4 to 6; f2 has a baseline of 9 and nothing after."""
    two = scored(score(0, 4), score(200, 6), score(0, 9, "f2"))
    assert changed(two, "baseline_mean") == 4
    assert changed(two, "followup_mean") == 6
    assert changed(two, "change_mean") == 2
    assert changed(two, "relative_pct") == pytest.approx(50)


def test_change_in_percent_is_of_the_means_not_the_mean_of_percents() -> None:
    """From 2 to 4 and from 8 to 8: means 5 and 6, 20 %, not (100 % + 0 %) / 2."""
    two = scored(score(0, 2), score(200, 4), score(0, 8, "f2"), score(200, 8, "f2"))
    assert changed(two, "relative_pct") == pytest.approx(20)


@pytest.mark.parametrize(("day", "counts"), [(-31, False), (-30, True), (90, True), (91, False)])
def test_a_baseline_lies_from_30_days_before_to_90_days_after_joining(day: int, counts: bool) -> None:
    assert numbers(scored(score(day, 4)))[0] == counts


@pytest.mark.parametrize(("days", "paired"), [(89, 0), (90, 1)])
def test_a_follow_up_lies_at_least_90_days_after_the_baseline_not_after_joining(
    days: int, paired: int
) -> None:
    assert numbers(scored(score(60, 4), score(60 + days, 5)))[1] == paired


def test_the_first_score_in_the_window_and_the_latest_since_are_compared() -> None:
    one = scored(score(10, 4), score(20, 9), score(200, 9), score(300, 5))
    assert changed(one, "baseline_mean") == 4
    assert changed(one, "followup_mean") == 5


def test_a_figure_of_a_day_knows_no_later_score() -> None:
    """Day 100 is 10 April, day 300 is 27 October."""
    one = scored(score(0, 4), score(100, 5), score(300, 8))
    assert "2024-03-31" not in periods(wellbeing.CHANGE, one)
    assert changed(one, "followup_mean", "2024-06-30") == 5
    assert changed(one, "followup_mean", LAST) == 8


def test_a_score_after_the_family_left_counts() -> None:
    left = scored(score(0, 4), score(200, 6), ended=JOINED + timedelta(days=150))
    assert numbers(left) == [1, 1, 0, 0]


def test_who_has_a_baseline_is_paired_still_in_or_gone() -> None:
    """Day 90 is 31 March: f1 leaves before its follow-up is due; f2 is still in."""
    left = scored(score(0, 4), score(0, 5, "f2"), ended=JOINED + timedelta(days=120))
    assert numbers(left, "2024-03-31") == [2, 0, 2, 0]
    assert numbers(left, "2024-06-30") == [2, 0, 1, 1]


def test_a_child_scored_by_two_is_two_units_and_never_their_mean() -> None:
    two = scored(
        *(score(day, points, person="c1", respondent="parent") for day, points in [(0, 2), (200, 4)]),
        *(score(day, points, person="c1", respondent="child") for day, points in [(0, 6), (200, 6)]),
    )
    assert changed(two, "change_mean", category="ten|total|parent") == 2
    assert changed(two, "change_mean", category="ten|total|child") == 0


def test_two_children_of_a_family_are_two_persons_in_one_row() -> None:
    """From 2 to 4 and from 4 to 4: the mean change of the two is 1."""
    two = scored(
        *(score(day, points, person="c1") for day, points in [(0, 2), (200, 4)]),
        *(score(day, points, person="c2") for day, points in [(0, 4), (200, 4)]),
    )
    rows = wellbeing.change(two).collect().filter(period=LAST)
    assert rows.select("family", "persons", "n").rows() == [("f1", 2, 2.0)]
    assert changed(two, "change_mean") == 1


def test_a_score_about_the_family_has_no_persons_behind_it() -> None:
    rows = wellbeing.change(scored(score(0, 4), score(200, 6))).collect()
    assert rows["persons"].null_count() == rows.height > 0


def test_a_scale_that_does_not_start_at_zero_has_no_change_in_percent() -> None:
    one = scored(score(0, 2, instrument="five"), score(200, 4, instrument="five"))
    assert changed(one, "change_mean", category="five|total|staff") == 2
    assert changed(one, "relative_pct", category="five|total|staff") is None


@pytest.mark.parametrize(
    ("instrument", "after", "direction"),
    [
        ("ten", 3.4, "share_better"),  # 2.9 + 0.5: just enough
        ("ten", 3.3, "share_unchanged"),
        ("ten", 2.4, "share_worse"),
        ("load", -0.1, "share_better"),  # lower is better
        ("load", 5.9, "share_worse"),
        ("load", 5.8, "share_unchanged"),
    ],
)
def test_a_change_of_at_least_the_relevant_one_is_better_or_worse(
    instrument: str, after: float, direction: str
) -> None:
    one = scored(score(0, 2.9, instrument=instrument), score(200, after, instrument=instrument))
    shares = {
        measure.key: unsuppressed(
            wellbeing.DIRECTION, measure.key, one, LAST, category=f"{instrument}|total|staff"
        )
        for measure in wellbeing.DIRECTION.measures
    }
    assert shares.pop(direction) == 100
    assert set(shares.values()) == {0}


def test_better_unchanged_and_worse_add_up_to_all_paired() -> None:
    two = scored(score(0, 4), score(200, 6), score(0, 5, "f2"), score(200, 5, "f2"))
    shares = [
        unsuppressed(wellbeing.DIRECTION, measure.key, two, LAST, category=TOTAL)
        for measure in wellbeing.DIRECTION.measures
    ]
    assert shares == [50, 50, 0]


def bands(of: Case, end: str, category: str = TOTAL) -> list[float | None]:
    """Low, middle, high."""
    keys = [f"{end}_{band}" for band in wellbeing_bands.BAND_NAMES]
    return [unsuppressed(wellbeing_bands.BANDS, key, of, LAST, category=category) for key in keys]


def test_the_distribution_shows_what_a_mean_that_stands_still_hides() -> None:
    """f1 falls from 5 to 2, f2 rises from 5 to 8: the mean is 5 both times."""
    two = scored(score(0, 5), score(200, 2), score(0, 5, "f2"), score(200, 8, "f2"))
    assert changed(two, "change_mean") == 0
    assert bands(two, "baseline") == [0, 100, 0]
    assert bands(two, "followup") == [50, 0, 50]


@pytest.mark.parametrize(
    ("instrument", "points", "band"),
    [
        ("load", 13, 0),
        ("load", 40 / 3, 1),  # one third itself is the middle's
        ("load", 26, 1),
        ("load", 80 / 3, 2),  # two thirds itself is the highest's
        ("five", 2, 0),  # a scale from 1: a quarter of the way
        ("five", 3, 1),
        ("five", 4, 2),
    ],
)
def test_a_band_is_a_third_of_the_scale_from_its_own_lowest_value(
    instrument: str, points: float, band: int
) -> None:
    one = scored(score(0, points, instrument=instrument), score(200, points, instrument=instrument))
    shares = bands(one, "followup", f"{instrument}|total|staff")
    assert shares == [100 if place == band else 0 for place in range(3)]


def test_a_score_without_a_follow_up_is_in_neither_distribution() -> None:
    one = scored(score(0, 5), score(200, 2), score(0, 9, "f2"))
    assert bands(one, "baseline") == [0, 100, 0]


@pytest.mark.parametrize(("day", "window"), [(-30, "m0"), (91, "m0"), (92, "m6"), (273, "m6"), (274, "m12")])
def test_a_window_of_the_course_reaches_three_months_to_each_side(day: int, window: str) -> None:
    assert periods(wellbeing_course.COURSE, scored(score(day, 4))) == {window}


def test_a_unit_scored_twice_in_a_window_counts_once_with_the_mean() -> None:
    """f1: 4 and 6, so 5; f2: 9. Mean 7."""
    two = scored(score(180, 4), score(190, 6), score(180, 9, "f2"))
    assert unsuppressed(wellbeing_course.COURSE, "course_mean", two, "m6", category=TOTAL) == 7


@pytest.mark.parametrize(
    "indicator", [*wellbeing.INDICATORS, *wellbeing_bands.INDICATORS, *wellbeing_course.INDICATORS]
)
def test_a_family_contributes_one_row_to_each_cell(indicator: Indicator) -> None:
    scores = [
        score(day, 4, family, person)
        for day in (0, 50, 200, 210)
        for family in ("f1", "f2")
        for person in ("c1", "c2")
    ]
    only_baselines = [score(0, 4, family, instrument="load") for family in ("f1", "f2")]
    rows = keys(indicator, scored(*scores, *only_baselines, ended=date(2024, 6, 1)))
    assert rows.height > 0
    assert not rows.is_duplicated().any()
