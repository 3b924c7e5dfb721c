"""The teams, and who is whose contact person: two to a family, handed over when an employee leaves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from seed.chance import pseudonym, stream
from seed.family import Story
from seed.intake import AREA_A, AREA_B, GELLERUP
from seed.months import AS_OF

DEPARTMENTS = {
    "beskaeftigelse": ("Beskæftigelse", "Employment"),
    "social_familie": ("Social og familie", "Social and family"),
    "sundhed": ("Sundhed", "Health"),
    "boern_unge": ("Børn og unge", "Children and young people"),
    "kultur_fritid": ("Kultur og fritid", "Culture and leisure"),
}

_B, _S, _H, _U, _K = DEPARTMENTS

# One line a post: department, share of a full-time post, and the days on which somebody (new) took it over.
POSTS: dict[str, tuple[tuple[str, float, tuple[date, ...]], ...]] = {
    GELLERUP: (
        (_B, 1.0, (date(2019, 1, 1), date(2021, 9, 1))),
        (_B, 1.0, (date(2019, 1, 1),)),
        (_B, 1.0, (date(2019, 1, 1), date(2023, 7, 1), date(2025, 9, 1))),
        (_S, 1.0, (date(2019, 1, 1), date(2022, 3, 1))),
        (_S, 1.0, (date(2019, 1, 1),)),
        (_S, 1.0, (date(2019, 1, 1), date(2020, 11, 1), date(2024, 2, 1))),
        (_H, 1.0, (date(2019, 1, 1), date(2022, 10, 1))),
        (_U, 1.0, (date(2019, 1, 1),)),
        (_U, 1.0, (date(2019, 1, 1), date(2024, 9, 1))),
        (_K, 1.0, (date(2019, 1, 1), date(2021, 2, 1))),
    ),
    AREA_A: (
        (_B, 1.0, (date(2024, 1, 1),)),
        (_B, 0.8, (date(2024, 1, 1), date(2025, 8, 1))),
        (_S, 1.0, (date(2024, 1, 1),)),
        (_H, 0.6, (date(2024, 3, 1),)),
        (_U, 1.0, (date(2024, 1, 1), date(2025, 3, 1))),
        (_K, 0.5, (date(2024, 8, 1),)),
    ),
    AREA_B: (
        (_B, 1.0, (date(2025, 2, 1),)),
        (_S, 0.8, (date(2025, 2, 1),)),
        (_U, 0.6, (date(2025, 2, 1), date(2026, 4, 1))),
    ),
}


@dataclass(frozen=True)
class Employee:
    """A member of an area's team; the end is not covered."""

    member_id: str
    area_id: str
    department_id: str
    fte: float
    started_on: date
    ended_on: date | None

    def works(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class Contact:
    """An employee as a family's contact person; the end is not covered."""

    family_id: str
    member_id: str
    started_on: date
    ended_on: date | None


def employees() -> list[Employee]:
    """Everybody who ever held a post."""
    return [
        Employee(
            member_id=pseudonym("m", area_id, post, turn),
            area_id=area_id,
            department_id=department,
            fte=fte,
            started_on=started_on,
            ended_on=starts[turn + 1] if turn + 1 < len(starts) else None,
        )
        for area_id, posts in POSTS.items()
        for post, (department, fte, starts) in enumerate(posts)
        for turn, started_on in enumerate(starts)
    ]


def contacts(stories: Iterable[Story], team: list[Employee]) -> list[Contact]:
    """Two contact persons to a family: those of its area with the fewest families per post."""
    given: list[Contact] = []
    for story in sorted(stories, key=lambda each: (each.joined_on, each.family_id)):
        first = list(_line(story, team, given, 1, frozenset()))
        given += first
        given += _line(story, team, given, 2, frozenset(contact.member_id for contact in first))
    return given


def _line(
    story: Story, team: list[Employee], given: list[Contact], place: int, taken: frozenset[str]
) -> Iterator[Contact]:
    """One of a family's two places over time; now and then it stands empty for a while."""
    random = stream("contacts", story.family_id, place)
    day = story.joined_on + timedelta(days=random.choice((0, 0, 0, 0, 0, 0, 0, 30, 75)) if place == 2 else 0)
    while day <= AS_OF and (story.ended_on is None or day < story.ended_on):
        able = [each for each in team if each.area_id == story.area_id and each.works(day)]
        free = [each for each in able if each.member_id not in taken]
        if not free:
            return
        member = min(free, key=lambda each: (_families(given, each, day) / each.fte, each.member_id))
        until = min((end for end in (member.ended_on, story.ended_on) if end), default=None)
        yield Contact(story.family_id, member.member_id, day, until)
        if until is None:
            return
        day = until + timedelta(days=random.choice((0, 0, 0, 14, 45)))


def _families(given: list[Contact], member: Employee, day: date) -> int:
    return sum(
        contact.member_id == member.member_id
        and contact.started_on <= day
        and (contact.ended_on is None or day < contact.ended_on)
        for contact in given
    )
