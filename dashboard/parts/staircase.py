"""The staircase on the screen: a choice of quarter, a button that plays them all, and the counts in words."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.charts.staircase import most_rows, staircase
from dashboard.parts.page import Page
from dashboard.stores.released import SHOWN, Released
from dashboard.text import Labels, Text, periods
from dashboard.text.labels import TOTALS
from dashboard.words.sentences import Cell, carried, is_carried, rows, status, value

QUARTER, PLAYING = "staircase_quarter", "staircase_playing"

PAUSE = 1.2
"""Seconds that a quarter stands before the next. Marks are laid anew, not moved: nothing slides or fades."""


def draw(page: Page, current: Released) -> None:
    """The families on the stairs in the chosen quarter, area by area."""
    areas = current.only(~pl.col("area").is_in(TOTALS), pl.col("status") != "not_applicable")
    quarters = periods.in_order({cell["period"] for cell in rows(areas)})
    if not quarters:
        page.show(areas, staircase)
        return
    playing = is_playing()
    st.fragment(_play, run_every=PAUSE if playing else None)(page, areas, quarters, playing)


def is_playing() -> bool:
    return bool(st.session_state.get(PLAYING))


def _play(page: Page, areas: Released, quarters: Sequence[str], playing: bool) -> None:
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
    words = " ".join(told(now, page.text, page.labels))
    with picture:
        page.show(
            now,
            staircase,
            key="staircase",
            title=page.text("staircase.title", when=periods.period(quarter, page.text)),
            words=words,
            told=words,  # by the picture: they are for who does not see it
            most=most_rows(areas),
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


def told(current: Released, text: Text, labels: Labels) -> list[str]:
    """The counts of one time in words, a sentence an area; which steps can't be shown, and why."""
    cells = rows(current)
    return [
        _of_area([cell for cell in cells if cell["area"] == area], text, labels)
        for area in labels.order(cell["area"] for cell in cells)
    ]


def _of_area(cells: Sequence[Cell], text: Text, labels: Labels) -> str:
    name = labels.area(cells[0]["area"], text)
    ordered = sorted(cells, key=lambda cell: labels.category_place("step", cell["category"], text))
    hidden = [cell for cell in ordered if cell["status"] not in SHOWN]
    if len(hidden) == len(cells):
        return text("staircase.none", area=name, why=status(hidden[0], text))
    standing = [
        text("staircase.on", families=value(cell, text), step=_short(cell, text))
        for cell in ordered
        if cell["value"]
    ]
    parts = [", ".join(standing)] if standing else []
    for why in dict.fromkeys(status(cell, text) for cell in hidden):
        steps = ", ".join(_short(cell, text) for cell in hidden if status(cell, text) == why)
        parts.append(text("staircase.hidden", steps=steps, why=why))
    if older := [cell for cell in ordered if is_carried(cell)]:
        steps = ", ".join(_short(cell, text) for cell in older)
        parts.append(text("staircase.carried", steps=steps, why=carried(older[0], text)))
    return text("staircase.of_area", area=name, told="; ".join(parts))


def _short(cell: Cell, text: Text) -> str:
    """trin 4; the names stand on the picture."""
    if cell["category"] == "none":
        return text("category.step.none")
    return text("staircase.step", number=cell["category"])
