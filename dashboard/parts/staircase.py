"""The staircase on the screen: a choice of quarter, and a button that plays them all."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.charts.staircase import most_rows, staircase
from dashboard.parts.page import Page
from dashboard.stores.released import Released
from dashboard.text import Text, periods
from dashboard.text.labels import TOTALS
from dashboard.words.on_the_stairs import told, unshown
from dashboard.words.sentences import rows

QUARTER, PLAYING = "staircase_quarter", "staircase_playing"

PAUSE = 1.2
"""Seconds that a quarter stands before the next. Marks are laid anew, not moved: nothing slides or fades."""


def draw(page: Page, current: Released, active: Released) -> None:
    """The families on the stairs in the chosen quarter, area by area; `active`: all in the programme."""
    areas = current.only(~pl.col("area").is_in(TOTALS), pl.col("status") != "not_applicable")
    quarters = periods.in_order({cell["period"] for cell in rows(areas)})
    if not quarters:
        page.show(areas, staircase)
        return
    playing = is_playing()
    st.fragment(_play, run_every=PAUSE if playing else None)(page, areas, active, quarters, playing)


def is_playing() -> bool:
    return bool(st.session_state.get(PLAYING))


def _play(page: Page, areas: Released, active: Released, quarters: Sequence[str], playing: bool) -> None:
    """One quarter; while it plays, each run is the next quarter, until the last."""
    chosen = st.session_state.get(QUARTER)
    st.session_state[PLAYING] = is_playing() and chosen != quarters[-1]
    if is_playing() != playing:
        st.rerun()  # the whole page once, to begin or end the clock
    if chosen not in quarters:
        st.session_state[QUARTER] = quarters[-1]
    elif playing:
        st.session_state[QUARTER] = quarters[quarters.index(chosen) + 1]
    picture = st.container()
    quarter = _choose(page.text, quarters)
    now = areas.only(pl.col("period") == quarter)
    rest = unshown(now, active.only(pl.col("period") == quarter))
    words = " ".join(told(now, rest, page.text, page.labels))
    with picture:
        page.show(
            now,
            staircase,
            key="staircase",
            title=page.text("staircase.title", when=periods.period(quarter, page.text)),
            words=words,
            told=words,  # by the picture: they are for who does not see it
            most=most_rows(areas),
            unshown=rest,
        )


def _choose(text: Text, quarters: Sequence[str]) -> str:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        playing = is_playing()
        st.button(
            text("staircase.pause" if playing else "staircase.play"),
            icon=":material/pause:" if playing else ":material/play_arrow:",
            key="staircase_button",
            on_click=_turn,
            args=(quarters,),
        )
        return str(
            st.select_slider(
                text("staircase.quarter"),
                quarters,
                key=QUARTER,
                format_func=lambda quarter: periods.tick(quarter, text),
            )
        )


def _turn(quarters: Sequence[str]) -> None:
    """Play from the chosen quarter, from the first where the last is chosen; or stand still."""
    st.session_state[PLAYING] = not is_playing()
    if is_playing() and st.session_state.get(QUARTER) == quarters[-1]:
        st.session_state[QUARTER] = quarters[0]
