"""The staircase: how many families stand on each step. A step is a position: no colour from low to high."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.bars import bars
from dashboard.charts.series import Figures, several
from dashboard.text import Labels, Text


def occupancy(figures: Figures, text: Text, labels: Labels, *, scale: Sequence[float] = ()) -> go.Figure:
    """Families per step in the latest period, one colour for each area; the first step at the foot."""
    steps = tuple(one.only(pl.col("category") != "all") for one in several(figures))
    return bars(steps, text, labels, by="category", upward=True, scale=scale)
