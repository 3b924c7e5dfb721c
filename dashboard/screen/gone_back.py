"""The browser's Back and Forward between choices: they change the address alone; it then says what is chosen.

Everywhere else a choice is what the session holds, for an address may come from before the last click.
"""

from urllib.parse import urlsplit

import streamlit as st

from dashboard.screen.choices import CHOSEN, LANGUAGE

NOTED, BY_HAND = "noted-address", "by-hand"


def chose_by_hand() -> None:
    """Whoever chooses on the page has not gone back, whatever the address says by then."""
    st.session_state[BY_HAND] = True


def follow() -> None:
    """Drop what the session holds of choices that the address says otherwise than when the page was drawn.

    Another page's address says nothing of them.
    """
    if st.session_state.get(BY_HAND):
        return
    page, said = st.session_state.get(NOTED, ("", {}))
    now = dict(st.query_params)
    if page != _page():
        return
    for key in (key for key in {*said, *now} if said.get(key) != now.get(key)):
        st.session_state.pop(LANGUAGE if key == LANGUAGE else f"{CHOSEN}{key}", None)


def note() -> None:
    """The page is drawn: remember the address that goes with it."""
    st.session_state[NOTED] = (_page(), dict(st.query_params))
    st.session_state.pop(BY_HAND, None)


def _page() -> str:
    return urlsplit(str(st.context.url or "")).path
