"""What keys alone do: `?` opens the list of keys, and whoever wants can turn such keys off."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from dashboard.text import Text

TEXT = Text()
SignIn = Callable[..., Page]


def test_a_question_mark_opens_the_list_of_keys(signed_in: SignIn) -> None:
    page = signed_in("leder", "/definitions")
    listed = page.locator(".st-key-keys details")
    expect(listed).not_to_have_attribute("open", "")
    page.keyboard.press("?")
    expect(listed).to_have_attribute("open", "")
    expect(listed.locator("summary")).to_be_focused()
    expect(page.get_by_text(TEXT("keys.key.close"))).to_be_visible()


def test_single_keys_that_are_turned_off_do_nothing(signed_in: SignIn) -> None:
    page = signed_in("leder", "/caseload")
    listed = page.locator(".st-key-keys details")
    page.keyboard.press("?")
    expect(listed).to_have_attribute("open", "")
    off = page.get_by_role("switch", name=TEXT("keys.off"))
    off.press("Space")  # a click is lost where the part that opens moves it between down and up
    expect(off).to_be_checked()
    listed.locator("summary").click()
    expect(listed).not_to_have_attribute("open", "")
    page.keyboard.press("?")
    page.keyboard.press("t")
    page.wait_for_timeout(1000)  # nothing is to happen: there is no sign to wait for
    expect(listed).not_to_have_attribute("open", "")
    expect(page.get_by_role("button", name=TEXT("show.tables"))).to_be_visible()


def test_how_to_read_a_page_opens_beside_its_question(signed_in: SignIn) -> None:
    page = signed_in("leder", "/absence")
    page.get_by_role("button", name=TEXT("guide.title")).click()
    expect(page.get_by_text(TEXT("page.absence.guide").splitlines()[0])).to_be_visible()
