"""Released cells as a table of words: the same cells as the chart's, every number written for the reader."""

from collections.abc import Sequence

import polars as pl

from dashboard.text import Labels, Text, numbers, periods
from dashboard.words.sentences import Cell, figure_of, interval, is_carried, limits, value, variant

NOTHING = "–"


def of_cells(cells: Sequence[Cell], text: Text, labels: Labels) -> pl.DataFrame:
    """One row a cell, latest period first; columns that would say the same in every row are left out."""
    order = {
        period: place for place, period in enumerate(periods.in_order({cell["period"] for cell in cells}))
    }
    areas = labels.order({cell["area"] for cell in cells})
    ordered = sorted(
        cells,
        key=lambda cell: (
            -order[cell["period"]],
            areas.index(cell["area"]),
            labels.category_place(cell["characteristic"], cell["category"], text),
        ),
    )
    written = [_row(cell, text, labels) for cell in ordered]
    return pl.DataFrame({name: [row[key] for row in written] for key, name in _columns(cells, text)})


def _columns(cells: Sequence[Cell], text: Text) -> list[tuple[str, str]]:
    """The keys and headings of the columns that tell cells apart, then the numbers'."""
    telling = {
        "figure": ("measure", "show.figure"),
        "variant": ("variant", "show.variant"),
        "period": ("period", "period.one"),
        "area": ("area", "area.one"),
        "cohort": ("cohort", "characteristic.cohort"),
        "category": ("category", "category.one"),
    }
    always = ("period", "area")
    first = [
        (key, text(heading))
        for key, (column, heading) in telling.items()
        if key in always or len({cell[column] for cell in cells}) > 1
    ]
    of_when = [("value_of", "carried.title")] if any(map(is_carried, cells)) else []
    counted = [
        ("value", "show.value"),
        *of_when,
        ("interval", "interval.title"),
        ("families", "count.families"),
    ]
    persons = (
        [("persons", "count.persons_column")] if any(cell["persons"] is not None for cell in cells) else []
    )
    return [*first, *((key, text(heading)) for key, heading in [*counted, *persons])]


def _row(cell: Cell, text: Text, labels: Labels) -> dict[str, str]:
    return {
        "figure": text(f"{figure_of(cell)}.title"),
        "variant": variant(cell["variant"], text),
        "period": periods.period(cell["period"], text),
        "area": labels.area(cell["area"], text, cell["areas"] or ""),
        "cohort": text(f"cohort.{cell['cohort']}"),
        "category": labels.category(cell["characteristic"], cell["category"], text),
        "value": value(cell, text),
        "value_of": periods.itself(cell["value_of"], text) if cell["value_of"] else NOTHING,
        "interval": _interval(cell, text),
        "families": _count(cell["families"], text),
        "persons": _count(cell["persons"], text),
    }


def _interval(cell: Cell, text: Text) -> str:
    if cell["lower"] is not None and cell["upper"] is not None:
        return limits(cell, text)
    return interval(cell, text) or NOTHING


def _count(n: int | None, text: Text) -> str:
    return NOTHING if n is None else numbers.number(n, text)
