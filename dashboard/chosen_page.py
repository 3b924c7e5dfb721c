"""What a choice changes: the bar and the page. A click runs these alone; what stands around them stays.

So whoever is looking is asked for here too: the session, the account or the release may be others by now.
"""

from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from types import CodeType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.entrance import logged
from dashboard.entrance.sign_in import signed_in
from dashboard.entrance.trouble import or_say_why
from dashboard.screen import chosen, filters, gone_back
from dashboard.stores.navigation import Entry
from dashboard.stores.served import served_release
from dashboard.stores.viewer import Viewer
from dashboard.words.names import labels


def draw(entry: Entry, viewer: Viewer, bar: DeltaGenerator) -> None:
    """The page of an entry, and its choices in the bar."""
    _draw(entry, viewer, bar, str(served_release().manifest["release_id"]))


@st.fragment
def _draw(entry: Entry, viewer: Viewer, bar: DeltaGenerator, release: str) -> None:
    """In the run of the whole frame, and by itself after each choice."""
    with or_say_why():
        if not _is_still(viewer, release):
            st.rerun()
        if entry.has_choices:
            with bar:
                filters.choose(viewer, labels(viewer.text))
        above = st.container()
        with logged.looking(viewer, entry):
            with _marked_as_the_page_s():
                exec(_code(entry.file), {"__name__": "__main__", "__file__": str(entry.file)})
            if entry.has_choices:
                with above:
                    chosen.line(viewer, labels(viewer.text), has_charts=entry.has_charts)
        gone_back.note()


def _is_still(viewer: Viewer, release: str) -> bool:
    """Is the same person looking, with the same rights, at the same release as when the frame was drawn?"""
    return signed_in() == viewer and served_release().manifest["release_id"] == release


def _marked_as_the_page_s() -> AbstractContextManager[None]:
    """What the browser takes away as soon as another page is asked for; the bar and the frame stay."""
    context = get_script_run_ctx()
    return context.run_with_active_hash(context.page_script_hash) if context else nullcontext()


@cache
def _code(file: Path) -> CodeType:
    """A page's script; `StreamlitPage.run` runs one for the whole frame alone."""
    return compile(file.read_bytes(), file, "exec")
