"""Pupils' school months: days at school and days absent, by kind, as their families' strain goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from seed.chance import around, stream
from seed.family import HISTORY, Member, Story
from seed.months import AS_OF, add, between, span

HOLIDAYS = {1: 2, 2: 5, 3: 1, 4: 5, 5: 3, 6: 5, 8: 7, 9: 0, 10: 5, 11: 0, 12: 7}
"""Weekdays without school, by month; July has no school days at all."""

SEASON = {1: 1.15, 2: 1.1, 3: 1.05, 4: 0.95, 5: 0.95, 6: 1.0, 8: 0.75, 9: 0.9, 10: 0.95, 11: 1.1, 12: 1.15}

EASING = 0.92
"""How strongly a pupil's absence follows the family's strain: 1 is in proportion, 0 not at all."""


@dataclass(frozen=True)
class SchoolMonth:
    """A pupil's month at school."""

    person_id: str
    month: date
    school_days: int
    sick_days: int
    permitted_days: int
    unlawful_days: int


@dataclass(frozen=True)
class Pupil:
    """What a pupil's absence is like beside the family's strain."""

    level: float  # the share of days absent at a middling strain
    sick: float  # which share of it is illness
    permitted: float
    lenient: bool  # a school that wrote unlawful absence down as permitted before 2020
    leaves: date  # the first month after school


def school_months(story: Story, child: Member) -> Iterator[SchoolMonth]:
    """A child's months with registration, from two years before joining."""
    random = stream("school", child.person_id)
    pupil = _pupil(random, child)
    start = max(add(story.joined_on, -HISTORY), date(child.birth_year + 6, 8, 1))
    end = min(pupil.leaves, story.followed_until)
    for month in span(start, end):
        chance = stream("month", child.person_id, month)
        if month.month != 7 and add(month, 1) <= story.followed_until and _registered(chance, month):
            yield _month(chance, story, child, pupil, month)


def _pupil(random: Random, child: Member) -> Pupil:
    level = around(random, 0.115, 0.05, 0.035, 0.3)
    tenth = random.random() < 0.25
    return Pupil(
        level=level,
        sick=around(random, 0.62 - level, 0.1, 0.3, 0.8),
        permitted=around(random, 0.14, 0.05, 0.04, 0.2),
        lenient=random.random() < 0.4,
        leaves=date(child.birth_year + (17 if tenth else 16), 7, 1),
    )


def _registered(chance: Random, month: date) -> bool:
    """Uneven before 2020, hardly at all in the spring of that year; since then little is missing."""
    if month < date(2020, 1, 1):
        return chance.random() > 0.14
    if date(2020, 4, 1) <= month <= date(2020, 5, 1):
        return chance.random() > 0.75
    return chance.random() > 0.02


def _month(chance: Random, story: Story, child: Member, pupil: Pupil, month: date) -> SchoolMonth:
    absent = min(0.9, pupil.level * _strain_factor(story, month) * SEASON[month.month] * _times(month))
    absent *= 1.0 + 0.12 * (child.age(month) >= 14)
    sick, permitted = absent * pupil.sick, absent * pupil.permitted
    days, counts = _school_days(month), [0, 0, 0]
    for _ in range(days):
        draw = chance.random()
        if draw < absent:
            counts[0 if draw < sick else 1 if draw < sick + permitted else 2] += 1
    if pupil.lenient and month < date(2020, 1, 1):
        counts = [counts[0], counts[1] + counts[2], 0]
    return SchoolMonth(child.person_id, month, days, *counts)


def _strain_factor(story: Story, month: date) -> float:
    return 1 + EASING * (story.strain(month) / 0.74 - 1)


def _times(month: date) -> float:
    """What weighed on every pupil: the pandemic years, and a slow rise afterwards."""
    if month < date(2020, 3, 1):
        return 1.0
    if month <= date(2020, 6, 1):
        return 1.5
    if month < date(2021, 8, 1):
        return 1.12
    if month < date(2022, 7, 1):
        return 1.5 if month in (date(2021, 12, 1), date(2022, 1, 1), date(2022, 2, 1)) else 1.3
    return 1.08 + 0.0035 * max(0, between(date(2023, 8, 1), min(month, AS_OF)))


def _school_days(month: date) -> int:
    """Weekdays of the month without its holidays."""
    days = (add(month, 1) - month).days
    weekdays = sum((month.weekday() + day) % 7 < 5 for day in range(days))
    return weekdays - HOLIDAYS[month.month]
