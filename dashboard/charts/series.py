"""Cells sorted into a chart's lines or bars: each with its name, colour and mark, the same everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

import polars as pl

from dashboard.charts.template import CARRIED, COLOURS, DASHES, NEUTRAL, SERIES_COLOURS, SYMBOLS
from dashboard.stores.released import SHOWN, Released
from dashboard.text import Labels, Text, periods
from dashboard.text.labels import TOTALS, UNKNOWN
from dashboard.words.sentences import (
    Cell,
    capitalised,
    details,
    figure_of,
    gaps,
    is_carried,
    rows,
    value,
    variant,
)

HOVER_WIDTH = 46
"""Signs on one line under the pointer: more are cut on a phone."""

Figures = Released | Sequence[Released]
"""What a chart draws: one figure, or a few that belong together."""

BY = ("measure", "variant", "area", "cohort", "category")
"""What tells one line from another, in the order in which a name is put together."""


@dataclass(frozen=True)
class Series:
    """One line or one colour of bars: its cells by the place they have on the axis.

    `names`: what a total covers, by its cells' areas; empty where that is what its name says.
    """

    name: str
    colour: str
    dash: str
    symbol: str
    cells: Mapping[str, Cell]
    names: Mapping[str, str] = field(default_factory=dict)

    def values(self, places: Sequence[str]) -> list[float | None]:
        """Values by place; a hidden or missing cell is None: a gap, never 0."""
        return [self._value(self.cells.get(place)) for place in places]

    def limits(self, places: Sequence[str]) -> list[tuple[float, float] | None]:
        """Intervals by place, None where a cell has none."""
        return [self._limits(self.cells.get(place)) for place in places]

    def hidden(self, places: Sequence[str]) -> list[Cell]:
        """The cells that a reader would look for and that have a status in place of a number."""
        return gaps(self.cells[place] for place in places if place in self.cells)

    @staticmethod
    def _value(cell: Cell | None) -> float | None:
        return float(cell["value"]) if cell is not None and is_shown(cell) else None

    @staticmethod
    def _limits(cell: Cell | None) -> tuple[float, float] | None:
        if cell is None or not is_shown(cell) or cell["lower"] is None or cell["upper"] is None:
            return None
        return float(cell["lower"]), float(cell["upper"])


def is_shown_at(series: Series, place: str) -> bool:
    """Has the series a number at a place?"""
    return place in series.cells and is_shown(series.cells[place])


def is_shown(cell: Cell) -> bool:
    return cell["status"] in SHOWN


def marked(cell: Cell, text: Text) -> str:
    """A cell's value in words, or the reason it has none; a sign where the value is of an earlier period."""
    return f"{value(cell, text)} {CARRIED}" if is_carried(cell) else value(cell, text)


def signed(number: str, cell: Cell) -> str:
    """A cell's number as it stands without a unit, with the same sign."""
    return f"{number}{CARRIED}" if is_carried(cell) else number


def several(figures: Figures) -> tuple[Released, ...]:
    return (figures,) if isinstance(figures, Released) else tuple(figures)


def latest_of(figures: Figures) -> tuple[Released, ...]:
    """The same figures in their latest period alone."""
    every = periods.in_order({cell["period"] for cell in rows(figures)})
    return tuple(one.only(pl.col("period") == every[-1]) for one in several(figures)) if every else ()


def places_of(figures: Figures, along: str, text: Text, labels: Labels) -> list[str]:
    """The places on an axis of areas or categories, in their fixed order."""
    return list(
        dict.fromkeys(
            cell[along] for cell in sorted(rows(figures), key=lambda cell: _order(cell, labels, text))
        )
    )


def place_name(cell: Cell, along: str, text: Text, labels: Labels) -> str:
    """What stands at a place of such an axis; a total of areas has room there to name them."""
    if along == "area":
        return labels.area(cell["area"], text, cell["areas"] or "")
    return capitalised(_part(along, cell, text, labels))


def series_of(figures: Figures, text: Text, labels: Labels, *, along: str = "period") -> list[Series]:
    """One series for each combination of what varies, beside the column that runs `along` the axis."""
    cells = rows(figures)
    by = [column for column in BY if column != along and _varies(column, cells)]
    found: dict[tuple[str, ...], dict[str, Cell]] = {}
    for cell in sorted(cells, key=lambda cell: _order(cell, labels, text)):
        found.setdefault(tuple(_kind(column, cell) for column in by), {})[cell[along]] = cell
    others = list(dict.fromkeys(_beside_area(by, key) for key in found))
    return [
        _series(place, by, others.index(_beside_area(by, key)), group, text, labels)
        for place, (key, group) in enumerate(found.items())
    ]


def _kind(column: str, cell: Cell) -> str:
    """Totals are one line, whichever areas they cover; the pointer reads which."""
    return "all" if column == "area" and cell["area"] in TOTALS else str(cell[column])


def _beside_area(by: list[str], key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for column, value in zip(by, key, strict=True) if column != "area")


def _varies(column: str, cells: Sequence[Cell]) -> bool:
    """Does a column tell cells apart? A reading that only some measures have does not."""
    if column == "measure":
        return len({cell["measure"] for cell in cells}) > 1
    return len({(cell["measure"], cell[column]) for cell in cells}) > len({cell["measure"] for cell in cells})


def _series(
    place: int, by: list[str], dash: int, group: Mapping[str, Cell], text: Text, labels: Labels
) -> Series:
    """An area keeps its colour, and what is told apart within it has a dash; else each has a colour."""
    first = min(group.values(), key=lambda cell: cell["area"] != "shown_areas")
    name = capitalised(", ".join(filter(None, (_part(column, first, text, labels) for column in by))))
    by_area = "area" in by or not by
    colour = (
        area_colour(first["area"], labels)
        if by_area
        else SERIES_COLOURS[_colour_place(place, by, first, text, labels) % len(SERIES_COLOURS)]
    )
    return Series(
        name or _area(first, text, labels),
        colour,
        DASHES[dash % len(DASHES)] if by_area else "solid",
        SYMBOLS[place % len(SYMBOLS)],
        group,
        _covered(group, text, labels) if first["area"] == "shown_areas" else {},
    )


def _covered(group: Mapping[str, Cell], text: Text, labels: Labels) -> dict[str, str]:
    """The areas behind each total of a line: they may change along it."""
    covered = {cell["areas"] or "": cell["area"] for cell in group.values()}
    return {
        areas: text("area.every") if area == "all" else labels.names(areas.split("+"), text)
        for areas, area in covered.items()
        if areas
    }


def area_colour(area: str, labels: Labels) -> str:
    """An area has one colour everywhere, by its place in the programme; a total is grey."""
    if area in TOTALS:
        return NEUTRAL
    places = list(labels.areas)
    return COLOURS[(places.index(area) if area in places else len(places)) % len(COLOURS)]


def _colour_place(place: int, by: list[str], first: Cell, text: Text, labels: Labels) -> int:
    """A category keeps its colour whichever others are drawn."""
    if by != ["category"]:
        return place
    if _is_step(first) and first["category"].isdigit():
        return int(first["category"]) - 1
    known, _ = labels.category_place(first["characteristic"], first["category"], text)
    return known if 0 <= known < UNKNOWN else place


def _part(column: str, cell: Cell, text: Text, labels: Labels) -> str:
    match column:
        case "measure":
            return text(f"{figure_of(cell)}.title")
        case "variant":
            return variant(cell["variant"], text)
        case "area":
            return _area(cell, text, labels)
        case "cohort":
            return text(f"cohort.{cell['cohort']}")
        case _:
            return labels.category(cell["characteristic"], cell["category"], text)


def _area(cell: Cell, text: Text, labels: Labels) -> str:
    """Short enough for a chart: which areas a total covers stands under the pointer and in the table."""
    return text("area.total") if cell["area"] == "shown_areas" else labels.area(cell["area"], text)


def _order(
    cell: Cell, labels: Labels, text: Text
) -> tuple[tuple[int, str], str, str, tuple[int, str], tuple[str, ...]]:
    return (
        labels.area_place(cell["area"]),
        cell["variant"],
        cell["cohort"],
        labels.category_place(cell["characteristic"], cell["category"], text),
        periods.place(cell["period"]),
    )


def _is_step(cell: Cell) -> bool:
    return bool(cell["characteristic"] == "step")


def hover(series: Series, cell: Cell, text: Text) -> str:
    """What the pointer reads: series, period, value in words, interval and n; all from the released cell."""
    certainty = "<br>".join(
        line for part in details(cell, text, "\n").split("\n") for line in wrap(part, HOVER_WIDTH)
    )
    covered = series.names.get(cell["areas"] or "")
    named = text("chart.covers", series=series.name, areas=covered) if covered else series.name
    told = text(
        "chart.hover",
        series=named,
        period=periods.period(cell["period"], text),
        value=value(cell, text),
    )
    return f"{told}<br>{certainty}" if certainty else told


def subtitle_of(figures: Figures, text: Text) -> str:
    """The reading that all cells share, printed on the chart: counterfactual, exposure …"""
    variants = {cell["variant"] for cell in rows(figures)} - {""}
    return variant(variants.pop(), text) if len(variants) == 1 else ""
