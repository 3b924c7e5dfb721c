"""A line over time drawn to be held against another: both charts have the same two axes."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.axes import period_axis
from dashboard.charts.events import Rows, mark_events
from dashboard.charts.over_time import over_time
from dashboard.charts.series import Figures, is_shown
from dashboard.stores.released import Released
from dashboard.text import Labels, Text, periods
from dashboard.words.sentences import rows


def beside(
    figures: Figures, text: Text, labels: Labels, *, both: Sequence[Released], events: Rows = ()
) -> go.Figure:
    """One side's chart over time; its axes reach over the cells of `both` sides."""
    cells = rows(both)
    places = periods.in_order({cell["period"] for cell in cells})
    reach = [cell[end] for cell in cells if is_shown(cell) for end in ("value", "lower", "upper")]
    figure = over_time(figures, text, labels, scale=reach)
    period_axis(figure, places, text)
    mark_events(figure, events, places, text)
    figure.update_annotations({"x": len(places) - 1}, selector={"name": "line-end"})
    return figure
