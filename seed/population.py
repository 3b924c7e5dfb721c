"""The families that joined: their members, ages and temperaments; and the offers that were not taken up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data_access.codes import Household, Role, Sex
from seed.chance import around, one_of, pseudonym, stream
from seed.exits import with_exits
from seed.family import Crisis, Member, Story, Temperament
from seed.intake import INTAKES, STARTED, Intake
from seed.months import AS_OF

YOUNG_FROM = 13
"""From this age a child counts as a young person: the age from which spare-time jobs are allowed."""


@dataclass(frozen=True)
class Offer:
    """An offer that was not taken up, or not yet."""

    family_id: str
    area_id: str
    offered_on: date
    household: Household


def stories() -> list[Story]:
    """Every family that joined, in the order of intake."""
    return [story for intake in INTAKES for story in with_exits(intake.name, list(_wave(intake)))]


def offers() -> list[Offer]:
    """Every offer not taken up, spread over the intake of each wave."""
    return [_offer(intake, number) for intake in INTAKES for number in range(intake.not_taken_up)]


def _offer(intake: Intake, number: int) -> Offer:
    random = stream("offer", intake.name, number)
    through = (number + random.random()) / intake.not_taken_up
    begun, last = intake.months[0], intake.months[-1]
    day = begun + timedelta(days=int((last - begun).days * through) - 30)
    return Offer(
        pseudonym("f", "offer", intake.name, number),
        intake.area_id,
        min(AS_OF, max(STARTED[intake.area_id], day)),
        random.choice(list(Household)),
    )


def _wave(intake: Intake) -> Iterator[Story]:
    """The families of a wave; sizes and households are dealt out so that they add up exactly."""
    random = stream("deal", intake.name)
    sizes = random.sample(intake.sizes, intake.families)
    couples = [number < intake.couples for number in range(intake.families)]
    random.shuffle(couples)
    for number, month in enumerate(intake.months):
        yield _family(intake, number, month, sizes[number], couples[number])


def _family(intake: Intake, number: int, month: date, size: int, couple: bool) -> Story:
    random = stream("family", intake.name, number)
    joined_on = month.replace(day=random.randint(1, 26))
    offered_on = max(STARTED[intake.area_id], joined_on - timedelta(days=random.randint(12, 110)))
    family_id = pseudonym("f", intake.name, number)
    temperament = _temperament(intake, number)
    ages = _ages(random, size)
    return Story(
        family_id=family_id,
        number=number,
        area_id=intake.area_id,
        project=intake.project,
        offered_on=offered_on,
        joined_on=joined_on,
        household=Household.COUPLE if couple else Household.SINGLE,
        temperament=temperament,
        members=(
            *_parents(random, family_id, joined_on, ages[0], couple, temperament),
            *_children(random, family_id, joined_on, ages),
        ),
        costly=intake.project and size == 8,
    )


def _temperament(intake: Intake, number: int) -> Temperament:
    random = stream("temperament", intake.name, number)
    burden = around(random, 0.74, 0.14, 0.42, 1.05)
    response = around(random, intake.response, 0.24, -0.3, 0.8)
    pace = around(random, 0.8 + 0.6 * response, 0.2, 0.4, 1.7)
    return Temperament(burden, response, pace, tuple(_crises(random, response)))


def _crises(random: Random, response: float) -> Iterator[Crisis]:
    month = 0.0
    while True:
        month += random.expovariate(1 / (38 if response > 0.2 else 20))
        if month > 90:
            return
        yield Crisis(round(month), around(random, 0.22, 0.1, 0.08, 0.5))


def _ages(random: Random, size: int) -> list[int]:
    """The children's ages at intake, oldest first; the youngest is a child of the family still."""
    top = max(3, round(18 - 1.5 * size))
    youngest = max(random.randint(0, top), random.randint(0, top))
    ages = [youngest]
    while len(ages) < size:
        ages.append(min(22, ages[-1] + one_of(random, {0: 0.04, 1: 0.14, 2: 0.34, 3: 0.28, 4: 0.2})))
    return ages[::-1]


def _parents(
    random: Random, family_id: str, joined_on: date, oldest: int, couple: bool, temperament: Temperament
) -> Iterator[Member]:
    mother = round(around(random, oldest + 27, 5, oldest + 19, oldest + 38))
    yield _parent(
        random,
        family_id,
        1,
        joined_on,
        mother,
        Sex.FEMALE if random.random() < 0.94 else Sex.MALE,
        temperament,
    )
    if couple:
        yield _parent(random, family_id, 2, joined_on, mother + random.randint(-2, 8), Sex.MALE, temperament)


def _parent(
    random: Random, family_id: str, number: int, joined_on: date, age: int, sex: Sex, temperament: Temperament
) -> Member:
    years = around(random, 8.4 + 0.16 * (age - 38) + 6 * (temperament.burden - 0.74), 4.6, 0.2, age - 18)
    return Member(
        person_id=pseudonym("p", family_id, number),
        role=Role.PARENT,
        birth_year=joined_on.year - age,
        sex=sex,
        years_without_work=None if random.random() < 0.04 else round(years, 1),
    )


def _children(random: Random, family_id: str, joined_on: date, ages: list[int]) -> Iterator[Member]:
    for number, age in enumerate(ages, start=3):
        yield Member(
            person_id=pseudonym("p", family_id, number),
            role=Role.YOUNG if age >= YOUNG_FROM else Role.CHILD,
            birth_year=joined_on.year - age,
            sex=one_of(random, {Sex.FEMALE: 0.48, Sex.MALE: 0.49, Sex.OTHER: 0.01, None: 0.02}),
        )
