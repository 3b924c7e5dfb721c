"""Which families left, when and why: in quotas, each filled by the families it suits."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from data_access.codes import EndedReason, Household
from seed.chance import stream
from seed.family import Story
from seed.months import AS_OF

SHORTEST = timedelta(days=120)
"""No family leaves sooner after joining."""


def responding(story: Story) -> float:
    return story.temperament.response * story.temperament.pace


def reluctant(story: Story) -> float:
    return -story.temperament.response


def anybody(story: Story) -> float:
    return 0.0


def couple_of_small_children(story: Story) -> float:
    """Moved early on: a couple without young people, so that it is known who is left to be counted."""
    return float(story.household is Household.COUPLE) - 10 * len(story.young)


def single_of_small_children(story: Story) -> float:
    return float(story.household is Household.SINGLE) - 10 * len(story.young)


@dataclass(frozen=True)
class Exits:
    """So many families leave for a reason between two days: those the ranking puts first."""

    reason: EndedReason | None  # None: the reason is not stated
    families: int
    start: date
    end: date
    suits: Callable[[Story], float] = anybody


_COMPLETED, _MOVED = EndedReason.COMPLETED, EndedReason.MOVED
_WITHDREW, _OTHER = EndedReason.WITHDREW, EndedReason.OTHER

EXITS: dict[str, tuple[Exits, ...]] = {
    "project": (
        Exits(_MOVED, 1, date(2020, 9, 1), date(2021, 11, 1), couple_of_small_children),
        Exits(_MOVED, 1, date(2021, 9, 1), date(2022, 11, 1), single_of_small_children),
        Exits(_WITHDREW, 5, date(2020, 2, 1), date(2023, 3, 1), reluctant),
        Exits(_OTHER, 1, date(2021, 3, 1), date(2022, 12, 1)),
        Exits(None, 1, date(2021, 9, 1), date(2023, 2, 1)),
        Exits(_COMPLETED, 8, date(2021, 9, 1), date(2023, 6, 1), responding),
        Exits(_COMPLETED, 15, date(2023, 8, 1), date(2026, 9, 1), responding),
        Exits(_WITHDREW, 4, date(2023, 8, 1), date(2026, 7, 1), reluctant),
        Exits(_MOVED, 4, date(2023, 9, 1), date(2026, 6, 1)),
        Exits(_OTHER, 3, date(2023, 9, 1), date(2026, 6, 1)),
        Exits(None, 2, date(2024, 2, 1), date(2026, 5, 1)),
    ),
    "permanent": (
        Exits(_COMPLETED, 4, date(2025, 3, 1), date(2026, 9, 1), responding),
        Exits(_WITHDREW, 2, date(2024, 6, 1), date(2026, 6, 1), reluctant),
        Exits(_MOVED, 1, date(2024, 11, 1), date(2026, 3, 1)),
        Exits(_OTHER, 1, date(2024, 9, 1), date(2026, 6, 1)),
    ),
    "a": (
        Exits(_COMPLETED, 3, date(2025, 9, 1), date(2026, 9, 1), responding),
        Exits(_WITHDREW, 3, date(2024, 9, 1), date(2026, 6, 1), reluctant),
        Exits(_MOVED, 1, date(2025, 2, 1), date(2026, 2, 1)),
        Exits(_OTHER, 1, date(2025, 3, 1), date(2026, 6, 1)),
        Exits(None, 1, date(2025, 6, 1), date(2026, 6, 1)),
    ),
    "b": (Exits(_WITHDREW, 1, date(2025, 11, 1), date(2026, 6, 1), reluctant),),
}


def with_exits(wave: str, stories: list[Story]) -> list[Story]:
    """The wave's stories, those that leave with their end."""
    told = {story.number: story for story in stories}
    for turn, exits in enumerate(EXITS[wave]):
        random = stream("exits", wave, turn)
        for story in _leaving(list(told.values()), exits, random):
            told[story.number] = replace(
                story, ended_on=_day(random, story, exits), ended_reason=exits.reason
            )
    return list(told.values())


def _leaving(stories: list[Story], exits: Exits, random: Random) -> list[Story]:
    staying = [story for story in stories if _may_leave(story, exits)]
    random.shuffle(staying)
    return sorted(staying, key=exits.suits, reverse=True)[: exits.families]


def _may_leave(story: Story, exits: Exits) -> bool:
    return story.ended_on is None and not story.costly and story.joined_on + SHORTEST < exits.end


def _day(random: Random, story: Story, exits: Exits) -> date:
    """A day in the window; `exits.end` and the day after the last one are not reached."""
    start = max(exits.start, story.joined_on + SHORTEST)
    return start + timedelta(days=int((min(exits.end, AS_OF) - start).days * random.random()))
