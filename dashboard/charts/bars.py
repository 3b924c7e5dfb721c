"""Bars side by side with interval whiskers: areas in their fixed order, or the values of a breakdown."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import value_axis
from dashboard.charts.axes import wrapped as wrapped
from dashboard.charts.named import sign
from dashboard.charts.series import (
    Figures,
    Series,
    area_colour,
    hover,
    is_shown,
    is_shown_at,
    latest_of,
    marked,
    place_name,
    places_of,
    series_of,
    several,
    subtitle_of,
)
from dashboard.charts.template import NEUTRAL, canvas, or_empty, together, with_legend
from dashboard.text import Labels, Text
from dashboard.words.sentences import Cell, rows

THICKNESS = 0.7
"""How much of a row its bars fill together."""

ROW = 36
"""Pixels for one bar: it can be read and touched on a phone."""

LINE = 18
"""Pixels for one line of a name beside a row."""


def bars(
    figures: Figures,
    text: Text,
    labels: Labels,
    *,
    by: str = "area",
    upward: bool = False,
    scale: Sequence[float] = (),
) -> go.Figure:
    """The latest period, one row for each area or category (`by`); never ranked. The axis covers `scale`."""
    latest = latest_of(figures)
    places = places_of(latest, by, text, labels)[:: -1 if upward else 1]
    every = series_of(latest, text, labels, along=by)
    row = max(ROW * len(every), _tallest(latest, places, by, text, labels))
    height = 90 + max(2 * ROW, row * len(places))
    figure = canvas(several(figures), text, subtitle=subtitle_of(figures, text), height=height)
    for row, series in enumerate(every):
        colours = [area_colour(place, labels) for place in places] if by == "area" and len(every) == 1 else []
        _bar(figure, series, places, text, colours, _slot(row, len(every)))
    category_axis(figure, latest, places, by, text, labels)
    words_at_ends(figure, every, places, text)
    cells = rows(latest)
    drawn = [number for series in every for number in (*series.values(places), *_ends(series, places))]
    drawn += scale
    value_axis(figure, cells[0]["unit"] if cells else "families", drawn, text, axis="x", room=0.3)
    return with_legend(figure, traceorder="normal") if len(every) > 1 else figure


def _tallest(figures: Figures, places: Sequence[str], by: str, text: Text, labels: Labels) -> int:
    """Pixels that the longest name beside a row needs."""
    names = [place_name(cell, by, text, labels) for cell in rows(figures) if cell[by] in places]
    return max((LINE * (wrapped(name).count("<br>") + 1) for name in names), default=0)


def category_axis(
    figure: go.Figure, figures: Figures, places: Sequence[str], by: str, text: Text, labels: Labels
) -> None:
    """Areas or categories from the top down, in words.

    Rows are numbered, not named: plotly would take the category "1" (a step) for a position.
    """
    cells = sorted(rows(figures), key=is_shown)  # a hidden total doesn't say which areas it is over
    names = {cell[by]: place_name(cell, by, text, labels) for cell in cells}
    figure.update_yaxes(
        type="linear",
        range=[len(places) - 0.5, -0.5],
        tickvals=list(range(len(places))),
        ticktext=[wrapped(names[place]) for place in places],
        showgrid=False,
        zeroline=False,
    )
    figure.update_xaxes(showgrid=True)


Slot = tuple[float, float]
"""Where in its row a bar begins, and how wide it is; a row is 1 wide."""


def _slot(number: int, of: int) -> Slot:
    return THICKNESS * (number / of - 0.5), THICKNESS / of


def _bar(
    figure: go.Figure, series: Series, places: Sequence[str], text: Text, colours: Sequence[str], slot: Slot
) -> None:
    limits = series.limits(places)
    shown = [row for row, place in enumerate(places) if is_shown_at(series, place)]
    drawn = sorted(shown, key=lambda row: limits[row] is None)
    cells = [series.cells[places[row]] for row in drawn]
    figure.add_bar(
        name=series.name,
        orientation="h",
        y=or_empty(drawn),
        x=or_empty([cell["value"] for cell in cells]),
        offset=slot[0],
        width=slot[1],
        marker={"color": [colours[row] for row in drawn] if colours else series.colour},
        error_x=_whiskers([cell for row, cell in zip(drawn, cells, strict=True) if limits[row]]),
        hovertext=[hover(series, cell, text) for cell in cells],
        hoverinfo="text",
    )


def _whiskers(cells: Sequence[Cell]) -> dict[str, Any]:
    """The intervals of the first bars of a trace. Those after them have none: of a null plotly draws one of
    width 0, which reads as quite certain.
    """
    return {
        "type": "data",
        "symmetric": False,
        "array": [cell["upper"] - cell["value"] for cell in cells],
        "arrayminus": [cell["value"] - cell["lower"] for cell in cells],
        "color": NEUTRAL,
        "thickness": 1.5,
        "width": 4,
        "visible": bool(cells),
    }


def words_at_ends(figure: go.Figure, every: Sequence[Series], places: Sequence[str], text: Text) -> None:
    """Each value in words at its bar's end; of a hidden cell the reason: no bar at all would read as 0.

    Where all bars go to the left there is room for a reason on their side of the 0 alone.
    """
    drawn = [value for series in every for value in series.values(places) if value]
    leftward = bool(drawn) and max(drawn) < 0
    words = []
    for number, series in enumerate(every):
        begin, width = _slot(number, len(every))
        for row, place in enumerate(places):
            if place in series.cells:
                own = _words(series.cells[place], row + begin + width / 2, text, leftward=leftward)
                known = len(every) == 1 or is_shown_at(series, place)
                words.append(own if known else _with_mark(own, series))
    together(figure, words)


def _with_mark(words: dict[str, Any], series: Series) -> dict[str, Any]:
    """With the series' mark in the legend: where there is no bar, nothing else tells whose words they are."""
    return {**words, "text": f"{sign(series, 'square')} {words['text']}"}


def words_in_row(figure: go.Figure, cell: Cell, height: float, text: Text) -> None:
    """A cell's value, or why it has none, at the end of its bar."""
    together(figure, [_words(cell, height, text)])


def _words(cell: Cell, height: float, text: Text, *, leftward: bool = False) -> dict[str, Any]:
    ends = [cell[end] for end in ("value", "upper") if cell[end] is not None]
    to_the_left = leftward and not is_shown(cell)
    return {
        "name": "value" if is_shown(cell) else "hidden",
        "x": max((0.0, *ends)),
        "y": height,
        "xanchor": "right" if to_the_left else "left",
        "xshift": -4 if to_the_left else 4,
        "showarrow": False,
        "text": marked(cell, text),
        "font": {"size": 13},
    }


def _ends(series: Series, places: Sequence[str]) -> list[float]:
    return [end for limits in series.limits(places) if limits is not None for end in limits]
