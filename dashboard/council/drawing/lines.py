"""Lines over time: bands for intervals, gaps for what is hidden, each line's name where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.axes import Ticks, period_ticks, value_ticks
from dashboard.charts.events import Placed
from dashboard.charts.series import Series, is_shown_at
from dashboard.council.drawing.canvas import GRID, INK, MUTED, Canvas, Point
from dashboard.council.plot import Plot
from dashboard.council.typeface import SEMIBOLD, lines
from dashboard.text import Text, periods
from dashboard.words.sentences import is_carried

DASHED = {"dash": (0.7, 0.35), "dot": (0.15, 0.35), "dashdot": (0.7, 0.3, 0.15, 0.3)}
MOST_FOR_NAMES = 0.27
"""The share of the width that names at the lines' ends may take."""


@dataclass(frozen=True)
class Frame:
    """Where on the canvas the plot's values and places are."""

    left: float
    right: float
    top: float
    bottom: float
    ticks: Ticks
    places: Sequence[str]

    def x(self, place: float) -> float:
        """The middle of a place, counted from 0."""
        return self.left + (self.right - self.left) * (place + 0.5) / max(1, len(self.places))

    def y(self, value: float) -> float:
        low, high = self.ticks.covered
        return self.bottom - (self.bottom - self.top) * (value - low) / (high - low)


def draw(canvas: Canvas, plot: Plot, events: Sequence[Placed], text: Text) -> None:
    """The whole chart."""
    frame = _frame(canvas, plot, text)
    _mark_events(canvas, frame, events)
    _axes(canvas, frame, text)
    for series in plot.series:
        _band(canvas, frame, series)
    for series in plot.series:
        _line(canvas, frame, series)
    _hidden(canvas, frame, plot, text)
    _names(canvas, frame, plot)


def _frame(canvas: Canvas, plot: Plot, text: Text) -> Frame:
    ends = [
        end
        for series in plot.series
        for place in plot.places
        if is_shown_at(series, place)
        for end in (series.cells[place][column] for column in ("value", "lower", "upper"))
    ]
    ticks = value_ticks(
        plot.unit, ends, text, share=plot.unit == "pct" and max(filter(None, ends), default=0) > 60
    )
    below = canvas.line_height * (1.5 + (1.0 + 0.55 * len(plot.series) if plot.hidden() else 0))
    named = _widest_name(canvas, plot)
    gutter = max(map(canvas.length, ticks.words)) + 0.6 * canvas.size
    if plot.hidden():
        gutter = max(gutter, canvas.length(text("chart.unshown"), scale=0.9) + 0.6 * canvas.size)
    return Frame(
        gutter,
        canvas.width - (named + 1.6 * canvas.size if named else 0.6 * canvas.size),
        2.1 * canvas.line_height,
        canvas.height - below,
        ticks,
        plot.places,
    )


def _widest_name(canvas: Canvas, plot: Plot) -> float:
    """Room for the names at the ends; a single line is named by the chart's heading."""
    if len(plot.series) < 2:
        return 0.0
    broken = [line for series in plot.series for line in _name(canvas, series)]
    return max(map(canvas.length, broken))


def _name(canvas: Canvas, series: Series) -> list[str]:
    return lines(series.name, canvas.size, MOST_FOR_NAMES * canvas.width)


def _axes(canvas: Canvas, frame: Frame, text: Text) -> None:
    canvas.text((0, 0.9 * canvas.size), frame.ticks.title, colour=MUTED, scale=0.9)
    for at, words in zip(frame.ticks.at, frame.ticks.words, strict=True):
        y = frame.y(at)
        is_zero = at == 0
        canvas.line((frame.left, y), (frame.right, y), MUTED if is_zero else GRID, 0.08 if is_zero else 0.05)
        canvas.text(
            (frame.left - 0.4 * canvas.size, y + 0.33 * canvas.size), words, anchor="end", colour=MUTED
        )
    room = _room_for_a_tick(frame)
    for place, words in period_ticks(frame.places, text).items():
        if canvas.length(words) <= room * 1.5 or place == 0:
            canvas.line(
                (frame.x(place), frame.bottom), (frame.x(place), frame.bottom + 0.3 * canvas.size), MUTED
            )
            beneath = (frame.x(place), frame.bottom + 1.3 * canvas.size)
            canvas.text(beneath, words, anchor="middle", colour=MUTED)


def _room_for_a_tick(frame: Frame) -> float:
    return (frame.right - frame.left) / 6


def _stretches(frame: Frame, series: Series) -> list[list[int]]:
    """Places in unbroken succession that have a number: what is hidden breaks the line."""
    found: list[list[int]] = [[]]
    for number, place in enumerate(frame.places):
        if is_shown_at(series, place):
            found[-1].append(number)
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


def _band(canvas: Canvas, frame: Frame, series: Series) -> None:
    limits = dict(zip(frame.places, series.limits(frame.places), strict=True))
    for stretch in _stretches(frame, series):
        known = [(number, ends) for number in stretch if (ends := limits[frame.places[number]])]
        above = [(frame.x(number), frame.y(high)) for number, (_, high) in known]
        beneath = [(frame.x(number), frame.y(low)) for number, (low, _) in reversed(known)]
        if len(known) > 1:
            canvas.shape([*above, *beneath], series.colour, 0.14)
        elif known:
            (x, top), (_, bottom) = above[0], beneath[0]
            canvas.line((x, top), (x, bottom), series.colour, 0.1)


def _line(canvas: Canvas, frame: Frame, series: Series) -> None:
    radius = (0.24 if len(frame.places) < 40 else 0.12) * canvas.size
    for stretch in _stretches(frame, series):
        points = [_point(frame, series, number) for number in stretch]
        if len(points) > 1:
            canvas.path(points, series.colour, 0.16, DASHED.get(series.dash, ()))
        for number, point in zip(stretch, points, strict=True):
            cell = series.cells[frame.places[number]]
            if is_carried(cell):
                canvas.ring(point, radius, series.colour, series.symbol)
            else:
                unfinished = periods.is_unfinished(cell["period"], cell["as_of"])
                canvas.mark(point, radius, series.colour, series.symbol, is_open=unfinished)


def _point(frame: Frame, series: Series, number: int) -> Point:
    return frame.x(number), frame.y(float(series.cells[frame.places[number]]["value"]))


def _hidden(canvas: Canvas, frame: Frame, plot: Plot, text: Text) -> None:
    """A cross under the axis for each hidden cell, in its line's colour."""
    if not plot.hidden():
        return
    top = frame.bottom + 1.9 * canvas.line_height
    for row, series in enumerate(plot.series):
        for cell in series.hidden(frame.places):
            at = (frame.x(frame.places.index(cell["period"])), top + 0.55 * row * canvas.line_height)
            canvas.cross(at, 0.2 * canvas.size, series.colour)
    middle = top + 0.55 * (len(plot.series) - 1) * canvas.line_height / 2
    canvas.text((0, middle + 0.3 * canvas.size), text("chart.unshown"), colour=MUTED, scale=0.9)


def _names(canvas: Canvas, frame: Frame, plot: Plot) -> None:
    """Each line's name where it ends, moved apart where names would touch."""
    if len(plot.series) < 2:
        return
    ends = [(_end(frame, series), series) for series in plot.series if _stretches(frame, series)]
    placed = frame.top - canvas.line_height
    for y, series in sorted(ends, key=lambda end: end[0]):
        broken = _name(canvas, series)
        first = max(y + 0.33 * canvas.size, placed + canvas.line_height)
        canvas.mark(
            (frame.right + 0.8 * canvas.size, first - 0.33 * canvas.size),
            0.28 * canvas.size,
            series.colour,
            series.symbol,
        )
        for row, line in enumerate(broken):
            placed = first + row * canvas.line_height
            canvas.text((frame.right + 1.4 * canvas.size, placed), line, colour=INK)


def _end(frame: Frame, series: Series) -> float:
    return _point(frame, series, _stretches(frame, series)[-1][-1])[1]


def _mark_events(canvas: Canvas, frame: Frame, events: Sequence[Placed]) -> None:
    """A numbered line where something happened or a series breaks, a shade over a disturbed period."""
    numbers: dict[int, list[str]] = {}
    for one in events:
        numbers.setdefault(one.start, []).append(str(one.number))
        x = frame.x(one.start - 0.5)
        if one.end is not None:
            wide = frame.x(one.end + 0.5) - x
            canvas.box((x, frame.top), wide, frame.bottom - frame.top, MUTED, opacity=0.12)
        else:
            canvas.line((x, frame.top), (x, frame.bottom), MUTED, 0.08, (0.4, 0.3))
    for place, here in numbers.items():
        above = (frame.x(place - 0.5), frame.top - 0.35 * canvas.size)
        canvas.text(above, ", ".join(here), anchor="middle", colour=INK, weight=SEMIBOLD, scale=0.85)
