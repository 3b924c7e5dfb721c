"""One part's chart as SVG, with words for those who don't see it."""

from dashboard.council.briefing import Chart
from dashboard.council.drawing import lines, rows, stairs
from dashboard.council.drawing.canvas import Canvas
from dashboard.council.sheet import Sheet
from dashboard.text import Labels, Text
from dashboard.words.explanation import beside_picture

KINDS = {
    Chart.BARS: rows.bars,
    Chart.SHARES: rows.shares,
    Chart.CHANGE: rows.change,
    Chart.STAIRS: stairs.draw,
}


def drawn(
    sheet: Sheet,
    text: Text,
    labels: Labels,
    *,
    width: float,
    height: float,
    size: float,
    travels: bool = False,
) -> str:
    """The chart of a sheet that has one, in units of which its type is `size` high.

    `travels`: it is drawn for where the typeface may be missing.
    """
    if sheet.plot is None:
        raise ValueError("there is nothing to draw")
    canvas = Canvas(str(sheet.number), width, height, size, travels=travels)
    if sheet.plot.chart is Chart.LINES:
        lines.draw(canvas, sheet.plot, sheet.events, text)
    else:
        KINDS[sheet.plot.chart](canvas, sheet.plot, text, labels)
    return canvas.svg(sheet.heading, described(sheet, text))


def described(sheet: Sheet, text: Text) -> str:
    """What the chart shows, in words: its sentence, which numbers it lacks, and which are of earlier."""
    cells = sheet.plot.cells if sheet.plot else []
    return " ".join([sheet.sentence, *beside_picture(cells, text)])
