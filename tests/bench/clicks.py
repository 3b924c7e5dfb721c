"""What a reader waits for, in a real browser: from the click until what is in sight has settled."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from dashboard.stores.accounts import DEMO_HEAD
from dashboard.stores.navigation import ENTRIES
from dashboard.text import Text
from tests.bench.servers import Server
from tests.browser.server import READY, enter

OBSERVED = (Path(__file__).parent / "settled.js").read_text("utf-8")
QUIET = 250
"""Milliseconds without a change after which a page has settled; they are not counted."""
PATIENCE = 120_000
CHARTS = "[...document.querySelectorAll('.staircase-chart')].filter(chart => chart.clientWidth).length"
LISTS = ("area", "period")
SESSIONS = 10


@dataclass
class Waited:
    """Milliseconds of one page: of each choice, of the switch to it, and how many charts it has."""

    charts: int = 0
    switch: list[float] = field(default_factory=list)
    choices: dict[str, list[float]] = field(default_factory=dict)
    floors: dict[str, float] = field(default_factory=dict)  # of the bare pages, right after

    def of(self, choice: str) -> float | None:
        """The middle one; None where the page does not offer the choice."""
        return median(self.choices[choice]) if self.choices.get(choice) else None


@contextmanager
def watched(browser: Browser, server: Server, cookies: Page | None = None) -> Iterator[Page]:
    """An empty tab of a Danish reader; with `cookies`, of one who has signed in in another."""
    state = cookies.context.storage_state() if cookies else None
    context = browser.new_context(
        locale="da-DK",
        base_url=server.address,
        viewport={"width": 1280, "height": 900},
        storage_state=state,
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(OBSERVED)
    yield context.new_page()
    context.close()


def settled(page: Page) -> float:
    """Milliseconds from the last click, or from the beginning of the page, to the last change in sight."""
    page.wait_for_function("quiet => window.benchSettled?.(quiet)", arg=QUIET, polling=50)
    return float(page.evaluate("window.bench.changed - window.bench.begun"))


def first_load(browser: Browser, server: Server, path: str, signed_in: Page | None = None) -> float:
    """A browser that has never been here opens the page."""
    with watched(browser, server, signed_in) as page:
        page.goto(path)
        page.wait_for_selector(".js-plotly-plot .main-svg", state="attached")
        return settled(page)


def floor(page: Page, address: str, charts: int, rounds: int) -> float:
    """The middle wait on a bare page of so many charts, all of which change."""
    page.goto(f"{address}/?charts={charts}")
    if charts:
        page.wait_for_selector(".js-plotly-plot .main-svg", state="attached")
    settled(page)
    choices = page.locator("[data-testid=stRadio] label:has(input), #choice label")
    return median(_clicked(page, lambda turn: choices.nth(1 - turn % 2).click(), rounds))


def pages(page: Page, rounds: int, floors: Mapping[str, Callable[[int], float]]) -> dict[str, Waited]:
    """Every page of the programme head, each visited `rounds` times and its choices made as often.

    The floors of its number of charts come right after it: what else the machine does then is much the same.
    """
    page.goto("/")
    enter(page, DEMO_HEAD)
    found = {entry.key: Waited() for entry in ENTRIES}
    links = page.locator("[data-testid=stSidebarNavLink]")
    links.last.click()
    settled(page)
    for _ in range(rounds):
        for number, waited in enumerate(found.values()):
            links.nth(number).click()
            waited.switch.append(settled(page))
    for number, (key, waited) in enumerate(found.items()):
        links.nth(number).click()
        settled(page)
        waited.charts = int(page.evaluate(CHARTS))
        if next(entry for entry in ENTRIES if entry.key == key).has_choices:
            waited.choices = {name: _chosen(page, name, rounds) for name in LISTS}
            waited.floors = {name: floor(waited.charts) for name, floor in floors.items()}
            print(f"{key}: {waited.of('area'):.0f} ms", file=sys.stderr, flush=True)
    return found


def _chosen(page: Page, name: str, rounds: int) -> list[float]:
    """The waits for another option of a list in the bar, and back again."""
    label = Text("da")(f"filter.{name}")
    bar = page.get_by_test_id("stSidebar").get_by_role("combobox", name=label)

    def choose(turn: int) -> None:
        bar.click()
        options = page.get_by_role("option")
        options.first.wait_for()
        options.nth(1 - turn % 2).click()

    waits = _clicked(page, choose, rounds)
    if rounds % 2:
        choose(1)
        settled(page)
    return waits


def _clicked(page: Page, click: Callable[[int], None], rounds: int) -> list[float]:
    """The waits after each click; two before them are not counted: everything has been there once."""
    waits = []
    for turn in range(rounds + 2):
        click(turn)
        waits.append(settled(page))
    return waits[2:]


def memory_per_session(browser: Browser, server: Server, signed_in: Page) -> float:
    """Megabytes of the server for each further reader who has a page with charts open."""
    path = "/caseload"
    with watched(browser, server, signed_in) as first:
        first.goto(path)
        settled(first)
        before = server.memory()
        tabs = [first.context.new_page() for _ in range(SESSIONS)]
        for tab in tabs:
            tab.goto(path)
            tab.locator(READY).wait_for()
            settled(tab)
        return (server.memory() - before) / SESSIONS
