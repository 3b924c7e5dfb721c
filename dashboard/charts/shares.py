"""Shares of a whole, stacked: over periods, or one row for each area; what is hidden is hatched."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import period_axis, value_axis
from dashboard.charts.bars import ROW, category_axis, words_in_row
from dashboard.charts.named import hidden_strip
from dashboard.charts.series import (
    Figures,
    Series,
    hover,
    is_shown_at,
    latest_of,
    marked,
    places_of,
    series_of,
    several,
    subtitle_of,
)
from dashboard.charts.template import NEUTRAL, ON_COLOUR, canvas, or_empty, with_legend
from dashboard.text import Labels, Text, numbers, periods
from dashboard.words.sentences import rows

WHOLE = 100.0

NARROWEST = 9.0
"""Percent from which a part is wide enough for its number."""

MOST_NUMBERED = 8
"""Periods up to which their bars are wide enough for numbers."""


def shares(figures: Figures, text: Text, labels: Labels, *, by: str = "period") -> go.Figure:
    """A breakdown's shares, or measures that add up to 100 %: `by` period, area or category."""
    drawn = several(figures) if by == "period" else latest_of(figures)
    every = series_of(drawn, text, labels, along=by)
    return _over_periods(drawn, every, text) if by == "period" else _in_rows(drawn, every, by, text, labels)


def _over_periods(figures: Figures, every: list[Series], text: Text) -> go.Figure:
    figure = canvas(several(figures), text, subtitle=subtitle_of(figures, text), height=380)
    places = periods.without_gaps({cell["period"] for cell in rows(several(figures))})
    for series in every:
        shown = [place for place in places if is_shown_at(series, place)]
        part = _part(series, shown, text, fits=len(places) <= MOST_NUMBERED)
        figure.add_bar(x=or_empty(shown), y=or_empty(series.values(shown)), width=0.75, **part)
    rest = _rest(every, places)
    if rest:
        figure.add_bar(x=list(rest), y=list(rest.values()), width=0.75, **_hatched(rest, text))
    value_axis(figure, "pct", [100.0], text, share=True)
    period_axis(figure, places, text)
    hidden_strip(figure, every, places, text)
    return _stacked(figure)


def _in_rows(figures: Figures, every: list[Series], by: str, text: Text, labels: Labels) -> go.Figure:
    places = places_of(figures, by, text, labels)
    height = 150 + (ROW + 10) * max(1, len(places))
    figure = canvas(several(figures), text, subtitle=subtitle_of(figures, text), height=height)
    for series in every:
        shown = [place for place in places if is_shown_at(series, place)]
        part = _part(series, shown, text, fits=True)
        numbered = or_empty([places.index(place) for place in shown])
        figure.add_bar(orientation="h", y=numbered, x=or_empty(series.values(shown)), width=0.6, **part)
    if rest := _rest(every, places):
        numbered = [places.index(place) for place in rest]
        figure.add_bar(orientation="h", y=numbered, x=list(rest.values()), width=0.6, **_hatched(rest, text))
    for row, place in enumerate(places):
        if not any(is_shown_at(series, place) for series in every):
            words_in_row(
                figure, next(series.cells[place] for series in every if place in series.cells), row, text
            )
    category_axis(figure, figures, places, by, text, labels)
    value_axis(figure, "pct", [100.0], text, axis="x", share=True)
    return _stacked(figure)


def _part(series: Series, shown: Sequence[str], text: Text, *, fits: bool) -> dict[str, Any]:
    """One series' parts, with their numbers inside where these are wide enough.

    The line between two parts has the page's own colour, which the browser knows.
    """
    cells = [series.cells[place] for place in shown]
    return {
        "name": series.name,
        "marker": {"color": series.colour, "line": {"width": 1.5}},
        "text": [marked(cell, text) if fits and cell["value"] >= NARROWEST else "" for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textfont": {"color": ON_COLOUR, "size": 12},
        "textangle": 0,
        "hovertext": [hover(series, cell, text) for cell in cells],
        "hoverinfo": "text",
    }


def _rest(every: Sequence[Series], places: Sequence[str]) -> dict[str, float]:
    """What is left of the whole where some parts are shown and others are not, by place."""
    partly = [
        place
        for place in places
        if any(is_shown_at(series, place) for series in every)
        and any(series.hidden([place]) for series in every)
    ]
    shown = {place: sum(value or 0.0 for one in every for value in one.values([place])) for place in partly}
    return {place: WHOLE - part for place, part in shown.items() if part < WHOLE}


def _hatched(rest: Mapping[str, float], text: Text) -> dict[str, Any]:
    """The parts that are not shown, as one: what a reader could subtract for themselves."""
    told = [text("chart.rest", value=numbers.quantity(part, "pct", text)) for part in rest.values()]
    pattern = {"shape": "/", "fgcolor": NEUTRAL, "bgcolor": "rgba(0,0,0,0)", "size": 6}
    marker = {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"width": 1, "color": NEUTRAL}}
    return {"name": text("chart.unshown"), "marker": marker, "hovertext": told, "hoverinfo": "text"}


def _stacked(figure: go.Figure) -> go.Figure:
    figure.update_layout(barmode="stack", uniformtext={"minsize": 11, "mode": "hide"})
    return with_legend(figure, traceorder="normal")
