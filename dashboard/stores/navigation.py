"""Which pages there are, in which order, and whose they are."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.stores.viewer import Role

PAGES = Path(__file__).parents[2] / "pages"
EVERYBODY = frozenset(Role)
WITH_EVERY_AREA = frozenset({Role.PROGRAMME_HEAD, Role.EVALUATOR})

ONLY_THE_HEAD = frozenset({Role.PROGRAMME_HEAD})
WHO_DELIVER = frozenset({Role.PROGRAMME_HEAD, Role.AREA_MANAGER})


@dataclass(frozen=True)
class Entry:
    """A page: its file and address (`key`), its sign in the navigation, and the roles it is for.

    `has_choices`: what is chosen in the bar changes it; `has_charts`: they can be turned into tables.
    """

    key: str
    icon: str
    roles: frozenset[Role] = EVERYBODY
    has_choices: bool = True
    has_charts: bool = True

    def is_for(self, role: Role | None) -> bool:
        """May this role open the page? Before sign-in every address is known, so that a link survives it."""
        return role is None or role in self.roles

    @property
    def file(self) -> Path:
        return PAGES / f"{self.key}.py"


ENTRIES = (
    Entry("overview", ":material/home:", has_charts=False),
    Entry("areas", ":material/view_column:"),
    Entry("caseload", ":material/groups:"),
    Entry("steps", ":material/stairs_2:"),
    Entry("wellbeing", ":material/favorite:"),
    Entry("absence", ":material/school:"),
    Entry("employment", ":material/work:"),
    Entry("savings", ":material/savings:"),
    Entry("compare", ":material/compare:", WITH_EVERY_AREA),
    Entry("published", ":material/fact_check:", has_choices=False, has_charts=False),
    Entry("briefings", ":material/co_present:", WITH_EVERY_AREA, has_choices=False, has_charts=False),
    Entry("data_quality", ":material/verified:", WHO_DELIVER, has_choices=False, has_charts=False),
    Entry("releases", ":material/update:", ONLY_THE_HEAD, has_choices=False, has_charts=False),
    Entry("logbook", ":material/receipt_long:", ONLY_THE_HEAD, has_choices=False, has_charts=False),
    Entry("definitions", ":material/menu_book:", has_choices=False, has_charts=False),
    Entry("about", ":material/shield:", has_choices=False, has_charts=False),
    Entry("accessibility", ":material/accessibility_new:", has_choices=False, has_charts=False),
)
"""The first is where a viewer arrives."""


def entries_for(role: Role | None) -> tuple[Entry, ...]:
    """The pages a role may open."""
    return tuple(entry for entry in ENTRIES if entry.is_for(role))
