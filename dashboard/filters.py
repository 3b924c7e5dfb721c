"""Choices among released cells: kept across pages, and in the address so that a link shows the same.

Nothing here filters case rows. A choice picks cells that `dashboard.measure` has released for this viewer.
"""

from dataclasses import dataclass

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
    st.segmented_control(
        text("app.language"),
        LANGUAGES,
        default=LANGUAGES[0],
        required=True,
        format_func=lambda each: text(f"language.{each}"),
        key=LANGUAGE,
        bind="query-params",
        label_visibility="collapsed",
    )


def choice() -> Choice:
    """What is chosen now. A cohort and a characteristic together would be two: the cohort then holds."""
    cohort = st.session_state.get(COHORT) or ALL
    split = ALL if cohort != ALL else st.session_state.get(SPLIT) or ALL
    return Choice(st.session_state.get(AREA) or ALL, cohort, split)


def choose(viewer: Viewer, labels: Labels) -> None:
    """The choices that hold on every page of figures: area, and which families or what they are split by."""
    text = viewer.text
    areas = [ALL, *(area for area in labels.areas if viewer.level_for(area))]
    st.selectbox(
        text("filter.area"),
        areas,
        format_func=lambda area: labels.area(area, text),
        key=AREA,
        bind="query-params",
        help=text("filter.area_help"),
    )
    st.selectbox(
        text("filter.cohort"),
        COHORTS,
        format_func=lambda cohort: text(f"cohort.{cohort}"),
        key=COHORT,
        bind="query-params",
    )
    st.selectbox(
        text("filter.characteristic"),
        SPLITS,
        format_func=lambda name: text(f"characteristic.{name}"),
        key=SPLIT,
        bind="query-params",
        disabled=choice().cohort != ALL,
    )
