"""How far each assumption alone moves a scenario's result: a bar from its lowest to its highest."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.axes import value_axis, wrapped
from dashboard.charts.series import Figures, several
from dashboard.charts.template import NEUTRAL, SERIES_COLOURS, canvas
from dashboard.text import Text, numbers

ROW = 76
"""Pixels for one bar, its name above it and three lines of words at either end."""

ROOM = 0.55
"""What the words at the ends need on either side, as a share of the widest bar; also on a phone."""

END_WIDTH = 15
"""Signs on one line of the words at an end."""


@dataclass(frozen=True)
class Bar:
    """One assumption in words, with the results at its two ends and the options that give them."""

    name: str
    low: float
    high: float
    low_words: str
    high_words: str


def tornado(figures: Figures, bars: Sequence[Bar], chosen: float, text: Text, *, subtitle: str) -> go.Figure:
    """The widest bar on top, and a line at the `chosen` result; kroner. `figures`: what it is formed of."""
    height = 110 + ROW * max(2, len(bars))
    figure = canvas(several(figures), text, subtitle=subtitle, height=height)
    figure.add_bar(
        orientation="h",
        y=list(range(len(bars))),
        x=[bar.high - bar.low for bar in bars],
        base=[bar.low for bar in bars],
        width=0.4,
        marker={"color": SERIES_COLOURS[0]},
        hovertext=[_hover(bar, text) for bar in bars],
        hoverinfo="text",
    )
    for row, bar in enumerate(bars):
        _name(figure, row, bar.name)
        _end(figure, row, bar.low, bar.low_words, text, left=True)
        _end(figure, row, bar.high, bar.high_words, text, left=False)
    figure.add_vline(x=chosen, line={"color": NEUTRAL, "width": 1.5, "dash": "dash"})
    figure.update_yaxes(
        type="linear",
        range=[len(bars) - 0.5, -0.6],
        visible=False,
    )
    ends = [end for bar in bars for end in (bar.low, bar.high)]
    room = ROOM * (max(ends, default=0.0) - min(ends, default=0.0))
    value_axis(figure, "dkk", [min(ends) - room, max(ends) + room] if ends else [], text, axis="x")
    figure.update_xaxes(showgrid=True)
    return figure


def _hover(bar: Bar, text: Text) -> str:
    low, high = (numbers.money(end, text) for end in (bar.low, bar.high))
    return text(
        "scenario.hover",
        name=bar.name,
        low=low,
        high=high,
        low_words=bar.low_words,
        high_words=bar.high_words,
    )


def _name(figure: go.Figure, row: int, name: str) -> None:
    """Above its bar, so that the words at the ends keep the width of a phone."""
    figure.add_annotation(
        name="assumption",
        x=0,
        xref="paper",
        y=row - 0.36,
        xanchor="left",
        showarrow=False,
        text=f"<b>{name}</b>",
        font={"size": 13},
    )


def _end(figure: go.Figure, row: int, value: float, words: str, text: Text, *, left: bool) -> None:
    figure.add_annotation(
        name="value",
        x=value,
        y=row,
        xanchor="right" if left else "left",
        xshift=-6 if left else 6,
        showarrow=False,
        align="right" if left else "left",
        text=f"{wrapped(words, END_WIDTH)}<br>{numbers.money(value, text)}",
        font={"size": 12},
    )
