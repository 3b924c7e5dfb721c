"""A line for each area, reading or category over periods, with interval bands; a hidden period is a gap."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.axes import period_axis, value_axis, zero_line
from dashboard.charts.events import Rows, draw_reference, mark_events
from dashboard.charts.named import hidden_strip, is_spoken_of, names
from dashboard.charts.series import Figures, Series, hover, is_shown_at, series_of, several, subtitle_of
from dashboard.charts.template import CARRIED_SYMBOL, canvas, translucent
from dashboard.text import Labels, Text, periods
from dashboard.words.sentences import is_carried, rows

MANY = 24
"""From so many places on a line has no mark at each."""

MARKS = 8
"""About so many has a long line, evenly spaced, beside those that say something."""


def over_time(
    figures: Figures,
    text: Text,
    labels: Labels,
    *,
    events: Rows = (),
    reference: Rows = (),
    scale: Sequence[float] = (),
) -> go.Figure:
    """How a figure moves: one kind of period (month, quarter, school year or day) from left to right.

    `scale`: what else the axis covers, so that it stays as it is when fewer areas are drawn.
    """
    figure = canvas(several(figures), text, subtitle=subtitle_of(figures, text))
    cells = rows(figures)
    places = periods.without_gaps({cell["period"] for cell in cells})
    every = series_of(figures, text, labels)
    for series in every:
        band(figure, series, places)
    for series in every:
        line(figure, series, places, text)
    others = draw_reference(figure, reference, places, text)
    reach = [value for series in every for value in (*series.values(places), *_ends(series, places))]
    covered = value_axis(figure, cells[0]["unit"] if cells else "families", [*reach, *others, *scale], text)
    if covered[0] < 0:
        zero_line(figure)
    period_axis(figure, places, text)
    mark_events(figure, tuple(events), places, text)
    hidden_strip(figure, every, places, text)
    names(figure, every, places, covered)
    return figure


def line(figure: go.Figure, series: Series, places: Sequence[str], text: Text) -> None:
    """The values of one series; what is hidden breaks the line.

    Where there are many, a mark at each would hide the line, and the browser would draw them one by one.
    """
    values = series.values(places)
    few = len(places) < MANY
    figure.add_scatter(
        name=series.name,
        x=list(places),
        y=values,
        mode="lines+markers" if few else "lines",
        connectgaps=False,
        line={"color": series.colour, "width": 2.5, "dash": series.dash},
        marker=_marker(series, places) if few else None,
        hovertext=[
            hover(series, series.cells[place], text) if value is not None else ""
            for place, value in zip(places, values, strict=True)
        ],
        hoverinfo="text",
        showlegend=few and is_spoken_of(series, places),
    )
    if not few:
        _sparse_marks(figure, series, places)


def _sparse_marks(figure: go.Figure, series: Series, places: Sequence[str]) -> None:
    """The marks of a long line, which its name in a legend has too."""
    values = dict(zip(places, series.values(places), strict=True))
    marked = [place for place in _told_by_mark(series, places) if values[place] is not None] or places[:1]
    figure.add_scatter(
        name=series.name,
        x=marked,
        y=[values[place] for place in marked],
        mode="markers",
        marker=_marker(series, marked),
        hoverinfo="skip",
        showlegend=is_spoken_of(series, places),
    )


def _told_by_mark(series: Series, places: Sequence[str]) -> list[str]:
    """Where a long line has marks: at some, at its end, and wherever a mark says what a line can't."""
    every = len(places) // MARKS
    shown = [is_shown_at(series, place) for place in places]
    last = max((at for at, is_there in enumerate(shown) if is_there), default=0)
    alone = [not any(shown[max(at - 1, 0) : at] + shown[at + 1 : at + 2]) for at in range(len(places))]
    usual = [at % every == 0 or at == last or alone[at] for at in range(len(places))]
    plain = series.symbol
    return [place for place, yes in zip(places, usual, strict=True) if yes or _symbol(series, place) != plain]


def _marker(series: Series, places: Sequence[str]) -> dict[str, object]:
    return {
        "symbol": [_symbol(series, place) for place in places],
        "size": _sizes(series, places),
        "color": series.colour,
    }


def _symbol(series: Series, place: str) -> str:
    """An open mark at a period that the data end in the middle of; with a dot at a carried value."""
    cell = series.cells.get(place)
    if cell is not None and is_carried(cell):
        return f"{series.symbol}-{CARRIED_SYMBOL}"
    is_open = cell is not None and periods.is_unfinished(place, cell["as_of"])
    return f"{series.symbol}-open" if is_open else series.symbol


def _sizes(series: Series, places: Sequence[str]) -> list[int]:
    """A ring needs room for its dot."""
    at = {place for place, cell in series.cells.items() if is_carried(cell)}
    return [9 if place in at else 6 for place in places]


def band(figure: go.Figure, series: Series, places: Sequence[str]) -> None:
    """The interval as a shade, one closed shape for each unbroken stretch."""
    x: list[str | None] = []
    y: list[float | None] = []
    for stretch in _stretches(series, places):
        x += [place for place, _ in stretch] + [place for place, _ in reversed(stretch)] + [None]
        y += [high for _, (_, high) in stretch] + [low for _, (low, _) in reversed(stretch)] + [None]
    if x:
        figure.add_scatter(
            name=f"band {series.name}",
            x=x,
            y=y,
            mode="lines",
            fill="toself",
            line={"width": 0},
            fillcolor=translucent(series.colour, 0.13),
            hoverinfo="skip",
            showlegend=False,
        )


def _stretches(series: Series, places: Sequence[str]) -> list[list[tuple[str, tuple[float, float]]]]:
    stretches: list[list[tuple[str, tuple[float, float]]]] = [[]]
    for place, limits in zip(places, series.limits(places), strict=True):
        if limits is not None:
            stretches[-1].append((place, limits))
        elif stretches[-1]:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]


def _ends(series: Series, places: Sequence[str]) -> list[float]:
    return [end for limits in series.limits(places) if limits is not None for end in limits]
