"""Parents' way between benefits, work, education and pension.

Where the project's parents stand on 30 June 2023 is dealt out in quotas, to those whose story suits
it; how they came there and what became of it is each parent's own. Later families have no quotas.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from data_access.codes import Household
from seed.chance import around, one_of, stream
from seed.family import HISTORY, Member, Story
from seed.months import ANCHOR, AS_OF, add, later
from seed.status import Spell, split_at_reform

FULL, PART, FLEX, PENSION = "ordinaer_fuld", "ordinaer_deltid", "fleksjob", "foertidspension"
STUDY, BENEFIT, NONE = "su_uddannelse", "kontanthjaelp", "selvforsoerget"
WORKING = frozenset({FULL, PART, FLEX})

QUOTA = {PENSION: 20, FULL: 9, STUDY: 7, PART: 17, FLEX: 16, NONE: 7}
"""The project's parents by status on 30 June 2023; the rest, 18 of the 94 still followed, have a benefit."""

LIKELY = {BENEFIT: 0.38, PART: 0.18, FLEX: 0.12, PENSION: 0.11, FULL: 0.08, STUDY: 0.08, NONE: 0.05}
"""Where a parent of a later family is heading."""

AFTERWARDS = {
    FULL: {BENEFIT: 0.45, PART: 0.4, NONE: 0.15},
    PART: {BENEFIT: 0.33, FULL: 0.28, FLEX: 0.15, STUDY: 0.12, NONE: 0.12},
    FLEX: {"ledighedsydelse": 0.7, PENSION: 0.3},
    STUDY: {PART: 0.45, FULL: 0.3, BENEFIT: 0.25},
    BENEFIT: {PART: 0.3, "ressourceforloeb": 0.22, STUDY: 0.2, FLEX: 0.18, NONE: 0.1},
    NONE: {BENEFIT: 0.45, PART: 0.4, STUDY: 0.15},
    "ressourceforloeb": {PENSION: 0.5, FLEX: 0.4, BENEFIT: 0.1},
    "ledighedsydelse": {FLEX: 0.8, PENSION: 0.2},
}
"""What may follow on what, once a parent has arrived somewhere; a pension stays."""

STAYING = {
    FULL: 100,
    PART: 65,
    FLEX: 110,
    STUDY: 48,
    BENEFIT: 60,
    NONE: 60,
    "ressourceforloeb": 24,
    "ledighedsydelse": 7,
}
"""For how many months, about."""


@dataclass(frozen=True)
class Turn:
    """From this day a parent is in this status."""

    day: date
    status: str


def destinations(stories: list[Story]) -> dict[str, str]:
    """Each parent's status after the programme's first years, by person."""
    counted = [
        (story, parent)
        for story in stories
        if story.project and story.followed_until > ANCHOR
        for parent in story.parents
    ]
    dealt = _deal(counted)
    for story in stories:
        for parent in story.parents:
            dealt.setdefault(parent.person_id, one_of(stream("heading", parent.person_id), LIKELY))
    return dealt


def _deal(parents: list[tuple[Story, Member]]) -> dict[str, str]:
    """The quotas, filled in order: pension for those longest away and oldest, then by how things move."""
    rest = parents
    dealt: dict[str, str] = {}
    for status, number in QUOTA.items():
        rest = _ranked(status, rest)
        dealt |= {parent.person_id: status for _, parent in rest[:number]}
        rest = rest[number:]
    return dealt | {parent.person_id: BENEFIT for _, parent in rest}


def _ranked(status: str, parents: list[tuple[Story, Member]]) -> list[tuple[Story, Member]]:
    return sorted(parents, key=lambda pair: _suits(status, *pair), reverse=True)


def _suits(status: str, story: Story, parent: Member) -> float:
    """How well a status suits a parent's story."""
    chance = stream("suits", status, parent.person_id).gauss(0, 1)
    years = parent.years_without_work or 8.0
    moving = 4 * story.temperament.response
    return (
        chance
        + {
            PENSION: 0.25 * years + 0.05 * parent.age(ANCHOR) + story.temperament.burden - moving,
            FULL: moving - 0.2 * years,
            STUDY: moving - 0.15 * parent.age(ANCHOR),
            PART: moving - 0.05 * years,
            FLEX: 0.15 * years + 0.5 * moving,
            NONE: 1.5 * (story.household is Household.COUPLE) - 0.1 * years,
        }[status]
    )


def parent_spells(story: Story, parent: Member, heading: str) -> Iterator[Spell]:
    """A parent's statuses from two years before joining, as long as the family is followed."""
    random = stream("work", parent.person_id)
    turns = list(_turns(random, story, heading))
    hours = {PART: around(random, 15, 6, 4, 28), FLEX: around(random, 12, 5, 3, 22), FULL: 37.0}
    raised = random.random() < 0.35
    for spell in _merged(_stretches(parent, turns, hours)):
        for part in split_at_reform(spell, raised):
            if part.started_on < story.followed_until:
                yield _cut(part, story)


def _turns(random: Random, story: Story, heading: str) -> Iterator[Turn]:
    begun = add(story.joined_on, -HISTORY)
    before = one_of(random, {BENEFIT: 0.7, "ressourceforloeb": 0.1, "sho_ydelse": 0.08, NONE: 0.12})
    yield Turn(begun, before)
    arrival = _arrival(random, story)
    if heading == PENSION and before != "ressourceforloeb" and random.random() < 0.7:
        yield Turn(later(story.joined_on, 0.5 * (arrival - story.joined_on).days / 30.4), "ressourceforloeb")
    elif heading in WORKING and random.random() < 0.3:
        tried = later(story.joined_on, 0.3 * (arrival - story.joined_on).days / 30.4)
        yield Turn(tried, PART)
        yield Turn(later(tried, 2.5), before)
    yield Turn(arrival, heading)
    yield from _afterwards(random, heading, max(arrival, ANCHOR) if story.project else arrival)


def _arrival(random: Random, story: Story) -> date:
    """When a parent gets where they are heading; the project's all do before the anchor day."""
    months = around(random, 17 / story.temperament.pace, 7, 5, 44)
    if story.project:
        months = min(months, 0.9 * (ANCHOR - story.joined_on).days / 30.4)
    return later(story.joined_on, months)


def _afterwards(random: Random, status: str, day: date) -> Iterator[Turn]:
    while status in AFTERWARDS:
        day = later(day, 3 + random.expovariate(1 / STAYING[status]))
        if day > AS_OF:
            return
        status = one_of(random, AFTERWARDS[status])
        yield Turn(day, status)


def _stretches(parent: Member, turns: list[Turn], hours: dict[str, float]) -> Iterator[Spell]:
    """The turns as spells; a job of few hours is held beside the benefit, which goes on."""
    benefit = BENEFIT
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        until = following.day if following else None
        if turn.status not in hours:
            benefit = turn.status if turn.status not in (PENSION, STUDY, NONE) else BENEFIT
        elif turn.status == PART and hours[PART] < 13:
            yield Spell(parent.person_id, benefit, turn.day, until)
        # "Supported otherwise" is registered for some and is a gap in the spells of others.
        if turn.status != NONE or turn is turns[0] or parent.birth_year % 2:
            yield Spell(parent.person_id, turn.status, turn.day, until, _rounded(hours.get(turn.status)))


def _rounded(hours: float | None) -> float | None:
    return None if hours is None else round(hours * 2) / 2


def _merged(spells: Iterator[Spell]) -> list[Spell]:
    """Spells of one status that follow on each other, as one."""
    merged: list[Spell] = []
    for spell in sorted(spells, key=lambda each: (each.status, each.started_on)):
        last = merged[-1] if merged else None
        if last and last.status == spell.status and last.ended_on == spell.started_on:
            merged[-1] = replace(last, ended_on=spell.ended_on)
        else:
            merged.append(spell)
    return merged


def _cut(spell: Spell, story: Story) -> Spell:
    """Nothing is known after the last day, nor of a family that has moved away."""
    until = spell.ended_on
    if until is None or until > AS_OF:
        until = None
    if story.followed_until <= AS_OF:
        until = min(until or story.followed_until, story.followed_until)
    return replace(spell, ended_on=until)
