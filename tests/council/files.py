"""The files of a briefing read back: every number in them, as a reader or another program finds it."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pypdf
from pptx import Presentation

NUMBERS = ("value", "lower", "upper", "families", "persons")


Numbers = dict[str, tuple[Any, ...]]
"""The numbers of a cell by its code."""


def in_csv(content: bytes, code: str, columns: dict[str, str], *, is_danish: bool) -> Numbers:
    """The numbers of each row by its code; `columns`: what the numbers' columns are headed."""
    text = content.decode("utf-8-sig")
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=";" if is_danish else ",")
    return {row[code]: tuple(_number(row[columns[name]], is_danish) for name in NUMBERS) for row in rows}


def _number(words: str, is_danish: bool) -> float | None:
    if not words:
        return None
    return float(words.replace(",", ".")) if is_danish else float(words)


def in_workbook(content: bytes, code: str, columns: dict[str, str]) -> Numbers:
    """The same of the second sheet of an Excel file."""
    rows = list(openpyxl.load_workbook(BytesIO(content)).worksheets[1].iter_rows(values_only=True))
    places = {str(heading): place for place, heading in enumerate(rows[0])}
    return {str(row[places[code]]): tuple(row[places[columns[name]]] for name in NUMBERS) for row in rows[1:]}


def words_of_workbook(content: bytes) -> list[str]:
    """Every cell of an Excel file that holds words; none may be a formula."""
    cells = [
        cell
        for sheet in openpyxl.load_workbook(BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert all(cell.data_type != "f" for cell in cells)
    return [str(cell.value) for cell in cells if isinstance(cell.value, str)]


Grid = list[list[str]]
"""A table as it is read: rows of cells, the headings first."""


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Grid] = []
        self.inside = False

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        self.inside = tag in ("td", "th", "small")
        if tag == "small":
            self.tables[-1][-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and self.tables and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1] += data


def tables_in_html(content: bytes) -> list[Grid]:
    reader = _Tables()
    reader.feed(content.decode())
    return reader.tables


def tables_in_slides(content: bytes) -> list[Grid]:
    """The native tables, slide by slide."""
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in _shapes(content)
        if shape.has_table
    ]


def charts_in_slides(content: bytes) -> list[list[tuple[float | None, ...]]]:
    """The values of the native charts: a row for each series."""
    return [[tuple(series.values) for series in plot.series] for plot in _charts(content)]


def categories_in_slides(content: bytes) -> list[list[str]]:
    """The names of the places in each native chart."""
    return [list(plot.categories) for plot in _charts(content)]


def marks_in_slides(content: bytes) -> list[list[list[str]]]:
    """What each native chart writes at single points: own words, else how its number is written."""
    return [
        [[_at_point(series, at) for at in range(len(series.values))] for series in plot.series]
        for plot in _charts(content)
    ]


def _at_point(series: Any, at: int) -> str:
    label = series._element.get_dLbl(at)
    found = [] if label is None else label.xpath("c:tx//a:t/text() | c:numFmt/@formatCode")
    return "".join(map(str, found))


def open_in_slides(content: bytes) -> list[list[list[int]]]:
    """Where the lines of each native chart have a white mark."""
    white = "c:dPt[c:marker/c:spPr/a:solidFill/a:srgbClr/@val='FFFFFF']/c:idx/@val"
    return [
        [list(map(int, series._element.xpath(white))) for series in plot.series] for plot in _charts(content)
    ]


def described_in_slides(content: bytes) -> list[str]:
    """The alternative texts of charts and tables."""
    return [
        shape._element.nvGraphicFramePr.cNvPr.get("descr")
        for shape in _shapes(content)
        if shape.has_chart or shape.has_table
    ]


def notes_in_slides(content: bytes) -> list[str]:
    slides = Presentation(BytesIO(content)).slides
    return [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]


def _shapes(content: bytes) -> Iterator[Any]:
    for slide in Presentation(BytesIO(content)).slides:
        yield from slide.shapes


def _charts(content: bytes) -> list[Any]:
    """What each native chart draws."""
    return [shape.chart.plots[0] for shape in _shapes(content) if shape.has_chart]


def pages_in_pdf(content: bytes) -> list[str]:
    """The words of each page without spaces, and without the hyphens of broken words."""
    return [together(re.sub(r"[-\N{SOFT HYPHEN}\N{HYPHEN}]\n", "", page)) for page in words_in_pdf(content)]


@cache
def words_in_pdf(content: bytes) -> tuple[str, ...]:
    """The words of each page as they are set, spaces and all."""
    return tuple(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def links_in_pdf(content: bytes) -> set[str]:
    """The addresses that a reader can follow."""
    return {
        str(annotation.get_object().get("/A", {}).get("/URI"))
        for page in pypdf.PdfReader(BytesIO(content)).pages
        for annotation in page.get("/Annots", [])
    }


def together(words: str) -> str:
    """Words without their spaces, so that it does not matter where a line was broken."""
    return re.sub(r"\s", "", words.replace("\N{NO-BREAK SPACE}", ""))


def structure_of_pdf(content: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a PDF says of itself, and the elements of its structure tree."""
    reader = pypdf.PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    told = {
        "lang": root["/Lang"],
        "marked": root["/MarkInfo"]["/Marked"],
        "xmp": xmp,
        "title": reader.metadata.title,
    }
    return told, list(_elements(root["/StructTreeRoot"]))


def _elements(node: Any) -> Iterator[dict[str, Any]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from _elements(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node["/K"])
