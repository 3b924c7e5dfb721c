"""What a family costs the municipality by month: services as its strain goes, support as its work goes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from data_access.codes import Household, Sector
from seed.chance import around, stream
from seed.family import HISTORY, Story
from seed.months import add, between, share_of_month, span
from seed.prices import in_prices_of, kroner
from seed.status import Spell


@dataclass(frozen=True)
class Cost:
    """A family's cost on a line in a month."""

    family_id: str
    month: date
    sector: Sector
    line: str
    gross_dkk: Decimal
    municipal_dkk: Decimal
    price_year: int


@dataclass(frozen=True)
class Service:
    """A social service: kroner a month in 2023 prices, who it is for, and when it begins and ends."""

    line: str
    price: float
    municipal: float  # the municipality's share after the state's refund
    ages: tuple[int, int]
    from_strain: tuple[float, float]  # families get it from a strain of their own between these two
    families: float  # the share it can come into question for


SERVICES = (
    Service("familiebehandling", 12_600, 1.0, (0, 17), (0.42, 0.8), 0.9),
    Service("kontaktperson_ung", 7_300, 1.0, (12, 22), (0.45, 0.85), 0.85),
    Service("aflastning", 8_800, 1.0, (2, 17), (0.55, 0.9), 0.6),
    Service("stoettepaedagog", 7_800, 1.0, (2, 15), (0.5, 0.9), 0.6),
    Service("stoette_ung_voksen", 6_900, 1.0, (18, 27), (0.4, 0.8), 0.75),
    Service("anbringelse", 46_000, 0.9, (4, 18), (0.55, 0.85), 0.16),
)

SUPPORT = {
    "kontanthjaelp": ("kontanthjaelp", 13_900),
    "uddannelseshjaelp": ("kontanthjaelp", 10_900),
    "sho_ydelse": ("kontanthjaelp", 9_800),
    "kth_mindste": ("kontanthjaelp", 7_400),
    "kth_grund": ("kontanthjaelp", 12_700),
    "kth_forhoejet": ("kontanthjaelp", 14_600),
    "ressourceforloeb": ("ressourceforloeb", 14_200),
    "ledighedsydelse": ("ledighedsydelse", 17_400),
    "sygedagpenge": ("sygedagpenge", 17_900),
    "fleksjob": ("fleksloentilskud", 16_600),
    "foertidspension": ("foertidspension", 19_800),
}
"""By status: the cost line, and kroner a month in 2023 prices before refund."""

AFTER_REFUND = 0.8
"""The municipality's share of support when somebody has been on it for more than a year."""

ACTIVATION_BEFORE, ACTIVATION_NOW = 1_900.0, 4_900.0
"""Courses, mentors and wage subsidies, kroner a month and parent:
before joining, and while finding a first job."""

SEEN = 0.091
"""In the programme a family's needs are seen, and met, at so much less strain than before."""

PLACEMENT = 300_000.0
"""What the one very costly family's placements cost a month while they last."""


def costs(story: Story, spells: Iterable[Spell]) -> Iterator[Cost]:
    """A family's costs from two years before joining, as long as it is followed."""
    spells = list(spells)
    thresholds = {service: _threshold(story, service) for service in SERVICES}
    for month in span(_known_from(story), story.followed_until):
        if add(month, 1) > story.followed_until:
            return
        chance = stream("cost", story.family_id, month)
        for line, amount, share in _social(chance, story, thresholds, month):
            yield _cost(story, month, Sector.SOCIAL, line, amount, share)
        for line, amount, share in _employment(chance, story, spells, month):
            yield _cost(story, month, Sector.EMPLOYMENT, line, amount, share)


def _known_from(story: Story) -> date:
    """Costs are known from two years before joining; of families new in the municipality from later."""
    random = stream("known", story.family_id)
    newcomer = random.random() < 0.06 and not story.costly
    return add(story.joined_on, -random.randint(4, 9) if newcomer else -HISTORY)


def _threshold(story: Story, service: Service) -> float | None:
    """The strain from which a family gets the service; None where it doesn't come into question."""
    random = stream("service", story.family_id, service.line)
    return random.uniform(*service.from_strain) if random.random() < service.families else None


def _social(
    chance: Random, story: Story, thresholds: dict[Service, float | None], month: date
) -> Iterator[tuple[str, float, float]]:
    strain = story.strain(month) + (SEEN if month >= story.joining_month else 0)
    for service, threshold in thresholds.items():
        low, high = service.ages
        meant_for = any(low <= child.age(month) <= high for child in story.children)
        placed = story.costly and service.line == "anbringelse"
        if meant_for and not placed and threshold is not None and strain > threshold:
            amount = service.price * (0.35 + strain) * around(chance, 1, 0.12, 0.6, 1.5)
            yield service.line, amount * _corrected(chance), service.municipal
    if story.costly and _placed(story, month):
        yield "anbringelse", PLACEMENT * around(chance, 1, 0.05, 0.8, 1.2), 0.9


def _placed(story: Story, month: date) -> bool:
    """The costly family's children are placed for a while around joining, and once more years later."""
    months = between(story.joining_month, month)
    return -9 <= months < 13 or 58 <= months < 70


def _corrected(chance: Random) -> float:
    """Now and then a month's bill is more than taken back by a correction of earlier ones."""
    return -0.3 if chance.random() < 0.004 else 1.0


def _employment(
    chance: Random, story: Story, spells: list[Spell], month: date
) -> Iterator[tuple[str, float, float]]:
    lines: dict[str, float] = defaultdict(float)
    for spell in spells:
        share = share_of_month(month, spell.started_on, spell.ended_on)
        if spell.status in SUPPORT and share:
            line, price = SUPPORT[spell.status]
            lines[line] += price * share * _reduced(spell, spells, month) * _household(story, line)
    for line, amount in lines.items():
        yield line, amount, AFTER_REFUND
    activation = _activation(story, month) * len(story.parents) * around(chance, 1, 0.3, 0.2, 2.2)
    if activation > 400:
        yield "aktivering", activation, 1.0


def _reduced(spell: Spell, spells: list[Spell], month: date) -> float:
    """A benefit beside a job of few hours is reduced by what is earned."""
    beside = any(
        other.person_id == spell.person_id
        and other.weekly_hours is not None
        and other.status != spell.status
        and share_of_month(month, other.started_on, other.ended_on) > 0.5
        for other in spells
    )
    return 0.6 if beside and spell.status != "fleksjob" else 1.0


def _household(story: Story, line: str) -> float:
    return 0.86 if line == "foertidspension" and story.household is Household.COUPLE else 1.0


def _activation(story: Story, month: date) -> float:
    """Little before joining; much in the first years, while the parents try jobs; then little again."""
    if month < story.joining_month:
        return ACTIVATION_BEFORE
    months = between(story.joining_month, month)
    busy = 26 / max(0.6, story.temperament.pace)
    return ACTIVATION_NOW if months < busy else 0.45 * ACTIVATION_NOW if months < 2 * busy else 900.0


def _cost(story: Story, month: date, sector: Sector, line: str, amount: float, share: float) -> Cost:
    nominal = amount * in_prices_of(month.year, base=2023)
    gross = kroner(nominal)
    return Cost(story.family_id, month, sector, line, gross, kroner(float(gross) * share), month.year)
