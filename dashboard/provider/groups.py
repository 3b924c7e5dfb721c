"""Which group of the provider's gives which role and areas: a file the municipality writes, read at start.

    [[group]]
    value = "9d0c…"                 # as it stands in the token
    name = "Områdeledere Gellerup"  # for people who read the printed mapping
    role = "area_manager"
    areas = ["gellerup"]

Whoever is in several groups has the role among theirs that sees the smallest numbers, and as an area manager
the areas of all their groups. Whoever is in none of them has no access.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dashboard.stores.viewer import Role

BY_DETAIL = (Role.PROGRAMME_HEAD, Role.AREA_MANAGER, Role.EVALUATOR)
"""Which role counts where somebody has several: the first of these."""

SETTING = "STAIRCASE_OIDC_GROUPS"


class Group(BaseModel):
    """One group, and what it gives."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    value: str = Field(min_length=1)
    role: Role
    areas: frozenset[str] = frozenset()
    name: str = ""

    @model_validator(mode="after")
    def areas_are_an_area_managers(self) -> "Group":
        if self.role is Role.AREA_MANAGER and not self.areas:
            raise ValueError("an area manager's group needs areas")
        if self.role is not Role.AREA_MANAGER and self.areas:
            raise ValueError(f"the role {self.role} sees every area: leave areas out")
        return self


@dataclass(frozen=True)
class Access:
    """What somebody's groups give them."""

    role: Role
    areas: frozenset[str]


@dataclass(frozen=True)
class Groups:
    """The mapping, in the order of its file."""

    every: Sequence[Group] = ()

    def known(self, values: Iterable[str]) -> list[str]:
        """Those of somebody's groups that stand in the mapping; the others are nobody's business here."""
        theirs = set(values)
        return [group.value for group in self.every if group.value in theirs]

    def access(self, values: Iterable[str]) -> Access | None:
        """What these groups give together; None where they give nothing."""
        theirs = set(values)
        mine = [group for group in self.every if group.value in theirs]
        if not mine:
            return None
        role = min((group.role for group in mine), key=BY_DETAIL.index)
        return Access(role, frozenset().union(*(group.areas for group in mine if group.role is role)))

    def unknown_areas(self, known: Iterable[str]) -> list[str]:
        """Areas of the mapping that the release does not have."""
        return sorted(frozenset().union(*(group.areas for group in self.every)) - set(known))

    def lines(self) -> list[str]:
        """The mapping as it is printed, a line each group."""
        row = "{:<40}{:<18}{:<32}{}".format
        told = [
            row(one.value, one.role, ", ".join(sorted(one.areas)) or "all", one.name) for one in self.every
        ]
        return [row("group", "role", "areas", "name"), *told]


def read_groups(file: Path) -> Groups:
    """The mapping in a file; raises ValueError naming the setting, the group and what is wrong with it."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ValueError(f"{SETTING}: {file} can't be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{SETTING}: {file} is no TOML file ({error})") from None
    rows = tables.get("group")
    if set(tables) != {"group"} or not isinstance(rows, list) or not rows:
        raise ValueError(f"{SETTING}: {file} holds tables [[group]] with value, role and areas, and no other")
    groups = [_group(place, row) for place, row in enumerate(rows, 1)]
    values = [group.value for group in groups]
    if twice := sorted({value for value in values if values.count(value) > 1}):
        raise ValueError(f"{SETTING}: {', '.join(twice)} stands there more than once")
    return Groups(groups)


def _group(place: int, row: object) -> Group:
    try:
        return Group.model_validate(row)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc']))} {fault['msg'].removeprefix('Value error, ')}".strip()
            for fault in error.errors()
        )
        raise ValueError(f"{SETTING}: group {place}: {faults}") from None
