"""A family and what drives its story; everything else is told from this."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import exp

from data_access.codes import EndedReason, Household, Role, Sex
from seed.months import AS_OF, between, first

HISTORY = 24
"""Months told from before a family joined."""


@dataclass(frozen=True)
class Crisis:
    """A setback in a month since joining, that wears off."""

    month: int
    size: float


@dataclass(frozen=True)
class Temperament:
    """What a family brings along and how it takes to the programme."""

    burden: float  # strain on the day of joining, about 0.4 to 1.1
    response: float  # the share of it that eases in the long run; below 0 where it grows
    pace: float  # around 1; how fast the family moves
    crises: tuple[Crisis, ...]


@dataclass(frozen=True)
class Member:
    """A person of a family, with the role at intake."""

    person_id: str
    role: Role
    birth_year: int
    sex: Sex | None
    years_without_work: float | None = None

    def age(self, day: date) -> int:
        """The age reached in the year of `day`."""
        return day.year - self.birth_year


@dataclass(frozen=True)
class Story:
    """A family that joined."""

    family_id: str
    number: int
    area_id: str
    project: bool
    offered_on: date
    joined_on: date
    household: Household
    temperament: Temperament
    members: tuple[Member, ...]
    costly: bool = False
    ended_on: date | None = None
    ended_reason: EndedReason | None = None

    @property
    def parents(self) -> list[Member]:
        return [member for member in self.members if member.role is Role.PARENT]

    @property
    def children(self) -> list[Member]:
        """Children and young people."""
        return [member for member in self.members if member.role is not Role.PARENT]

    @property
    def young(self) -> list[Member]:
        return [member for member in self.members if member.role is Role.YOUNG]

    @property
    def followed_until(self) -> date:
        """The first day nothing is known of any more: when the family moved away, else after the last day."""
        moved = self.ended_reason is EndedReason.MOVED
        return self.ended_on if moved and self.ended_on else AS_OF + timedelta(days=1)

    @cached_property
    def joining_month(self) -> date:
        return first(self.joined_on)

    def strain(self, day: date) -> float:
        """How hard things are: rising towards joining, easing with the response, set back by crises.

        Families enter at their worst, so some of the ease would have come by itself; not all of it lasts.
        """
        months = between(self.joining_month, day)
        traits = self.temperament
        if months < 0:
            return traits.burden * (1 - 0.05 * min(1.0, max(0, -months - 6) / 14))
        eased = traits.response * (1 - exp(-(months + 1) * traits.pace / 9))
        eased *= 1 - 0.4 * min(1.0, max(0, months - 38) / 40)
        if self.ended_on is not None and self.ended_reason is not EndedReason.COMPLETED:
            eased *= 1 - 0.45 * min(1.0, max(0, between(self.ended_on, day)) / 12)
        return max(0.08, traits.burden * (1 - eased) + sum(self._shocks(months)))

    def _shocks(self, months: int) -> Iterator[float]:
        for crisis in self.temperament.crises:
            if months >= crisis.month:
                yield crisis.size * exp((crisis.month - months) / 5)
