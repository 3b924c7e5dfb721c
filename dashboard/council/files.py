"""A briefing's files on the screen: made when asked for, with how far they have come, and handed out."""

import streamlit as st

from dashboard.council.briefing import Briefing
from dashboard.council.exports import FORMATS, ExportError, file_name, made
from dashboard.served import NoRelease
from dashboard.text import Text


def offer(briefing: Briefing, text: Text) -> None:
    """The kinds of file, and the button that makes one."""
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
        _hand_out(briefing, str(ending), text)


def _hand_out(briefing: Briefing, ending: str, text: Text) -> None:
    """The finished file; where it could not be made, what to do, and nothing of it is left."""
    what = text(f"council.format.{ending}")
    bar = st.progress(0.0)

    def tell(done: int, of: int) -> None:
        told = text("council.desk.making", what=what, done=str(done), all=str(of))
        bar.progress(done / (of + 1), told)

    try:
        content = made(briefing, ending, text, tell)
    except (ExportError, NoRelease) as refusal:
        key = "failed_release" if isinstance(refusal, NoRelease) else "failed"
        st.error(text(f"council.desk.{key}"))
        return
    finally:
        bar.empty()
    name, kind = file_name(briefing, ending, text.language), FORMATS[ending].media_type
    st.download_button(
        text("council.desk.ready", what=what), content, name, kind, on_click="ignore", key="take_file"
    )
