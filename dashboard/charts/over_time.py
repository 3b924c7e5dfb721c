"""A line for each area, reading or category over periods, with interval bands; a hidden period is a gap."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.axes import end_labels, hidden_strip, period_axis, value_axis, zero_line
from dashboard.charts.events import Rows, draw_reference, mark_events
from dashboard.charts.series import Figures, Series, hover, series_of, several, subtitle_of
from dashboard.charts.template import CARRIED_SYMBOL, canvas, translucent
from dashboard.text import Labels, Text, periods
from dashboard.words.sentences import is_carried, rows


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
    end_labels(figure, every, places, covered)
    return figure


def line(figure: go.Figure, series: Series, places: Sequence[str], text: Text) -> None:
    """The values of one series; what is hidden breaks the line."""
    values = series.values(places)
    figure.add_scatter(
        name=series.name,
        x=list(places),
        y=values,
        mode="lines+markers",
        connectgaps=False,
        line={"color": series.colour, "width": 2.5, "dash": series.dash},
        marker={
            "symbol": _symbols(series, places),
            "size": _sizes(series, places),
            "color": series.colour,
        },
        hovertext=[
            hover(series, series.cells[place], text) if value is not None else ""
            for place, value in zip(places, values, strict=True)
        ],
        hoverinfo="text",
        showlegend=any(value is not None for value in values),
    )


def _symbols(series: Series, places: Sequence[str]) -> list[str]:
    """An open mark at a period that the data end in the middle of; with a dot at a carried value."""
    return [_symbol(series, label) for label in places]


def _symbol(series: Series, place: str) -> str:
    cell = series.cells.get(place)
    if cell is not None and is_carried(cell):
        return f"{series.symbol}-{CARRIED_SYMBOL}"
    is_open = cell is not None and periods.is_unfinished(place, cell["as_of"])
    return f"{series.symbol}-open" if is_open else series.symbol


def _sizes(series: Series, places: Sequence[str]) -> list[int]:
    """Smaller where there are many; a ring needs room for its dot."""
    usual = 6 if len(places) < 40 else 4
    at = {place for place, cell in series.cells.items() if is_carried(cell)}
    return [usual + 3 if place in at else usual for place in places]


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
