"""A course: the share that has reached a step by months since joining, with interval and numbers at risk."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import plot_height, value_axis
from dashboard.charts.named import hidden_strip, is_spoken_of, names, sign
from dashboard.charts.over_time import band, line
from dashboard.charts.series import Series, is_shown, series_of, signed, subtitle_of
from dashboard.charts.template import HEIGHT, canvas, together
from dashboard.stores.released import Released
from dashboard.text import Labels, Text, periods
from dashboard.words.sentences import rows, value

RISK_ROW = 22
"""Pixels for one line of numbers at risk."""


def course(figures: Released | Sequence[Released], text: Text, labels: Labels) -> go.Figure:
    """`figures`: the incidence, or (incidence, at risk). Only the points that were released are drawn."""
    incidence, at_risk = (figures, None) if isinstance(figures, Released) else _pair(figures)
    given = (incidence,) if at_risk is None else (incidence, at_risk)
    every = series_of(incidence, text, labels)
    places = periods.in_order({cell["period"] for cell in rows(incidence)})
    figure = canvas(given, text, subtitle=subtitle_of(incidence, text), height=HEIGHT)
    for series in every:
        band(figure, series, places)
        line(figure, series, places, text)
    covered = value_axis(figure, "pct", [100.0], text, share=True)
    _months_axis(figure, places, text)
    has_strip = hidden_strip(figure, every, places, text)
    if at_risk is not None:
        told = [series for series in series_of(at_risk, text, labels) if is_spoken_of(series, places)]
        _numbers_at_risk(figure, told, places, text, 36 if has_strip else 60)
    names(figure, every, places, covered)
    return figure


def _pair(figures: Sequence[Released]) -> tuple[Released, Released | None]:
    return figures[0], figures[1] if len(figures) > 1 else None


def _months_axis(figure: go.Figure, places: Sequence[str], text: Text) -> None:
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=list(places),
        range=[-0.4, len(places) - 0.6],
        tickvals=list(range(len(places))),
        ticktext=[periods.tick(place, text) for place in places],
    )


UNDER = {"y": 0, "yref": "paper", "yanchor": "top", "showarrow": False, "font": {"size": 12}}
"""Words under the plot."""


def _numbers_at_risk(
    figure: go.Figure, every: Sequence[Series], places: Sequence[str], text: Text, top: int
) -> None:
    """Under each month how many families are still on their way, a line for each series.

    `top`: pixels between the plot and the first line, for the axis' own words.
    """
    heading = {"text": text("count.at_risk"), "xanchor": "left", "yshift": 18 - top}
    words = [{**heading, "x": 0, "xref": "paper"}]
    for row, series in enumerate(every):
        below = -top - RISK_ROW * row
        words.append(_risk_sign(series, below))
        words += [
            {"name": "at-risk", "text": _bare(series, place, text), "x": at, "yshift": below}
            for at, place in enumerate(places)
            if place in series.cells
        ]
    together(figure, [{**UNDER, **each} for each in words])
    room, height = top + 12 + RISK_ROW * len(every), plot_height(figure)
    figure.update_layout(margin={"b": room})
    figure.layout.height += height - plot_height(figure)  # the numbers take nothing from the plot


def _risk_sign(series: Series, below: int) -> dict[str, Any]:
    """Whose numbers a line has: the mark of its series, where the axis has its ticks."""
    place = {"x": 0, "xref": "paper", "xanchor": "right", "xshift": -4, "yshift": below}
    return {"name": "at-risk-sign", "text": sign(series), **place}


def _bare(series: Series, place: str, text: Text) -> str:
    """The number alone, or a dash with the reason in the table."""
    cell = series.cells[place]
    if not is_shown(cell):
        return "–"
    return signed(value(cell, text).split("\N{NO-BREAK SPACE}")[0].split(" ")[0], cell)
