"""A briefing's files on the screen: made when asked for, with how far they have come, and handed out."""

import streamlit as st

from dashboard.council.briefing import Briefing
from dashboard.council.exports import FORMATS, ExportError, file_name, made
from dashboard.entrance import logged
from dashboard.stores.logbook import Did, LogbookError
from dashboard.stores.served import NoRelease
from dashboard.stores.viewer import Viewer

REFUSALS: dict[type[Exception], str] = {
    ExportError: "council.desk.failed",
    NoRelease: "council.desk.failed_release",
    LogbookError: "logbook.blocked",
}
"""Why there is no file, in the words that say so."""


def offer(briefing: Briefing, viewer: Viewer) -> None:
    """The kinds of file, and the button that makes one."""
    text = viewer.text
    st.caption(text("council.desk.download_about"))
    ending = st.segmented_control(
        text("council.desk.download"),
        list(FORMATS),
        default="pdf",
        required=True,
        format_func=lambda each: text(f"council.format.{each}"),
        key=f"format-{text.language}",
        label_visibility="collapsed",
    )
    if st.button(text("council.desk.make"), key="make_file"):
        _hand_out(briefing, str(ending), viewer)


def _hand_out(briefing: Briefing, ending: str, viewer: Viewer) -> None:
    """The finished file, once the logbook has a line for it; where there is none, what to do."""
    text = viewer.text
    what = text(f"council.format.{ending}")
    bar = st.progress(0.0)

    def tell(done: int, of: int) -> None:
        told = text("council.desk.making", what=what, done=str(done), all=str(of))
        bar.progress(done / (of + 1), told)

    try:
        content = made(briefing, ending, text, tell)
        logged.acted(viewer, Did.EXPORTED, "briefings", briefing=briefing.identity, format=ending)
    except tuple(REFUSALS) as refusal:
        st.error(text(REFUSALS[type(refusal)]))
        return
    finally:
        bar.empty()
    name, kind = file_name(briefing, ending, text.language), FORMATS[ending].media_type
    st.download_button(
        text("council.desk.ready", what=what), content, name, kind, on_click="ignore", key="take_file"
    )
