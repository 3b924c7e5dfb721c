"""The presentation: one HTML file that needs nothing else, so that it works when the network is cut."""

import json
from base64 import b64encode
from html import escape
from pathlib import Path

from dashboard.council.briefing import Chart
from dashboard.council.drawing import drawn
from dashboard.council.plot import Entry, Table
from dashboard.council.progress import Tell, silent
from dashboard.council.sheet import Read, Sheet
from dashboard.council.typeface import FILES, SEMIBOLD, file_of, lines
from dashboard.text import Text, periods

HERE = Path(__file__).parent
HEIGHT = 1080
"""A slide is laid out 1920 wide and this high, and scaled to whatever screen there is."""

WIDE, TYPE = 1760, 32
"""How wide a slide's contents are, and the size of a chart's type: it is read at ten metres."""

LARGE, SMALL, MOST_LINES = 50, 42, 2
"""The sizes of a sentence; the smaller one where it would take more lines in the larger."""

SPOKEN = ("notes", "next", "end", "clock", "elapsed", "no_notes", "keys", "blocked")


def presentation(read: Read, tell: Tell = silent) -> bytes:
    """The whole file, in UTF-8."""
    slides = [_title(read)]
    for sheet in read.sheets:
        tell(sheet.number, len(read.sheets))
        slides.append(_slide(sheet, read))
    text = read.text
    return f"""<!doctype html>
<html class="council" lang="{text.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(read.title)}</title>
<style>{_typeface()}{(HERE / "presentation.css").read_text("utf-8")}</style>
</head>
<body>
<main id="stage">{"".join(slides)}</main>
<p id="place" aria-live="polite"></p>
<script type="application/json" id="words">{_words(text)}</script>
<script>{(HERE / "presentation.js").read_text("utf-8")}</script>
</body>
</html>
""".encode()


def _title(read: Read) -> str:
    as_of = f"{read.text('show.as_of')} {periods.day(read.as_of, read.text)}"
    body = (
        f'<div class="opening"><h1>{escape(read.title)}</h1><p class="message">{escape(as_of)}</p>'
        f'<p class="remark">{escape(read.text("app.footer"))}</p></div>'
    )
    return _section(body, 1, read, notes=read.text("council.present.keys"), name=read.title)


def _slide(sheet: Sheet, read: Read) -> str:
    body = _words_alone(sheet) if sheet.part.chart is Chart.WORDS else _of_figures(sheet, read)
    return _section(body, sheet.number + 1, read, notes=sheet.notes, name=sheet.title)


def _words_alone(sheet: Sheet) -> str:
    listed = "".join(f"<li>{escape(line)}</li>" for line in sheet.text.splitlines() if line.strip())
    return f'<div class="words"><h2>{escape(sheet.heading)}</h2><ul>{listed}</ul></div>'


def _of_figures(sheet: Sheet, read: Read) -> str:
    """The message, the chart with its table beneath for who asks, and the author's own words apart."""
    size = "message" if _size(sheet) == LARGE else "message long"
    own = f'<p class="author">{escape(sheet.text)}</p>' if sheet.text else ""
    remarks = "".join(f"<p>{escape(remark)}</p>" for remark in sheet.remarks)
    return (
        f'<h2 class="kicker">{escape(sheet.heading)}</h2><p class="{size}">{escape(sheet.sentence)}</p>'
        f'<div class="chart">{_chart(sheet, read)}</div>{_table(sheet, read.text)}{own}'
        f'<div class="remarks">{remarks}</div>'
    )


def _chart(sheet: Sheet, read: Read) -> str:
    if sheet.plot is None:
        return ""
    return drawn(sheet, read.text, read.labels, width=WIDE, height=_room(sheet), size=TYPE)


def _room(sheet: Sheet) -> float:
    """What presentation.css leaves for the chart beside heading, message, author's words and remarks."""
    message = 1.2 * _size(sheet) * len(lines(sheet.sentence, _size(sheet), WIDE, SEMIBOLD))
    author = 18 + 39 * len(lines(sheet.text, 30, WIDE - 28)) if sheet.text else 0
    remarks = 14 + 33 * sum(len(lines(remark, 25, WIDE)) for remark in sheet.remarks)
    return HEIGHT - 56 - 88 - 53 - 26 - message - author - remarks


def _size(sheet: Sheet) -> int:
    """How large the sentence is set."""
    return LARGE if len(lines(sheet.sentence, LARGE, WIDE, SEMIBOLD)) <= MOST_LINES else SMALL


def _table(sheet: Sheet, text: Text) -> str:
    if sheet.table is None:
        return ""
    return f'<div class="numbers">{table_of(sheet.table, text("council.present.table"))}</div>'


def table_of(table: Table, caption: str) -> str:
    """A table for the eye and for a screen reader."""
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_entry, entries))}</tr>'
        for name, entries in table.rows
    )
    return (
        f'<table><caption>{escape(caption)}</caption><thead><tr><th scope="col">{escape(table.corner)}</th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _entry(entry: Entry) -> str:
    beside = f"<small>{escape(entry.details)}</small>" if entry.details else ""
    return f"<td{' class=hidden-cell' if entry.is_hidden else ''}>{escape(entry.value)}{beside}</td>"


def _section(body: str, number: int, read: Read, *, notes: str, name: str) -> str:
    """A slide with its foot: where the figures are from, that they are invented, and its number."""
    all_of_them = len(read.sheets) + 1
    place = read.text("council.slide_of", number=str(number), all=str(all_of_them))
    stamp = f'<strong class="stamp">{escape(read.stamp)}</strong>' if read.stamp else ""
    foot = f'<span>{escape(read.origin)}</span>{stamp}<span class="number">{escape(place)}</span>'
    return (
        f'<section class="slide" aria-label="{escape(name)}" hidden>{body}<footer>{foot}</footer>'
        f"<template>{escape(notes)}</template></section>"
    )


def _words(text: Text) -> str:
    """What the script says, as JSON that can't end the element it stands in."""
    return json.dumps({key: text(f"council.present.{key}") for key in SPOKEN}).replace("<", "\\u003c")


def _typeface() -> str:
    faces = (
        f"@font-face{{font-family:Council;font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{b64encode(file_of(weight).read_bytes()).decode()})}}"
        for weight in FILES
    )
    return "".join(faces)
