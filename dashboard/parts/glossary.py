"""The words of the programme and the field, in both languages: what they mean and what the other one says."""

from dataclasses import dataclass

import streamlit as st

from dashboard.screen.show import plain
from dashboard.text import LANGUAGES, Text

ROOT = "glossary."


@dataclass(frozen=True)
class Term:
    """A word, what it is called in the other language, and its meaning."""

    word: str
    other: str
    meaning: str


def draw(text: Text) -> None:
    """A table for each group of words, folded until it is asked for."""
    st.subheader(text("glossary.title"), anchor="glossary")
    for group, terms in glossary(text).items():
        with st.expander(plain(group)):
            st.table(
                {
                    text("glossary.term"): [plain(term.word) for term in terms],
                    text("glossary.other"): [plain(term.other) for term in terms],
                    text("glossary.meaning"): [plain(term.meaning) for term in terms],
                },
                hide_index=True,
            )


def glossary(text: Text) -> dict[str, list[Term]]:
    """Every term by the title of its group, in the order of the word files."""
    other = Text(next(each for each in LANGUAGES if each != text.language))
    groups: dict[str, list[Term]] = {}
    for key in text.keys(ROOT):
        path, _, part = key.rpartition(".")
        if part == "term" and path.count(".") > 1:
            title = text(f"{path.rpartition('.')[0]}.title")
            term = Term(text(key), other(key), text(f"{path}.meaning"))
            groups.setdefault(title, []).append(term)
    return groups
