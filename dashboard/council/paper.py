"""The council paper: a PDF of its own, tagged for screen readers (PDF/UA-1), made by typst."""

import json
from pathlib import Path
from typing import Any

import typst

from dashboard.council.briefing import Chart
from dashboard.council.drawing import drawn
from dashboard.council.drawing.chart import described
from dashboard.council.link import briefing_address
from dashboard.council.plot import Table
from dashboard.council.progress import Tell, silent
from dashboard.council.sheet import Read, Sheet
from dashboard.council.typeface import FOLDER
from dashboard.text import periods

TEMPLATE = Path(__file__).with_name("paper.typ")

WIDE, HIGH, TYPE = 760, 330, 14
"""A chart's measures, in units of which its type is 14: on the page that is about 9 points."""

ROW_HIGH, MOST_HIGH = 34, 520
"""How much each bar of a chart of rows takes, and how high such a chart may be."""


def paper(read: Read, tell: Tell = silent) -> bytes:
    """The whole document. Raises typst.TypstError where it can't be set."""
    parts = []
    for sheet in read.sheets:
        tell(sheet.number, len(read.sheets))
        parts.append(_part(sheet, read))
    made = typst.compile(
        str(TEMPLATE),
        sys_inputs={"paper": json.dumps({**_whole(read), "parts": parts})},
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    return bytes(made)


def _whole(read: Read) -> dict[str, Any]:
    """What stands on the title page and on every page."""
    text = read.text
    labels = ("contents", "open_view", "open_briefing", "about_figure", "selection", "n")
    return {
        **{label.replace("_", "-"): text(f"council.{label}") for label in labels},
        "title": read.title,
        "author": text("app.title"),
        "keywords": [told for _, told in read.provenance],
        "language": text.language,
        "origin": read.origin,
        "stamp": read.stamp,
        "page": text("council.page_of", page="{page}", pages="{pages}"),
        "as-of": f"{text('show.as_of')} {periods.day(read.as_of, text)}",
        "provenance": [list(row) for row in read.provenance],
        "footer": text("app.footer"),
        "link": briefing_address(read.briefing.identity, text.language),
        "author-label": text("council.author"),
    }


def _part(sheet: Sheet, read: Read) -> dict[str, Any]:
    is_words = sheet.part.chart is Chart.WORDS
    lines = [line for line in sheet.text.splitlines() if line.strip()]
    return {
        "number": sheet.number,
        "heading": sheet.title,
        "sentence": sheet.sentence,
        "words": lines if is_words else [],
        "remark": "" if is_words else "\n".join(lines),
        "chart": _chart(sheet, read),
        "alt": described(sheet, read.text) or sheet.heading,
        "remarks": list(sheet.remarks),
        "address": sheet.address,
        "selection": sheet.selection,
        "behind": sheet.behind,
        "table": _table(sheet.table) if sheet.table else None,
        "table-title": read.text("council.numbers_behind", title=sheet.heading),
        "explained": [
            {"title": each.title, "parts": [list(row) for row in each.parts]} for each in sheet.explained
        ],
    }


def _chart(sheet: Sheet, read: Read) -> str:
    if sheet.plot is None:
        return ""
    return drawn(sheet, read.text, read.labels, width=WIDE, height=height(sheet), size=TYPE)


def height(sheet: Sheet) -> float:
    """As high as it takes: charts of rows by their bars, the others alike."""
    if sheet.plot is None or sheet.plot.chart in (Chart.LINES, Chart.STAIRS):
        return HIGH
    bars = len(sheet.plot.series) if sheet.plot.chart is Chart.BARS else 1
    rows = len(sheet.plot.places) * bars
    return min(MOST_HIGH, 90 + ROW_HIGH * (rows + 1))


def _table(table: Table) -> dict[str, Any]:
    return {
        "corner": table.corner,
        "columns": list(table.columns),
        "rows": [
            {
                "name": name,
                "entries": [
                    {"value": entry.value, "details": entry.details, "hidden": entry.is_hidden}
                    for entry in entries
                ],
            }
            for name, entries in table.rows
        ],
    }
