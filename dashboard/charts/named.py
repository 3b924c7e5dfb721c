"""What stands beside a chart's lines: a row below for what is hidden of each, and every line's name."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import plot_height, wrapped
from dashboard.charts.series import Series, hover, is_shown_at
from dashboard.charts.template import SIGNS, together
from dashboard.text import Text

STRIP_LINE = 18
"""Pixels of one line of marks for hidden cells, below the axis."""

ABOVE_STRIP = 34
"""Pixels between them, for the axis' own words."""

BELOW_STRIP = 8
"""Pixels under the last of them."""

END_LINE = 18
"""Pixels of one line of a name at a line's end."""

END_WIDTH = 22
"""Signs on one line of a name at a line's end."""


def is_drawn(series: Series, places: Sequence[str]) -> bool:
    """Has the series a point anywhere?"""
    return any(is_shown_at(series, place) for place in places)


def is_spoken_of(series: Series, places: Sequence[str]) -> bool:
    """Is there anything of the series in the chart: a point, or a mark for what is hidden?"""
    return is_drawn(series, places) or bool(series.hidden(places))


def sign(series: Series, symbol: str = "") -> str:
    """A series' mark in its colour, as it stands beside words; `symbol`: another than its line's."""
    return f'<span style="color:{series.colour}">{SIGNS[symbol or series.symbol]}</span>'


def hidden_strip(figure: go.Figure, every: Sequence[Series], places: Sequence[str], text: Text) -> bool:
    """One mark under the axis for each hidden cell, on its series' row, the reason under the pointer.

    Returns whether there is any.
    """
    rows, lines = _rows(every, places)
    if not rows:
        return False
    for row, series in rows:
        _marks(figure, series, places, row, text)
    signs = [text("chart.unshown")] if len(every) == 1 else _signs([series for _, series in rows], text)
    room = STRIP_LINE * lines
    height = figure.layout.height + room  # the rows take nothing from the plot
    figure.update_layout(height=height, margin={"b": BELOW_STRIP})
    inner = plot_height(figure)
    strip = _strip_axis([row for row, _ in rows], signs, lines, room / inner)
    figure.update_layout(yaxis={"domain": [(room + ABOVE_STRIP) / inner, 1]}, yaxis2=strip)
    return True


def _rows(every: Sequence[Series], places: Sequence[str]) -> tuple[list[tuple[float, Series]], int]:
    """The series with hidden cells, each with the middle of its row, and how many lines all rows need."""
    hidden = [series for series in every if series.hidden(places)]
    lines = [_lines(series, places) for series in hidden]
    below = accumulate(lines)
    middles = [end - (own + 1) / 2 for end, own in zip(below, lines, strict=True)]
    return list(zip(middles, hidden, strict=True)), sum(lines)


def _lines(series: Series, places: Sequence[str]) -> int:
    """How many lines a row needs: the name stands beside it where there is no line to stand at."""
    return 1 if is_drawn(series, places) else wrapped(series.name, END_WIDTH).count("<br>") + 1


def _marks(figure: go.Figure, series: Series, places: Sequence[str], row: float, text: Text) -> None:
    cells = series.hidden(places)
    figure.add_scatter(
        name=text("chart.unshown"),
        x=[cell["period"] for cell in cells],
        y=[row] * len(cells),
        yaxis="y2",
        mode="markers",
        marker={"symbol": "x-thin", "size": 7, "line": {"width": 2, "color": series.colour}},
        hovertext=[hover(series, cell, text) for cell in cells],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )


def _signs(hidden: Sequence[Series], text: Text) -> list[str]:
    """Each row's mark, and on the first what the rows are."""
    signs = [sign(series) for series in hidden]
    return [f"{text('chart.unshown')} {signs[0]}", *signs[1:]]


def _strip_axis(rows: Sequence[float], names: Sequence[str], lines: int, share: float) -> dict[str, object]:
    return {
        "domain": [0, share],
        "range": [lines - 0.5, -0.5],
        "tickvals": list(rows),
        "ticktext": list(names),
        "tickfont": {"size": 11},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def names(
    figure: go.Figure, every: Sequence[Series], places: Sequence[str], covered: tuple[float, float]
) -> None:
    """The name of each series that the chart speaks of: at its line's end, or at its row of hidden cells.

    On a phone a legend takes their place. One series alone needs none: what is said above the chart is of it.
    """
    told = [series for series in every if is_spoken_of(series, places)]
    named = any(note.name == "line-end" for note in figure.layout.annotations)  # a reference line
    if len(told) + named < 2:
        return
    rows, _ = _rows(every, places)
    at_rows = [_name(one, places, row, yref="y2") for row, one in rows if not is_drawn(one, places)]
    together(figure, [*_at_ends(figure, told, places, covered), *at_rows])
    longest = max(len(line) for series in told for line in wrapped(series.name, END_WIDTH).split("<br>"))
    figure.update_layout(showlegend=False, margin={"r": 40 + round(7.4 * longest)})


def _at_ends(
    figure: go.Figure, told: Sequence[Series], places: Sequence[str], covered: tuple[float, float]
) -> list[dict[str, Any]]:
    """Names at the lines' ends, moved apart where they would touch."""
    least, lines = END_LINE * _per_pixel(figure, covered), 1
    height = covered[0] - least / 2  # the lowest stands above the axis' own words
    ends = [(end, series.name, series) for series in told if (end := _end(series, places)) is not None]
    named: list[dict[str, Any]] = []
    for value, name, series in sorted(ends, key=lambda end: end[:2]):
        own = wrapped(name, END_WIDTH).count("<br>") + 1
        height = max(value, height + least * (lines + own) / 2)
        lines = own
        named.append(_name(series, places, height))
    return named


def _name(series: Series, places: Sequence[str], height: float, **where: str) -> dict[str, Any]:
    return {
        "name": "line-end",
        "text": f"{sign(series)} {wrapped(series.name, END_WIDTH)}",
        "x": len(places) - 1,
        "y": height,
        "xanchor": "left",
        "xshift": 10,
        "showarrow": False,
        "font": {"size": 13},
        "align": "left",
        **where,
    }


def _per_pixel(figure: go.Figure, covered: tuple[float, float]) -> float:
    """How much of an axis of values one pixel is."""
    low, high = figure.layout.yaxis.domain or (0.0, 1.0)
    return (covered[1] - covered[0]) / (plot_height(figure) * (high - low))


def _end(series: Series, places: Sequence[str]) -> float | None:
    drawn = [value for value in series.values(places) if value is not None]
    return drawn[-1] if drawn else None
