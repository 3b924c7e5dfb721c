"""Charts with a row for each area or category: bars, shares of a whole, before and after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.charts.axes import Ticks, value_ticks
from dashboard.charts.series import Series, area_colour, is_shown_at, marked
from dashboard.council.drawing.canvas import GRID, INK, MUTED, ON_COLOUR, Canvas
from dashboard.council.plot import Plot
from dashboard.council.typeface import lines
from dashboard.stores.released import SHOWN
from dashboard.text import Labels, Text
from dashboard.words.sentences import Cell, status

MOST_FOR_NAMES = 0.3
"""The share of the width that the rows' names may take."""

NARROWEST = 9.0
"""Percent from which a part of a whole is wide enough for its number."""

WHOLE = 100.0


@dataclass(frozen=True)
class Rows:
    """Where the rows are: their names to the left, their values to the right of `left`."""

    left: float
    right: float
    top: float
    bottom: float
    ticks: Ticks
    number: int

    @property
    def height(self) -> float:
        return (self.bottom - self.top) / max(1, self.number)

    def y(self, row: float) -> float:
        """The middle of a row, counted from 0."""
        return self.top + (row + 0.5) * self.height

    def x(self, amount: float) -> float:
        low, high = self.ticks.covered
        return self.left + (self.right - self.left) * (amount - low) / (high - low)


def bars(canvas: Canvas, plot: Plot, text: Text, labels: Labels) -> None:
    """A bar for each series in each row, with its interval, and its value in words behind it."""
    rows = _rows(canvas, plot, text, beyond=_longest_words(canvas, plot, text))
    _frame(canvas, rows, plot)
    thick = 0.72 * rows.height / len(plot.series)
    for number, series in enumerate(plot.series):
        for row, place in enumerate(plot.places):
            cell = series.cells.get(place)
            if cell is not None:
                middle = rows.y(row) + (number - (len(plot.series) - 1) / 2) * thick
                _bar(canvas, rows, cell, middle, thick, _colour(series, place, plot, labels), text)
    if len(plot.series) > 1:
        _legend(canvas, [(series.name, series.colour) for series in plot.series])


def _bar(
    canvas: Canvas, rows: Rows, cell: Cell, middle: float, thick: float, colour: str, text: Text
) -> None:
    """One cell: its bar, or at 0 the reason why there is none."""
    ends = [0.0]
    if cell["status"] in SHOWN:
        left, right = sorted((rows.x(0), rows.x(cell["value"])))
        high = min(0.82 * thick, 2.2 * canvas.size)
        canvas.box((left, middle - high / 2), right - left, high, colour)
        ends = [end for end in (0.0, cell["value"], cell["upper"]) if end is not None]
        _whisker(canvas, rows, cell, middle)
    hidden = cell["status"] not in SHOWN
    at = (rows.x(max(ends)) + 0.5 * canvas.size, middle + 0.34 * canvas.size)
    canvas.text(at, marked(cell, text), colour=MUTED if hidden else INK)


def _whisker(canvas: Canvas, rows: Rows, cell: Cell, middle: float) -> None:
    if cell["lower"] is None or cell["upper"] is None:
        return
    left, right, up = rows.x(cell["lower"]), rows.x(cell["upper"]), 0.22 * canvas.size
    canvas.line((left, middle), (right, middle), INK, 0.08)
    for x in (left, right):
        canvas.line((x, middle - up), (x, middle + up), INK, 0.08)


def shares(canvas: Canvas, plot: Plot, text: Text, labels: Labels) -> None:
    """A row of parts that add up to the whole; what is hidden of it is hatched."""
    rows = _rows(canvas, plot, text, share=True)
    _frame(canvas, rows, plot)
    high = min(0.62 * rows.height, 3 * canvas.size)
    for row, place in enumerate(plot.places):
        cells = [series.cells[place] for series in plot.series if place in series.cells]
        if not any(cell["status"] in SHOWN for cell in cells):
            _reason(canvas, rows, row, cells, text)
            continue
        reached = 0.0
        for series in plot.series:
            if is_shown_at(series, place):
                reached = _part(canvas, rows, series, series.cells[place], (row, high, reached), text)
        if any(cell["status"] not in SHOWN for cell in cells) and reached < WHOLE:
            left = rows.x(reached)
            canvas.hatched((left, rows.y(row) - high / 2), rows.x(WHOLE) - left, high)
    names = [(series.name, series.colour) for series in plot.series]
    _legend(canvas, [*names, *([(text("chart.unshown"), f"url(#{canvas.hatch})")] if plot.hidden() else [])])


def _part(
    canvas: Canvas, rows: Rows, series: Series, cell: Cell, at: tuple[int, float, float], text: Text
) -> float:
    """One part of the whole, with its number where there is room; how far the row reaches now."""
    row, high, reached = at
    until = reached + float(cell["value"])
    left, right = rows.x(reached), rows.x(min(until, WHOLE))
    canvas.box((left, rows.y(row) - high / 2), right - left, high, series.colour, edge="#FFFFFF")
    words = marked(cell, text)
    if canvas.length(words) < right - left - 0.4 * canvas.size:
        middle = ((left + right) / 2, rows.y(row) + 0.34 * canvas.size)
        canvas.text(middle, words, anchor="middle", colour=ON_COLOUR)
    return until


def change(canvas: Canvas, plot: Plot, text: Text, labels: Labels) -> None:
    """Before and after of the same families in each row, and the way between; neither way is good or bad."""
    rows = _rows(canvas, plot, text, beyond=_longest_words(canvas, plot, text))
    _frame(canvas, rows, plot)
    before, after = plot.series[0], plot.series[-1]
    for row, place in enumerate(plot.places):
        cells = [series.cells[place] for series in (before, after) if place in series.cells]
        if before is not after and all(is_shown_at(series, place) for series in (before, after)):
            colour = area_colour(place, labels) if plot.along == "area" else before.colour
            _pair(canvas, rows, row, (before.cells[place], after.cells[place]), colour, text)
        else:
            _reason(canvas, rows, row, cells, text)
    _marks(canvas, text)


def _pair(canvas: Canvas, rows: Rows, row: int, pair: tuple[Cell, Cell], colour: str, text: Text) -> None:
    first, last = (float(cell["value"]) for cell in pair)
    y = rows.y(row)
    canvas.line((rows.x(first), y), (rows.x(last), y), colour, 0.2)
    canvas.mark((rows.x(first), y), 0.42 * canvas.size, colour, "circle", is_open=True)
    canvas.mark((rows.x(last), y), 0.42 * canvas.size, colour, "circle")
    for amount, other, cell in ((first, last, pair[0]), (last, first, pair[1])):
        is_left = amount < other or (amount == other and cell is pair[0])
        x = rows.x(amount) + (-0.8 if is_left else 0.8) * canvas.size
        canvas.text((x, y + 0.34 * canvas.size), marked(cell, text), anchor="end" if is_left else "start")


def _marks(canvas: Canvas, text: Text) -> None:
    x = 0.5 * canvas.size
    for side, is_open in (("before", True), ("after", False)):
        canvas.mark((x, 0.6 * canvas.size), 0.36 * canvas.size, MUTED, "circle", is_open=is_open)
        canvas.text((x + 0.7 * canvas.size, 0.95 * canvas.size), text(f"chart.{side}"))
        x += canvas.length(text(f"chart.{side}")) + 2.4 * canvas.size


def _reason(canvas: Canvas, rows: Rows, row: int, cells: Sequence[Cell], text: Text) -> None:
    """In the place of what can't be drawn, why."""
    hidden = [cell for cell in cells if cell["status"] not in SHOWN]
    told = status(hidden[0], text) if hidden else text("status.not_measured")
    canvas.text((rows.left + 0.5 * canvas.size, rows.y(row) + 0.34 * canvas.size), told, colour=MUTED)


def _rows(canvas: Canvas, plot: Plot, text: Text, *, beyond: float = 0.0, share: bool = False) -> Rows:
    """Rows below the legend and above the axis; `beyond` the values is room for words."""
    shown = [
        cell
        for series in plot.series
        for place in plot.places
        if (cell := series.cells.get(place)) is not None and cell["status"] in SHOWN
    ]
    ends = [cell[column] for cell in shown for column in ("value", "lower", "upper")]
    names = [line for place in plot.places for line in _name(canvas, plot.names[place])]
    left = max(map(canvas.length, names)) + 0.8 * canvas.size
    right = canvas.width - max(beyond, 1.2 * canvas.size)
    top = 0.4 * canvas.size + canvas.line_height * _legend_lines(canvas, plot)
    ticks = value_ticks(plot.unit, ends, text, share=share)
    return Rows(left, right, top, canvas.height - 2.6 * canvas.line_height, ticks, len(plot.places))


def _legend_lines(canvas: Canvas, plot: Plot) -> float:
    """How many lines the names of the series take above the rows."""
    if len(plot.series) < 2:
        return 0.0
    return 0.4 + len(_set(canvas, [series.name for series in plot.series] + ["x" * 12]))


def _set(canvas: Canvas, names: Sequence[str]) -> list[list[str]]:
    """Names in lines that fit the width, each with a coloured square before it."""
    rows: list[list[str]] = [[]]
    used = 0.0
    for name in names:
        wide = canvas.length(name) + 2.6 * canvas.size
        if used + wide > canvas.width and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append(name)
        used += wide
    return rows


def _legend(canvas: Canvas, entries: Sequence[tuple[str, str]]) -> None:
    colours = dict(entries)
    for row, names in enumerate(_set(canvas, list(colours))):
        x, y = 0.0, 0.2 * canvas.size + row * canvas.line_height
        for name in names:
            canvas.box((x, y), 0.9 * canvas.size, 0.8 * canvas.size, colours[name], edge=MUTED)
            canvas.text((x + 1.3 * canvas.size, y + 0.75 * canvas.size), name)
            x += canvas.length(name) + 2.6 * canvas.size


def _longest_words(canvas: Canvas, plot: Plot, text: Text) -> float:
    """Room for the longest words behind a bar that reaches to the end."""
    cells = [cell for series in plot.series for cell in series.cells.values() if cell["status"] in SHOWN]
    return max((canvas.length(marked(cell, text)) for cell in cells), default=0.0) + canvas.size


def _name(canvas: Canvas, words: str) -> list[str]:
    return lines(words, canvas.size, MOST_FOR_NAMES * canvas.width)


def _frame(canvas: Canvas, rows: Rows, plot: Plot) -> None:
    """The axis of values below, with its unit, and the rows' names."""
    for at in rows.ticks.at:
        x, is_zero = rows.x(at), at == 0
        canvas.line((x, rows.top), (x, rows.bottom), MUTED if is_zero else GRID, 0.08 if is_zero else 0.05)
    for at, words in _sparse(canvas, rows):
        canvas.text((rows.x(at), rows.bottom + 1.2 * canvas.size), words, anchor="middle", colour=MUTED)
    unit = (rows.right, rows.bottom + 2.5 * canvas.size)
    canvas.text(unit, rows.ticks.title, anchor="end", colour=MUTED, scale=0.9)
    for row, place in enumerate(plot.places):
        broken = _name(canvas, plot.names[place])
        first = rows.y(row) + 0.34 * canvas.size - (len(broken) - 1) * canvas.line_height / 2
        for number, line in enumerate(broken):
            at_line = (rows.left - 0.6 * canvas.size, first + number * canvas.line_height)
            canvas.text(at_line, line, anchor="end")


def _sparse(canvas: Canvas, rows: Rows) -> list[tuple[float, str]]:
    """Every tick's words, or every second one's where they would touch."""
    every = list(zip(rows.ticks.at, rows.ticks.words, strict=True))
    touch = any(
        rows.x(right[0]) - rows.x(left[0]) < (canvas.length(left[1]) + canvas.length(right[1])) / 2 + 4
        for left, right in pairwise(every)
    )
    return every[::2] if touch else every


def _colour(series: Series, place: str, plot: Plot, labels: Labels) -> str:
    """Areas side by side keep their own colours."""
    return area_colour(place, labels) if plot.along == "area" and len(plot.series) == 1 else series.colour


Draw = Callable[[Canvas, Plot, Text, Labels], None]
