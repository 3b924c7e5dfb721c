"""Charts that have been drawn: a chart of the same released cells is made once, for every reader of them.

Released cells don't change, and a choice among them is the same object each time it is made
(`Released.only`), so that a chart is known by what it is drawn of.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from dashboard.stores.kept import kept
from dashboard.stores.released import Released
from dashboard.text import Labels, Text

Chart = Callable[..., go.Figure]
"""A function of `dashboard.charts`: Released, Text, Labels and its own options give a figure."""

KEPT = 600
"""Charts kept, some 30 kB each: a page has about ten."""


@dataclass(frozen=True)
class _Drawing:
    chart: Chart
    figures: tuple[Released, ...]
    text: Text
    labels: Labels
    named: tuple[Any, ...]  # the options, as what they are told apart by
    options: Mapping[str, Any] = field(compare=False)


def drawn(
    chart: Chart, figures: Sequence[Released], text: Text, labels: Labels, options: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The chart as plotly.js reads it (`data`, `layout`): for reading only."""
    named = tuple(sorted((name, _named(value)) for name, value in options.items()))
    return _plotted(_Drawing(chart, tuple(figures), text, labels, named, options))


@kept(KEPT)
def _plotted(one: _Drawing) -> Mapping[str, Any]:
    plot: Mapping[str, Any] = one.chart(one.figures, one.text, one.labels, **one.options).to_plotly_json()
    return plot


def _named(option: Any) -> Any:
    """What tells an option apart: cells by themselves, everything else by what it says."""
    if isinstance(option, Released):
        return option
    if isinstance(option, (list, tuple)):
        return tuple(map(_named, option))
    return repr(option)
