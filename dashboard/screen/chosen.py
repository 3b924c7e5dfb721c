"""What is chosen, in words on every page: the line of choices, what could not be given, and the link."""

from collections.abc import Sequence

import streamlit as st

from dashboard.screen import choices, filters
from dashboard.screen.choices import ALL, Choice
from dashboard.screen.show import offer_tables, plain
from dashboard.stores.viewer import Viewer
from dashboard.text import Labels, Text
from dashboard.text.periods import period

NAME_LENGTH = 80
ICONS = (":material/location_on:", ":material/calendar_today:", ":material/call_split:")


def in_words(chosen: Choice, viewer: Viewer, labels: Labels) -> list[str]:
    """A choice part by part: Gellerup · 2. kvartal 2026 · efter voksne i hjemmet."""
    text = viewer.text
    latest = choices.periods(viewer, Choice(chosen.area)).offered[:1]
    when = [period(chosen.period, text)] if chosen.period else []
    when = when or [text("chosen.latest", period=period(each, text)) for each in latest]
    return [labels.area(chosen.area, text), *when, _families(chosen, text, labels)]


def _families(chosen: Choice, text: Text, labels: Labels) -> str:
    if chosen.characteristic == ALL:
        return text("chosen.undivided")
    named = text(f"characteristic.{chosen.characteristic}")
    if chosen.value == ALL:
        return text("chosen.by", characteristic=named[:1].lower() + named[1:])
    value = filters.value_name(chosen.characteristic, chosen.value, text, labels)
    return text("chosen.only", characteristic=named, value=value[:1].lower() + value[1:])


def line(viewer: Viewer, labels: Labels, *, has_charts: bool) -> None:
    """Every page's own line: the choice in words, its reset and its link, and what could not be given."""
    text, words = viewer.text, in_words(filters.choice(), viewer, labels)
    with st.container(horizontal=True, vertical_alignment="center", key="chosen"):
        signs = zip(ICONS, words, strict=False)
        st.markdown(" ".join(f":gray-badge[{icon} {plain(told)}]" for icon, told in signs))
        if not filters.is_default():
            st.button(
                text("filter.reset"),
                key="reset",
                on_click=filters.reset,
                type="tertiary",
                icon=":material/restart_alt:",
            )
        with st.popover(text("chosen.share"), icon=":material/link:", type="tertiary"):
            _share(words, text)
        if has_charts:
            offer_tables(text)
    for told in filters.notices():
        st.info(plain(told), icon=":material/info:")


def _share(words: Sequence[str], text: Text) -> None:
    """The link is the saved view: a name for it, and both to copy."""
    st.markdown(plain(text("chosen.share_about")))
    name = st.text_input(
        text("chosen.name"), placeholder=" · ".join(words), max_chars=NAME_LENGTH, key="view_name"
    )
    st.code(f"{name or ' · '.join(words)}\n{filters.address()}", language=None, wrap_lines=True)
    st.caption(plain(text("chosen.share_scope")))
