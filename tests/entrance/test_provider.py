"""Sign-in at a municipality's provider: the whole way there and back, and every answer not believed."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.commands.cli import main
from dashboard.entrance import sign_in
from dashboard.provider import routes
from dashboard.provider.people import People
from dashboard.running.server import ROUTES
from dashboard.stores import accounts as accounts_of
from dashboard.stores.accounts import DEMO_PASSWORD, Account, accounts, set_disabled
from dashboard.stores.app_store import app_store
from dashboard.stores.logbook import Did, Line, logbook
from dashboard.stores.passwords import hashed
from dashboard.stores.sessions import COOKIE, sessions
from dashboard.stores.settings import settings
from dashboard.stores.viewer import Role
from dashboard.text import Text
from tests.entrance.provider import CLIENT_ID, CLIENT_SECRET, Provider, running

HERE = "https://staircase.example"
HEADS, GELLERUP, AREA_A, EVALUATORS = "g-heads", "g-gellerup", "g-area-a", "g-evaluators"
MAPPING = f"""
[[group]]
value = "{HEADS}"
role = "programme_head"
[[group]]
value = "{GELLERUP}"
role = "area_manager"
areas = ["gellerup"]
[[group]]
value = "{AREA_A}"
role = "area_manager"
areas = ["omraade_a", "omraade_b"]
[[group]]
value = "{EVALUATORS}"
role = "evaluator"
"""
ANNA = "anna@example.dk"
TEXT = Text()


@pytest.fixture(scope="module")
def running_provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(
    running_provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Provider]:
    """The provider, and a municipality's service that sends people to it."""
    mapping = tmp_path / "groups.toml"
    mapping.write_text(MAPPING, "utf-8")
    given = {
        "SETTING": "service",
        "SESSION_KEY": "k" * 40,
        "DATA_FOLDER": str(tmp_path),
        "ADDRESS": HERE,
        "OIDC_ISSUER": running_provider.issuer,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "OIDC_GROUPS": str(mapping),
    }
    for name, value in given.items():
        monkeypatch.setenv(f"STAIRCASE_{name}", value)
    settings.cache_clear()
    running_provider.signed_with = None
    running_provider.is_anna(HEADS)
    yield running_provider
    settings.cache_clear()


@pytest.fixture
def browser(provider: Provider) -> Iterator[TestClient]:
    with new_browser() as client:
        yield client


def new_browser() -> TestClient:
    return TestClient(Starlette(routes=ROUTES), base_url=HERE, follow_redirects=False)


def way_back(browser: TestClient, place: str = "", language: str = "da") -> str:
    """Through our link to the provider's page; the address it sends the browser back to."""
    sent = browser.get("/session/oidc/login", params={"lang": language, "next": place})
    assert sent.status_code == 303
    return str(httpx2.get(sent.headers["location"]).headers["location"])


def come_in(browser: TestClient, **asked: str) -> httpx2.Response:
    return browser.get(way_back(browser, **asked))


def who_is_in(browser: TestClient) -> Account | None:
    """Whose session the browser's cookie stands for."""
    name = sessions().username(sessions().of(browser.cookies.get(COOKIE) or "") or "")
    return accounts(settings(), ()).get(name or "")


def is_refused(answer: httpx2.Response, browser: TestClient, why: str) -> bool:
    """403, the words and no session; the logbook says why."""
    assert COOKIE not in browser.cookies
    assert TEXT(f"provider.why.{why}") in answer.text
    assert TEXT(f"provider.do.{why}") in answer.text
    line = logbook().read(most=1)[0].line
    assert (line.did, line.details) == (Did.SIGN_IN_FAILED, {"why": why})
    return answer.status_code == 403


def test_whoever_the_provider_knows_comes_in_with_a_session_of_ours(browser: TestClient) -> None:
    answer = come_in(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/")
    assert who_is_in(browser) == Account(ANNA, Role.PROGRAMME_HEAD, is_providers=True)
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith(COOKIE))
    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=strict"))
    assert "_streamlit" not in str(answer.headers)
    line = logbook().read(most=1)[0].line
    assert line == Line(Did.SIGNED_IN, ANNA, "programme_head", details={"way": "provider"})


def test_the_provider_is_asked_with_state_nonce_and_proof_of_the_asker(
    browser: TestClient, provider: Provider
) -> None:
    come_in(browser)
    asked = provider.asked[-1]
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == f"{HERE}/session/oidc/callback"
    assert min(len(asked[part]) for part in ("state", "nonce", "code_challenge")) >= 20
    assert asked["scope"] == "openid profile email"


def test_signing_out_ends_the_session_and_a_copy_of_the_cookie_is_worth_nothing(browser: TestClient) -> None:
    come_in(browser)
    copied = browser.cookies[COOKIE]
    browser.post("/session/end", headers={"sec-fetch-site": "same-origin"})
    assert sessions().of(copied) is None
    assert COOKIE not in browser.cookies
    assert logbook().read(most=1)[0].line == Line(Did.SIGNED_OUT, ANNA, "programme_head")


def test_the_way_leads_back_to_the_page_and_its_choices(browser: TestClient) -> None:
    place = "steps?area=omraade_a&by=youngest_child&of=0%E2%80%935"
    assert come_in(browser, place=place).headers["location"] == f"{HERE}/{place}"


@pytest.mark.parametrize(
    "place",
    [
        "//elsewhere.example",
        "https://elsewhere.example/steps",
        "no_such_page",
        "steps?x=\r\ny",
        "steps#there",
    ],
)
def test_the_way_back_leads_to_pages_of_ours_only(browser: TestClient, place: str) -> None:
    assert come_in(browser, place=place).headers["location"] == f"{HERE}/"


def test_a_return_with_another_state_is_refused(browser: TestClient) -> None:
    back = way_back(browser).replace("state=", "state=other")
    assert is_refused(browser.get(back), browser, "state")


def test_a_return_to_a_browser_that_asked_for_nothing_is_refused(
    browser: TestClient, provider: Provider
) -> None:
    back = way_back(browser)
    with new_browser() as victim:
        assert is_refused(victim.get(back), victim, "state")


def test_a_return_after_ten_minutes_is_refused(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    back, now = way_back(browser), time.time()
    monkeypatch.setattr(routes, "WAIT_SECONDS", -1)
    assert is_refused(browser.get(back), browser, "state")
    assert time.time() - now < 60


def test_a_return_is_good_once(browser: TestClient) -> None:
    back = way_back(browser)
    waiting = browser.cookies[routes.WAITING]
    assert browser.get(back).status_code == 303
    assert routes.WAITING not in browser.cookies
    with new_browser() as thief:
        thief.cookies.set(routes.WAITING, waiting, domain="staircase.example", path=routes.HERE)
        assert is_refused(thief.get(back), thief, "provider")


NOW = int(time.time())


@pytest.mark.parametrize(
    ("false", "why"),
    [
        ({"nonce": "another"}, "'nonce'"),
        ({"nonce": None}, "'nonce'"),
        ({"aud": "another-client"}, "'aud'"),
        ({"aud": ["another-client"]}, "'aud'"),
        ({"iss": "https://elsewhere.example"}, "'iss'"),
        ({"exp": NOW - 3600, "iat": NOW - 7200}, "expired"),
        ({"exp": None}, "'exp'"),
        ({"iat": NOW + 3600}, "issued in the future"),
        ({"sub": None}, "'sub'"),
    ],
)
def test_a_token_that_is_not_for_us_now_is_not_believed(
    browser: TestClient,
    provider: Provider,
    false: dict[str, object],
    why: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    provider.claims |= false
    assert is_refused(come_in(browser), browser, "provider")
    assert who_is_in(browser) is None
    assert why in caplog.text


def test_a_token_signed_by_somebody_else_is_not_believed(browser: TestClient, provider: Provider) -> None:
    provider.signed_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert is_refused(come_in(browser), browser, "provider")


def test_somebody_who_gives_up_at_the_provider_is_told_so(browser: TestClient) -> None:
    state = parse_qs(urlsplit(way_back(browser)).query)["state"][0]
    answer = browser.get("/session/oidc/callback", params={"state": state, "error": "access_denied"})
    assert is_refused(answer, browser, "provider")


def test_a_provider_that_is_away_is_said_and_its_return_is_waited_for(
    browser: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("STAIRCASE_OIDC_ISSUER", "http://127.0.0.1:9")
    settings.cache_clear()
    answer = browser.get("/session/oidc/login")
    assert answer.status_code == 503
    assert TEXT("provider.why.away") in answer.text
    assert "127.0.0.1" not in answer.text.replace(HERE, "")
    assert "ConnectError" in caplog.text
    monkeypatch.setenv("STAIRCASE_OIDC_ISSUER", provider.issuer)
    settings.cache_clear()
    assert come_in(browser).status_code == 303


def test_an_issuer_that_is_not_the_one_of_the_settings_is_named_to_the_operator(
    browser: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("STAIRCASE_OIDC_ISSUER", f"{provider.issuer}/")
    settings.cache_clear()
    assert browser.get("/session/oidc/login").status_code == 503
    assert "STAIRCASE_OIDC_ISSUER" in caplog.text


@pytest.mark.parametrize("groups", [[], ["g-canteen"], ["G-HEADS"]])
def test_somebody_in_no_known_group_is_told_whom_to_ask(
    browser: TestClient, provider: Provider, groups: list[str]
) -> None:
    provider.is_anna(*groups)
    answer = come_in(browser)
    assert is_refused(answer, browser, "group")
    assert TEXT("provider.no_access") in answer.text
    assert logbook().read(most=1)[0].line.username == ANNA
    assert People(app_store()).every() == (), "nothing is kept of somebody who is nobody here"


@pytest.mark.parametrize(
    ("groups", "role", "areas"),
    [
        ([GELLERUP], Role.AREA_MANAGER, {"gellerup"}),
        ([GELLERUP, AREA_A, "g-canteen"], Role.AREA_MANAGER, {"gellerup", "omraade_a", "omraade_b"}),
        ([EVALUATORS, GELLERUP], Role.AREA_MANAGER, {"gellerup"}),
        ([GELLERUP, HEADS, EVALUATORS], Role.PROGRAMME_HEAD, set()),
        ([EVALUATORS], Role.EVALUATOR, set()),
    ],
)
def test_several_groups_give_the_role_of_the_smallest_numbers_and_all_its_areas(
    browser: TestClient, provider: Provider, groups: list[str], role: Role, areas: set[str]
) -> None:
    provider.is_anna(*groups)
    come_in(browser)
    account = who_is_in(browser)
    assert account is not None
    assert (account.role, account.areas) == (role, frozenset(areas))


def test_one_group_that_is_not_a_list_is_read_too(browser: TestClient, provider: Provider) -> None:
    provider.is_anna(groups=EVALUATORS)
    come_in(browser)
    assert who_is_in(browser) == Account(ANNA, Role.EVALUATOR, is_providers=True)


def test_a_group_that_was_taken_away_is_gone_at_the_next_sign_in_and_other_sessions_with_it(
    browser: TestClient, provider: Provider
) -> None:
    provider.is_anna(GELLERUP, HEADS)
    come_in(browser)
    provider.is_anna(GELLERUP)
    with new_browser() as other:
        come_in(other)
        assert [who_is_in(each).role for each in (browser, other)] == [Role.AREA_MANAGER] * 2  # type: ignore[union-attr]
    provider.is_anna()
    with new_browser() as third:
        assert is_refused(come_in(third), third, "group")
    assert who_is_in(browser) is None
    assert sessions().of(browser.cookies[COOKIE]) is None


def test_a_role_that_the_mapping_takes_away_is_gone_without_a_new_sign_in(
    browser: TestClient, tmp_path: Path
) -> None:
    come_in(browser)
    (tmp_path / "groups.toml").write_text(MAPPING.replace(HEADS, "g-others"), "utf-8")
    settings.cache_clear()  # as after a restart
    assert who_is_in(browser) is None


def test_without_the_provider_its_people_are_nobody(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(browser)
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "GROUPS"):
        monkeypatch.delenv(f"STAIRCASE_OIDC_{name}")
    settings.cache_clear()
    assert who_is_in(browser) is None
    assert browser.get("/session/oidc/login").status_code == 404
    assert is_refused(browser.get("/session/oidc/callback?state=x&code=y"), new_browser(), "state")


def test_somebody_the_operator_keeps_out_stays_out(browser: TestClient, provider: Provider) -> None:
    come_in(browser)
    set_disabled(settings(), ANNA, True)
    assert who_is_in(browser) is None
    with new_browser() as other:
        answer = come_in(other)
        assert is_refused(answer, other, "disabled")
    set_disabled(settings(), ANNA, False)
    assert come_in(browser).status_code == 303


def test_a_name_with_a_password_is_not_taken_over_by_the_provider(browser: TestClient) -> None:
    accounts_of.add(settings(), Account(ANNA, Role.EVALUATOR, password_hash=hashed("x" * 20)), ())
    assert is_refused(come_in(browser), browser, "name")


def test_a_name_the_provider_gives_somebody_else_ends_the_first_ones_sessions(
    browser: TestClient, provider: Provider
) -> None:
    come_in(browser)
    provider.is_anna(EVALUATORS, sub="8")
    with new_browser() as other:
        come_in(other)
        assert who_is_in(other) is not None
    assert who_is_in(browser) is None


@pytest.mark.parametrize("name", ["", "two words", "x" * 65, "010203" + "-9999", None])
def test_a_name_that_is_none_or_a_persons_number_is_refused(
    browser: TestClient, provider: Provider, name: object, caplog: pytest.LogCaptureFixture
) -> None:
    provider.is_anna(HEADS, preferred_username=name)
    assert is_refused(come_in(browser), browser, "provider")
    assert "STAIRCASE_OIDC_NAME_CLAIM" in caplog.text
    assert not name or str(name) not in caplog.text


def test_no_password_lets_in_somebody_of_the_providers(browser: TestClient) -> None:
    come_in(browser)
    account = accounts(settings(), ())[ANNA]
    assert sign_in._hash_of(account) is None
    assert sign_in._started(ANNA, DEMO_PASSWORD) is None
    assert sign_in._started(ANNA, "") is None


def test_the_operator_sees_who_came_by_the_provider_and_by_which_mapping(
    browser: TestClient, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    provider.is_anna(GELLERUP)
    come_in(browser)
    assert main(["users", "list"]) == 0
    told = capsys.readouterr().out.splitlines()[1].split()
    assert told == [ANNA, "area_manager", "gellerup", "yes,", "at", "the", "provider"]
    assert main(["users", "groups"]) == 0
    assert [AREA_A, "area_manager", "omraade_a,", "omraade_b"] in [
        line.split() for line in capsys.readouterr().out.splitlines()
    ]
    assert main(["users", "reset", ANNA]) == 1
    assert "has no password" in capsys.readouterr().err
    assert main(["users", "add", ANNA, "--role", "evaluator"]) == 1
    assert "signs in at the provider" in capsys.readouterr().err


def test_a_log_that_can_not_be_written_keeps_nobody_out(
    browser: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with app_store().begin() as connection:
        connection.exec_driver_sql("DROP TABLE event")
    caplog.set_level(logging.ERROR)
    assert come_in(browser).status_code == 303
    assert "exports are blocked" in caplog.text
