"""A view is chosen, shared by its address, and found again by whoever signs in there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.stores.accounts import DEMO_PASSWORD
from dashboard.text import Text
from tests.browser.server import READY

STILL = "() => new Promise(told => requestAnimationFrame(() => requestAnimationFrame(told)))"
"""Two frames later whoever listens for scrolling has heard of it."""


def choose(page: Page, label: str, option: str, said: str) -> None:
    """A list closes when the bar under it moves: it is scrolled first, and the page whole before the next."""
    bar = page.get_by_test_id("stSidebar").get_by_role("combobox", name=label)
    bar.scroll_into_view_if_needed()
    page.evaluate(STILL)
    bar.click()
    page.get_by_role("option", name=option, exact=True).click()
    expect(page.locator(".st-key-chosen")).to_contain_text(said)
    page.locator(READY).wait_for()


def line(page: Page) -> str:
    return page.locator(".st-key-chosen").inner_text()


def test_a_chosen_view_is_found_again_by_its_link(
    signed_in: Callable[..., Page], somebody_else: Page
) -> None:
    page = signed_in("leder", "/caseload")
    choose(page, "Område", "Gellerup", "Gellerup")
    choose(page, "Opdel efter", "Voksne i hjemmet", "efter voksne i hjemmet")
    page.get_by_text("Gem eller del visningen").click()
    link = page.get_by_test_id("stCode").inner_text().splitlines()[-1].strip()
    assert link == page.url

    somebody_else.goto(link)
    somebody_else.locator("input[type=password]").fill(DEMO_PASSWORD)
    somebody_else.locator("[data-testid=stForm] input").nth(0).fill("evaluator")
    somebody_else.locator("[data-testid=stFormSubmitButton] button").click()
    found = somebody_else.locator(".st-key-chosen")
    expect(found).to_contain_text("Gellerup")
    expect(found).to_contain_text("efter voksne i hjemmet")
    assert somebody_else.url == link


def test_the_language_and_the_page_change_and_the_choice_stays(signed_in: Callable[..., Page]) -> None:
    page = signed_in("evaluator", "/absence?area=gellerup&period=2024Q2")
    expect(page.locator(".st-key-chosen")).to_contain_text("2. kvartal 2024")
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".st-key-chosen")).to_contain_text("2nd quarter 2024")
    page.get_by_test_id("stSidebarNavLink").filter(has_text=Text("en")("page.caseload.title")).click()
    page.wait_for_url("**/caseload?*period=2024Q2*")
    expect(page.locator(".st-key-chosen")).to_contain_text("Gellerup")


def test_back_and_forward_take_back_one_choice_each(signed_in: Callable[..., Page]) -> None:
    page = signed_in("evaluator", "/caseload")
    chosen = page.locator(".st-key-chosen")
    choose(page, "Område", "Gellerup", "Gellerup")
    page.wait_for_url("**/caseload?area=gellerup")
    choose(page, "Opdel efter", "Voksne i hjemmet", "efter voksne i hjemmet")
    page.wait_for_url("**/caseload?*by=household*")
    page.go_back()
    expect(chosen).to_contain_text("ingen opdeling")
    expect(chosen).to_contain_text("Gellerup")
    page.go_back()
    expect(chosen).to_contain_text("Alle områder")
    page.go_forward()
    expect(chosen).to_contain_text("Gellerup")
    assert page.url.endswith("/caseload?area=gellerup")


def test_reset_empties_the_address(signed_in: Callable[..., Page]) -> None:
    page = signed_in("evaluator", "/absence?area=gellerup&by=household&of=single")
    expect(page.locator(".st-key-chosen")).to_contain_text("én voksen")
    page.get_by_role("button", name="Nulstil valg").click()
    expect(page.locator(".st-key-chosen")).to_contain_text("Alle områder")
    page.wait_for_url("**/absence")
    assert "ingen opdeling" in line(page)


@pytest.fixture
def told(page: Page) -> list[ForwardMsg]:
    """What the server tells the browser, as it comes."""
    heard: list[ForwardMsg] = []

    def hear(frame: str | bytes) -> None:
        heard.append(ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode()))

    page.on("websocket", lambda socket: socket.on("framereceived", hear))
    return heard


def drawn(told: list[ForwardMsg], kind: str = "") -> list[ForwardMsg]:
    """The messages that draw something, of one kind or of any."""
    messages = [message for message in told if message.WhichOneof("type") == "delta"]
    return [each for each in messages if not kind or each.delta.new_element.WhichOneof("type") == kind]


def test_a_choice_sends_what_it_changes_and_nothing_of_what_stands_around(
    told: list[ForwardMsg], signed_in: Callable[..., Page]
) -> None:
    page = signed_in("leder", "/caseload")
    told.clear()
    choose(page, "Område", "Gellerup", "Gellerup")
    assert drawn(told)
    assert [each for each in drawn(told) if not each.delta.fragment_id] == []
    assert [each for each in told if each.WhichOneof("type") == "navigation"] == []


def test_the_page_is_its_own_to_the_browser_and_goes_with_it_but_the_bar_stays(
    told: list[ForwardMsg], signed_in: Callable[..., Page]
) -> None:
    signed_in("leder", "/caseload")
    heading, bar = (
        {each.metadata.active_script_hash for each in drawn(told, kind) if each.delta.fragment_id}
        for kind in ("heading", "selectbox")
    )
    assert heading
    assert bar
    assert heading.isdisjoint(bar)
