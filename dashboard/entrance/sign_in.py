"""The way in and out, and who is signed in at this moment.

The run only remembers which session it belongs to. Whose that is, and whether it still lasts, is asked of the
app store on every run, and what that person may see is read from the accounts.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

import streamlit as st
import streamlit_authenticator as stauth

from dashboard.entrance import known_browser, logged
from dashboard.provider import link
from dashboard.screen import in_browser
from dashboard.screen.choices import LANGUAGE
from dashboard.screen.filters import language
from dashboard.stores import bridge, passwords
from dashboard.stores.accounts import DEMO_PASSWORD, Account, accounts, as_kept
from dashboard.stores.attempts import attempts
from dashboard.stores.bridge import AWAY
from dashboard.stores.passwords import demo_hash, is_right
from dashboard.stores.served import served_areas
from dashboard.stores.sessions import COOKIE, Started, sessions
from dashboard.stores.settings import settings
from dashboard.stores.viewer import Viewer
from dashboard.text import Text

AS_PUBLIC = "as_public"
SESSION, ERRAND = "session", "errand"
MINUTE = 60
LOOKED_EVERY = 15  # seconds: whether the session of an open page still lasts


_looking: ContextVar[Viewer | None] = ContextVar("looking", default=None)
"""Who is looking in this run, which has a thread, and so a context, to itself; asked anew by `signed_in`."""


class NotSignedInError(Exception):
    """Nobody is signed in, or the account is gone."""


def get_ready() -> None:
    """What the first reader would have to wait for, done before anybody comes."""
    passwords.get_ready()
    for account in current_accounts().values():
        _hash_of(account)


def current_accounts() -> Mapping[str, Account]:
    """Everybody who may sign in now; in the demo setting a manager for each area of the release."""
    return accounts(settings(), served_areas())


def signed_in() -> Viewer | None:
    """The viewer as the accounts describe them now, or None: asked at the beginning of each run."""
    _looking.set(None)
    account = bridge.account(_account)
    if account is None:
        return None
    viewer = account.viewer(language(), as_public=bool(st.session_state.get(AS_PUBLIC)))
    _looking.set(viewer)
    return viewer


def _account() -> Account | None:
    """The account of the session this run or its browser belongs to."""
    identity = st.session_state.get(SESSION) or sessions().of(str(st.context.cookies.get(COOKIE, "")))
    if identity is None:
        return None
    st.session_state[SESSION] = identity
    return current_accounts().get(sessions().username(identity) or "")


def current_viewer() -> Viewer:
    """The viewer this run began with; a page without one gets nothing to show."""
    viewer = _looking.get()
    if viewer is None:
        raise NotSignedInError
    return viewer


def ask_to_sign_in(text: Text) -> None:
    """The provider's link where there is one, and the form. After a right password the run starts again."""
    if settings().has_provider:
        link.draw(text)
        st.caption(text("signin.or_password"))
    form = _Form()
    fields = {"Form name": "title", "Username": "username", "Password": "password", "Login": "button"}
    form.login(fields={field: text(f"signin.{word}") for field, word in fields.items()})
    entered = form.authentication_controller.entered
    if entered is None:
        if SESSION in st.session_state:
            st.info(text("signin.ended"))
        return
    _let_in(*entered, text)


def _let_in(name: str, password: str, text: Text) -> None:
    """Start a session if the password is right; say so if it is wrong, or too soon after other wrong ones."""
    username = as_kept(name)
    browser = known_browser.number_of(str(st.context.cookies.get(known_browser.COOKIE, "")), username)
    if wait := attempts().admit(username, browser):
        st.error(_in_words(wait, text))
        return
    account, started = current_accounts().get(username), _started(username, password)
    if account is None or started is None:
        logged.sign_in_failed(username if account else "", "password")
        st.error(text("signin.wrong"))
        return
    logged.signed_in(account, "form")
    attempts().forgive(username, browser)
    _forget_everything()
    st.session_state[SESSION] = started.identity
    st.session_state[ERRAND] = ("begin", started.ticket)
    st.rerun()


def _started(username: str, password: str) -> Started | None:
    """A session, if the password is right, and the account is still the same once the session has begun."""
    account = current_accounts().get(username)
    if not is_right(password, _hash_of(account)):
        return None
    started = sessions().start(username)
    if current_accounts().get(username) == account:
        return started
    sessions().end(started.identity)  # disabled, or its password changed, while this one was compared
    return None


def sign_out() -> None:
    """End the session, forget who it was and everything they chose, but not the language."""
    if identity := st.session_state.get(SESSION):
        logged.signed_out(current_accounts().get(sessions().username(identity) or ""))
        sessions().end(identity)
    _forget_everything()
    st.session_state[ERRAND] = ("end", "")


def _forget_everything() -> None:
    """Nothing of one person's choices is left to the next; the language is, and what the address says."""
    kept = language()
    st.session_state.clear()
    st.session_state[LANGUAGE] = kept


@st.fragment(run_every=LOOKED_EVERY)
def leave_when_ended() -> None:
    """A page that stands open goes when its session has ended: nobody reads it off a forgotten screen."""
    try:
        lasts = sessions().lasts(str(st.session_state.get(SESSION)))
    except AWAY:
        lasts = bridge.is_kept()
    if not lasts:
        st.rerun()


def run_errand() -> None:
    """Have the browser fetch its cookie after signing in, or drop it after signing out.

    The address and what is chosen in it stay as they are: the page is not loaded again.
    """
    errand, ticket = st.session_state.pop(ERRAND, (None, ""))
    if errand:
        in_browser.run_errand(errand, ticket)


def _hash_of(account: Account | None) -> str | None:
    """What a password is compared with; nothing for somebody unknown, and for the provider's people."""
    if account is None or account.is_providers:
        return None
    return account.password_hash or demo_hash(DEMO_PASSWORD)


def _in_words(wait: int, text: Text) -> str:
    """How long to wait, in round figures."""
    if wait > 2 * MINUTE:
        return text("signin.locked_minutes", n=str(-(-wait // MINUTE)))
    return text("signin.locked_seconds", n=str(-(-wait // 5) * 5))


class _Entered:
    """In the place of the library's own check: that has no delay, and answers sooner for an unknown name."""

    entered: tuple[str, str] | None = None

    def login(self, username: str, password: str, *_: Any, **__: Any) -> bool:
        self.entered = (username, password)
        return False


class _NoCookie:
    """In the place of the library's cookie: scripts can read that, and a copy of it outlives signing out."""

    def get_cookie(self) -> None:
        return None


class _Form(stauth.Authenticate):  # type: ignore[misc]
    """The library's form, without its cookie and the frame that carries it."""

    def __init__(self) -> None:
        self.path = None
        self.attrs = {"login_sleep_time": 0}
        self.cookie_controller = _NoCookie()
        self.authentication_controller = _Entered()
