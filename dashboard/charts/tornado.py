"""How far each assumption alone moves a scenario's result: a bar from its lowest to its highest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import value_axis, wrapped
from dashboard.charts.series import Figures, several
from dashboard.charts.template import NEUTRAL, SERIES_COLOURS, canvas, together
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
    together(figure, [words for row, bar in enumerate(bars) for words in _words(row, bar, text)])
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


def _words(row: int, bar: Bar, text: Text) -> list[dict[str, Any]]:
    """A bar's name above it, so that the words at its ends keep the width of a phone, and those words."""
    name = {
        "name": "assumption",
        "x": 0,
        "xref": "paper",
        "y": row - 0.36,
        "xanchor": "left",
        "text": f"<b>{bar.name}</b>",
        "font": {"size": 13},
    }
    low = {"x": bar.low, "xanchor": "right", "xshift": -6, "text": _end(bar.low_words, bar.low, text)}
    high = {"x": bar.high, "xanchor": "left", "xshift": 6, "text": _end(bar.high_words, bar.high, text)}
    ends = [
        {"name": "value", "y": row, "align": end["xanchor"], "font": {"size": 12}, **end}
        for end in (low, high)
    ]
    return [{**words, "showarrow": False} for words in (name, *ends)]


def _end(words: str, net: float, text: Text) -> str:
    return f"{wrapped(words, END_WIDTH)}<br>{numbers.money(net, text)}"
