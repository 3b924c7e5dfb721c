"""Money over time: the saving before the programme's cost, the cost and the net; hidden months are gaps."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.events import Rows
from dashboard.charts.over_time import over_time
from dashboard.charts.series import Figures
from dashboard.text import Labels, Text


def money(
    figures: Figures,
    text: Text,
    labels: Labels,
    *,
    events: Rows = (),
    notes: Sequence[str] = (),
    scale: Sequence[float] = (),
) -> go.Figure:
    """`figures`: saving, cost and net of one group, from the start. `notes`: prices, purse, if measured."""
    figure = over_time(figures, text, labels, events=events, scale=scale)
    printed = " · ".join(part for part in (figure.layout.title.text, *notes) if part)
    figure.update_layout(height=400, title={"text": printed})
    return figure
