"""Published figures on the screen: each in its own words beside what the data say, and whether they agree."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

import streamlit as st

from dashboard.parts.page import Page
from dashboard.screen.published import (
    Comparison,
    Verdict,
    about_the_same,
    comparisons,
    cost_beyond_saving,
    disagree,
    gap,
    printed_decimals,
)
from dashboard.screen.show import plain
from dashboard.text import Text, numbers, periods
from dashboard.words.sentences import details, value

LOOKS: dict[Verdict, tuple[str, Literal["blue", "orange", "gray"]]] = {
    Verdict.AGREE: (":material/check:", "blue"),
    Verdict.DIFFER: (":material/compare_arrows:", "orange"),
    Verdict.CANNOT: (":material/question_mark:", "gray"),
}
"""A sign beside the word: the colour alone says nothing."""


def draw(page: Page) -> None:
    """How many agree, then every quotation with its source and the calculated figure."""
    compared, text = comparisons(page.viewer), page.text
    st.markdown(f"**{plain(_summary(compared, text))}**")
    st.markdown(plain(text("published.intro")))
    for said in about_the_same(compared):
        with st.container(border=True):
            _together(said, text)
    beyond = cost_beyond_saving(page.viewer, compared)
    if beyond:
        cost, saving = (numbers.money(amount, text) for amount in beyond)
        st.info(plain(text("published.cost_note", cost=cost, saving=saving)), icon=":material/payments:")
    _reasons(text)


def _together(said: Sequence[Comparison], text: Text) -> None:
    """What has been published about one thing, side by side where it is more than one wording."""
    figure = said[0].figure
    st.markdown(f"**{plain(text(f'{figure}.title') if f'{figure}.title' in text else figure)}**")
    if disagree(said):
        st.caption(plain(text("published.conflict")))
    for place, comparison in zip(st.columns(len(said), gap="large"), said, strict=True):
        with place:
            _quotation(comparison, text)


def _reasons(text: Text) -> None:
    """Why a figure here need not be the one somebody has seen in another system."""
    with st.expander(plain(text("published.differ_title")), icon=":material/help:"):
        st.markdown("\n".join(f"- {plain(text(key))}" for key in text.keys("elsewhere.")))


def _summary(compared: Sequence[Comparison], text: Text) -> str:
    found = Counter(comparison.verdict for comparison in compared)
    counts = {verdict.value: str(found[verdict]) for verdict in Verdict}
    return text("page.published.summary", all=str(len(compared)), **counts)


def _quotation(comparison: Comparison, text: Text) -> None:
    row = comparison.published
    icon, colour = LOOKS[comparison.verdict]
    st.badge(text(f"published.{comparison.verdict}"), icon=icon, color=colour)
    wording = text.of_row(row, "wording") or text("published.text_missing")
    st.markdown(f"> {plain(wording)}")
    st.markdown(
        f"{text('published.wording')}: **{plain(_said(comparison, text))}**  \n"
        f"{text('published.calculated')}: {_calculated(comparison, text)}"
    )
    if comparison.verdict is Verdict.DIFFER:
        st.markdown(plain(text(f"published.why_{gap(comparison)}")))
    source = text("published.source", source=row["source"], day=_day(row["published_on"], text))
    cohort = row["cohort"] if f"cohort.{row['cohort']}" not in text else text(f"cohort.{row['cohort']}")
    st.caption(plain(f"{cohort}, {_day(row['as_of'], text)}. {source}"))


def _said(comparison: Comparison, text: Text) -> str:
    """The published value with the word that joins them, and no more digits than were printed."""
    row = comparison.published
    unit, said = str(row["unit"]), Decimal(str(row["value"]))
    written = numbers.number(said, text, printed_decimals(said))
    if unit == "dkk":
        amount = numbers.money(said, text)
    else:
        key = f"unit.{unit}.other"
        amount = text(key, n=written) if key in text else f"{written} {unit}"
    return f"{text('published.comparison_' + row['comparison'])} {amount}"


def _calculated(comparison: Comparison, text: Text) -> str:
    """The calculated value with its interval and n, or why there is none."""
    if comparison.value is None:
        return plain(text(f"published.why_{comparison.why}"))
    first = comparison.cells[0]
    if len(comparison.cells) > 1:
        return f"**{plain(numbers.quantity(comparison.value, first['unit'], text))}**"
    told = details(first, text)
    return f"**{plain(value(first, text))}**" + (f" ({plain(told)})" if told else "")


def _day(when: str, text: Text) -> str:
    return periods.day(date.fromisoformat(str(when)[:10]), text)
