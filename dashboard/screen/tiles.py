"""A compact grid: a column for each area in its fixed order and colour, a row for each figure."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.charts.series import area_colour
from dashboard.stores.released import SHOWN
from dashboard.text import Labels, Text
from dashboard.words.sentences import Cell, carried_from, interval, limits, size, value

STYLE = Path(__file__).with_name("tiles.css")

Row = tuple[str, Mapping[str, Cell]]
"""A figure's name, and its cell in each area."""


def draw(title: str, table: Sequence[Row], areas: Sequence[str], text: Text, labels: Labels) -> None:
    """The grid with everything that belongs to a figure: value, interval and n, or why there is none."""
    st.html(grid(title, table, areas, text, labels))


def grid(title: str, table: Sequence[Row], areas: Sequence[str], text: Text, labels: Labels) -> str:
    """The grid as HTML; on a phone each figure's name stands above its areas."""
    heads = "".join(
        f'<th scope="col" role="columnheader" style="--area:{area_colour(area, labels)}">'
        f"{escape(labels.area(area, text))}</th>"
        for area in areas
    )
    body = "".join(_row(name, [cells.get(area) for area in areas], text) for name, cells in table)
    return (
        f'<table class="tiles" role="table" style="--areas:{len(areas)}"><caption>{escape(title)}</caption>'
        f'<thead role="rowgroup"><tr role="row"><td role="cell"></td>{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(name: str, cells: Sequence[Cell | None], text: Text) -> str:
    tiles = "".join(_tile(cell, text) for cell in cells)
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(name)}</th>{tiles}</tr>'


def _tile(cell: Cell | None, text: Text) -> str:
    if cell is None:
        return '<td role="cell"></td>'
    if cell["status"] not in SHOWN:
        return f'<td role="cell" class="hidden">{escape(value(cell, text))}</td>'
    certainty = limits(cell, text) if cell["interval"] == "shown" else interval(cell, text)
    details = " · ".join(part for part in (certainty, size(cell, text), carried_from(cell, text)) if part)
    return f'<td role="cell"><b>{escape(value(cell, text))}</b><small>{escape(details)}</small></td>'
