"""PostgreSQL is stopped and started under open sessions: figures go on, and nothing has to be restarted."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.stores import app_store
from dashboard.stores.served import Served
from dashboard.stores.settings import settings
from dashboard.text import Text
from tests.case_database.databases import Interrupted
from tests.pages.frame import is_asked_for_a_password, opened, signed_in, words_of

TEXT = Text()


@pytest.fixture
def server(
    served_release: Served, interrupted_postgresql: Interrupted, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Interrupted]:
    """Case database and app store are on a server that can be away; the release stands in its folder."""
    for name in ("DATABASE_URL", "STAIRCASE_APP_STORE_URL"):
        monkeypatch.setenv(name, interrupted_postgresql.url)
    settings.cache_clear()
    yield interrupted_postgresql
    app_store.opened.cache_clear()


def is_away(session: AppTest) -> bool:
    return [each.value for each in session.warning] == [TEXT("trouble.away")]


def test_an_open_page_goes_on_with_the_same_figures_and_outlasts_the_outage(server: Interrupted) -> None:
    session = signed_in("leder").run()
    before = words_of(session)
    assert not session.exception
    server.stop()
    for _ in range(2):
        session.run()
        assert not session.exception
        assert words_of(session) == before
    server.start()
    session.run()
    assert words_of(session) == before


def test_who_comes_meanwhile_is_told_and_shown_nothing_and_is_let_in_afterwards(server: Interrupted) -> None:
    known = signed_in("evaluator")
    stranger = opened().run()
    assert is_asked_for_a_password(stranger)
    server.stop()
    known.run()
    assert is_away(known)
    assert not known.exception
    for kind in (known.table, known.metric, known.sidebar.children):
        assert not kind
    server.start()
    known.run()
    assert not known.warning
    assert TEXT("signin.signed_in_as", name="evaluator", role=TEXT("role.evaluator")) in words_of(known)
