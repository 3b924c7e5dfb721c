"""All that stands on the screen about one figure, or a few in one chart: made once, for every reader.

Released cells don't change, so that a card is known by what it is asked of. It is kept as the browser reads
it: a click on what somebody has looked at since the release came costs no more than handing it out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import bars, beside, change, course, money, occupancy, over_time, shares
from dashboard.charts.change import sides
from dashboard.charts.events import notes, sources
from dashboard.charts.series import latest_of
from dashboard.charts.template import is_internal
from dashboard.charts.totals import one_total
from dashboard.screen import chart_element
from dashboard.screen.comparators import own_in_total
from dashboard.screen.surrounding import Surrounding, about, reasons, table
from dashboard.stores.kept import kept
from dashboard.stores.released import SHOWN, Released
from dashboard.text import Labels, Text, periods
from dashboard.words import explanation
from dashboard.words.sentences import answer, rows

Chart = Callable[..., go.Figure]
"""A function of `dashboard.charts`: Released, Text, Labels and its own options give a figure."""

KEPT = 3_000
"""Cards kept, some 40 kB each: a page has about ten, and each choice in the bar has others."""

LINES: tuple[Chart, ...] = (over_time, money, beside, course)
"""Charts with a mark for each value, in place of its words."""


@dataclass(frozen=True)
class Card:
    """What a card is asked of. The sentence is about `says`, or is `words`, and not repeated where `told`."""

    figures: tuple[Released, ...]
    chart: Chart
    text: Text
    labels: Labels
    title: str
    says: Released
    words: str
    told: str
    own: frozenset[str]  # the reader's areas
    as_table: bool
    named: tuple[Any, ...]  # the chart's options, as what they are told apart by
    options: Mapping[str, Any] = field(compare=False)

    @property
    def key(self) -> str:
        return "-".join([self.chart.__name__, *(f"{one.subject}.{one.measure}" for one in self.figures)])


def named(options: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells options apart: cells by themselves, everything else by what it says."""
    return tuple(sorted((name, _named(value)) for name, value in options.items()))


def _named(option: Any) -> Any:
    if isinstance(option, Released):
        return option
    if isinstance(option, (list, tuple)):
        return tuple(map(_named, option))
    return repr(option)


@kept(KEPT)
def written(card: Card) -> str:
    """The card as the browser reads it; "" where none of its cells can be shown."""
    given = one_total(card.figures, paired=card.chart is change)
    shown = tuple(_drawn(given, card))
    if not any(cell["status"] in SHOWN for cell in rows(shown)):
        return ""
    text = card.text
    words = card.words or answer(card.says, text, card.labels)
    kind = text(f"chart.kind.{card.chart.__name__}")
    return chart_element.written(
        None if card.as_table else _plotted(given, card),
        text,
        label=text("chart.label", kind=kind, title=card.title),
        words=" ".join([words, *_extent(shown, text)]),
        download=not is_internal(given),
        around=Surrounding(
            card.title,
            "" if words == card.told else words,
            _remarks(shown, card),
            (
                table(shown, text, card.labels, instead=card.as_table),
                about(given, text),
                *reasons(shown, text),
            ),
        ),
    )


def hidden(card: Card) -> Sequence[Mapping[str, Any]]:
    """The cells of a card that has none to show."""
    return rows(_drawn(one_total(card.figures, paired=card.chart is change), card))


def _plotted(given: Sequence[Released], card: Card) -> Mapping[str, Any]:
    plot: Mapping[str, Any] = card.chart(given, card.text, card.labels, **card.options).to_plotly_json()
    return plot


def _drawn(figures: Sequence[Released], card: Card) -> Sequence[Released]:
    """The cells that a chart draws: all periods, or only the latest of a chart that compares at one time."""
    chart, by = card.chart, card.options.get("by", "")
    if chart is change:
        return [one for side in sides(figures) for one in side]
    at_one_time = chart in (bars, occupancy) or (chart is shares and by not in ("", "period"))
    return latest_of(figures) if at_one_time else figures


def _extent(shown: tuple[Released, ...], text: Text) -> Sequence[str]:
    """What else only the picture would tell: from when to when, how many gaps, and why."""
    cells = rows(shown)
    every = periods.in_order({cell["period"] for cell in cells})
    first, last = (periods.period(label, text) for label in (every[0], every[-1]))
    said = [text("chart.range", first=first, last=last)] if first != last else []
    return [*said, *explanation.beside_picture(cells, text)]


def _remarks(shown: tuple[Released, ...], card: Card) -> list[str]:
    """Under the chart: what its total is over, its events and reference, which period is not over."""
    text, cells = card.text, rows(shown)
    places = periods.without_gaps({cell["period"] for cell in cells})
    told = [
        own_in_total(cells, card.own, text, card.labels),
        " · ".join(notes(tuple(card.options.get("events", ())), places, text)),
        explanation.of_carried(cells, text, "column" if card.as_table else _sign(card)),
        *sources(card.options.get("reference", ()), places, text),
        explanation.of_unfinished(cells, text, on_lines=card.chart in (over_time, money)),
    ]
    return [words for words in told if words]


def _sign(card: Card) -> str:
    return "mark" if card.chart in LINES else "sign"
