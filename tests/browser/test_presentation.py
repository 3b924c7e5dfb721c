"""The presentation in a real browser: keys, full screen, notes in a second window, and no network."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.council.ready_made import PARTS
from dashboard.text import Text

SignIn = Callable[..., Page]

SHOWN = ".slide:not([hidden])"
SLIDES = len(PARTS) + 1
TEXT = Text()
ADDRESS = "/council/council/presentation?lang=da"

OUTSIDE = """slide => {
    const frame = slide.getBoundingClientRect();
    const foot = slide.querySelector("footer").getBoundingClientRect();
    const parts = [...slide.children].filter(part =>
        !["FOOTER", "TEMPLATE"].includes(part.tagName) && !part.classList.contains("numbers"));
    const low = parts.filter(part => part.getBoundingClientRect().bottom > foot.top + 1);
    const words = [...slide.querySelectorAll("svg text")].filter(text => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1;
    });
    return [...low, ...words].map(each => each.textContent.slice(0, 60));
}"""
"""What of a slide lies on its foot or beyond its edges."""

SMALLEST = """slide => Math.min(...[...slide.querySelectorAll(".message, .author, svg text, .words li")]
    .map(each => parseFloat(getComputedStyle(each).fontSize) *
        (each.ownerSVGElement ? each.ownerSVGElement.getScreenCTM().a : each.getBoundingClientRect().width
            / each.offsetWidth)))"""
"""The smallest type of a slide's message and chart, in pixels of the screen."""


def number(page: Page) -> str:
    return str(page.locator(f"{SHOWN} .number").inner_text())


def at(place: int) -> str:
    return TEXT("council.slide_of", number=str(place), all=str(SLIDES))


@pytest.fixture
def saved(signed_in: SignIn, tmp_path: Path) -> Path:
    """The presentation as a file on this machine."""
    page = signed_in("leder")
    file = tmp_path / "presentation.html"
    file.write_bytes(page.request.get(ADDRESS).body())
    return file


def test_keys_full_screen_and_notes_work_when_the_network_is_cut(signed_in: SignIn) -> None:
    page = signed_in("leder")
    page.goto(ADDRESS)
    page.context.set_offline(True)
    assert number(page) == at(1)
    for key, place in (("ArrowRight", 2), (" ", 3), ("PageDown", 4), ("ArrowLeft", 3), ("Shift+ ", 2)):
        page.keyboard.press(key)
        assert number(page) == at(place), key
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("Escape")
    page.wait_for_function("document.fullscreenElement === null")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    speaker = opened.value
    notes = TEXT("council.part.programme.notes")
    expect(speaker.locator("#notes")).to_have_text(notes)
    expect(speaker.locator("#next .kicker")).to_have_text(TEXT("council.part.families.heading"))
    expect(speaker.locator("#clock")).to_contain_text(":")
    speaker.keyboard.press("ArrowRight")
    assert number(page) == at(3)
    expect(speaker.locator("#notes")).to_have_text(TEXT("council.part.families.notes"))
    page.keyboard.press("t")
    expect(page.locator(f"{SHOWN} table")).to_be_visible()
    page.keyboard.press("End")
    assert number(page) == at(SLIDES)
    page.keyboard.press("ArrowRight")
    assert number(page) == at(SLIDES)


@pytest.mark.parametrize(("wide", "high"), [(1920, 1080), (1280, 720)])
def test_every_slide_fits_and_is_large_enough_to_read_from_afar(
    saved: Path, browser: Browser, wide: int, high: int
) -> None:
    context = browser.new_context(viewport={"width": wide, "height": high}, offline=True)
    page = context.new_page()
    page.goto(saved.as_uri())
    for place in range(1, SLIDES + 1):
        slide = page.locator(SHOWN)
        assert number(page) == at(place)
        assert slide.evaluate(OUTSIDE) == []
        assert slide.bounding_box() == {"x": 0, "y": 0, "width": wide, "height": high}
        if place > 1:
            assert slide.evaluate(SMALLEST) >= high / 45
        page.screenshot(path=saved.with_name(f"{wide}-{place:02}.png"))
        page.keyboard.press("ArrowRight")
    context.close()


def test_files_are_for_those_who_may_read_briefings(
    signed_in: SignIn, somebody_else: Page, server: str
) -> None:
    nobody = somebody_else.request.get(f"{server}{ADDRESS}")
    assert (nobody.status, TEXT("council.refused.sign_in") in nobody.text()) == (401, True)
    for user, status in (("omraade-b", 403), ("evaluator", 200), ("leder", 200)):
        page = signed_in(user)
        for path in (ADDRESS, "/council/council/file/csv", "/council/council/chart/2/svg"):
            answer = page.request.get(path)
            assert answer.status == status, (user, path)
            assert answer.headers["cache-control"] == "no-store"
        page.context.clear_cookies()


def test_an_unknown_briefing_part_or_format_is_said_to_be_unknown(signed_in: SignIn) -> None:
    page = signed_in("evaluator")
    for path in ("/council/nope/file/pdf", "/council/council/file/exe", "/council/council/chart/1/svg"):
        answer = page.request.get(path)
        assert (answer.status, TEXT("council.refused.unknown") in answer.text()) == (404, True), path


def test_the_page_opens_the_presentation_in_a_tab_of_its_own(signed_in: SignIn) -> None:
    page = signed_in("leder", "/briefings")
    with page.expect_popup() as opened:
        page.get_by_role("link", name=TEXT("council.desk.present")).click()
    expect(opened.value.locator(SHOWN)).to_have_count(1)
    assert urlsplit(opened.value.url).path == "/council/council/presentation"
