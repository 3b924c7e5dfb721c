"""What a part's chart shows before it is drawn: places along an axis, and series; alike for every format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.series import Series, place_name, places_of, series_of
from dashboard.council.briefing import Chart
from dashboard.council.cells import Chosen
from dashboard.stores.released import SHOWN
from dashboard.text import Labels, Text, periods
from dashboard.words.sentences import Cell, capitalised, details, figure_of, rows, value

UNMEASURED = ("not_applicable", "not_measured")
"""Statuses of cells from before anything began: a place with nothing else is left out."""


@dataclass(frozen=True)
class Plot:
    """Places in order with their names, and one series for each line or colour of bars.

    `series` are drawn; `table` has those of the sentence beside them. Values are the released cells' own.
    """

    chart: Chart
    along: str
    unit: str
    places: tuple[str, ...]
    names: Mapping[str, str]
    series: tuple[Series, ...]
    table: tuple[Series, ...]

    @property
    def is_over_time(self) -> bool:
        return self.along == "period"

    def cell(self, series: Series, place: str) -> Cell | None:
        return series.cells.get(place)

    @property
    def cells(self) -> list[Cell]:
        """Every cell that is drawn."""
        return [
            series.cells[place] for series in self.series for place in self.places if place in series.cells
        ]

    def hidden(self) -> list[Cell]:
        """Drawn cells with a status in place of a number."""
        return [cell for series in self.series for cell in series.hidden(self.places)]


def plot(chart: Chart, cells: Chosen, text: Text, labels: Labels) -> Plot:
    """The plot of a part's cells; there is at least one."""
    along = _along(chart, rows(cells.drawn))
    drawn = series_of(cells.drawn, text, labels, along=along)
    table = (
        series_of(cells.every, text, labels, along=along) if len(cells.every) > len(cells.drawn) else drawn
    )
    every = rows(cells.every)
    places = _places(along, cells, text, labels)
    return Plot(
        chart,
        along,
        str(rows(cells.drawn)[0]["unit"]),
        tuple(places),
        {place: _name(place, along, every, text, labels) for place in places},
        tuple(drawn),
        tuple(table),
    )


def _along(chart: Chart, cells: Sequence[Cell]) -> str:
    """What stands along the axis: periods; the categories that are told apart; else areas."""
    if chart is Chart.LINES:
        return "period"
    by_category = chart is Chart.STAIRS or (
        chart is not Chart.SHARES and len({cell["category"] for cell in cells}) > 1
    )
    return "category" if by_category else "area"


def _places(along: str, cells: Chosen, text: Text, labels: Labels) -> list[str]:
    if along != "period":
        return places_of(cells.every, along, text, labels)
    known = [cell["period"] for cell in rows(cells.drawn) if cell["status"] not in UNMEASURED]
    first = min(map(periods.place, known), default=())
    every = {cell["period"] for cell in rows(cells.drawn)}
    begun = {period for period in every if periods.place(period) >= first}
    return periods.without_gaps(begun)


def _name(place: str, along: str, cells: Sequence[Cell], text: Text, labels: Labels) -> str:
    if along == "period":
        return capitalised(periods.period(place, text))
    here = sorted((cell for cell in cells if cell[along] == place), key=lambda cell: cell["status"] in SHOWN)
    return capitalised(place_name(here[-1], along, text, labels))


@dataclass(frozen=True)
class Entry:
    """A cell in a table: its number or why there is none, how sure it is, and how many are behind it."""

    value: str
    details: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """The cells of a plot in words: a row for each place, a column for each series."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Entry, ...]], ...]


def table(drawn: Plot, text: Text) -> Table:
    """Every released cell of a plot in words; nothing of what is drawn is missing."""
    heading = {"period": "period.one", "area": "area.one"}.get(drawn.along, "category.one")
    return Table(
        text(heading),
        tuple(name_of(series, drawn, text) for series in drawn.table),
        tuple(
            (drawn.names[place], tuple(_entry(series.cells.get(place), text) for series in drawn.table))
            for place in drawn.places
        ),
    )


def name_of(series: Series, drawn: Plot, text: Text) -> str:
    """A series' name; one alone is named by what is measured."""
    if len(drawn.table) > 1:
        return series.name
    return text(f"{figure_of(next(iter(series.cells.values())))}.title")


def _entry(cell: Cell | None, text: Text) -> Entry:
    if cell is None:
        return Entry("–")
    return Entry(value(cell, text), details(cell, text), cell["status"] not in SHOWN)
