"""What the pages and addresses write into the logbook, and when it stops them.

Signing in and out, and looking, go on without a line; looking does not even wait for it. What is taken along
or changed does.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa
import streamlit as st

from dashboard.provider.people import people
from dashboard.screen.choices import AREA, CHOSEN, LANGUAGE, PERIOD, SPLIT, VALUE
from dashboard.stores.accounts import Account
from dashboard.stores.logbook import Did, Line, logbook
from dashboard.stores.navigation import Entry
from dashboard.stores.settings import settings
from dashboard.stores.viewer import Level, Viewer

LOOKED_AT = "looked_at"
"""What the session looked at last: looking at the same again, in another run, is no new line."""


def signed_in(account: Account, way: str) -> None:
    """Somebody came in by the form or by the provider; and what is too old in the logbook goes."""
    logbook().write_or_go_on(Line(Did.SIGNED_IN, account.username, account.role, details={"way": way}))
    try:
        logbook().forget_old()
        people(settings().app_store).forget_before(logbook().oldest())
    except sa.exc.SQLAlchemyError as error:
        logging.getLogger(__name__).error("What is too old could not be forgotten: %s", type(error).__name__)


def sign_in_failed(username: str, why: str) -> None:
    """Somebody did not come in. `username` only where it is one we know: people mistake the fields."""
    logbook().write_or_go_on(Line(Did.SIGN_IN_FAILED, username, details={"why": why}))


def signed_out(account: Account | None) -> None:
    if account is not None:
        logbook().write_or_go_on(Line(Did.SIGNED_OUT, account.username, account.role))


@contextmanager
def looking(viewer: Viewer, entry: Entry) -> Iterator[None]:
    """While a page runs: it and what is chosen on it are one line, for as long as neither changes.

    Also of a run that is broken off, for what was drawn until then has been seen. Such a run may ask nothing
    of its session any more: what the line needs is at hand before.
    """
    seen = st.session_state.setdefault(LOOKED_AT, {})
    line = _by(viewer, Did.VIEWED, entry.key, _choices(entry))
    try:
        yield
        line = _by(viewer, Did.VIEWED, entry.key, _choices(entry))
    finally:
        _once(line, seen)


def refused(viewer: Viewer, entry: Entry) -> None:
    """The address of a page that is not for this viewer's role."""
    _once(_by(viewer, Did.REFUSED, entry.key, {}), st.session_state.setdefault(LOOKED_AT, {}))


def _once(line: Line, seen: dict[str, Line]) -> None:
    if seen.get("last") != line:
        seen["last"] = line
        logbook().write_soon(line)


def acted(viewer: Viewer, did: Did, page: str, **details: str) -> None:
    """Before something is handed out or changed on a page; raises LogbookError, and then it is not done."""
    logbook().write(_by(viewer, did, page, details))


def exported(account: Account, page: str, **details: str) -> None:
    """Before a file leaves by an address beside the pages; raises LogbookError, and then it doesn't."""
    logbook().write(Line(Did.EXPORTED, account.username, account.role, page, Level.PUBLIC, details))


def refused_file(account: Account, page: str) -> None:
    """Somebody asked for a file that is not for their role."""
    logbook().write_or_go_on(Line(Did.REFUSED, account.username, account.role, page))


def _by(viewer: Viewer, did: Did, page: str, details: Mapping[str, str]) -> Line:
    return Line(did, viewer.username, viewer.role, page, viewer.level, details)


def _choices(entry: Entry) -> dict[str, str]:
    """What is chosen on the page now: the listed options that stand in its address, and nothing typed.

    On a page without the bar its choices stand in the address unread: they may be anything.
    """
    unread = (LANGUAGE,) if entry.has_choices else (LANGUAGE, AREA, PERIOD, SPLIT, VALUE)
    named = {key: st.query_params[key] for key in st.query_params if key not in unread}
    return {key: value for key, value in named.items() if st.session_state.get(f"{CHOSEN}{key}") == value}
