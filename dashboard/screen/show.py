"""Released figures on the screen: answer, chart, table, definition, source, and why a cell is hidden."""

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.charts import bars, change, money, occupancy, over_time
from dashboard.charts.series import Figures, several
from dashboard.screen import chart_element
from dashboard.screen.card import Card, Chart, hidden, named, written
from dashboard.screen.choices import CHOSEN
from dashboard.screen.surrounding import letter
from dashboard.stores.released import HIDDEN, Released
from dashboard.text import Labels, Text, numbers
from dashboard.words import explanation
from dashboard.words.explanation import strictest_k
from dashboard.words.sentences import Cell, figure_of, gaps

SCALED: tuple[Chart, ...] = (over_time, money, bars, occupancy, change)
"""Charts whose axis of values stays as it is when an area is chosen; the others go from 0 to 100 %."""

AS_TABLES, NO_SINGLE_KEYS = "tables", "no_single_keys"

_ORDINAL = re.compile(r"^(\d+)\.")
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>$:#~|{}"})


def plain(words: str) -> str:
    """Words that may hold names from the data, so that none of their signs is read as formatting.

    A number and its unit stay on one line, and a date at the beginning is no item of a list.
    """
    return _ORDINAL.sub(r"\1\\.", numbers.unbroken(words).translate(_MARKDOWN))


def headline(told: str) -> None:
    """The answer to a page's question, of which it has one."""
    with st.container(key="answer"):
        st.markdown(f"**{plain(told)}**")


def show(
    figures: Figures,
    chart: Chart,
    text: Text,
    labels: Labels,
    *,
    key: str = "",
    title: str = "",
    says: Released | None = None,
    words: str = "",
    told: str = "",
    own: frozenset[str] = frozenset(),
    report: str = "",
    **options: Any,
) -> None:
    """One figure, or a few that belong in one chart, with everything that must stand beside it.

    The sentence is about `says`, or is `words`, and not repeated where `told`; `own`: the reader's areas;
    `report`: the address of the letter by which the figure is reported.
    """
    given = tuple(several(figures))
    asked = Card(
        given,
        chart,
        text,
        labels,
        title or text(f"{given[0].subject}.{given[0].measure}.title"),
        says or given[0],
        words,
        told,
        own,
        as_tables(),
        named(options),
        options,
    )
    if card := written(asked):
        chart_element.put(card, key=f"chart-{key or asked.key}", report=letter(report, text))
    else:
        st.subheader(plain(asked.title), anchor=False)
        empty(hidden(asked), text)


def offer_tables(text: Text) -> None:
    """Charts or their tables, for the whole page, by one key."""
    st.button(
        text("show.charts" if as_tables() else "show.tables"),
        on_click=_turn,
        key=AS_TABLES,
        shortcut="T" if single_keys() else None,
        type="tertiary",
        icon=":material/bar_chart:" if as_tables() else ":material/table:",
        help=text("show.tables_help"),
    )


def as_tables() -> bool:
    return bool(st.session_state.get(f"{CHOSEN}{AS_TABLES}"))


def single_keys() -> bool:
    """Do keys alone do something? Whoever dictates or hits keys unmeant turns that off (WCAG 2.1.4)."""
    return not st.session_state.get(NO_SINGLE_KEYS)


def _turn() -> None:
    st.session_state[f"{CHOSEN}{AS_TABLES}"] = not as_tables()


def empty(cells: Sequence[Cell], text: Text) -> None:
    """Nothing can be shown: what happened, why, and what to do about it.

    Where some of it is withheld that is the reason; that the rest was never there explains nothing.
    """
    missed = {cell["status"] for cell in gaps(cells) or cells}
    reasons = [kind for kind in HIDDEN if kind in missed]
    k = strictest_k(cells)
    own = figure_of(cells[0]) if cells else ""
    why = [_of_status(own, "why", reason, text, k=k) for reason in reasons] or [text("show.no_cells_why")]
    advice = [_of_status(own, "do", reason, text) for reason in reasons] or [text("show.no_cells_do")]
    lines = [
        text("show.empty_why", why=" ".join(why)),
        text("show.empty_do", do=" ".join(dict.fromkeys(advice))),
    ]
    st.info(
        "\n\n".join([f"**{text('show.empty_title')}**", *map(plain, lines)]), icon=":material/visibility_off:"
    )


def _of_status(figure: str, part: str, status: str, text: Text, **details: str) -> str:
    """Why a figure has a status, or what to do about it; some figures have words of their own for that."""
    own = f"{figure}.{part}_{status}"
    return text(own if own in text else f"status.{part}.{status}", **details)


def definition(figure: str, text: Text) -> None:
    """What a figure means: numerator, denominator, baseline, interval, source and caveats."""
    st.markdown(f"**{plain(text(f'{figure}.title'))}**")
    told = explanation.definition(figure, text)
    st.markdown("\n".join(f"- {part}: {plain(words)}" for part, words in told))
