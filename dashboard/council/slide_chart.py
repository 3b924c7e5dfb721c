"""A plot as PowerPoint's own chart: its numbers can be edited; what is hidden is a gap.

A number of an earlier period has the sign it has in the drawings, an event its number at the period's name.
"""

from collections.abc import Callable, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from dashboard.charts.events import Placed
from dashboard.charts.series import Series, area_colour, is_shown_at
from dashboard.charts.template import CARRIED, NEUTRAL, SERIES_COLOURS
from dashboard.council.briefing import Chart
from dashboard.council.drawing.canvas import GRID, MUTED
from dashboard.council.plot import Plot, name_of
from dashboard.council.sheet import Read
from dashboard.indicator import DECIMALS, Unit
from dashboard.text import periods
from dashboard.words.sentences import Cell, is_carried

KINDS = {
    Chart.LINES: XL_CHART_TYPE.LINE_MARKERS,
    Chart.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Chart.SHARES: XL_CHART_TYPE.BAR_STACKED,
    Chart.CHANGE: XL_CHART_TYPE.BAR_CLUSTERED,
    Chart.STAIRS: XL_CHART_TYPE.COLUMN_STACKED,
}
LYING = (Chart.BARS, Chart.SHARES, Chart.CHANGE)
STACKED = (Chart.SHARES, Chart.STAIRS)

MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
}
DASHES = {
    "dash": MSO_LINE_DASH_STYLE.DASH,
    "dot": MSO_LINE_DASH_STYLE.ROUND_DOT,
    "dashdot": MSO_LINE_DASH_STYLE.DASH_DOT,
}
MILLION = 1_000_000
DOT = "\N{BULLET}"

Box = tuple[int, int, int, int]
"""Left, top, width, height, in the file's own small units (EMU)."""


def add_chart(slide: Any, plot: Plot, events: Sequence[Placed], box: Box, read: Read) -> Any:
    """The chart on a slide; returns its frame."""
    data = CategoryChartData(number_format=_format(plot, read))
    data.categories = _categories(plot, events, read)
    for series in plot.series:
        data.add_series(name_of(series, plot, read.text), series.values(plot.places))
    frame = slide.shapes.add_chart(KINDS[plot.chart], *box, data)
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(14), "Calibri"
    _axes(chart, plot, read)
    _legend(chart, plot)
    for number, (series, drawn) in enumerate(zip(plot.series, chart.plots[0].series, strict=True)):
        pair = (NEUTRAL, SERIES_COLOURS[0]) if plot.chart is Chart.CHANGE else ()
        _colour(drawn, series, plot, read, pair[number] if pair else series.colour)
    _numbers(chart, plot, read)
    for series, drawn in zip(plot.series, chart.plots[0].series, strict=True):
        if plot.chart is Chart.LINES:
            _open_marks(drawn, series, plot)
        else:
            _older(drawn, series, plot, read)
    return frame


def _categories(plot: Plot, events: Sequence[Placed], read: Read) -> list[str]:
    """The places' names: a period as short as an axis needs it, with the numbers of what begins in it."""
    if not plot.is_over_time:
        return [plot.names[place] for place in plot.places]
    begun: dict[int, list[str]] = {}
    for one in events:
        begun.setdefault(one.start, []).append(str(one.number))
    names = [periods.tick(place, read.text) for place in plot.places]
    return [f"{name} [{', '.join(begun[at])}]" if at in begun else name for at, name in enumerate(names)]


def _format(plot: Plot, read: Read) -> str:
    """How Excel writes the values: it puts in the reader's own signs for decimals and thousands."""
    if plot.unit == "dkk":
        if max((abs(value) for value in _values(plot)), default=0) >= MILLION:
            return f'0.0,,"{_unit(read.text.template("unit.dkk_millions"))}"'
        return "#,##0"
    decimals = max(0, DECIMALS[Unit(plot.unit)])
    number = "0." + "0" * decimals if decimals else "0"
    return f'{number}"{_unit(read.text.template("unit.pct.other"))}"' if plot.unit == "pct" else number


def _unit(template: str) -> str:
    return template.replace("{n}", "")


def _values(plot: Plot) -> list[float]:
    return [value for series in plot.series for value in series.values(plot.places) if value is not None]


def _axes(chart: Any, plot: Plot, read: Read) -> None:
    values, places = chart.value_axis, chart.category_axis
    values.major_gridlines.format.line.color.rgb = _rgb(GRID)
    values.format.line.fill.background()
    values.tick_labels.font.size = places.tick_labels.font.size = Pt(13)
    places.format.line.color.rgb = _rgb(MUTED)
    places.has_major_gridlines = False
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _format(plot, read), False
    values.has_title = True
    values.axis_title.text_frame.text = read.text(f"unit.name.{plot.unit}")
    values.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
    if plot.chart is Chart.SHARES:
        values.minimum_scale, values.maximum_scale = 0, 100
    if plot.chart in LYING:
        places.reverse_order = True  # the first row on top, and the values still below
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    places.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _legend(chart: Any, plot: Plot) -> None:
    chart.has_title = False
    chart.has_legend = len(plot.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP if plot.chart in LYING else XL_LEGEND_POSITION.RIGHT
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(13)


def _colour(drawn: Any, series: Series, plot: Plot, read: Read, colour: str) -> None:
    """The dashboard's own colours: an area has the same one everywhere."""
    if plot.chart is Chart.LINES:
        _line(drawn, series)
        return
    drawn.invert_if_negative = False
    _fill(drawn, colour)
    if plot.along == "area" and len(plot.series) == 1:
        _each(drawn, plot.places, read)


def _line(drawn: Any, series: Series) -> None:
    drawn.smooth = False
    drawn.format.line.color.rgb, drawn.format.line.width = _rgb(series.colour), Pt(2.5)
    if series.dash in DASHES:
        drawn.format.line.dash_style = DASHES[series.dash]
    _mark(drawn.marker, series)
    _fill(drawn.marker, series.colour)


def _mark(marker: Any, series: Series, size: int = 8) -> None:
    marker.style, marker.size = MARKERS.get(series.symbol, XL_MARKER_STYLE.CIRCLE), size
    marker.format.line.color.rgb, marker.format.line.width = _rgb(series.colour), Pt(2)


def _each(drawn: Any, places: Sequence[str], read: Read) -> None:
    for number, place in enumerate(places):
        _fill(drawn.points[number], area_colour(place, read.labels))


def _fill(shape: Any, colour: str) -> None:
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = _rgb(colour)


def _numbers(chart: Any, plot: Plot, read: Read) -> None:
    """Values at the bars; a line has too many."""
    drawn = chart.plots[0]
    if plot.chart is Chart.LINES:
        return
    drawn.gap_width = 60
    drawn.overlap = 100 if plot.chart in STACKED else -5
    drawn.has_data_labels = True
    _label(drawn.data_labels, _format(plot, read))


def _label(labels: Any, written: str) -> None:
    labels.show_value, labels.number_format_is_linked = True, False
    labels.number_format = written
    labels.font.size = Pt(12)


def _older(drawn: Any, series: Series, plot: Plot, read: Read) -> None:
    """The sign of a number of an earlier period behind it, where the values stand at bars."""
    older = _places(plot, series, is_carried)
    if older:
        _label(drawn.data_labels, _format(plot, read))  # a series with labels of its own has no others
    for at in older:
        _signed(drawn.points[at].data_label, f'{_format(plot, read)}" {CARRIED}"')


def _places(plot: Plot, series: Series, fits: Callable[[Cell], bool]) -> list[int]:
    """The numbers of the places where a series' number is of some kind."""
    cells = (series.cells[place] if is_shown_at(series, place) else None for place in plot.places)
    return [at for at, cell in enumerate(cells) if cell is not None and fits(cell)]


def _open_marks(drawn: Any, series: Series, plot: Plot) -> None:
    """An open mark at a period that is not over, with a dot in it at a number of an earlier one."""
    older = _places(plot, series, is_carried)
    unfinished = _places(plot, series, lambda cell: periods.is_unfinished(cell["period"], cell["as_of"]))
    for at in {*older, *unfinished}:
        marker = drawn.points[at].marker
        _mark(marker, series, size=13 if at in older else 8)
        _fill(marker, "#FFFFFF")
    for at in older:
        _dot(drawn.points[at].data_label, series)


def _dot(label: Any, series: Series) -> None:
    """PowerPoint has no mark with a dot in it: the dot is the mark's label."""
    run = label.text_frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.color.rgb = DOT, Pt(8), _rgb(series.colour)
    label.position = XL_LABEL_POSITION.CENTER


def _signed(label: Any, written: str) -> None:
    """A label that stays its point's own number, written in another way than its neighbours."""
    label.font.size = Pt(12)
    own = label._get_or_add_dLbl()
    number = OxmlElement("c:numFmt")
    number.set("formatCode", written)
    number.set("sourceLinked", "0")
    own.insert_element_before(number, "c:spPr", "c:txPr", "c:dLblPos", "c:showLegendKey")


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
