"""The same released figure for two choices, side by side: the one in the bar, and one made here."""

from collections.abc import Mapping
from copy import copy

import streamlit as st

from dashboard.charts import beside
from dashboard.parts.page import Page
from dashboard.screen import filters
from dashboard.screen.choices import Choice, among
from dashboard.screen.chosen import in_words
from dashboard.stores.released import Released

OTHER = "with_"
"""What the other side's choices are called by in the address: with_area, with_period, …"""


def draw(page: Page, cuts: Mapping[str, str]) -> None:
    """One of the figures, each for the kind of period it is drawn by, left and right with the same axes."""
    text = page.text
    here, there = st.columns(2, gap="large")
    with here:
        shown = among({key: page.figure(key, cut, one_group=True) for key, cut in cuts.items()})
        figure = filters.pick(text, "figure", "figure", shown, lambda key: text(f"{key}.title"))
        page.note("page.compare.here")
        page.note("page.compare.scale")
    with there:
        page.note("page.compare.beside")
        other = _other(page, filters.choose(page.viewer, page.labels, OTHER))
    sides = st.columns(2, gap="large", border=True)
    pages = (page, other)
    drawn = [one.figure(figure, cuts[figure], one_group=True) for one in pages]
    for place, one, own in zip(sides, pages, drawn, strict=True):
        with place:
            _side(one, own, drawn, key="here" if one is page else "beside")


def _other(page: Page, chosen: Choice) -> Page:
    """The same page for another choice."""
    other = copy(page)
    other.choice = chosen
    return other


def _side(page: Page, own: Released, both: list[Released], key: str) -> None:
    title = " · ".join(in_words(page.choice, page.viewer, page.labels))
    page.show(own, beside, both=both, key=key, title=title)
