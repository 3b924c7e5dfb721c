"""What helps a reader on every page: how to read it, beside its question, and in its foot the keys."""

import streamlit as st

from dashboard.screen import filters
from dashboard.screen.show import NO_SINGLE_KEYS, plain
from dashboard.stores.navigation import ENTRIES
from dashboard.text import Text


def head(key: str, text: Text) -> None:
    """The page's question, and folded beside it how it is read; a page without such words is an error."""
    with st.container(horizontal=True, vertical_alignment="center", key="question"):
        st.header(plain(text(f"page.{key}.question")), anchor=False)
        with st.popover(text("guide.title"), icon=":material/help:", type="tertiary"):
            st.markdown(_list(how_to_read(key, text)))


def how_to_read(key: str, text: Text) -> list[str]:
    """A page's own lines, and those that hold wherever there are figures."""
    entry = next(entry for entry in ENTRIES if entry.key == key)
    shared: tuple[str, ...] = ("choices", "hidden") if entry.has_choices else ()
    shared += ("charts",) if entry.has_charts else ()
    return [*text(f"page.{key}.guide").splitlines(), *(text(f"guide.{each}") for each in shared)]


def keys(text: Text) -> None:
    """Which keys do something, in a folded part that `?` opens, and the way to turn single ones off."""
    with st.expander(text("keys.title"), icon=":material/keyboard:", key="keys"):
        st.caption(_list([text(key) for key in text.keys("keys.key.")]))
        filters.switch(NO_SINGLE_KEYS, text("keys.off"), text("keys.off_help"))


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {plain(line)}" for line in lines)
