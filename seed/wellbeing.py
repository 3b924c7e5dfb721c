"""Scores of well-being, by who answered: regular, late or missing, as it goes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data_access.codes import Respondent
from seed.chance import stream
from seed.family import Member, Story
from seed.months import AS_OF


@dataclass(frozen=True)
class Score:
    """A score about a family, or about one person of it."""

    family_id: str
    person_id: str | None
    instrument_id: str
    dimension: str
    respondent: Respondent
    assessed_on: date
    score: float


@dataclass(frozen=True)
class Scale:
    """How an instrument is used here, and how its scores follow the strain of a family."""

    instrument_id: str
    dimension: str
    respondent: Respondent
    every: int  # days between two scores
    coverage: float  # the share of families or persons it is used for at all
    ease: float  # the score without any strain
    slope: float  # points per strain
    noise: float
    step: float  # the scale moves in steps of so many points
    low: float
    high: float


_STAFF, _PARENT, _CHILD = Respondent.STAFF, Respondent.PARENT, Respondent.CHILD

OF_FAMILY = (
    Scale("trivsel10", "samlet", _STAFF, 92, 1.0, 9.5, -7.0, 1.15, 0.5, 0, 10),
    Scale("trivsel10", "helbred", _STAFF, 184, 0.9, 7.6, -4.1, 0.9, 0.5, 0, 10),
    Scale("trivsel10", "netværk", _STAFF, 184, 0.9, 8.1, -4.6, 0.9, 0.5, 0, 10),
    Scale("hverdag5", "økonomi", _PARENT, 184, 0.75, 4.6, -2.5, 0.6, 1, 1, 5),
    Scale("hverdag5", "hverdag", _PARENT, 184, 0.75, 4.9, -2.7, 0.6, 1, 1, 5),
)
OF_PARENT = (Scale("who5", "total", _PARENT, 182, 0.72, 76, -44, 9, 4, 0, 100),)
OF_CHILD = (
    Scale("sdq", "total", _PARENT, 270, 0.62, 4, 15, 2.6, 1, 0, 40),
    Scale("sdq", "total", _CHILD, 270, 0.5, 5, 13, 3.0, 1, 0, 40),
)


def scores(story: Story) -> Iterator[Score]:
    """Every score of a family."""
    for scale in OF_FAMILY:
        yield from _series(story, None, scale, lambda day: True)
    for parent in story.parents:
        for scale in OF_PARENT:
            yield from _series(story, parent, scale, lambda day: True)
    for child in story.children:
        for scale in OF_CHILD:
            yield from _series(story, child, scale, _of_age(child, 11 if scale.respondent is _CHILD else 4))


def _of_age(child: Member, from_age: int) -> Callable[[date], bool]:
    return lambda day: from_age <= child.age(day) <= 17


def _series(
    story: Story, person: Member | None, scale: Scale, asked: Callable[[date], bool]
) -> Iterator[Score]:
    """One instrument over time. The one answering or rated has a level of their own, which stays."""
    about = person.person_id if person else None
    random = stream("scores", story.family_id, about, scale.instrument_id, scale.dimension, scale.respondent)
    if random.random() > scale.coverage:
        return
    own = random.gauss(0, 1.1 * scale.noise)
    for day in _days(random, story, scale):
        value = scale.ease + scale.slope * story.strain(day) + own + random.gauss(0, scale.noise)
        if asked(day):
            score = min(scale.high, max(scale.low, scale.step * round(value / scale.step)))
            yield Score(
                story.family_id, about, scale.instrument_id, scale.dimension, scale.respondent, day, score
            )


def _days(random: Random, story: Story, scale: Scale) -> Iterator[date]:
    """The first near joining, or late; then at intervals, some left out; the last around the family's end."""
    late, once = random.random() < 0.07, random.random() < 0.06
    first = random.randint(105, 230) if late else random.randint(-12, 60)
    day = story.joined_on + timedelta(days=first)
    last = min(AS_OF, (story.ended_on or AS_OF) + timedelta(days=14))
    begun = False
    while day <= last and not (once and begun):
        if not begun or random.random() > 0.13:
            yield day
        begun = True
        day += timedelta(days=max(30, round(random.gauss(scale.every, 0.12 * scale.every))))
