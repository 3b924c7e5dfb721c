"""The figures of a briefing as data, CSV and Excel: every cell a row, with what it means and its origin.

Nothing in them is read as a formula: words that begin like one get an apostrophe before them.
"""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from dashboard.council.briefing import Chart
from dashboard.council.progress import Tell, silent
from dashboard.council.sheet import Read, Sheet
from dashboard.stores.released import HIDDEN, SHOWN
from dashboard.stores.served import k_of
from dashboard.text import Text, numbers, periods
from dashboard.words.sentences import Cell, figure_of, status, variant

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

CODE = ("variant", "cut", "area", "cohort", "characteristic", "category", "period")
"""What names a cell to a program, behind its figure: the columns of the figures file."""

Value = str | float | int | None


def harmless(words: str) -> str:
    """Words that no spreadsheet reads as a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words


def table_of_cells(read: Read) -> tuple[list[str], list[list[Value]]]:
    """Headings and a row for each cell of each part; numbers are numbers, and missing where hidden."""
    text = read.text
    headings = [
        text("council.part_no"),
        text("council.heading"),
        text("show.figure"),
        text("show.variant"),
        text("council.cut"),
        text("period.one"),
        text("area.one"),
        text("council.cohort"),
        text("council.desk.by_label"),
        text("category.one"),
        text("show.value"),
        text("council.lower"),
        text("council.upper"),
        text("council.unit"),
        text("count.families"),
        text("count.persons_column"),
        text("show.status"),
        text("carried.title"),
        text("interval.title"),
        text("council.code"),
        *(name for name, _ in read.provenance),
    ]
    rows = [
        [*_row(cell, sheet, read), *(told for _, told in read.provenance)]
        for sheet in read.sheets
        for cell in sheet.cells
    ]
    return headings, rows


def _row(cell: Cell, sheet: Sheet, read: Read) -> list[Value]:
    text, labels, figure = read.text, read.labels, figure_of(cell)
    by = cell["characteristic"]
    return [
        sheet.number,
        sheet.heading,
        text(f"{figure}.title"),
        variant(cell["variant"], text),
        text(f"cut.{cell['cut']}"),
        periods.period(cell["period"], text),
        labels.area(cell["area"], text, cell["areas"] or ""),
        text(f"cohort.{cell['cohort']}"),
        text(f"characteristic.{by}"),
        labels.category(by, cell["category"], text),
        *(cell[name] for name in ("value", "lower", "upper")),
        text(f"unit.name.{cell['unit']}"),
        cell["families"],
        cell["persons"],
        text(f"status.{cell['status']}") if cell["status"] in SHOWN else status(cell, text),
        periods.itself(cell["value_of"], text) if cell["value_of"] else "",
        text(f"interval.{cell['interval']}", interval="") if cell["interval"] != "shown" else "",
        "|".join((figure, *(cell[column] for column in CODE))),
    ]


def csv_file(read: Read, tell: Tell = silent) -> bytes:
    """One table as a spreadsheet in the reader's language reads it: with its signs, in UTF-8 with a mark."""
    has_comma = read.text.has_decimal_comma
    written = StringIO()
    writer = csv.writer(written, delimiter=";" if has_comma else ",", lineterminator="\r\n")
    headings, rows = table_of_cells(read)
    definitions = _definitions(read)
    writer.writerow([*headings, read.text("show.definition"), read.text("show.source")])
    for row, cell in zip(rows, _cells(read), strict=True):
        told = [_written(value, has_comma) for value in row]
        writer.writerow([*told, *map(harmless, definitions[figure_of(cell)])])
    tell(1, 1)
    return written.getvalue().encode("utf-8-sig")


def _cells(read: Read) -> list[Cell]:
    return [cell for sheet in read.sheets for cell in sheet.cells]


def _written(value: Value, has_comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    exact = str(int(value)) if float(value).is_integer() else repr(value)
    return exact.replace(".", ",") if has_comma else exact


def _definitions(read: Read) -> dict[str, tuple[str, str]]:
    """What each figure of the briefing means, and its source."""
    text = read.text
    figures = dict.fromkeys(figure_of(cell) for cell in _cells(read))
    return {
        figure: (
            " ".join(text(f"{figure}.{part}") for part in ("numerator", "denominator", "baseline")),
            text(f"{figure.partition('.')[0]}.source"),
        )
        for figure in figures
    }


def workbook(read: Read, tell: Tell = silent) -> bytes:
    """An Excel file of four sheets: what it is, the figures, what they mean, what a status means."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": read.title, "subject": read.origin, "comments": read.stamp})
    sheets = [_about, _figures, _explained, _statuses]
    for number, fill in enumerate(sheets, start=1):
        tell(number, len(sheets))
        fill(_Sheets(book, read))
    book.close()
    return written.getvalue()


class _Sheets:
    """A workbook that is being filled, and the looks of its cells."""

    def __init__(self, book: Any, read: Read) -> None:
        self.book, self.read, self.text = book, read, read.text
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.body = book.add_format({"text_wrap": True, "valign": "top"})

    def add(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[Value]], widths: Any) -> None:
        """A sheet with a head that stays, filters, and words that are never a formula."""
        sheet = self.book.add_worksheet(name[:31])
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self.head)
            sheet.set_column(column, column, widths[min(column, len(widths) - 1)])
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, column, harmless(value), self.body)
                elif value is not None:
                    sheet.write_number(row, column, value)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(headings) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.read.origin} &R&P/&N")


def _about(sheets: _Sheets) -> None:
    read, text = sheets.read, sheets.text
    rows: list[list[Value]] = [[text("council.desk.title_label"), read.title]]
    rows += [[name, told] for name, told in read.provenance]
    rows += [[text("council.about_figure"), text("app.footer")]]
    rows += [
        [f"{sheet.number}. {sheet.heading}", sheet.selection or text("council.desk.words_only")]
        for sheet in read.sheets
    ]
    rows += [
        [f"{text('council.author')} {sheet.number}", sheet.text]
        for sheet in read.sheets
        if sheet.text and sheet.part.chart is not Chart.WORDS
    ]
    sheets.add(text("council.about_file"), [text("council.about_file"), ""], rows, [34, 100])


def _figures(sheets: _Sheets) -> None:
    headings, rows = table_of_cells(sheets.read)
    sheets.add(sheets.text("council.figures"), headings, rows, [6, 34, 34, 26, 16, 24, 26, 18, 18, 26, 12])


def _explained(sheets: _Sheets) -> None:
    text = sheets.text
    parts = ("numerator", "denominator", "baseline")
    figures = dict.fromkeys(figure_of(cell) for cell in _cells(sheets.read))
    rows: list[list[Value]] = [
        [
            text(f"{figure}.title"),
            *(text(f"{figure}.{part}") for part in parts),
            text(f"{figure.partition('.')[0]}.source"),
            _caveats(figure, text),
            text("interval.meaning"),
        ]
        for figure in figures
    ]
    heads = [text("show.figure"), *(text(f"show.{part}") for part in parts)]
    heads += [text("show.source"), text("show.caveats"), text("show.interval")]
    sheets.add(text("council.definitions"), heads, rows, [30, 46, 46, 30, 40, 50, 46])


def _caveats(figure: str, text: Text) -> str:
    keys = dict.fromkeys((f"{figure}.caveats", f"{figure.partition('.')[0]}.caveats"))
    return " ".join(text(key) for key in keys if key in text)


def _statuses(sheets: _Sheets) -> None:
    text, k = sheets.text, str(k_of("public"))
    rows: list[list[Value]] = [[text(f"status.{name}"), numbers_shown(name, text)] for name in SHOWN]
    rows += [[text(f"status.{name}", k=k), text(f"status.why.{name}", k=k)] for name in HIDDEN]
    sheets.add(text("council.legend"), [text("show.status"), text("council.meaning")], rows, [34, 110])


def numbers_shown(name: str, text: Text) -> str:
    """What the statuses of cells with a number mean."""
    return text(f"council.status_{name}", zero=numbers.number(0, text))
