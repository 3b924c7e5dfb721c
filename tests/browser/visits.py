"""Which pages are looked at as whom: every pair of page, role, language and theme, not every four."""

from dataclasses import dataclass

from playwright.sync_api import Page

from dashboard.stores.navigation import ENTRIES
from dashboard.stores.viewer import Role
from dashboard.text import LANGUAGES
from tests.browser.server import READY

USERS = {Role.PROGRAMME_HEAD: "leder", Role.AREA_MANAGER: "omraade-b", Role.EVALUATOR: "evaluator"}
THEMES = ("light", "dark")
DRAWN = """charts => charts.every(chart =>
    chart.staircase && (!chart.clientWidth || (chart.dataset.drawn && chart.querySelector(".main-svg"))))"""
"""Each was begun, and drawn unless it is out of sight."""
PAUSE = 300  # milliseconds between two looks at whether the charts are drawn
LONGEST = 200  # such looks


@dataclass(frozen=True)
class Visit:
    """A page as somebody sees it."""

    page: str
    role: Role
    language: str
    theme: str


def _visits() -> list[Visit]:
    """A page is visited by each of its roles, in each language and theme; they shift from page to page."""
    found = []
    for place, entry in enumerate(ENTRIES):
        roles = [role for role in USERS if entry.is_for(role)]
        for turn in range(max(len(roles), len(LANGUAGES), len(THEMES))):
            language = LANGUAGES[(place + turn) % len(LANGUAGES)]
            theme = THEMES[(place // 2 + turn) % len(THEMES)]
            found.append(Visit(entry.key, roles[turn % len(roles)], language, theme))
    return found


VISITS = tuple(_visits())


def settle(page: Page) -> None:
    """Until the page has run and each of its charts is drawn."""
    page.locator(READY).wait_for()
    for _ in range(LONGEST):
        waits = page.get_by_test_id("stSkeleton").count()
        if not waits and page.locator(".staircase-chart").evaluate_all(DRAWN):
            return
        page.wait_for_timeout(PAUSE)  # to wait in the page would evaluate a text there: its policy forbids it
    raise AssertionError(f"charts of {page.url} were not drawn")


def go(page: Page, key: str, language: str = "da") -> None:
    """By the address, until everything stands there."""
    page.goto(f"/{key if key != ENTRIES[0].key else ''}?lang={language}")  # the first stands at the root
    page.get_by_test_id("stMain").locator("h2").first.wait_for()
    page.locator(".st-key-keys").wait_for()  # the last on every page
    settle(page)
