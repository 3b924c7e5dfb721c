"""`staircase users`: who may sign in outside the demo, from the command line to the pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard.commands.cli import main
from dashboard.entrance import sign_in
from dashboard.provider.people import Arrived, people
from dashboard.stores.accounts import all_accounts
from dashboard.stores.app_store import SESSION, app_store
from dashboard.stores.logbook import Did, Line, logbook
from dashboard.stores.settings import settings
from tests.pages.frame import enter, is_asked_for_a_password, opened, words_of

Told = Callable[..., str]


@pytest.fixture
def told(
    served_release: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Told]:
    """What a command says, in a municipality's service."""
    monkeypatch.setenv("LOGNAME", "operator-at-the-console")
    monkeypatch.setenv("STAIRCASE_SETTING", "service")
    monkeypatch.setenv("STAIRCASE_ADDRESS", "https://staircase.example")
    monkeypatch.setenv("STAIRCASE_SESSION_KEY", "k" * 40)
    settings.cache_clear()

    def said(*words: str, status: int = 0) -> str:
        capsys.readouterr()
        assert main(["users", *words]) == status
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return out + err

    yield said
    settings.cache_clear()


def password_in(answer: str) -> str:
    return answer.splitlines()[0].split()[-1]


def lines() -> list[Line]:
    return [one.line for one in reversed(logbook().read())]


def by_the_operator(did: Did, **details: str) -> Line:
    return Line(did, "operator-at-the-console", "operator", details=details)


def is_inside(session: AppTest) -> bool:
    assert not session.exception
    return not is_asked_for_a_password(session)


def test_an_added_user_signs_in_with_the_password_that_was_printed(told: Told) -> None:
    password = password_in(told("add", "Anna", "--role", "programme_head"))
    session = enter(opened().run(), "Anna", password)
    assert is_inside(session)
    assert "Syntetiske data" not in words_of(session)


def test_a_disabled_user_is_out_with_the_next_click_and_enabled_may_sign_in_again(told: Told) -> None:
    password = password_in(told("add", "anna", "--role", "evaluator"))
    session = enter(opened().run(), "anna", password)
    told("disable", "anna")
    assert not is_inside(session.run())
    assert not is_inside(enter(opened().run(), "anna", password))
    told("enable", "anna")
    assert not is_inside(session.run()), "the old session is gone for good"
    assert is_inside(enter(opened().run(), "anna", password))


def test_a_reset_password_replaces_the_old_one_and_ends_what_it_began(told: Told) -> None:
    old = password_in(told("add", "anna", "--role", "evaluator"))
    session = enter(opened().run(), "anna", old)
    new = password_in(told("reset", "anna"))
    assert not is_inside(session.run())
    assert not is_inside(enter(opened().run(), "anna", old))
    assert is_inside(enter(opened().run(), "anna", new))


@pytest.mark.parametrize("what", ["disable", "reset"])
def test_what_changes_while_a_password_is_compared_counts_already(
    told: Told, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    password = password_in(told("add", "anna", "--role", "evaluator"))
    monkeypatch.setattr(sign_in, "is_right", lambda *_: bool(told(what, "anna")))
    assert not is_inside(enter(opened().run(), "anna", password))
    with app_store().begin() as connection:
        assert connection.execute(sa.select(SESSION)).all() == []


def test_a_name_is_the_same_however_its_letters_are_put_together(told: Told) -> None:
    password = password_in(told("add", "A\u030ase", "--role", "evaluator"))
    assert "There is an account åse" in told("add", "åse", "--role", "evaluator", status=1)
    for name in ("åse", "ÅSE ", "a\u030ase"):
        assert is_inside(enter(opened().run(), name, password))


def test_the_list_names_everybody_and_no_password(told: Told) -> None:
    password = password_in(told("add", "anna", "--role", "area_manager", "--area", "gellerup"))
    told("add", "bo", "--role", "evaluator")
    told("disable", "bo")
    listed = told("list")
    assert [line.split() for line in listed.splitlines()[1:]] == [
        ["anna", "area_manager", "gellerup", "yes"],
        ["bo", "evaluator", "all", "no"],
    ]
    assert password not in listed
    assert "$2b$" not in listed


def test_every_change_is_a_line_and_looking_is_none(told: Told) -> None:
    told("add", "anna", "--role", "area_manager", "--area", "gellerup", "--area", "omraade_a")
    for what in ("disable", "enable", "reset"):
        told(what, "Anna")
    told("list")
    assert lines() == [
        by_the_operator(Did.USER_ADDED, user="anna", role="area_manager", area="gellerup, omraade_a"),
        by_the_operator(Did.USER_DISABLED, user="anna"),
        by_the_operator(Did.USER_ENABLED, user="anna"),
        by_the_operator(Did.PASSWORD_RESET, user="anna"),
    ]


def test_without_a_logbook_nobody_is_added_shut_out_let_in_or_given_a_password(told: Told) -> None:
    told("add", "anna", "--role", "evaluator")
    told("add", "bo", "--role", "evaluator")
    told("disable", "bo")
    before = all_accounts(settings())
    with app_store().begin() as connection:
        connection.exec_driver_sql("DROP TABLE event")
    for words in (
        ["add", "kim", "--role", "evaluator"],
        ["disable", "anna"],
        ["enable", "bo"],
        ["reset", "anna"],
    ):
        answer = told(*words, status=1)
        assert "nothing was done" in answer
        assert "password" not in answer
    assert all_accounts(settings()) == before


def test_somebody_of_the_providers_is_not_shut_out_without_a_line_either(told: Told) -> None:
    people(settings().app_store).remember(Arrived("anna", "7", ("heads",)))
    told("disable", "anna")
    assert lines() == [by_the_operator(Did.USER_DISABLED, user="anna")]
    with app_store().begin() as connection:
        connection.exec_driver_sql("DROP TABLE event")
    told("enable", "anna", status=1)
    assert people(settings().app_store).every()[0].is_disabled


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["add", "bo", "--role", "area_manager"], "at least one --area"),
        (["add", "bo", "--role", "area_manager", "--area", "atlantis"], "no area atlantis"),
        (["add", "leder", "--role", "evaluator"], "demo user"),
        (["disable", "nobody"], "no account nobody"),
        (["reset", "nobody"], "no account nobody"),
    ],
    ids=" ".join,
)
def test_what_can_not_be_done_is_said_in_a_sentence(told: Told, words: list[str], complaint: str) -> None:
    assert complaint in told(*words, status=1)
    assert all_accounts(settings()) == ()
    assert lines() == []


def test_a_role_that_does_not_exist_is_refused(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        told("add", "bo", "--role", "boss")
    assert "programme_head" in capsys.readouterr().err


def test_outside_the_demo_nothing_starts_while_nobody_may_sign_in(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run"]) == 1
    assert "staircase users add" in capsys.readouterr().err


@pytest.mark.usefixtures("served_release")
def test_the_demo_users_are_listed_and_stay_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["users", "list"]) == 0
    assert "omraade-b" in capsys.readouterr().out
    assert main(["users", "reset", "leder"]) == 1
    assert "STAIRCASE_SETTING is demo" in capsys.readouterr().err


def test_the_settings_file_of_the_app_store_is_where_it_was_said(tmp_path: Path, told: Told) -> None:
    told("add", "anna", "--role", "evaluator")
    assert (tmp_path / "app.db").is_file()
