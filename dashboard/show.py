"""Released figures on the screen: answer, chart, table, definition, source, and why a cell is hidden."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard import chart_element, explanation, tables
from dashboard.charts import bars, beside, change, course, money, occupancy, over_time, shares
from dashboard.charts.change import sides
from dashboard.charts.events import notes, sources
from dashboard.charts.series import Figures, latest_of, several
from dashboard.charts.template import is_internal
from dashboard.charts.totals import one_total
from dashboard.comparators import own_in_total
from dashboard.drawn import KEPT, Chart, drawn
from dashboard.explanation import strictest_k
from dashboard.kept import kept
from dashboard.released import HIDDEN, SHOWN, Released
from dashboard.sentences import Cell, answer, gaps, is_carried, rows, status
from dashboard.text import Labels, Text, periods

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
    """The answer to a page's question."""
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
    cells = rows(shown := tuple(drawn_of(given, chart, options.get("by", ""))))
    st.subheader(plain(heading), anchor=False)
    if not any(cell["status"] in SHOWN for cell in cells):
        empty(cells, text)
        return
    if (words := words or answer(says or several(figures)[0], text, labels)) != told:
        st.markdown(plain(words))
    name = key or "-".join([chart.__name__, *(f"{one.subject}.{one.measure}" for one in given)])
    if not as_tables():
        chart_element.draw(
            drawn(chart, given, text, labels, options),
            text,
            key=f"chart-{name}",
            label=_label(chart, heading, text),
            words=" ".join([words, *_extent(cells, text)]),
            download=not is_internal(given),
        )
    _beside(cells, own_in_total(cells, own, text, labels), options, chart, text)
    _below(given, shown, name, report, text, labels)


def _label(chart: Chart, heading: str, text: Text) -> str:
    return text("chart.label", kind=text(f"chart.kind.{chart.__name__}"), title=heading)


def _below(
    figures: Sequence[Released],
    shown: tuple[Released, ...],
    name: str,
    report: str,
    text: Text,
    labels: Labels,
) -> None:
    """The table, in the chart's place or behind a word; what the figure means; why cells are hidden."""
    if as_tables():
        _table(shown, text, labels)
    with st.container(horizontal=True, key=f"about-{name}"):
        if not as_tables():
            with st.popover(text("show.table"), icon=":material/table:", type="tertiary"):
                _table(shown, text, labels)
        about(figures, text)
        _reasons(rows(shown), text)
        offer_report(report, text)


def offer_report(report: str, text: Text) -> None:
    """The link by which to say that a figure looks wrong; nothing where there is none."""
    if report:
        st.link_button(text("show.report"), report, type="tertiary", icon=":material/flag:")


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


def _extent(cells: Sequence[Cell], text: Text) -> list[str]:
    """What else only the picture would tell: from when to when, how many gaps, and why."""
    every = periods.in_order({cell["period"] for cell in cells})
    first, last = (periods.period(label, text) for label in (every[0], every[-1]))
    said = [text("chart.range", first=first, last=last)] if first != last else []
    if hidden := gaps(cells):
        why = dict.fromkeys(status(cell, text) for cell in hidden)
        said.append(text("chart.hidden", n=str(len(hidden)), why="; ".join(why)))
    if older := sum(map(is_carried, cells)):
        said.append(text("chart.carried", n=str(older)))
    return said


def _beside(cells: Sequence[Cell], total: str, options: Mapping[str, Any], chart: Chart, text: Text) -> None:
    """Under the chart: what its total is over, its events and reference, which period is not over."""
    if total:
        st.caption(plain(total))
    places = periods.in_order({cell["period"] for cell in cells})
    told = notes(tuple(options.get("events", ())), places, text)
    if told:
        st.caption(plain(" · ".join(told)))
    if any(map(is_carried, cells)):
        k = strictest_k([cell for cell in cells if is_carried(cell)])
        st.caption(plain(text("carried.mark" if chart in LINES else "carried.sign", k=k)))
    for line in sources(options.get("reference", ()), places, text):
        st.caption(plain(line))
    latest, as_of = places[-1], cells[0]["as_of"]
    if periods.is_unfinished(latest, as_of):
        key = "chart.unfinished" if chart in (over_time, money) else "chart.unfinished_bars"
        st.caption(
            plain(
                text(
                    key, period=periods.period(latest, text), day=periods.day(date.fromisoformat(as_of), text)
                )
            )
        )


def _reasons(cells: Sequence[Cell], text: Text) -> None:
    """How many cells are hidden or older than their period, and behind the words why."""
    older = [cell for cell in cells if is_carried(cell)]
    for kind, told, icon in (("hidden", gaps(cells), "visibility_off"), ("carried", older, "history")):
        if told:
            n = len(told)
            label = text(f"count.{kind}_one") if n == 1 else text(f"count.{kind}", n=str(n))
            with st.popover(label, icon=f":material/{icon}:", type="tertiary"):
                st.markdown(f"**{text('status.title' if kind == 'hidden' else 'carried.heading')}**")
                for line in explanation.legend(told, text):
                    st.markdown(plain(line))


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


def _table(shown: tuple[Released, ...], text: Text, labels: Labels) -> None:
    st.table(_written(shown, text, labels), hide_index=True)
    if is_internal(shown):
        st.caption(f"{text('level.watermark')}. {text('level.no_download')}")


@kept(KEPT)
def _written(shown: tuple[Released, ...], text: Text, labels: Labels) -> Mapping[str, list[str]]:
    """A table's columns of words: like a chart, made once of the same cells."""
    table = tables.of_cells(rows(shown), text, labels)
    return {name: [plain(words) for words in table[name]] for name in table.columns}


def about(figures: Sequence[Released], text: Text) -> None:
    """What each of the figures means, where it comes from, and from which delivery, behind a word."""
    one = len(figures) == 1
    with st.popover(text("show.about" if one else "app.about"), icon=":material/info:", type="tertiary"):
        for key in dict.fromkeys(f"{one.subject}.{one.measure}" for one in figures):
            definition(key, text)
        first = rows(figures)[0]
        as_of = f"{text('show.as_of')} {periods.period(first['as_of'], text)}."
        made = text("app.delivery", delivery=first["delivery_id"], version=first["version"])
        st.caption(plain(f"{as_of} {made}"))


def definition(figure: str, text: Text) -> None:
    """What a figure means: numerator, denominator, baseline, interval, source and caveats."""
    st.markdown(f"**{plain(text(f'{figure}.title'))}**")
    told = explanation.definition(figure, text)
    st.markdown("\n".join(f"- {part}: {plain(words)}" for part, words in told))
