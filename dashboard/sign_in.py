"""The way in and out, and who is signed in at this moment.

The browser session only remembers a name. What that name may see is read from the accounts on every run, so a
role that is taken away is gone with the next click. The sign-in lasts as long as the page's connection.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st
import streamlit_authenticator as stauth
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.utilities import LoginError

from dashboard.accounts import DEMO_PASSWORD, Account, accounts
from dashboard.filters import language
from dashboard.served import NoRelease, served_release
from dashboard.settings import settings
from dashboard.text import Text
from dashboard.viewer import Viewer

AS_PUBLIC = "as_public"
MOST_ATTEMPTS = 10


class NotSignedInError(Exception):
    """Nobody is signed in, or the account is gone."""


def current_accounts() -> Mapping[str, Account]:
    """Everybody who may sign in now; in the demo setting a manager for each area of the release."""
    try:
        areas = [row["area_id"] for row in served_release().context["area"]]
    except NoRelease:
        areas = []
    return accounts(settings(), areas)


def signed_in() -> Viewer | None:
    """The viewer as the accounts describe them now, or None."""
    if st.session_state.get("authentication_status") is not True:
        return None
    account = current_accounts().get(st.session_state.get("username") or "")
    if account is None:
        return None
    return account.viewer(language(), as_public=bool(st.session_state.get(AS_PUBLIC)))


def current_viewer() -> Viewer:
    """The signed-in viewer; a page without one gets nothing to show."""
    viewer = signed_in()
    if viewer is None:
        raise NotSignedInError
    return viewer


def ask_to_sign_in(text: Text) -> None:
    """The form. After a right password the run starts again, signed in."""
    st.session_state["authentication_status"] = None  # whoever this was has no account any more
    fields = {"Form name": "title", "Username": "username", "Password": "password", "Login": "button"}
    try:
        _Form(_credentials()).login(
            max_login_attempts=MOST_ATTEMPTS,
            fields={field: text(f"signin.{word}") for field, word in fields.items()},
        )
    except LoginError:
        st.error(text("signin.locked"))
        return
    status = st.session_state.get("authentication_status")
    if status:
        st.rerun()
    elif status is False:
        st.error(text("signin.wrong"))


def sign_out() -> None:
    """Forget who it was and everything they chose, but not the language."""
    kept = language()
    st.session_state.clear()
    st.session_state["lang"] = kept


class _NoCookie:
    """In the place of the library's cookie: scripts can read that, and a copy of it outlives signing out."""

    def get_cookie(self) -> None:
        return None

    def set_cookie(self) -> None:
        return None


class _Form(stauth.Authenticate):  # type: ignore[misc]
    """The library's form and its check of the password, without its cookie and the frame that carries it."""

    def __init__(self, credentials: dict[str, Any]) -> None:
        key = settings().session_key.get_secret_value()
        self.path = None
        self.secret_key = key
        self.attrs = {"login_sleep_time": 0}
        self.cookie_controller = _NoCookie()
        self.authentication_controller = AuthenticationController(
            credentials, auto_hash=False, secret_key=key
        )


def _credentials() -> dict[str, Any]:
    """What the form checks against: one object for all sessions, so that failed attempts add up over them."""
    people = current_accounts()
    known = _shared_credentials()
    usernames = known["usernames"]
    for gone in set(usernames) - set(people):
        del usernames[gone]
    for name, account in people.items():
        hashed = account.password_hash or _demo_hash()
        row = usernames.setdefault(name, {"email": "", "first_name": name, "last_name": ""})
        row["password"] = hashed
    return known


@st.cache_resource
def _shared_credentials() -> dict[str, Any]:
    return {"usernames": {}}


@st.cache_resource
def _demo_hash() -> str:
    return str(stauth.Hasher.hash(DEMO_PASSWORD))
