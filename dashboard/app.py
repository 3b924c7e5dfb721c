"""The frame around every page: sign-in, language, navigation, and what must stand on all of them."""

from base64 import b64encode
from datetime import date
from functools import cache
from html import escape
from importlib.metadata import version
from pathlib import Path

import streamlit as st

from dashboard import chosen_page
from dashboard.entrance import logged
from dashboard.entrance.sign_in import (
    AS_PUBLIC,
    ask_to_sign_in,
    leave_when_ended,
    run_errand,
    sign_out,
    signed_in,
)
from dashboard.entrance.trouble import or_say_why
from dashboard.parts import accessibility
from dashboard.parts.releases import waits
from dashboard.screen import browser_code, chart_element, filters, gone_back, guidance, in_browser, tiles
from dashboard.screen.show import single_keys
from dashboard.stores.navigation import ENTRIES, Entry
from dashboard.stores.served import k_of, served_release
from dashboard.stores.settings import settings
from dashboard.stores.viewer import Level, Role, Viewer
from dashboard.text import Text
from dashboard.text.periods import day

MARK = Path(__file__).with_name("mark.svg")
"""The sign in the browser's tab and over the bar; a named icon would be fetched from another host."""

STYLES = (Path(__file__).with_name("page.css"), chart_element.STYLE, tiles.STYLE)

FORM_WIDTH = 440


def frame() -> None:
    """One run: whoever is not signed in sees the form and nothing else, at any address."""
    gone_back.follow()
    text = Text(filters.language())
    st.set_page_config(page_title=text("app.title"), page_icon=str(MARK), layout="wide")
    st.html(_style())
    in_browser.prepare(text.language, browser_code.plotly_js().address, browser_code.charts().address)
    run_errand()
    viewer = signed_in()
    role = viewer.role if viewer else None
    page = st.navigation(_pages(role, text), position="sidebar" if viewer else "hidden", expanded=True)
    _head(text, viewer)
    if viewer is None:
        with st.container(width=FORM_WIDTH):
            st.header(text("app.title"))
            st.caption(text("app.subtitle"))
            ask_to_sign_in(text)
            with st.expander(text("page.accessibility.title")):
                accessibility.draw(text)
        return
    leave_when_ended()
    entry = next((entry for entry in ENTRIES if entry.key == page.url_path), ENTRIES[0])
    if entry.is_for(role):
        _show(entry, viewer)
    else:
        logged.refused(viewer, entry)
        _refuse(viewer)
        _foot(viewer)


@cache
def _style() -> str:
    """Every rule the pages need, in one element."""
    return "\n".join(("<style>", *(file.read_text("utf-8") for file in STYLES), "</style>"))


def _show(entry: Entry, viewer: Viewer) -> None:
    """The bar and the page, between what stands on every page."""
    with st.sidebar:
        _programme(viewer.text)
        bar = st.container()
        if not entry.has_choices:
            filters.keep()
        _session(viewer)
    chosen_page.draw(entry, viewer, bar)
    _foot(viewer)


def _refuse(viewer: Viewer) -> None:
    """The address of a page that is not for this role: nothing of it is run, so nothing of it can be read."""
    with st.sidebar:
        _programme(viewer.text)
        filters.keep()
        _session(viewer)
    st.header(viewer.text("no_access.title"), anchor=False)
    st.markdown(viewer.text("no_access.why", role=viewer.text(f"role.{viewer.role}")))
    st.markdown(viewer.text("no_access.do"))


def _pages(role: Role | None, text: Text) -> list[st.Page]:
    """Every page at its address; the ones that are not for this role stand in no list."""
    return [
        st.Page(
            entry.file,
            title=text(f"page.{entry.key}.title"),
            icon=entry.icon,
            url_path=entry.key,
            default=place == 0,
            visibility="visible" if entry.is_for(role) else "hidden",
        )
        for place, entry in enumerate(ENTRIES)
    ]


def _head(text: Text, viewer: Viewer | None) -> None:
    """What the figures are, and how small: on every page, so that a picture of the screen says so too."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content"):
            if settings().is_demo:
                st.badge(text("app.synthetic"), icon=":material/science:", color="gray")
            if viewer:
                _level_badge(viewer)
        filters.choose_language(text)


def _level_badge(viewer: Viewer) -> None:
    internal = viewer.level is Level.INTERNAL
    st.badge(
        viewer.text("level.watermark" if internal else "level.public"),
        icon=":material/lock:" if internal else ":material/public:",
        color="orange" if internal else "blue",
        help=viewer.text(f"level.{viewer.level}_note", k=str(k_of(viewer.level))),
    )


def _programme(text: Text) -> None:
    """The mark and the name. `st.logo` would call them "Logo", in English and without the name."""
    st.html(f'<div class="programme">{_mark()}{escape(text("app.title"))}</div>')


@cache
def _mark() -> str:
    """The mark as a picture that nothing is fetched for; read once, not at every click."""
    mark = b64encode(MARK.read_bytes()).decode()
    return f'<img src="data:image/svg+xml;base64,{mark}" alt="">'


def _session(viewer: Viewer) -> None:
    """Whose session this is, the programme head's switch to the public level, and the way out."""
    text = viewer.text
    if viewer.role is Role.PROGRAMME_HEAD:
        help_text = text("level.switch_help", k=str(k_of(Level.PUBLIC)))
        filters.switch(AS_PUBLIC, text("level.switch"), help_text)
    st.caption(text("signin.signed_in_as", name=viewer.username, role=text(f"role.{viewer.role}")))
    st.button(text("signin.out"), on_click=sign_out, key="sign_out", icon=":material/logout:")


def _foot(viewer: Viewer) -> None:
    text, manifest = viewer.text, served_release().manifest
    made_from = manifest["made_from"]
    as_of = day(date.fromisoformat(manifest["as_of"]), text)
    identity = made_from["delivery"]["delivery_id"]
    delivery = text("app.delivery", delivery=identity, version=made_from["version"])
    st.divider()
    program = text("app.program", version=version("staircase-dashboard"))
    st.caption(" ".join((text("app.as_of", day=as_of), text("app.footer"), delivery, program)))
    if told := waits(viewer):
        st.caption(told)
    guidance.keys(text)
    in_browser.listen(to_single_keys=single_keys())


with or_say_why():
    frame()
