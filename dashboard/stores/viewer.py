"""Who is looking: the role, the areas and the level that decide which released cells are theirs."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.text import Text


class Role(StrEnum):
    """What a person's work with the programme is."""

    PROGRAMME_HEAD = "programme_head"  # all areas, small numbers too
    AREA_MANAGER = "area_manager"  # own areas with small numbers, the others as the public sees them
    EVALUATOR = "evaluator"  # all areas, as the public sees them


class Level(StrEnum):
    """How small a group may be before its figure is withheld."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True)
class Viewer:
    """One reader of released figures; made anew from the accounts on every run, never kept.

    `level` is the most detailed level this viewer sees anywhere. `areas` are an area manager's own;
    they are empty for the roles that see every area.
    """

    username: str
    role: Role
    areas: frozenset[str]
    level: Level
    language: str

    @property
    def text(self) -> Text:
        """Every word in this viewer's language."""
        return Text(self.language)

    def level_for(self, area: str) -> Level | None:
        """The level at which this viewer sees an area or a total (`all`, `shown_areas`); None: no access."""
        if self.role is Role.AREA_MANAGER:
            if not self.areas:
                return None
            return self.level if area in self.areas else Level.PUBLIC
        if self.role is Role.PROGRAMME_HEAD:
            return self.level
        return Level.PUBLIC
