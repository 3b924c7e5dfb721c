"""The staircase: on each of its steps how many families of each area stand there; a position, not a score."""

from dashboard.charts.series import Series, signed
from dashboard.council.drawing.canvas import GRID, INK, MUTED, Canvas
from dashboard.council.plot import Plot
from dashboard.council.typeface import SEMIBOLD, lines
from dashboard.stores.released import SHOWN
from dashboard.text import Labels, Text
from dashboard.words.sentences import Cell

GROUND = "none"
"""Families in the programme without an open step stand before the stairs."""

STONE, EDGE = "#E9ECEF", "#B8C0C8"


def draw(canvas: Canvas, plot: Plot, text: Text, labels: Labels) -> None:
    """Steps from left to right, each higher than the one before; on it a line for each area."""
    places = sorted((place for place in plot.places), key=lambda place: (place != GROUND, place))
    wide = canvas.width / len(places)
    above = (len(plot.series) + 0.6) * 1.35 * canvas.line_height + 1.6 * canvas.line_height
    foot = canvas.height - 0.2 * canvas.size
    lowest = 3.6 * canvas.line_height
    rise = max(0.0, (foot - above - lowest) / max(1, len(places) - 1))
    for number, place in enumerate(places):
        top = foot - (0.35 * lowest if place == GROUND else lowest + rise * number)
        left = number * wide
        canvas.box((left, top), wide, foot - top, STONE, edge=EDGE)
        _name(canvas, place, (left, top, wide), text, labels)
        _stand(canvas, plot, place, (left, top, wide), text)
    _legend(canvas, plot, text)


def _name(canvas: Canvas, place: str, spot: tuple[float, float, float], text: Text, labels: Labels) -> None:
    left, top, wide = spot
    middle = left + wide / 2
    if place == GROUND:
        canvas.text(
            (middle, top + 0.85 * canvas.size), text("category.step.none"), anchor="middle", scale=0.85
        )
        return
    canvas.text((middle, top + 1.3 * canvas.size), place, anchor="middle", weight=SEMIBOLD, scale=1.2)
    for row, line in enumerate(lines(labels.steps.get(place, ""), 0.9 * canvas.size, wide - 4)[:2]):
        at = (middle, top + (2.4 + 1.1 * row) * canvas.size)
        canvas.text(at, line, anchor="middle", scale=0.9)


def _stand(canvas: Canvas, plot: Plot, place: str, spot: tuple[float, float, float], text: Text) -> None:
    """A line for each area, from the tread up: its mark and how many, or a hatched sign."""
    left, top, wide = spot
    for row, series in enumerate(reversed(plot.series)):
        cell = series.cells.get(place)
        y = top - (0.55 + 1.35 * row) * canvas.line_height
        if cell is None:
            continue
        x = left + wide / 2 - 0.9 * canvas.size
        if cell["status"] in SHOWN:
            _count(canvas, series, cell, (x, y))
        else:
            canvas.hatched(
                (x - 0.3 * canvas.size, y - 0.55 * canvas.size),
                2.4 * canvas.size,
                0.9 * canvas.size,
                series.colour,
            )


def _count(canvas: Canvas, series: Series, cell: Cell, at: tuple[float, float]) -> None:
    families, (x, y) = int(cell["value"]), at
    colour = INK if families else MUTED
    canvas.mark((x, y), 0.34 * canvas.size, series.colour if families else GRID, series.symbol)
    at = (x + 0.8 * canvas.size, y + 0.36 * canvas.size)
    canvas.text(at, signed(str(families), cell), colour=colour, weight=SEMIBOLD)


def _legend(canvas: Canvas, plot: Plot, text: Text) -> None:
    """What the marks and the hatched sign mean, in the upper left: there the stairs are low."""
    y = 0.8 * canvas.size
    for series in plot.series:
        canvas.mark((0.6 * canvas.size, y), 0.34 * canvas.size, series.colour, series.symbol)
        canvas.text((1.6 * canvas.size, y + 0.34 * canvas.size), series.name)
        y += canvas.line_height
    if plot.hidden():
        canvas.hatched((0.1 * canvas.size, y - 0.4 * canvas.size), 1.1 * canvas.size, 0.8 * canvas.size)
        canvas.text((1.6 * canvas.size, y + 0.34 * canvas.size), text("chart.unshown"))
