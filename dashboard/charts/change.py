"""Before and after, paired: two marks a row and the way between them; direction is not good or bad."""

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
from dashboard.charts.template import COLOURS, canvas
from dashboard.disclosure import Released
from dashboard.sentences import Cell, rows, status
from dashboard.text import Labels, Text


def change(figures: Figures, text: Text, labels: Labels, *, by: str = "area") -> go.Figure:
    """One row for each area or category. `figures`: (before, after), or one figure with `baseline` and `now`."""
    before, after = sides(figures)
    places = places_of((*before, *after), by, text, labels)
    first, last = ({cell[by]: cell for cell in rows(side)} for side in (before, after))
    figure = canvas(several(figures), text, height=120 + (ROW + 14) * max(1, len(places)))
    for place in places:
        _row(figure, place, first.get(place), last.get(place), _colour(by, place, labels), text)
    category_axis(figure, (*before, *after), places, by, text, labels)
    cells = [*first.values(), *last.values()]
    reach = [cell[end] for cell in cells for end in ("value", "lower", "upper")]
    value_axis(figure, cells[0]["unit"] if cells else "pct", reach, text, axis="x")
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
    return area_colour(place, labels) if by == "area" else COLOURS[0]


def _row(
    figure: go.Figure, place: str, before: Cell | None, after: Cell | None, colour: str, text: Text
) -> None:
    if before is None or after is None or not (is_shown(before) and is_shown(after)):
        hidden = next((cell for cell in (after, before) if cell is not None and not is_shown(cell)), None)
        words = status(hidden, text) if hidden else text("status.not_measured")
        figure.add_annotation(x=0, xref="paper", xanchor="left", y=place, showarrow=False, name="hidden",
                              text=words, font={"size": 13, "color": colour})  # fmt: skip
        return
    told = [_told(cell, key, colour, text) for cell, key in ((before, "before"), (after, "after"))]
    figure.add_scatter(
        x=[before["value"], after["value"]], y=[place, place], mode="lines+markers", name=place,
        line={"color": colour, "width": 2}, hovertext=told, hoverinfo="text", showlegend=False,
        marker={"size": 14, "symbol": ["circle-open", "circle"], "color": colour, "line": {"width": 2, "color": colour}},
    )  # fmt: skip


def _told(cell: Cell, side: str, colour: str, text: Text) -> str:
    return hover(Series(text(f"chart.{side}"), colour, "solid", "circle", {}), cell, text)


def _legend(figure: go.Figure, text: Text) -> None:
    for side, symbol in (("before", "circle-open"), ("after", "circle")):
        figure.add_scatter(x=[None], y=[None], mode="markers", name=text(f"chart.{side}"), hoverinfo="skip",
                           marker={"symbol": symbol, "size": 12, "color": COLOURS[0]}, showlegend=True)  # fmt: skip
    figure.update_layout(showlegend=True, legend={"itemclick": False, "itemdoubleclick": False})
