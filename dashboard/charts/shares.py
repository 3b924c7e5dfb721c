"""Shares of a whole, stacked: over periods, or one row for each area; what is hidden stays empty."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.axes import hidden_strip, period_axis, value_axis
from dashboard.charts.bars import ROW, category_axis
from dashboard.charts.series import (
    Figures,
    Series,
    hover,
    is_shown,
    latest_of,
    places_of,
    series_of,
    several,
    subtitle_of,
)
from dashboard.charts.template import COLOURS, ON_COLOUR, canvas, with_legend
from dashboard.sentences import rows, value
from dashboard.text import Labels, Text, periods

NARROWEST = 9.0
"""Percent from which a part is wide enough for its number."""


def shares(figures: Figures, text: Text, labels: Labels, *, by: str = "period") -> go.Figure:
    """A breakdown's shares, or measures that add up to 100 %: `by` period, area or category."""
    drawn = several(figures) if by == "period" else latest_of(figures)
    every = series_of(drawn, text, labels, along=by)
    return _over_periods(drawn, every, text) if by == "period" else _in_rows(drawn, every, by, text, labels)


def _over_periods(figures: Figures, every: list[Series], text: Text) -> go.Figure:
    figure = canvas(several(figures), text, subtitle=subtitle_of(figures, text), height=380)
    places = periods.in_order({cell["period"] for cell in rows(several(figures))})
    for number, series in enumerate(every):
        shown = [place for place in places if place in series.cells and is_shown(series.cells[place])]
        _part(figure, series, shown, number, text, upright=True)
    value_axis(figure, "pct", [100.0], text, share=True)
    period_axis(figure, places, text)
    hidden_strip(figure, every, places, text)
    return _stacked(figure)


def _in_rows(figures: Figures, every: list[Series], by: str, text: Text, labels: Labels) -> go.Figure:
    places = places_of(figures, by, text, labels)
    height = 150 + (ROW + 10) * max(1, len(places))
    figure = canvas(several(figures), text, subtitle=subtitle_of(figures, text), height=height)
    for number, series in enumerate(every):
        shown = [place for place in places if place in series.cells and is_shown(series.cells[place])]
        _part(figure, series, shown, number, text, upright=False)
    category_axis(figure, figures, places, by, text, labels)
    value_axis(figure, "pct", [100.0], text, axis="x", share=True)
    return _stacked(figure)


def _part(
    figure: go.Figure, series: Series, shown: Sequence[str], number: int, text: Text, *, upright: bool
) -> None:
    lengths = series.values(shown)
    along, across = ("x", "y") if upright else ("y", "x")
    wide = [(length or 0.0) >= NARROWEST and (not upright or len(shown) <= 8) for length in lengths]
    figure.add_bar(
        name=series.name,
        orientation="v" if upright else "h",
        **{along: list(shown), across: lengths},
        marker={
            "color": COLOURS[number % len(COLOURS)],
            "line": {"width": 1, "color": "rgba(255,255,255,0.7)"},
        },
        text=[
            value(series.cells[place], text) if fits else "" for place, fits in zip(shown, wide, strict=True)
        ],
        textposition="inside",
        insidetextanchor="middle",
        textfont={"color": ON_COLOUR, "size": 12},
        textangle=0,
        hovertext=[hover(series, series.cells[place], text) for place in shown],
        hoverinfo="text",
    )


def _stacked(figure: go.Figure) -> go.Figure:
    figure.update_layout(barmode="stack", bargap=0.25, uniformtext={"minsize": 11, "mode": "hide"})
    return with_legend(figure, traceorder="normal")
