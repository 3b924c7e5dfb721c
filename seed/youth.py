"""Young people's jobs beside school, and their education.

How many of the project's young people have a job on the day of joining and on 30 June 2023 is a quota, dealt
out by their families' stories. Children who grow into the age get jobs too; the indicator doesn't count them.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from seed.chance import one_of, stream
from seed.family import Member, Story
from seed.months import ANCHOR, AS_OF, add, later
from seed.status import Spell

AT_JOINING, AT_ANCHOR = 32, 53
"""Of the project's young people: how many have a job on each of the two days."""


def job_days(stories: list[Story]) -> tuple[frozenset[str], frozenset[str]]:
    """Who of the project's young people has a job on joining, and who has one on 30 June 2023."""
    young = [
        (story, person)
        for story in stories
        if story.project and story.followed_until > ANCHOR
        for person in story.young
    ]
    early = sorted(young, key=lambda pair: _early(*pair), reverse=True)[:AT_JOINING]
    late = sorted(young, key=lambda pair: _late(*pair), reverse=True)[:AT_ANCHOR]
    return frozenset(p.person_id for _, p in early), frozenset(p.person_id for _, p in late)


def _early(story: Story, person: Member) -> float:
    return stream("early", person.person_id).gauss(0, 1) - 2 * story.temperament.burden


def _late(story: Story, person: Member) -> float:
    grown = max(0, person.age(ANCHOR) - 21)
    return stream("late", person.person_id).gauss(0, 1) + 2 * story.temperament.response - grown


def young_spells(story: Story, person: Member, early: bool, late: bool) -> Iterator[Spell]:
    """A young person's jobs and education, as long as the family is followed."""
    random = stream("youth", person.person_id)
    jobs = _pinned(random, story, early, late) if story.project else _free(random, story)
    for start, end in jobs:
        job = "studiejob" if person.age(start) >= 18 else "fritidsjob"
        yield from _spell(story, person, job, start, end, random)
    yield from _education(random, story, person)


def grown_spells(story: Story, child: Member) -> Iterator[Spell]:
    """A job of a child who has grown into the age since joining."""
    random = stream("grown", child.person_id)
    start = later(date(child.birth_year + 14, 1, 1), 24 * random.random())
    likely = 0.35 + story.temperament.response
    if start > story.joined_on and random.random() < likely:
        yield from _spell(story, child, "fritidsjob", start, later(start, 6 + 20 * random.random()), random)


def _pinned(random: Random, story: Story, early: bool, late: bool) -> Iterator[tuple[date, date]]:
    """Jobs that are there on the two days, or not, as dealt out."""
    span = (ANCHOR - story.joined_on).days / 30.4
    after = later(ANCHOR, 3 + random.expovariate(1 / 26))
    begun = later(story.joined_on, -12 * random.random())
    if early and late and random.random() < 0.5:
        yield begun, after
        return
    if early:
        yield begun, later(story.joined_on, span * (0.1 + 0.3 * random.random()))
    if late:
        yield later(story.joined_on, span * (0.45 + 0.5 * random.random())), after
    elif random.random() < 0.45:
        yield later(ANCHOR, 2 + 20 * random.random()), later(ANCHOR, 26 + 20 * random.random())


def _free(random: Random, story: Story) -> Iterator[tuple[date, date]]:
    first_ended = story.joined_on
    if random.random() < 0.34:
        first_ended = later(story.joined_on, 2 + 30 * random.random())
        yield later(story.joined_on, -12 * random.random()), first_ended
    if random.random() < 0.38 + 0.5 * story.temperament.response:
        start = max(first_ended, later(story.joined_on, 3 + 24 * random.random()))
        yield start, later(start, 4 + random.expovariate(1 / 20))


def _education(random: Random, story: Story, person: Member) -> Iterator[Spell]:
    """From the summer a young person turns 17: education, a basic course, work, or nothing registered."""
    start = max(date(person.birth_year + 17, 8, 1), add(story.joined_on, -24))
    path = one_of(random, {"su_uddannelse": 0.55, "fgu": 0.15, "uddannelseshjaelp": 0.1, "": 0.2})
    end = later(start, 16 + 20 * random.random())
    if path == "uddannelseshjaelp":
        end = min(end, date(2025, 7, 1))
    if path and start < end and start.year - person.birth_year < 24:
        yield from _spell(story, person, path, start, end, None)
        if path != "uddannelseshjaelp" and random.random() < 0.3 + story.temperament.response:
            yield from _spell(story, person, "ordinaer_fuld", end, None, None)


def _spell(
    story: Story, person: Member, status: str, start: date, end: date | None, random: Random | None
) -> Iterator[Spell]:
    """A spell as far as it is known; open where it runs past the last day."""
    known = story.followed_until
    if start >= min(known, AS_OF):
        return
    if end is not None and end > AS_OF:
        end = None
    if known <= AS_OF:
        end = known if end is None else min(end, known)
    yield Spell(person.person_id, status, start, end, float(random.randint(4, 14)) if random else None)
