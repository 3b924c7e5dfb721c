"""Every address beside the pages asks who is there: 401 for nobody, 403 for the wrong role, and no figure."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.running.server import ROUTES
from dashboard.stores.accounts import Account, add
from dashboard.stores.logbook import Did, logbook
from dashboard.stores.sessions import COOKIE, sessions
from dashboard.stores.settings import settings
from dashboard.stores.viewer import Role

NOBODY = None
READERS: Mapping[Role | None, int] = {
    Role.PROGRAMME_HEAD: 404,
    Role.EVALUATOR: 404,
}  # there is no such briefing
BRIEFING: Mapping[Role | None, int] = {NOBODY: 401, Role.AREA_MANAGER: 403, **READERS}
EVERYBODY: tuple[Role | None, ...] = (NOBODY, *Role)

ANSWERS: Mapping[str, Mapping[Role | None, int]] = {
    "/session/begin": dict.fromkeys(EVERYBODY, 403),  # the ticket is invented
    "/session/end": dict.fromkeys(EVERYBODY, 204),
    "/code/{name}": dict.fromkeys(EVERYBODY, 404),  # of another version
    "/session/picture": {NOBODY: 401, **dict.fromkeys(Role, 204)},
    "/council/{identity}/presentation": BRIEFING,
    "/council/{identity}/file/{ending}": BRIEFING,
    "/council/{identity}/chart/{number:int}/{ending}": BRIEFING,
    "/health": dict.fromkeys(EVERYBODY, 200),
    "/health/details": dict.fromkeys(EVERYBODY, 503),  # no release and no case database
    "/session/oidc/login": dict.fromkeys(EVERYBODY, 404),  # there is no provider
    "/session/oidc/callback": dict.fromkeys(EVERYBODY, 403),
}
"""What each address answers to whom; a new one has to be entered here."""

PLACES = {"{name}": "unknown.js", "{identity}": "unknown", "{ending}": "pdf", "{number:int}": "2"}
OURS, THEIRS = {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "cross-site"}
ASKED = {"page": "caseload", "chart": "chart-bars-caseload.active"}


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    for name, value in {"SETTING": "service", "SESSION_KEY": "k" * 40, "DATA_FOLDER": str(tmp_path)}.items():
        monkeypatch.setenv(f"STAIRCASE_{name}", value)
    settings.cache_clear()
    for role in Role:
        areas = frozenset({"gellerup"} if role is Role.AREA_MANAGER else ())
        add(settings(), Account(f"the-{role}", role, areas, "x"), areas)
    with TestClient(
        Starlette(routes=ROUTES), base_url="https://staircase.example", follow_redirects=False
    ) as client:
        yield client
    settings.cache_clear()


def ask(browser: TestClient, path: str, headers: Mapping[str, str]) -> httpx2.Response:
    for name, value in PLACES.items():
        path = path.replace(name, value)
    route = next(route for route in ROUTES if route.path_regex.match(path))
    method = "POST" if "POST" in (route.methods or ()) else "GET"
    return browser.request(method, path, json=ASKED if method == "POST" else None, headers=dict(headers))


def sign_in(browser: TestClient, role: Role | None) -> None:
    if role:
        browser.cookies.set(COOKIE, str(sessions().redeem(sessions().start(f"the-{role}").ticket)))


def words(answer: httpx2.Response) -> str:
    """What a reader sees of a page."""
    said = answer.text if not answer.headers.get("content-type", "").endswith("json") else ""  # for machines
    seen = re.sub(r"<style>.*?</style>|<head>.*?</head>", "", said, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", seen)


def test_every_address_of_ours_is_looked_at_here() -> None:
    assert [route.path for route in ROUTES] == list(ANSWERS)


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("path", ANSWERS)
def test_an_address_answers_each_role_as_it_should(browser: TestClient, path: str, role: Role | None) -> None:
    sign_in(browser, role)
    answer = ask(browser, path, OURS)
    assert answer.status_code == ANSWERS[path][role]
    assert not re.search(r"\d", words(answer)), "no figure in any message"


@pytest.mark.parametrize("path", [path for path, answers in ANSWERS.items() if answers is BRIEFING])
def test_a_wrong_role_is_told_the_same_whether_the_briefing_exists_or_not(
    browser: TestClient, path: str
) -> None:
    sign_in(browser, Role.AREA_MANAGER)
    unknown, known = ask(browser, path, OURS), ask(browser, path.replace("{identity}", "council"), OURS)
    assert (unknown.status_code, unknown.text) == (known.status_code, known.text)
    assert {one.line.did for one in logbook().read()} == {Did.REFUSED}


@pytest.mark.parametrize("path", ["/session/begin", "/session/end", "/session/picture"])
def test_another_site_may_have_nothing_done_here(browser: TestClient, path: str) -> None:
    sign_in(browser, Role.PROGRAMME_HEAD)
    assert ask(browser, path, THEIRS).status_code == 403
    assert sessions().of(browser.cookies[COOKIE])
    assert logbook().read() == []


@pytest.mark.parametrize("path", [path for path, answers in ANSWERS.items() if 401 in answers.values()])
def test_a_session_that_has_ended_is_nobodys(browser: TestClient, path: str) -> None:
    sign_in(browser, Role.PROGRAMME_HEAD)
    sessions().end_all(f"the-{Role.PROGRAMME_HEAD}")
    assert ask(browser, path, OURS).status_code == 401
