"""The one look of every chart: colours, fonts, margins and watermark; the browser adds the theme's ink."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

from dashboard.stores.released import Released
from dashboard.text import Text

COLOURS = ("#2F7DC1", "#C96F00", "#9B62C0", "#3E8E9C", "#B0706F", "#5B6FD6")
"""The areas', in their order; each reads at 3:1 or better on both backgrounds; none means good or bad."""

SERIES_COLOURS = (
    "#0E8C8C",
    "#8A7A2F",
    "#6B7F94",
    "#A8704F",
    "#C2559B",
    "#4E8A6E",
    "#7C6FB0",
    "#D0527F",
)
"""Whatever is not an area: categories, measures, readings. None of them is an area's colour."""

ON_COLOUR = "#000000"
"""Words on top of a colour: at 4.5:1 or better on each of them, in both themes."""

NEUTRAL = "#7D8590"
"""Totals, reference lines and marks: readable on light and dark."""

STAIRS = "#1F7A8C"
"""The programme's own: the staircase, as in its mark."""

DASHES = ("solid", "dash", "dot", "dashdot")
SIGNS = {
    "circle": "\N{BLACK CIRCLE}",
    "square": "\N{BLACK SQUARE}",
    "diamond": "\N{BLACK DIAMOND}",
    "triangle-up": "\N{BLACK UP-POINTING TRIANGLE}",
    "cross": "\N{HEAVY GREEK CROSS}",
    "hexagon": "\N{BLACK HEXAGON}",
    "star": "\N{BLACK STAR}",
    "pentagon": "\N{BLACK PENTAGON}",
}
"""Each mark as it stands beside words: whoever sees no colours knows a line by it."""

SYMBOLS = tuple(SIGNS)

CARRIED = "\N{DAGGER}"
"""Beside a value that was carried forward from an earlier period."""

CARRIED_SYMBOL = "open-dot"
"""What its mark on a line is: a ring with a dot, whatever its colour."""

HEIGHT = 340
FONT = "Source Sans, Source Sans Pro, Segoe UI, sans-serif"

_AXIS = {
    "gridcolor": "rgba(125,133,144,0.25)",
    "linecolor": NEUTRAL,
    "zerolinecolor": NEUTRAL,
    "automargin": True,
    "fixedrange": True,
    "tickfont": {"size": 13},
    "ticklabelstandoff": 5,
}

_AT_TOP = {"x": 0, "xanchor": "left", "y": 1, "yanchor": "top", "yref": "container", "pad": {"t": 6}}

pio.templates["staircase"] = go.layout.Template(
    layout={
        "colorway": COLOURS,
        "font": {"family": FONT, "size": 14, "color": NEUTRAL},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {**_AXIS, "showgrid": False},
        "yaxis": _AXIS,
        "margin": {"l": 8, "r": 16, "t": 40, "b": 36},
        "hoverlabel": {"align": "left", "font": {"size": 14}},
        "hovermode": "closest",
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 13},
            "title": {"font": {"size": 13}},
        },
        "dragmode": False,
    }
)


def canvas(figures: Sequence[Released], text: Text, *, subtitle: str = "", height: int = HEIGHT) -> go.Figure:
    """An empty figure in the dashboard's look, stamped where it holds internal cells."""
    figure = go.Figure(layout={"template": "staircase", "height": height, "showlegend": False})
    above(figure, subtitle)
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
            font={"size": 24, "color": NEUTRAL},
            opacity=0.2,
        )
    return figure


def together(figure: go.Figure, words: Sequence[dict[str, Any]]) -> None:
    """More annotations at once: plotly goes through all there are for each one that is added alone."""
    figure.layout.annotations = (*figure.layout.annotations, *words)


def above(figure: go.Figure, words: str) -> None:
    """Words level above the plot, before those that stand there: a unit, a reading."""
    told = " · ".join(filter(None, (words, figure.layout.title.text)))
    if told:
        figure.update_layout(title={"text": told, "font": {"size": 13}, **_AT_TOP})


def with_legend(figure: go.Figure, **options: object) -> go.Figure:
    """Names in a legend above the plot, under the subtitle."""
    legend = {"title": {"text": figure.layout.title.text or "", "side": "top"}, **options}
    return figure.update_layout(showlegend=True, title={"text": ""}, legend=legend)


def or_empty(points: Sequence[Any]) -> Sequence[Any]:
    """The points of a trace; of one without any, an empty one: it keeps its name in the legend."""
    return points or [None]


def is_internal(figures: Sequence[Released]) -> bool:
    """Does any of the cells come from the level with small numbers?"""
    return any(one.cells["level"].eq("internal").any() for one in figures)


def translucent(colour: str, opacity: float) -> str:
    """#RRGGBB as rgba."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
