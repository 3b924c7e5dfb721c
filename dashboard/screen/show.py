"""Released figures on the screen: answer, chart, table, definition, source, and why a cell is hidden."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard.charts import bars, beside, change, course, money, occupancy, over_time, shares
from dashboard.charts.change import sides
from dashboard.charts.events import notes, sources
from dashboard.charts.series import Figures, latest_of, several
from dashboard.charts.template import is_internal
from dashboard.charts.totals import one_total
from dashboard.screen import chart_element
from dashboard.screen.comparators import own_in_total
from dashboard.screen.surrounding import Surrounding, about, letter, reasons, table
from dashboard.stores.kept import kept
from dashboard.stores.released import HIDDEN, SHOWN, Released
from dashboard.text import Labels, Text, periods
from dashboard.words import explanation
from dashboard.words.drawn import KEPT, Chart, drawn
from dashboard.words.explanation import strictest_k
from dashboard.words.sentences import Cell, answer, gaps, is_carried, rows, status

SCALED: tuple[Chart, ...] = (over_time, money, bars, occupancy, change)
"""Charts whose axis of values stays as it is when an area is chosen; the others go from 0 to 100 %."""

LINES: tuple[Chart, ...] = (over_time, money, beside, course)
"""Charts with a mark for each value, in place of its words."""

AS_TABLES, NO_SINGLE_KEYS = "tables", "no_single_keys"

_ORDINAL = re.compile(r"^(\d+)\.")
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>$:#~|{}"})


def plain(words: str) -> str:
    """Words that may hold names from the data, so that none of their signs is read as formatting.

    A number and its percent sign stay on one line, and a date at the beginning is no item of a list.
    """
    escaped = _ORDINAL.sub(r"\1\\.", words.translate(_MARKDOWN))
    return escaped.replace(" %", "\N{NO-BREAK SPACE}%")


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

    The sentence is about `says`, or is `words`, and not repeated where `told`; `own`: the reader's areas.
    """
    given = one_total(several(figures), paired=chart is change)
    heading = title or text(f"{given[0].subject}.{given[0].measure}.title")
    shown = tuple(drawn_of(given, chart, options.get("by", "")))
    if _is_empty(shown, heading, text):
        return
    words = words or answer(says or several(figures)[0], text, labels)
    chart_element.draw(
        None if as_tables() else drawn(chart, given, text, labels, options),
        text,
        key=f"chart-{key or _name(chart, given)}",
        label=_label(chart, heading, text),
        words=" ".join([words, *_extent(shown, text)]),
        download=not is_internal(given),
        around=Surrounding(
            heading,
            "" if words == told else words,
            _remarks(shown, own, options, chart, text, labels),
            (table(shown, text, labels, instead=as_tables()), about(given, text), *reasons(shown, text)),
            letter(report, text),
        ),
    )


def _is_empty(shown: Sequence[Released], heading: str, text: Text) -> bool:
    """Says so where none of the cells can be shown."""
    cells = rows(shown)
    if any(cell["status"] in SHOWN for cell in cells):
        return False
    st.subheader(plain(heading), anchor=False)
    empty(cells, text)
    return True


def _name(chart: Chart, given: Sequence[Released]) -> str:
    return "-".join([chart.__name__, *(f"{one.subject}.{one.measure}" for one in given)])


def _label(chart: Chart, heading: str, text: Text) -> str:
    return text("chart.label", kind=text(f"chart.kind.{chart.__name__}"), title=heading)


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
    return bool(st.session_state.get(f"chosen-{AS_TABLES}"))


def single_keys() -> bool:
    """Do keys alone do something? Whoever dictates or hits keys unmeant turns that off (WCAG 2.1.4)."""
    return not st.session_state.get(NO_SINGLE_KEYS)


def _turn() -> None:
    st.session_state[f"chosen-{AS_TABLES}"] = not as_tables()


def drawn_of(figures: Sequence[Released], chart: Chart, by: str) -> Sequence[Released]:
    """The cells that a chart draws: all periods, or only the latest of a chart that compares at one time."""
    if chart is change:
        return [one for side in sides(figures) for one in side]
    at_one_time = chart in (bars, occupancy) or (chart is shares and by not in ("", "period"))
    return latest_of(figures) if at_one_time else figures


@kept(KEPT)
def _extent(shown: tuple[Released, ...], text: Text) -> Sequence[str]:
    """What else only the picture would tell: from when to when, how many gaps, and why."""
    cells = rows(shown)
    every = periods.in_order({cell["period"] for cell in cells})
    first, last = (periods.period(label, text) for label in (every[0], every[-1]))
    said = [text("chart.range", first=first, last=last)] if first != last else []
    if hidden := gaps(cells):
        why = dict.fromkeys(status(cell, text) for cell in hidden)
        said.append(text("chart.hidden", n=str(len(hidden)), why="; ".join(why)))
    if older := sum(map(is_carried, cells)):
        said.append(text("chart.carried", n=str(older)))
    return said


def _remarks(
    shown: tuple[Released, ...],
    own: frozenset[str],
    options: Mapping[str, Any],
    chart: Chart,
    text: Text,
    labels: Labels,
) -> list[str]:
    """Under the chart: what its total is over, its events and reference, which period is not over."""
    places = _places(shown)
    told = [
        _of_total(shown, own, text, labels),
        " · ".join(notes(tuple(options.get("events", ())), places, text)),
        _of_carried(shown, chart in LINES, text),
        *sources(options.get("reference", ()), places, text),
        _of_unfinished(shown, chart in (over_time, money), text),
    ]
    return [words for words in told if words]


@kept(KEPT)
def _places(shown: tuple[Released, ...]) -> Sequence[str]:
    return periods.in_order({cell["period"] for cell in rows(shown)})


@kept(KEPT)
def _of_total(shown: tuple[Released, ...], own: frozenset[str], text: Text, labels: Labels) -> str:
    return own_in_total(rows(shown), own, text, labels)


@kept(KEPT)
def _of_carried(shown: tuple[Released, ...], on_lines: bool, text: Text) -> str:
    carried = [cell for cell in rows(shown) if is_carried(cell)]
    key = "carried.mark" if on_lines else "carried.sign"
    return text(key, k=strictest_k(carried)) if carried else ""


@kept(KEPT)
def _of_unfinished(shown: tuple[Released, ...], on_lines: bool, text: Text) -> str:
    latest, as_of = _places(shown)[-1], rows(shown)[0]["as_of"]
    if not periods.is_unfinished(latest, as_of):
        return ""
    key = "chart.unfinished" if on_lines else "chart.unfinished_bars"
    return text(key, period=periods.period(latest, text), day=periods.day(date.fromisoformat(as_of), text))


def empty(cells: Sequence[Cell], text: Text) -> None:
    """Nothing can be shown: what happened, why, and what to do about it.

    Where some of it is withheld that is the reason; that the rest was never there explains nothing.
    """
    missed = {cell["status"] for cell in gaps(cells) or cells}
    reasons = [kind for kind in HIDDEN if kind in missed]
    k = strictest_k(cells)
    why = [text(f"status.why.{reason}", k=k) for reason in reasons] or [text("show.no_cells_why")]
    advice = [text(f"status.do.{reason}") for reason in reasons] or [text("show.no_cells_do")]
    lines = [
        text("show.empty_why", why=" ".join(why)),
        text("show.empty_do", do=" ".join(dict.fromkeys(advice))),
    ]
    st.info(
        "\n\n".join([f"**{text('show.empty_title')}**", *map(plain, lines)]), icon=":material/visibility_off:"
    )


def definition(figure: str, text: Text) -> None:
    """What a figure means: numerator, denominator, baseline, interval, source and caveats."""
    st.markdown(f"**{plain(text(f'{figure}.title'))}**")
    told = explanation.definition(figure, text)
    st.markdown("\n".join(f"- {part}: {plain(words)}" for part, words in told))
