"""Every page against axe-core, narrow and magnified, without motion; and what the statement says of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from itertools import combinations, product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dashboard.parts.accessibility import BY_HAND, KNOWN, TESTED, TESTED_WITH
from dashboard.stores.navigation import ENTRIES
from dashboard.stores.viewer import Role
from dashboard.text import LANGUAGES, Text
from tests.browser.conftest import PATIENCE
from tests.browser.server import enter
from tests.browser.visits import THEMES, USERS, VISITS, Visit, go, settle

SignIn = Callable[..., Page]
Found = tuple[str, str, str]
"""A violation: where it was met, axe-core's rule, and the element."""

WITHIN = "([target, within]) => Boolean(document.querySelector(target)?.closest(within))"
CUT = """() => {
    const found = [], main = document.querySelector("[data-testid=stMain]");
    const edge = document.documentElement.clientWidth + 1;
    if (main.scrollWidth > main.clientWidth + 1) found.push(`scrolls sideways: ${main.scrollWidth}`);
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement;
        if (!node.data.trim() || holder.closest("[data-testid=stTable], style, .staircase-words")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        if (holder.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
            && [...range.getClientRects()].some(
                ({ left, right, width }) => width && (right > edge || left < -1)))
            found.push(`cut: ${node.data.trim().slice(0, 60)}`);
    }
    return found;
}"""
"""What of the page's text lies outside the window; a table scrolls within itself."""

SLOWEST = """() => Math.max(...[...document.querySelectorAll("*")].map((element) => {
    const style = getComputedStyle(element);
    return Math.max(...`${style.transitionDuration},${style.animationDuration}`.split(",").map(parseFloat));
}))"""


@contextmanager
def signed_in_as(browser: Browser, server: str, user: str, theme: str, width: int = 1280) -> Iterator[Page]:
    """A tab of a demo user, in a theme."""
    size = {"width": width, "height": 900}
    context = browser.new_context(
        base_url=server,
        locale="da-DK",
        viewport=size,  # type: ignore[arg-type]
        color_scheme=theme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/")
    enter(page, user)
    yield page
    context.close()


def violations(page: Page, where: str) -> tuple[list[Found], set[str]]:
    """What axe-core finds on a page and nobody has listed; and the listed failures that were met."""
    found, met = [], set()
    for rule in Axe().run(page).response["violations"]:
        for node in rule["nodes"]:
            known = next((each.key for each in KNOWN if _is(each, rule["id"], node, page)), None)
            if known:
                met.add(known)
            else:
                found.append((where, str(rule["id"]), str(node["html"])[:200]))
    return found, met


def _is(failure: Any, rule: str, node: Any, page: Page) -> bool:
    return failure.rule == rule and bool(page.evaluate(WITHIN, [node["target"][0], failure.within]))


@pytest.fixture(scope="module")
def looked(browser: Browser, server: str) -> tuple[list[Found], set[str]]:
    """All visits, and what was found in them: one sign-in for each role and theme."""
    found: list[Found] = []
    met: set[str] = set()
    for (role, user), theme in product(USERS.items(), THEMES):
        with signed_in_as(browser, server, user, theme) as page:
            for visit in (each for each in VISITS if (each.role, each.theme) == (role, theme)):
                go(page, visit.page, visit.language)
                more, known = violations(page, f"{visit.page} {role} {visit.language} {theme}")
                found, met = found + more, met | known
    return found, met


def pairs(visits: tuple[Visit, ...]) -> set[tuple[tuple[str, str], ...]]:
    """Every two of a visit's four properties that were met together."""
    return {two for each in visits for two in combinations(sorted(vars(each).items()), 2)}


def test_the_visits_cover_every_pair_of_page_role_language_and_theme() -> None:
    every = tuple(
        Visit(entry.key, role, language, theme)
        for entry, role, language, theme in product(ENTRIES, Role, LANGUAGES, THEMES)
        if entry.is_for(role)
    )
    assert pairs(every) - pairs(VISITS) == set()


def test_no_page_breaks_a_rule_of_axe_core(looked: tuple[list[Found], set[str]]) -> None:
    assert looked[0] == []


def test_no_failure_is_listed_that_is_no_longer_found(looked: tuple[list[Found], set[str]]) -> None:
    assert {each.key for each in KNOWN} == looked[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_the_sign_in_page_and_its_statement_break_no_rule(language: str, theme: Any, page: Page) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(f"/?lang={language}")
    settle(page)
    page.get_by_text(Text(language)("page.accessibility.title"), exact=True).click()
    page.get_by_role("heading", name=Text(language)("page.accessibility.failures")).wait_for()
    page.wait_for_timeout(500)  # until it is unfolded
    assert violations(page, "sign-in") == ([], set())


def test_no_page_scrolls_sideways_or_cuts_its_text_at_400_percent(browser: Browser, server: str) -> None:
    cut = {}
    with signed_in_as(browser, server, "leder", "light", width=320) as page:
        for entry in ENTRIES:
            go(page, entry.key)
            cut[entry.key] = page.evaluate(CUT)
    assert {key: found for key, found in cut.items() if found} == {}


def test_nothing_moves_for_a_reader_who_asked_for_less_motion(browser: Browser, server: str) -> None:
    with signed_in_as(browser, server, "leder", "light") as page:
        go(page, "steps")
        assert page.evaluate(SLOWEST) <= 0.001


def test_the_statement_was_checked_with_the_versions_that_these_tests_run_with(page: Page) -> None:
    Axe().run(page)
    assert {"axe-core": page.evaluate("axe.version"), "Streamlit": version("streamlit")} == TESTED_WITH


def test_the_statement_is_no_older_than_what_it_lists_and_lists_nothing_else() -> None:
    listed = [*KNOWN, *BY_HAND]
    assert max(each.since for each in listed) <= TESTED <= date.today()
    for language in LANGUAGES:
        words = Text(language).keys("page.accessibility.failure.")
        assert {key.rpartition(".")[2] for key in words} == {each.key for each in listed}
