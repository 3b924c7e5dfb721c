"""Axes written on the server: round ticks in the reader's language."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.template import NEUTRAL, above
from dashboard.indicator import DECIMALS
from dashboard.text import Text, numbers, periods

MOST_TICKS = 6

TINY = 0.1
"""An interval that reaches this little below 0, as a share of what is above, is cut off at 0."""

MILLION = 1_000_000

WHOLE_UNITS = tuple(unit for unit, decimals in DECIMALS.items() if decimals == 0)


def period_axis(figure: go.Figure, places: Sequence[str], text: Text) -> None:
    """Periods in order, at most six of them written out; every period has its place, also an empty one."""
    chosen = period_ticks(places, text)
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=list(places),
        range=[-0.5, len(places) - 0.5],
        tickvals=list(chosen),
        ticktext=list(chosen.values()),
        tickangle=0,
    )


def period_ticks(places: Sequence[str], text: Text) -> dict[int, str]:
    """Which of the places on an axis of time are written out, and how."""
    return {places.index(place): _tick(place, places, text) for place in _ticks(places)}


def _ticks(places: Sequence[str]) -> list[str]:
    januaries = [place for place in places if place.endswith("-01") and len(place) == 7]
    pool = januaries if len(januaries) >= 3 else list(places)
    return pool[:: max(1, math.ceil(len(pool) / MOST_TICKS))]


def _tick(place: str, places: Sequence[str], text: Text) -> str:
    whole_years = len([one for one in places if one.endswith("-01") and len(one) == 7]) >= 3
    if whole_years and place.endswith("-01"):
        return place[:4]
    head = place.split(" ")[0]
    return text(f"period.tick.{head}") if head in ("baseline", "now") else periods.tick(place, text)


def value_axis(
    figure: go.Figure,
    unit: str,
    values: Sequence[float | None],
    text: Text,
    *,
    axis: str = "y",
    share: bool = False,
    room: float = 0.03,
) -> tuple[float, float]:
    """Round ticks over the drawn values and 0, written in the reader's language; the range it covers.

    Its unit stands level above the plot.

    `room` is left beyond the last value, as a share of the range.
    """
    ticks = value_ticks(unit, values, text, share=share)
    written = figure.layout.yaxis if axis == "y" else figure.layout.xaxis  # not the strip's below it
    low, reach = ticks.covered[0], ticks.covered[1] - ticks.covered[0]
    written.update(
        range=[low - (0.03 * reach if low < 0 else 0), ticks.covered[1] + room * reach],
        tickvals=ticks.at,
        ticktext=ticks.words,
    )
    above(figure, ticks.title)
    return ticks.covered


@dataclass(frozen=True)
class Ticks:
    """The ticks of an axis of values, how each is written, what the axis covers, and its unit."""

    at: list[float]
    words: list[str]
    covered: tuple[float, float]
    title: str


def value_ticks(unit: str, values: Sequence[float | None], text: Text, *, share: bool = False) -> Ticks:
    """Round ticks over the drawn values and 0; with `share` from 0 to 100 %."""
    low, high = _reach(values, share)
    step = max(_step(high - low), 1.0 if _is_whole(unit, values) else 0.0)
    at = [step * place for place in range(math.floor(low / step), math.ceil(high / step) + 1)]
    title = "unit.name.dkk_millions" if unit == "dkk" and step >= MILLION / 2 else f"unit.name.{unit}"
    words = [_number(tick, unit, step, text) for tick in at]
    return Ticks(at, words, (at[0], max(at[-1], high)), text(title))


def _reach(values: Sequence[float | None], share: bool) -> tuple[float, float]:
    drawn = [value for value in values if value is not None]
    if share:
        return 0.0, 100.0
    low, high = min((0.0, *drawn)), max((0.0, *drawn))
    if -low < TINY * high:
        low = 0.0
    return (low, high) if high > low else (0.0, 1.0)


def _is_whole(unit: str, values: Sequence[float | None]) -> bool:
    """Are these counts, of which there is no half? A mean of counts (families per post) has its decimal."""
    return unit in WHOLE_UNITS and all(value is None or value == int(value) for value in values)


def _step(reach: float) -> float:
    """1, 2 or 5 times a power of ten, so that four to eight ticks cover the reach."""
    power = 10.0 ** math.floor(math.log10(reach / 4))
    return next(times * power for times in (1, 2, 5, 10) if reach / (times * power) <= 6)


def _number(tick: float, unit: str, step: float, text: Text) -> str:
    if unit == "dkk" and step >= MILLION / 2:
        return numbers.number(tick / MILLION, text, 0 if step >= MILLION else 1)
    decimals = max(0, -math.floor(math.log10(step)))
    written = numbers.number(tick, text, decimals)
    return text("unit.pct.other", n=written) if unit == "pct" else written


def plot_height(figure: go.Figure) -> float:
    """Pixels between the margins."""
    usual, own = figure.layout.template.layout.margin, figure.layout.margin
    top, bottom = (usual[side] if own[side] is None else own[side] for side in ("t", "b"))
    return float(figure.layout.height - top - bottom)


def wrapped(words: str, width: int = 22) -> str:
    """Long names on two or three lines, so that what they name keeps room on a phone."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if len(longer) <= width or not lines[-1] else [*lines, word]
    return "<br>".join(lines)


def zero_line(figure: go.Figure) -> None:
    """A visible 0 where values stand on both sides of it."""
    figure.add_hline(y=0, line={"color": NEUTRAL, "width": 1.5})
