"""Figures that cost nothing to make: what is left of a click is what the framework and the browser need."""

from functools import cache

import plotly.graph_objects as go

CHOICES = ("one", "other")
POINTS = 30
"""As many quarters as a chart of the dashboard has."""


@cache
def figures(number: int, chosen: str) -> list[go.Figure]:
    """So many charts of four lines; each choice has its own."""
    return [_figure(place, CHOICES.index(chosen)) for place in range(number)]


def _figure(place: int, choice: int) -> go.Figure:
    lines = [
        go.Scatter(
            x=list(range(POINTS)),
            y=[(point * (line + 2) + 7 * place + 11 * choice) % 23 for point in range(POINTS)],
            name=f"line {line}",
        )
        for line in range(4)
    ]
    return go.Figure(lines, layout={"title": f"chart {place}, {chosen_words(choice)}", "height": 360})


def chosen_words(choice: int) -> str:
    return f"the {CHOICES[choice]} choice"
