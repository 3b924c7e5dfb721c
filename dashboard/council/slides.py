"""The slides: a PowerPoint file whose charts and tables can be edited, with notes and alternative texts."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from dashboard.council.briefing import Chart
from dashboard.council.drawing.canvas import INK, MUTED
from dashboard.council.drawing.chart import described
from dashboard.council.plot import Table
from dashboard.council.progress import Tell, silent
from dashboard.council.sheet import Read, Sheet
from dashboard.council.slide_chart import add_chart
from dashboard.text import periods

WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, ACROSS = Inches(0.6), Inches(12.13)
TITLE_ONLY = 5
"""The layout of python-pptx's own template that has a title and nothing else."""

MOST_ROWS = 12
"""Rows of a table on one slide; the rest goes on the next."""

LONGEST_PROPERTY = 255
"""Signs that PowerPoint's file takes in one of its properties."""

UPPER = Inches(0.35)
ACCENT = "#1F66A3"
PLAIN = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""PowerPoint's own style of table that has lines and no colours."""


def slides(read: Read, tell: Tell = silent) -> bytes:
    """The whole file: a title, a slide a part, and behind each chart the numbers of it."""
    deck = _Deck(read)
    deck.opening()
    for sheet in read.sheets:
        tell(sheet.number, len(read.sheets))
        deck.part(sheet)
        if sheet.table:
            deck.numbers(sheet, sheet.table)
    return deck.file()


class _Deck:
    """A presentation that is being filled."""

    def __init__(self, read: Read) -> None:
        self.read, self.text = read, read.text
        self.language = MSO_LANGUAGE_ID.from_xml(read.text.locale.replace("_", "-"))
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = WIDE, HIGH
        properties = self.deck.core_properties
        properties.title, properties.author = read.title, read.text("app.title")
        properties.subject = read.origin[:LONGEST_PROPERTY]
        properties.comments, properties.language = read.stamp, read.text.language

    def opening(self) -> None:
        slide = self._slide(self.read.title, top=Inches(2.2), size=44)
        as_of = f"{self.text('show.as_of')} {periods.day(self.read.as_of, self.text)}"
        self._words(slide, [as_of, self.text("app.footer")], Inches(3.9), Inches(1.2), 22)
        told = [f"{name}: {words}" for name, words in self.read.provenance]
        self._words(slide, told, Inches(5.0), Inches(1.7), 12, colour=MUTED)
        self._foot(slide)

    def part(self, sheet: Sheet) -> None:
        """One message: heading, sentence, chart, the author's own words apart, and what must be said."""
        slide = self._slide(sheet.title)
        if sheet.part.chart is Chart.WORDS:
            lines = [line for line in sheet.text.splitlines() if line.strip()]
            self._words(slide, [f"–  {line}" for line in lines], Inches(1.6), Inches(4.8), 26, apart=10)
        else:
            self._figures(slide, sheet)
        self._foot(slide)
        spoken = [sheet.notes, sheet.sentence, sheet.selection, sheet.behind, *sheet.remarks, sheet.address]
        slide.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, spoken))

    def _figures(self, slide: Any, sheet: Sheet) -> None:
        self._words(slide, [sheet.sentence], Inches(0.95), Inches(1.1), 21, bold=True)
        own = 0.62 if sheet.text else 0.0
        remarks = 0.25 * len(sheet.remarks) + 0.1 * any(len(each) > 130 for each in sheet.remarks)
        high = Inches(6.8 - 2.1 - own - remarks)
        if sheet.plot:
            frame = add_chart(slide, sheet.plot, sheet.events, (LEFT, Inches(2.1), ACROSS, high), self.read)
            describe(frame, self.text("council.chart_of", title=sheet.heading), described(sheet, self.text))
        below = Inches(2.1) + high
        if sheet.text:
            words = f"{self.text('council.author')}: {' '.join(sheet.text.splitlines())}"
            self._words(slide, [words], below, Inches(own), 14)
        self._words(slide, sheet.remarks, below + Inches(own), Inches(remarks), 11, colour=MUTED)

    def numbers(self, sheet: Sheet, table: Table) -> None:
        """The cells of a chart as a table of its own, on as many slides as it takes."""
        title = self.text("council.numbers_behind", title=sheet.heading)
        for place, first in enumerate(range(0, len(table.rows), MOST_ROWS)):
            rows = table.rows[first : first + MOST_ROWS]
            heading = title if place == 0 else self.text("council.continued", title=title)
            slide = self._slide(heading, size=20)
            frame = self._table(slide, table, rows)
            describe(frame, self.text("council.table_of", title=sheet.heading), sheet.sentence)
            self._foot(slide)

    def _table(self, slide: Any, table: Table, rows: Sequence[Any]) -> Any:
        across = len(table.columns) + 1
        size = (LEFT, Inches(1.05), ACROSS, Inches(0.3) * (len(rows) + 1))
        frame = slide.shapes.add_table(len(rows) + 1, across, *size)
        grid = frame.table
        grid._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN
        first = Inches(2.6)
        grid.columns[0].width = first
        for column in range(1, across):
            grid.columns[column].width = Emu(int((ACROSS - first) / (across - 1)))
        self._row(grid, 0, [(table.corner, ""), *((name, "") for name in table.columns)], bold=True)
        for number, (name, entries) in enumerate(rows, start=1):
            told = [(name, ""), *((entry.value, entry.details) for entry in entries)]
            self._row(grid, number, told)
        return frame

    def _row(self, grid: Any, number: int, cells: Iterable[tuple[str, str]], *, bold: bool = False) -> None:
        for place, (words, beside) in enumerate(cells):
            cell = grid.cell(number, place)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            paragraph = cell.text_frame.paragraphs[0]
            self._run(paragraph, words, 12, bold=bold)
            if beside:
                self._run(paragraph, f" ({beside})", 9, colour=MUTED)

    def _slide(self, title: str, *, top: int = UPPER, size: float = 20) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (
            LEFT,
            top,
            ACROSS,
            Inches(0.6 if size < 30 else 1.6),
        )
        shape.text_frame.word_wrap = True
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = 1  # to the left
        self._run(paragraph, title, size, bold=True, colour=ACCENT if size < 30 else INK)
        return slide

    def _words(
        self,
        slide: Any,
        lines: Sequence[str],
        top: int,
        high: int,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        apart: float = 0,
    ) -> None:
        """Lines of words in a box of their own; none where there are none."""
        if not lines:
            return
        frame = slide.shapes.add_textbox(LEFT, top, ACROSS, high).text_frame
        frame.word_wrap = True
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(apart)
            self._run(paragraph, line, size, bold=bold, colour=colour)

    def _foot(self, slide: Any) -> None:
        """Where the figures are from, that they are invented, and the slide's number."""
        number = str(len(self.deck.slides))
        told = " · ".join(filter(None, (self.read.origin, self.read.stamp, number)))
        self._words(slide, [told], Inches(6.95), Inches(0.35), 11, colour=MUTED)

    def _run(self, paragraph: Any, words: str, size: float, *, bold: bool = False, colour: str = INK) -> None:
        run = paragraph.add_run()
        run.text = words
        font = run.font  # its family is the template's own, Calibri
        font.size, font.language_id = Pt(size), self.language
        if bold:
            font.bold = True
        if colour != INK:
            font.color.rgb = _rgb(colour)

    def file(self) -> bytes:
        written = BytesIO()
        self.deck.save(written)
        return written.getvalue()


def describe(frame: Any, name: str, words: str) -> None:
    """What a chart or a table is called and shows, for those who don't see it."""
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("name", name)
    properties.set("descr", words)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
