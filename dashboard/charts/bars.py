"""Bars side by side with interval whiskers: areas in their fixed order, or the values of a breakdown."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.axes import value_axis
from dashboard.charts.series import (
    Figures,
    Series,
    area_colour,
    hover,
    is_shown,
    latest_of,
    place_name,
    places_of,
    series_of,
    several,
    subtitle_of,
)
from dashboard.charts.template import NEUTRAL, canvas, with_legend
from dashboard.sentences import rows, value
from dashboard.text import Labels, Text

ROW = 36
"""Pixels for one bar: it can be read and touched on a phone."""


def bars(
    figures: Figures, text: Text, labels: Labels, *, by: str = "area", upward: bool = False
) -> go.Figure:
    """The latest period, one row for each area (`by="area"`) or category (`by="category"`); never ranked."""
    latest = latest_of(figures)
    places = places_of(latest, by, text, labels)[:: -1 if upward else 1]
    every = series_of(latest, text, labels, along=by)
    height = 90 + ROW * max(2, len(places) * len(every))
    figure = canvas(several(figures), text, subtitle=subtitle_of(figures, text), height=height)
    for series in every:
        _bar(figure, series, places, text, labels, by)
    category_axis(figure, latest, places, by, text, labels)
    words_at_ends(figure, every, places, text)
    cells = rows(latest)
    drawn = [number for series in every for number in (*series.values(places), *_ends(series, places))]
    value_axis(figure, cells[0]["unit"] if cells else "families", drawn, text, axis="x", room=0.3)
    figure.update_layout(barmode="group", bargap=0.3)
    return with_legend(figure, traceorder="normal") if len(every) > 1 else figure


def category_axis(
    figure: go.Figure, figures: Figures, places: Sequence[str], by: str, text: Text, labels: Labels
) -> None:
    """Areas or categories from the top down, in words."""
    names = {cell[by]: place_name(cell, by, text, labels) for cell in rows(figures)}
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=list(places),
        range=[len(places) - 0.5, -0.5],
        tickvals=list(range(len(places))),
        ticktext=[wrapped(names[place]) for place in places],
        showgrid=False,
    )
    figure.update_xaxes(showgrid=True)


def wrapped(words: str, width: int = 22) -> str:
    """Long names on two or three lines, so that the bars keep room on a phone."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if len(longer) <= width or not lines[-1] else [*lines, word]
    return "<br>".join(lines)


def _bar(
    figure: go.Figure, series: Series, places: Sequence[str], text: Text, labels: Labels, by: str
) -> None:
    shown = [place for place in places if place in series.cells and is_shown(series.cells[place])]
    lengths, limits = series.values(shown), series.limits(shown)
    pairs = list(zip(lengths, limits, strict=True))
    above = [ends[1] - length if ends and length is not None else 0.0 for length, ends in pairs]
    below = [length - ends[0] if ends and length is not None else 0.0 for length, ends in pairs]
    whiskers = {"type": "data", "symmetric": False, "array": above, "arrayminus": below, "color": NEUTRAL}
    colours = [area_colour(place, labels) for place in shown] if by == "area" else series.colour
    figure.add_bar(
        name=series.name,
        orientation="h",
        y=shown,
        x=lengths,
        marker={"color": colours},
        error_x={**whiskers, "thickness": 1.5, "width": 4, "visible": any(limits)},
        hovertext=[hover(series, series.cells[place], text) for place in shown],
        hoverinfo="text",
    )


def words_at_ends(figure: go.Figure, every: Sequence[Series], places: Sequence[str], text: Text) -> None:
    """Each value in words at its bar's end; of a hidden cell the reason: no bar at all would read as 0."""
    for number, series in enumerate(every):
        shift = ((len(every) - 1) / 2 - number) * ROW * 0.8
        for place in (place for place in places if place in series.cells):
            cell = series.cells[place]
            ends = [cell[end] for end in ("value", "upper") if cell[end] is not None]
            figure.add_annotation(
                name="value" if is_shown(cell) else "hidden",
                x=max(0.0, *ends) if ends else 0,
                y=places.index(place),
                xanchor="left",
                xshift=4,
                yshift=shift,
                showarrow=False,
                text=value(cell, text),
                font={"size": 13},
            )


def _ends(series: Series, places: Sequence[str]) -> list[float]:
    return [end for limits in series.limits(places) if limits is not None for end in limits]
