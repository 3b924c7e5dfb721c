"""One chart as a picture that may travel alone: its sentence above it, its remarks and origin below it."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import typst

from dashboard.council.drawing import drawn
from dashboard.council.drawing.canvas import FAMILIES, INK, MUTED
from dashboard.council.paper import TYPE, WIDE, height
from dashboard.council.sheet import Read, Sheet
from dashboard.council.typeface import FOLDER, REGULAR, SEMIBOLD, lines, width

MARGIN = 16
SENTENCE_LINE, FOOT_LINE = 20, 16
FOOT_TYPE = 11

PIXELS_PER_INCH = 220

PAGE = Path(__file__).with_name("picture.typ")


def svg(sheet: Sheet, read: Read) -> str:
    """The chart of a sheet that has one, with its sentence and provenance."""
    size = {"width": WIDE, "height": height(sheet), "size": TYPE}
    chart = drawn(sheet, read.text, read.labels, **size, travels=True)
    told = lines(sheet.sentence, TYPE, WIDE, SEMIBOLD)
    origin = " · ".join(filter(None, (read.origin, read.stamp)))
    foot = [line for words in (*sheet.remarks, origin) for line in lines(words, FOOT_TYPE, WIDE)]
    top = 2 * MARGIN + SENTENCE_LINE * len(told)
    below = top + height(sheet) + MARGIN
    wide, high = WIDE + 2 * MARGIN, below + FOOT_LINE * len(foot) + MARGIN
    place = f'<svg x="{MARGIN}" y="{top}" width="{WIDE}" height="{height(sheet):.0f}" '
    above = _words(told, MARGIN + SENTENCE_LINE, TYPE, SEMIBOLD, INK)
    beneath = _words(foot, below + FOOT_TYPE, FOOT_TYPE, REGULAR, MUTED)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high:.0f}" '
        f'xml:lang="{read.text.language}"><rect width="100%" height="100%" fill="#FFFFFF"/>'
        f"{above}{chart.replace('<svg ', place, 1)}{beneath}</svg>"
    )


def png(svg: str) -> bytes:
    """A drawing as pixels. Raises typst.TypstError where it can't be set."""
    written = typst.compile(
        str(PAGE),
        sys_inputs={"svg": svg},
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        format="png",
        ppi=PIXELS_PER_INCH,
    )
    return bytes(written)


def _words(told: Sequence[str], y: float, size: int, weight: int, colour: str) -> str:
    line = SENTENCE_LINE if size == TYPE else FOOT_LINE
    return "".join(
        f'<text x="{MARGIN}" y="{y + line * row:.0f}" font-family="{FAMILIES}" font-size="{size}" '
        f'font-weight="{weight}" fill="{colour}" textLength="{width(words, weight) * size:.0f}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(words)}</text>'
        for row, words in enumerate(told)
    )
