"""The whole dashboard by keyboard alone: every stop is seen to have the focus, and none is a trap.

What was stopped at stands in `stops.txt` in the test's folder, in order.
"""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from dashboard.stores.accounts import DEMO_PASSWORD
from dashboard.stores.navigation import ENTRIES
from dashboard.text import Text
from tests.browser.server import READY
from tests.browser.visits import settle

DA, EN = Text(), Text("en")
MOST = 150
"""Stops within which whatever is on a page is come to."""

LOOK = """() => {
    const look = (element) => {
        const seen = [];
        for (let at = element, up = 0; at && up < 5; at = at.parentElement, up += 1) {
            const { outline, boxShadow, borderColor, backgroundColor, color } = getComputedStyle(at);
            seen.push([outline, boxShadow, borderColor, backgroundColor, color].join());
        }
        return seen.join(";");
    };
    const element = document.activeElement, left = window.stopped;
    if (element === document.body) {  // the end of the document, or what had the focus is gone
        window.stopped = undefined;
        return { name: "the beginning", isSame: false, unseen: "" };
    }
    const unseen = left && left.element !== element && left.element.isConnected
        && look(left.element) === left.look ? left.name : "";
    const name = `${element.tagName.toLowerCase()} ${
        (element.getAttribute("aria-label") || element.innerText || element.id).trim().slice(0, 60)}`;
    const isSame = Boolean(left) && left.element === element;
    window.stopped = { element, name, look: look(element) };
    return { name, isSame, unseen };
}"""
"""Where the focus is; whether it stayed; and the stop before it, if it looks as it did with the focus."""


@dataclass
class Walk:
    """A reader without a mouse."""

    page: Page
    stops: list[str] = field(default_factory=list)

    def on(self, key: str = "Tab") -> str:
        """To the next stop: another one, and the last one was seen to have the focus."""
        self.page.keyboard.press(key)
        found = self.page.evaluate(LOOK)
        assert not found["isSame"], f"a trap: {found['name']}"
        assert not found["unseen"], f"nobody sees the focus at: {found['unseen']}"
        self.stops.append(found["name"])
        return str(found["name"])

    def to(self, place: Locator, key: str = "Tab") -> None:
        """On until the focus is there."""
        for _ in range(MOST):
            if place.evaluate("element => element === document.activeElement"):
                return
            self.on(key)
        raise AssertionError(f"not come to in {MOST} stops: {place}")

    def use(self, place: Locator, key: str = "Enter") -> None:
        """There, and press it."""
        self.to(place)
        self.page.keyboard.press(key)
        self.page.locator(READY).wait_for()

    def choose_next(self, name: str) -> str:
        """The next option of a list, and what it is."""
        listed = self.page.get_by_role("combobox", name=name, exact=True)
        self.to(listed)
        before = listed.input_value()
        for key in ("ArrowDown", "ArrowDown", "Enter"):
            self.page.keyboard.press(key)
        expect(listed).not_to_have_value(before)
        self.page.locator(READY).wait_for()
        return listed.input_value()

    def around(self) -> int:
        """Through everything on the page once, to where it began; how many stops there were."""
        first, met = self.on(), 1
        while self.on() != first:
            met += 1
            assert met < 4 * MOST, "the walk has no end"
        return met


def test_the_whole_dashboard_is_used_by_keyboard_alone(page: Page, tmp_path: Path) -> None:
    walk = Walk(page)
    for part in (_signs_in, _goes_to_every_page, _chooses, _opens, _saves, _goes_around, _leaves):
        part(walk)
        (tmp_path / "stops.txt").write_text("\n".join(walk.stops), "utf-8")


def _signs_in(walk: Walk) -> None:
    page = walk.page
    page.goto("/")
    page.locator(READY).wait_for()
    walk.to(page.locator("[data-testid=stForm] input").nth(0))
    page.keyboard.type("leder")
    walk.to(page.locator("input[type=password]"))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_test_id("stSidebarNavLink").first.wait_for()
    page.locator(READY).wait_for()


def _goes_to_every_page(walk: Walk) -> None:
    for entry in (*ENTRIES[1:], ENTRIES[2]):
        _goes_to(walk, entry.key)


def _goes_to(walk: Walk, key: str) -> None:
    title = DA(f"page.{key}.title")
    walk.use(walk.page.get_by_test_id("stSidebarNavLink").filter(has_text=title).first)
    expect(walk.page.get_by_role("heading", name=DA(f"page.{key}.question"))).to_be_visible()


def _chooses(walk: Walk) -> None:
    area = walk.choose_next(DA("filter.area"))
    period = walk.choose_next(DA("filter.period"))
    expect(walk.page.locator(".st-key-chosen")).to_contain_text(area)
    expect(walk.page.locator(".st-key-chosen")).to_contain_text(period)
    settle(walk.page)


def _opens(walk: Walk) -> None:
    page = walk.page
    walk.use(page.get_by_role("button", name=DA("guide.title")))
    told = page.get_by_text(DA("page.caseload.guide").splitlines()[0])
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    table = page.get_by_role("button", name=DA("show.table"), exact=True).first
    walk.use(table)
    expect(table).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("table").first).to_be_visible()


def _saves(walk: Walk) -> None:
    """A picture is for everybody's figures alone: first the page as the public sees it."""
    page = walk.page
    walk.use(page.get_by_role("switch", name=DA("level.switch")), "Space")
    save = page.get_by_role("button", name=DA("chart.tool.download")).first
    save.wait_for()
    settle(page)
    walk.to(save)
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(".png")


def _goes_around(walk: Walk) -> None:
    _goes_to(walk, "steps")
    settle(walk.page)
    assert walk.around() > len(ENTRIES)


def _leaves(walk: Walk) -> None:
    page = walk.page
    walk.to(page.get_by_role("radio", name=DA("language.da")))
    page.keyboard.press("ArrowRight")
    if not page.get_by_role("radio", name=DA("language.en")).is_checked():
        page.keyboard.press("Space")
    expect(page.get_by_role("heading", name=EN("page.steps.question"))).to_be_visible()
    page.locator(READY).wait_for()
    walk.use(page.get_by_role("button", name=EN("signin.out")))
    page.locator("input[type=password]").wait_for()
