"""Choices among released cells: kept across pages, and in the address so that a link shows the same.

Nothing here filters case rows. A choice picks cells that `dashboard.measure` has released for this viewer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.groups import CHARACTERISTICS
from dashboard.text import LANGUAGES, Labels, Text
from dashboard.viewer import Viewer

ALL = "all"
COHORTS = (ALL, "project", "permanent")
SPLITS = (ALL, *(name for name in CHARACTERISTICS if name != "cohort"))
LANGUAGE, AREA, COHORT, SPLIT = "lang", "area", "families", "by"


@dataclass(frozen=True)
class Choice:
    """Which released cells are looked at: one area or all, and at most one thing about the families."""

    area: str = ALL
    cohort: str = ALL
    characteristic: str = ALL


def language() -> str:
    """The reader's language: the switch, or before it is drawn the address; Danish where neither says."""
    chosen = st.session_state.get(LANGUAGE) or st.query_params.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def choose_language(text: Text) -> None:
    """The switch between Danish and English; it changes nothing but the words."""
    st.session_state[LANGUAGE] = language()
    widget = _widget(LANGUAGE, language())
    st.segmented_control(
        text("app.language"),
        LANGUAGES,
        required=True,
        format_func=lambda each: text(f"language.{each}"),
        key=widget,
        on_change=_remember,
        args=(LANGUAGE, widget),
        label_visibility="collapsed",
    )
    _write_address(LANGUAGE, language(), LANGUAGES)


def switch(key: str, label: str, help: str) -> None:
    """A choice of yes or no that is not for the address: a link doesn't turn it."""
    widget = _widget(key, bool(st.session_state.get(key)))
    st.toggle(label, key=widget, help=help, on_change=_remember, args=(key, widget))


def choice() -> Choice:
    """What is chosen now. A cohort and a characteristic together would be two: the cohort then holds."""
    area, cohort, split = (st.session_state.get(key) or ALL for key in (AREA, COHORT, SPLIT))
    return Choice(area, cohort, split if cohort == ALL else ALL)


def choose(viewer: Viewer, labels: Labels) -> None:
    """The choices that hold on every page of figures: area, and which families or what they are split by."""
    text = viewer.text
    areas = [ALL, *(area for area in labels.areas if viewer.level_for(area))]
    select(text, AREA, "area", areas, lambda area: labels.area(area, text), help=text("filter.area_help"))
    select(text, COHORT, "cohort", COHORTS, lambda cohort: text(f"cohort.{cohort}"))
    both = choice().cohort != ALL
    select(text, SPLIT, "characteristic", SPLITS, lambda name: text(f"characteristic.{name}"), disabled=both)


def select(
    text: Text, key: str, word: str, options: Sequence[str], words: Callable[[str], str], **details: Any
) -> str:
    """One of a few listed options, the first unless another is chosen; kept across pages and in the address.

    The address holds the options themselves, not their words: a link means the same in both languages. The
    browser knows an option by its words, so that each language has a widget of its own for the same choice.
    """
    chosen = _known(key, options)
    st.session_state[key] = chosen
    widget = _widget(f"{key}-{text.language}", chosen)
    st.selectbox(
        text(f"filter.{word}"),
        options,
        format_func=words,
        key=widget,
        on_change=_remember,
        args=(key, widget),
        **details,
    )
    _write_address(key, chosen, options)
    return chosen or ""


def _widget(name: str, value: object) -> str:
    """The key of the widget for a choice, which is told what to show on every run.

    The choice itself is kept beside the widget: a page change that interrupts a run may lose what a widget
    held, and a widget that is not drawn is forgotten.
    """
    widget = f"choose-{name}"
    st.session_state[widget] = value
    return widget


def _remember(key: str, widget: str) -> None:
    """The reader has chosen."""
    st.session_state[key] = st.session_state[widget]


def _known(key: str, options: Sequence[str]) -> str | None:
    """What was chosen, else what the address says; the first where neither is on the list."""
    wanted = st.session_state.get(key) or st.query_params.get(key)
    return wanted if wanted in options else next(iter(options), None)


def _write_address(key: str, chosen: str | None, options: Sequence[str]) -> None:
    """The address names what was chosen, unless it is the first."""
    if chosen and chosen in options[1:]:
        if st.query_params.get(key) != chosen:
            st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
