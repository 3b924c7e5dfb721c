"""Nobody sees anything before signing in, and a role is what the accounts say now."""

import pytest
import streamlit_authenticator as stauth
from streamlit.testing.v1 import AppTest

from dashboard.entrance import sign_in
from dashboard.screen.show import NO_SINGLE_KEYS
from dashboard.stores import passwords
from dashboard.stores.sessions import sessions
from tests.pages.frame import enter, is_asked_for_a_password, opened, signed_in, words_of

pytestmark = pytest.mark.usefixtures("served_release")

WRONG = "Brugernavn eller adgangskode er forkert. Prøv igen. Driften kan give dig en ny adgangskode."
LOCKED = "For mange forsøg. Vent "
ENDED = "Du er ikke længere logget ind: der er gået for lang tid, eller du er logget ud i et andet vindue."


def is_at_the_form(session: AppTest) -> bool:
    return len(session.text_input) == 2 and not session.selectbox and not session.toggle


def test_the_right_password_leads_to_the_first_page() -> None:
    session = enter(opened().run(), "leder")
    assert not session.exception
    assert not is_asked_for_a_password(session)
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


def test_an_unknown_user_is_compared_with_a_hash_as_slow_as_a_real_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []
    monkeypatch.setattr(stauth.Hasher, "check_pw", lambda password, kept: compared.append(kept[:7]) and False)
    for name in ("leder", "nobody"):
        enter(opened().run(), name, "wrong")
    assert compared == ["$2b$12$"] * 2


@pytest.mark.parametrize("name", ["evaluator", "nobody"])
def test_wrong_passwords_add_up_over_sessions_until_the_right_one_has_to_wait_too(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stauth.Hasher, "check_pw", lambda password, kept: False)
    for _ in range(3):
        enter(opened().run(), name, "wrong")
    session = enter(opened().run(), name)
    assert is_at_the_form(session)
    assert session.error[0].value.startswith(LOCKED)


def test_a_name_written_otherwise_is_no_way_round_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stauth.Hasher, "check_pw", lambda password, kept: False)
    for name in ("leder", "LEDER", "\u00a0 Leder\t"):
        enter(opened().run(), name, "wrong")
    assert enter(opened().run(), "leder").error[0].value.startswith(LOCKED)


def test_the_first_unknown_name_takes_no_longer_than_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in.get_ready()
    monkeypatch.setattr(stauth.Hasher, "hash", lambda password: pytest.fail("a hash is made only now"))
    for name in ("leder", "nobody"):
        assert is_at_the_form(enter(opened().run(), name, "wrong"))


def test_a_long_password_is_compared_as_fast_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    monkeypatch.setattr(stauth.Hasher, "check_pw", lambda password, kept: compared.append(len(password)))
    for password in ("", "x", "x" * 1_000_000):
        passwords.is_right(password, None)
    assert len(set(compared)) == 1


def test_whoever_signs_in_after_another_finds_nothing_of_theirs() -> None:
    session = signed_in("leder", "en").run()
    session.toggle(key="choose-as_public").set_value(True).run()
    sessions().end_all("leder")
    enter(session.run(), "evaluator")
    assert not is_asked_for_a_password(session)
    assert sign_in.AS_PUBLIC not in session.session_state
    assert session.session_state["lang"] == "en"


@pytest.mark.parametrize(
    "known", [{"session": ""}, {"session": "invented"}, {"authentication_status": True, "username": "leder"}]
)
def test_nobody_gets_in_without_a_password(known: dict[str, object]) -> None:
    session = opened()
    for key, value in known.items():
        session.session_state[key] = value
    assert not session.run().exception
    assert "Hvordan går det" not in words_of(session)
    assert not session.selectbox
    assert not session.toggle


def test_a_session_that_has_ended_asks_again_and_says_why() -> None:
    session = signed_in("leder").run()
    sessions().end_all("leder")
    session.run()
    assert is_at_the_form(session)
    assert session.info[0].value.startswith(ENDED)


def test_a_remembered_role_counts_for_nothing() -> None:
    session = signed_in("evaluator")
    session.session_state["roles"] = ["programme_head"]
    session.session_state["as_public"] = False
    session.run()
    assert [toggle.key for toggle in session.toggle] == [f"choose-{NO_SINGLE_KEYS}"]
    assert "intern – små tal" not in words_of(session)


def test_a_name_that_is_no_account_is_not_signed_in() -> None:
    assert is_at_the_form(signed_in("nobody").run())


def test_signing_out_forgets_who_it_was_and_keeps_the_language() -> None:
    session = signed_in("leder", "en").run()
    identity = session.session_state[sign_in.SESSION]
    session.button(key="sign_out").click().run()
    assert is_at_the_form(session)
    assert session.text_input[0].label == "User name"
    assert sessions().username(identity) is None
    assert sign_in.SESSION not in session.session_state


def test_the_programme_head_switches_to_what_the_public_sees() -> None:
    session = signed_in("leder").run()
    assert "intern – små tal" in words_of(session)
    session.toggle(key="choose-as_public").set_value(True).run()
    assert "intern – små tal" not in words_of(session)
