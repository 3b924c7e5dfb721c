"""The methods page of the documentation, opened from the definitions."""

import re
from pathlib import Path

import streamlit as st

from dashboard.text import Text

PACKAGE = Path(__file__).parents[1]
RELATIVE_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]+\)")


def offer(text: Text) -> None:
    """A button that opens the formulas, their sources and worked examples."""
    name = text("page.definitions.methods")
    if st.button(name, key="methods", icon=":material/function:", type="tertiary"):
        st.dialog(name, width="large")(_told)()


def _told() -> None:
    st.markdown(RELATIVE_LINK.sub(r"\1", methods()))


def methods() -> str:
    """The page as it stands in docs; an installed package carries it in its own folder."""
    places = (PACKAGE / "methods.md", PACKAGE.parent / "docs" / "methods.md")
    return next(filter(Path.is_file, places)).read_text("utf-8")
