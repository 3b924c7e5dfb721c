"""What a reader is told when something fails, and how the pages go on while the app store is away."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from dashboard.entrance.trouble import Told
from dashboard.stores import bridge
from dashboard.stores.accounts import Account
from dashboard.stores.viewer import Role
from dashboard.text import LANGUAGES, Text
from tests.entrance.asgi import ask

AWAY = sa.exc.OperationalError("SELECT secret", {"name": "secret"}, Exception("server secret"))
ANNA = Account("anna", Role.EVALUATOR)


def failing(error: Exception) -> Told:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    return Told(app)


def test_a_request_that_fails_is_answered_in_both_languages_with_a_number_and_nothing_from_inside() -> None:
    answer = ask(failing(ValueError("secret")))
    told = answer.body.decode()
    number = re.search(r"\b[0-9a-f]{12}\b", told)
    assert answer.status == 500
    assert number
    assert all(Text(language)("trouble.failed", number=number[0])[:30] in told for language in LANGUAGES)
    assert not re.search(r"secret|Traceback|\.py|ValueError", told)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_database_that_is_away_is_told_apart_from_a_fault() -> None:
    answer = ask(failing(AWAY))
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert "secret" not in answer.body.decode()


def test_an_answer_that_has_begun_is_cut_and_not_mended() -> None:
    async def half(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("secret")

    with pytest.raises(ConnectionAbortedError):
        ask(Told(half))


@pytest.mark.parametrize("error", [ValueError("secret"), AWAY], ids=["fault", "away"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_fails_says_so_in_the_reader_s_language(error: Exception, language: str) -> None:
    def page(error: Exception) -> None:
        from dashboard.entrance.trouble import tell

        assert tell(error)

    session = AppTest.from_function(page, kwargs={"error": error})
    session.session_state["lang"] = language
    session.run()
    (said,) = [*session.error, *session.warning]
    key = "trouble.away" if error is AWAY else "trouble.failed"
    assert said.value[:20] == Text(language)(key, **({} if error is AWAY else {"number": "1"}))[:20]
    assert "secret" not in said.value


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch, no_release: Any) -> dict[str, Any]:
    """The session of an open page."""
    kept: dict[str, Any] = {}
    monkeypatch.setattr(bridge.st, "session_state", kept)
    return kept


def away() -> Account | None:
    raise AWAY


@pytest.mark.usefixtures("state")
def test_an_open_page_goes_on_for_ten_minutes_without_its_store() -> None:
    clock = Clock()
    assert bridge.account(lambda: ANNA, clock) == ANNA
    clock.now += 600
    assert bridge.account(away, clock) == ANNA
    clock.now += 1
    with pytest.raises(sa.exc.OperationalError):
        bridge.account(away, clock)


@pytest.mark.usefixtures("state")
def test_no_longer_than_an_unused_session_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.stores.settings import settings

    monkeypatch.setenv("STAIRCASE_IDLE_MINUTES", "2")
    settings.cache_clear()
    clock = Clock()
    bridge.account(lambda: ANNA, clock)
    clock.now += 121
    with pytest.raises(sa.exc.OperationalError):
        bridge.account(away, clock)


@pytest.mark.usefixtures("state")
def test_whoever_was_not_signed_in_or_has_been_signed_out_is_not_let_in_by_an_outage() -> None:
    with pytest.raises(sa.exc.OperationalError):
        bridge.account(away)
    bridge.account(lambda: ANNA)
    assert bridge.account(lambda: None) is None
    with pytest.raises(sa.exc.OperationalError):
        bridge.account(away)
