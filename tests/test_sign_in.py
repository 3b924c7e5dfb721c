"""Nobody sees anything before signing in, and a role is what the accounts say now."""

from pathlib import Path

import pytest
import streamlit as st
import streamlit_authenticator as stauth
from streamlit.testing.v1 import AppTest

from dashboard.served import Served
from dashboard.settings import settings
from dashboard.sign_in import MOST_ATTEMPTS
from tests.frame import enter, opened, signed_in, words_of

pytestmark = pytest.mark.usefixtures("served_release", "_no_attempts_yet")

WRONG = "Brugernavn eller adgangskode er forkert."
LOCKED = "For mange forsøg."


@pytest.fixture
def _no_attempts_yet() -> None:
    st.cache_resource.clear()


def is_at_the_form(session: AppTest) -> bool:
    return len(session.text_input) == 2 and not session.selectbox and not session.toggle


def test_the_right_password_leads_to_the_first_page() -> None:
    session = enter(opened().run(), "leder")
    assert not session.exception
    assert not session.text_input
    assert "Hvordan går det familierne lige nu?" in words_of(session)


@pytest.mark.parametrize("password", ["wrong", "", "x" * 100, "æøå" * 40])
def test_a_wrong_password_says_so_and_shows_nothing_else(password: str) -> None:
    session = enter(opened().run(), "leder", password)
    assert not session.exception
    assert is_at_the_form(session)
    assert "Hvordan går det" not in words_of(session)


def test_an_unknown_user_is_told_the_same_as_one_with_a_wrong_password() -> None:
    known, unknown = (enter(opened().run(), name, "wrong") for name in ("leder", "nobody"))
    assert [error.value for error in known.error] == [error.value for error in unknown.error] == [WRONG]


def test_wrong_passwords_add_up_over_sessions_until_the_right_one_is_refused_too() -> None:
    for _ in range(MOST_ATTEMPTS):
        enter(opened().run(), "evaluator", "wrong")
    session = enter(opened().run(), "evaluator")
    assert is_at_the_form(session)
    assert session.error[0].value.startswith(LOCKED)
    assert not enter(opened().run(), "leder").text_input


def test_a_remembered_role_counts_for_nothing() -> None:
    session = signed_in("evaluator")
    session.session_state["roles"] = ["programme_head"]
    session.session_state["as_public"] = False
    session.run()
    assert not session.toggle
    assert "intern – små tal" not in words_of(session)


def test_a_name_that_is_no_account_is_not_signed_in() -> None:
    assert is_at_the_form(signed_in("nobody").run())


def test_signing_out_forgets_who_it_was_and_keeps_the_language() -> None:
    session = signed_in("leder", "en").run()
    session.button(key="sign_out").click().run()
    assert is_at_the_form(session)
    assert session.text_input[0].label == "User name"
    assert not session.session_state["authentication_status"]


def test_the_programme_head_switches_to_what_the_public_sees() -> None:
    session = signed_in("leder").run()
    assert "intern – små tal" in words_of(session)
    session.toggle(key="choose-as_public").set_value(True).run()
    assert "intern – små tal" not in words_of(session)


def test_an_account_that_is_taken_away_is_out_with_the_next_click(
    served_release: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = stauth.Hasher.hash("a long password of her own")
    file = tmp_path / "accounts.toml"
    anna = f'[accounts.anna]\nrole = "programme_head"\npassword = "{hashed}"\n'
    bo = anna.replace("anna", "bo")
    file.write_text(anna + bo, "utf-8")
    monkeypatch.setenv("STAIRCASE_SETTING", "service")
    monkeypatch.setenv("STAIRCASE_SESSION_KEY", "k" * 40)
    monkeypatch.setenv("STAIRCASE_ACCOUNTS_FILE", str(file))
    settings.cache_clear()
    session = enter(opened().run(), "anna", "a long password of her own")
    assert not session.text_input
    assert "Syntetiske data" not in words_of(session)
    file.write_text(bo, "utf-8")
    assert is_at_the_form(session.run())
