"""Before and after, paired: two marks a row and the way between them; direction is not good or bad."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.axes import value_axis
from dashboard.charts.bars import ROW, category_axis
from dashboard.charts.series import (
    Figures,
    Series,
    area_colour,
    hover,
    is_shown,
    latest_of,
    places_of,
    several,
)
from dashboard.charts.template import CARRIED, NEUTRAL, SERIES_COLOURS, canvas, with_legend
from dashboard.stores.released import Released
from dashboard.text import Labels, Text
from dashboard.words.sentences import Cell, is_carried, rows, status


def change(
    figures: Figures, text: Text, labels: Labels, *, by: str = "area", scale: Sequence[float] = ()
) -> go.Figure:
    """One row for each area or category: `figures` are (before, after), or one with `baseline` and `now`."""
    before, after = sides(figures)
    places = places_of((*before, *after), by, text, labels)
    first, last = ({cell[by]: cell for cell in rows(side)} for side in (before, after))
    figure = canvas(several(figures), text, height=120 + (ROW + 14) * max(1, len(places)))
    for row, place in enumerate(places):
        before_cell, after_cell = first.get(place), last.get(place)
        if before_cell and after_cell and is_shown(before_cell) and is_shown(after_cell):
            _pair(figure, row, before_cell, after_cell, _colour(by, place, labels), text)
        else:
            _hidden(figure, row, [cell for cell in (after_cell, before_cell) if cell], text)
    category_axis(figure, (*before, *after), places, by, text, labels)
    cells = [*first.values(), *last.values()]
    reach = [cell[end] for cell in cells for end in ("value", "lower", "upper")]
    value_axis(figure, cells[0]["unit"] if cells else "pct", [*reach, *scale], text, axis="x")
    _legend(figure, text)
    return figure


def sides(figures: Figures) -> tuple[tuple[Released, ...], tuple[Released, ...]]:
    """What stands before and what after, each in its latest period."""
    given = several(figures)
    if len(given) == 2:
        return latest_of(given[0]), latest_of(given[1])
    one = given[0]
    return latest_of(one.only(pl.col("cut") == "baseline")), latest_of(one.only(pl.col("cut") == "now"))


def _colour(by: str, place: str, labels: Labels) -> str:
    return area_colour(place, labels) if by == "area" else SERIES_COLOURS[0]


def _hidden(figure: go.Figure, row: int, cells: list[Cell], text: Text) -> None:
    """The reason stands in the row where a pair would; one side alone is not a change."""
    hidden = [status(cell, text) for cell in cells if not is_shown(cell)] or [text("status.not_measured")]
    figure.add_annotation(
        x=0,
        y=row,
        xanchor="left",
        xshift=4,
        showarrow=False,
        name="hidden",
        text=hidden[0],
        font={"size": 13},
    )


def _pair(figure: go.Figure, row: int, before: Cell, after: Cell, colour: str, text: Text) -> None:
    told = [_told(cell, key, colour, text) for cell, key in ((before, "before"), (after, "after"))]
    figure.add_scatter(
        x=[before["value"], after["value"]],
        y=[row, row],
        **{"mode": "lines+markers", **_signs(before, after)},
        line={"color": colour, "width": 2},
        hovertext=told,
        hoverinfo="text",
        showlegend=False,
        marker={
            "size": 14,
            "symbol": ["circle-open", "circle"],
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
    )


def _signs(before: Cell, after: Cell) -> dict[str, object]:
    """Over a value that was carried forward stands its sign."""
    if not (is_carried(before) or is_carried(after)):
        return {}
    signs = [CARRIED if is_carried(cell) else "" for cell in (before, after)]
    return {"mode": "lines+markers+text", "text": signs, "textposition": "top center"}


def _told(cell: Cell, side: str, colour: str, text: Text) -> str:
    return hover(Series(text(f"chart.{side}"), colour, "solid", "circle", {}), cell, text)


def _legend(figure: go.Figure, text: Text) -> None:
    for side, symbol in (("before", "circle-open"), ("after", "circle")):
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=text(f"chart.{side}"),
            hoverinfo="skip",
            marker={"symbol": symbol, "size": 12, "color": NEUTRAL},
            showlegend=True,
        )
    with_legend(figure, itemclick=False, itemdoubleclick=False)
