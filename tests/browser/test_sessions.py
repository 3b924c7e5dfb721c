"""A session in a real browser: it lasts over a reload, it ends for good, and nobody borrows another's."""

import re
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from dashboard.stores.accounts import DEMO_PASSWORD
from dashboard.stores.sessions import COOKIE
from dashboard.text import Text
from tests.browser.conftest import PATIENCE
from tests.browser.server import READY

TEXT = Text()
SMALL_NUMBERS = TEXT("level.watermark")
PASSWORD = "input[type=password]"

SignIn = Callable[..., Page]


def cookie_of(page: Page) -> dict[str, object]:
    """The session's cookie, as soon as the browser has fetched it."""
    for _ in range(PATIENCE // 100):
        found = [each for each in page.context.cookies() if each["name"] == COOKIE]
        if found:
            return {str(key): value for key, value in found[0].items()}
        page.wait_for_timeout(100)
    raise AssertionError("the browser has no cookie of a session")


def is_asked_who_is_there(page: Page) -> None:
    page.locator(READY).wait_for()
    expect(page.locator(PASSWORD)).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)


def is_inside(page: Page, name: str) -> None:
    page.locator(READY).wait_for()
    expect(page.get_by_text(TEXT("signin.signed_in_as", name=name, role="")[:-2])).to_be_attached()
    expect(page.locator(PASSWORD)).to_have_count(0)


def another_tab(page: Page, name: str, path: str) -> Page:
    """A tab of the same browser, which is signed in without being asked."""
    cookie_of(page)
    tab = page.context.new_page()
    tab.goto(path)
    is_inside(tab, name)
    return tab


def sign_out(page: Page) -> None:
    page.get_by_role("button", name=TEXT("signin.out")).click()


def try_password(page: Page, name: str, password: str) -> None:
    page.locator("[data-testid=stForm] input").nth(0).fill(name)
    page.locator(PASSWORD).fill(password)
    page.get_by_test_id("stFormSubmitButton").locator("button").click()


def answer_to(page: Page, name: str, password: str) -> str:
    """What a page opened anew says to a wrong password: no earlier answer stands on it."""
    page.goto("/")
    page.locator(READY).wait_for()
    try_password(page, name, password)
    return page.get_by_test_id("stAlert").inner_text()


def test_a_reload_stays_signed_in_at_the_same_place(signed_in: SignIn) -> None:
    page = signed_in("leder", "/steps?area=omraade_a")
    expect(page).to_have_url("/steps?area=omraade_a")
    cookie_of(page)
    page.reload()
    is_inside(page, "leder")
    expect(page).to_have_url("/steps?area=omraade_a")
    expect(page.get_by_role("heading", name=TEXT("page.steps.title")).first).to_be_visible()


def test_another_tab_of_the_browser_is_signed_in_too_and_out_with_the_first(signed_in: SignIn) -> None:
    page = signed_in("evaluator")
    other = another_tab(page, "evaluator", "/savings")
    sign_out(page)
    is_asked_who_is_there(page)
    other.get_by_test_id("stSidebarNavLink").nth(1).click()
    is_asked_who_is_there(other)


def test_a_choice_after_the_session_has_ended_elsewhere_shows_the_form(signed_in: SignIn) -> None:
    page = signed_in("leder", "/caseload")
    other = another_tab(page, "leder", "/about")
    sign_out(other)
    is_asked_who_is_there(other)
    page.get_by_test_id("stSidebar").get_by_role("combobox", name=TEXT("filter.area")).click()
    page.get_by_role("option", name="Gellerup", exact=True).click()
    is_asked_who_is_there(page)


def test_a_tab_nobody_touches_shows_nothing_more_once_its_session_has_ended(signed_in: SignIn) -> None:
    page = signed_in("leder")
    forgotten = another_tab(page, "leder", "/steps")
    sign_out(page)
    is_asked_who_is_there(forgotten)
    expect(forgotten.get_by_text(TEXT("signin.ended"))).to_be_visible()


def test_no_script_can_read_the_cookie_and_no_other_site_sends_it(signed_in: SignIn) -> None:
    page = signed_in("leder")
    cookie = cookie_of(page)
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Strict", -1)
    assert str(cookie["value"]) not in page.evaluate("document.cookie")
    assert str(cookie["value"]) not in page.content()


def test_a_copied_cookie_lets_nobody_in_after_signing_out(
    signed_in: SignIn, somebody_else: Page, server: str
) -> None:
    page = signed_in("leder")
    copied = cookie_of(page)
    somebody_else.context.add_cookies([{"name": COOKIE, "value": str(copied["value"]), "url": server}])
    somebody_else.goto("/")
    is_inside(somebody_else, "leder")  # the copy is good as long as the session is
    with page.expect_response("**/session/end"):
        sign_out(page)
    is_asked_who_is_there(page)
    somebody_else.reload()
    is_asked_who_is_there(somebody_else)
    assert [each["name"] for each in page.context.cookies()].count(COOKIE) == 0
    page.reload()
    is_asked_who_is_there(page)


def test_six_wrong_passwords_slow_down_and_another_user_still_gets_in(page: Page) -> None:
    answers = [answer_to(page, "somebody", f"wrong {attempt}") for attempt in range(6)]
    assert TEXT("signin.wrong") in answers[0]
    assert any("Vent " in answer for answer in answers[3:])
    try_password(page, "evaluator", DEMO_PASSWORD)
    is_inside(page, "evaluator")


def test_two_users_side_by_side_each_see_their_own_figures(signed_in: SignIn, somebody_else: Page) -> None:
    head, evaluator = signed_in("leder", "/absence"), somebody_else
    evaluator.goto("/absence")
    evaluator.locator(READY).wait_for()
    try_password(evaluator, "evaluator", DEMO_PASSWORD)
    assert cookie_of(head)["value"] != cookie_of(evaluator)["value"]
    for _ in range(3):
        is_inside(evaluator, "evaluator")
        is_inside(head, "leder")
        expect(head.get_by_text(SMALL_NUMBERS).first).to_be_visible()
        expect(evaluator.get_by_text(SMALL_NUMBERS)).to_have_count(0)
        head.reload()
        evaluator.reload()


def test_signing_in_as_another_leaves_the_first_behind(signed_in: SignIn) -> None:
    page = signed_in("leder")
    first = cookie_of(page)["value"]
    sign_out(page)
    is_asked_who_is_there(page)
    with page.expect_response("**/session/begin"):
        try_password(page, "evaluator", DEMO_PASSWORD)
    is_inside(page, "evaluator")
    assert cookie_of(page)["value"] != first
    page.reload()
    is_inside(page, "evaluator")
    expect(page.get_by_text(SMALL_NUMBERS)).to_have_count(0)


@pytest.mark.parametrize("errand", ["begin", "end"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_another_site_can_neither_sign_in_nor_sign_out(
    server: str, errand: str, headers: dict[str, str]
) -> None:
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(f"{server}/session/{errand}", data=b"ticket", headers=headers), timeout=30)


def test_an_invented_ticket_gets_no_cookie(server: str) -> None:
    request = Request(f"{server}/session/begin", data=b"invented", headers={"Sec-Fetch-Site": "same-origin"})
    with pytest.raises(HTTPError, match="403") as refused:
        urlopen(request, timeout=30)
    assert "set-cookie" not in refused.value.headers


@pytest.mark.parametrize(("site", "status"), [("own", 101), ("https://elsewhere.example", 403)])
def test_another_site_can_not_talk_to_the_pages(server: str, site: str, status: int) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
        "Origin": server if site == "own" else site,
    }
    with closing(HTTPConnection(urlsplit(server).netloc, timeout=30)) as connection:
        connection.request("GET", "/_stcore/stream", headers=headers)
        assert connection.getresponse().status == status


def test_strangers_keep_nobody_out_of_a_browser_they_have_used(
    signed_in: SignIn, somebody_else: Page
) -> None:
    page = signed_in("omraade-a")
    cookie_of(page)
    sign_out(page)
    is_asked_who_is_there(page)
    for attempt in range(4):
        answer_to(somebody_else, "omraade-a", f"wrong {attempt}")
    page.reload()
    is_asked_who_is_there(page)
    try_password(page, "omraade-a", DEMO_PASSWORD)
    is_inside(page, "omraade-a")


def test_behind_tls_the_cookie_is_for_tls_only(server: str) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-Proto": "https"}
    with urlopen(Request(f"{server}/session/end", data=b"", headers=headers), timeout=30) as answer:
        assert "Secure" in answer.headers["set-cookie"]


def test_the_document_is_danish_before_any_script_has_run(server: str) -> None:
    for address in ("/", "/steps?area=omraade_a"):
        with urlopen(Request(f"{server}{address}", headers={"Accept": "text/html"}), timeout=30) as answer:
            assert b'<html lang="da"' in answer.read()


def test_the_document_names_what_charts_need_before_any_script_has_run(server: str) -> None:
    with urlopen(Request(f"{server}/steps", headers={"Accept": "text/html"}), timeout=30) as answer:
        named = re.findall(r'rel="modulepreload" href="\./(code/[^"]+)"', answer.read().decode())
    assert len(named) == 2
    for address in named:
        with urlopen(f"{server}/{address}", timeout=30) as code:
            assert "immutable" in code.headers["cache-control"]


def test_a_page_asks_for_nothing_that_is_not_there(page: Page) -> None:
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    page.goto("/steps?area=omraade_a")
    page.locator(READY).wait_for()
    assert refused == []


def test_the_document_s_language_follows_the_reader_s(page: Page) -> None:
    page.goto("/?lang=en")
    page.locator(READY).wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "en")
