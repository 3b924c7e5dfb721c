"""Who is signed in while the app store is away: whoever was a moment ago.

Nobody's session can be ended while there is nothing to write that in, and the figures need no database. So an
open page goes on for a while with what its last run was told; a new page, or a sign-in, waits.
"""

import time
from collections.abc import Callable

import streamlit as st
from sqlalchemy.exc import DBAPIError, TimeoutError

from dashboard.stores.accounts import Account
from dashboard.stores.settings import settings

AWAY = (DBAPIError, TimeoutError)
"""A database does not answer, or has no connection free."""

LONGEST = 600  # seconds without a word from the app store
TOLD = "told"


def account(ask: Callable[[], Account | None], clock: Callable[[], float] = time.monotonic) -> Account | None:
    """What the app store says of this session's reader; while it is away, what it said last.

    Raises the store's own error where it has not been asked yet, or for too long.
    """
    try:
        found = ask()
    except AWAY:
        if not is_kept(clock):
            raise
        kept: Account = st.session_state[TOLD][0]
        return kept
    st.session_state[TOLD] = (found, clock())
    return found


def is_kept(clock: Callable[[], float] = time.monotonic) -> bool:
    """Is what the app store said last still good?"""
    kept, told_at = st.session_state.get(TOLD, (None, 0.0))
    return kept is not None and clock() - told_at <= min(LONGEST, settings().idle_minutes * 60)
