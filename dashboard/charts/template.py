"""The one look of every chart: colours, fonts, margins and watermark; the browser adds the theme's ink."""

from collections.abc import Sequence

import plotly.graph_objects as go
import plotly.io as pio

from dashboard.released import Released
from dashboard.text import Text

COLOURS = ("#2F7DC1", "#C96F00", "#9B62C0", "#0E8C8C", "#D0527F", "#8A7A2F", "#5B6FD6", "#B5651D")
"""In this order; each reads at 3:1 or better on white and on the dark background; none means good or bad."""

ON_COLOUR = "#000000"
"""Words on top of a colour: at 4.5:1 or better on each of them, in both themes."""

NEUTRAL = "#7D8590"
"""Totals, reference lines and marks: readable on light and dark."""

DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "hexagon", "star", "pentagon")

HEIGHT = 340
FONT = "Source Sans, Source Sans Pro, Segoe UI, sans-serif"

_AXIS = {
    "gridcolor": "rgba(125,133,144,0.25)",
    "linecolor": NEUTRAL,
    "zerolinecolor": NEUTRAL,
    "automargin": True,
    "fixedrange": True,
    "title": {"font": {"size": 13}},
    "tickfont": {"size": 13},
}

pio.templates["staircase"] = go.layout.Template(
    layout={
        "colorway": COLOURS,
        "font": {"family": FONT, "size": 14, "color": NEUTRAL},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {**_AXIS, "showgrid": False},
        "yaxis": _AXIS,
        "margin": {"l": 8, "r": 16, "t": 36, "b": 36},
        "hoverlabel": {"align": "left", "font": {"size": 14}},
        "hovermode": "closest",
        "title": {
            "font": {"size": 13},
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 6},
        },
        "legend": {
            "title": {"font": {"size": 13}},
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 13},
        },
        "dragmode": False,
    }
)


def canvas(figures: Sequence[Released], text: Text, *, subtitle: str = "", height: int = HEIGHT) -> go.Figure:
    """An empty figure in the dashboard's look, stamped where it holds internal cells."""
    figure = go.Figure(layout={"template": "staircase", "height": height, "showlegend": False})
    if subtitle:
        figure.update_layout(title={"text": subtitle})
    if is_internal(figures):
        figure.add_annotation(
            text=text("level.watermark"),
            name="watermark",
            xref="paper",
            yref="paper",
            x=0.5,
            y=0.5,
            showarrow=False,
            textangle=-20,
            font={"size": 30, "color": NEUTRAL},
            opacity=0.25,
        )
    return figure


def with_legend(figure: go.Figure, **options: object) -> go.Figure:
    """Names in a legend above the plot, under the subtitle."""
    legend = {"title": {"text": figure.layout.title.text or "", "side": "top"}, **options}
    return figure.update_layout(showlegend=True, title={"text": ""}, legend=legend)


def is_internal(figures: Sequence[Released]) -> bool:
    """Does any of the cells come from the level with small numbers?"""
    return any("internal" in one.cells["level"] for one in figures)


def translucent(colour: str, opacity: float) -> str:
    """#RRGGBB as rgba."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
