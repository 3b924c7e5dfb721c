"""The files a briefing can be made into, by one table of formats; each is whole or not there."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dashboard.council import picture
from dashboard.council.briefing import Briefing
from dashboard.council.data import csv_file, workbook
from dashboard.council.paper import paper
from dashboard.council.presentation import presentation
from dashboard.council.progress import Tell, silent
from dashboard.council.sheet import Read, read
from dashboard.council.slides import slides
from dashboard.text import Text

Make = Callable[[Read, Tell], bytes]


@dataclass(frozen=True)
class Format:
    """A kind of file: how it is made, and what a browser is told of it."""

    ending: str
    media_type: str
    make: Make


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    one.ending: one
    for one in (
        Format("html", "text/html; charset=utf-8", presentation),
        Format("pdf", "application/pdf", paper),
        Format("pptx", f"{OFFICE}.presentationml.presentation", slides),
        Format("xlsx", f"{OFFICE}.spreadsheetml.sheet", workbook),
        Format("csv", "text/csv; charset=utf-8", csv_file),
    )
}


@dataclass(frozen=True)
class Picture:
    """What one chart can be made into, of its drawing."""

    media_type: str
    make: Callable[[str], bytes]


PICTURES = {
    "svg": Picture("image/svg+xml", str.encode),
    "png": Picture("image/png", picture.png),
}


class ExportError(Exception):
    """A file could not be made; nothing of it was kept."""


def made(briefing: Briefing, ending: str, text: Text, tell: Tell = silent) -> bytes:
    """A briefing as a file. Raises ExportError, NoRelease, and KeyError for a format there is not."""
    kind, whole = FORMATS[ending], read(briefing, text)
    try:
        return kind.make(whole, tell)
    except Exception as error:
        raise ExportError(f"{ending}: {error}") from error


def picture_of(briefing: Briefing, number: int, ending: str, text: Text) -> bytes:
    """The chart of one part as a file of its own; KeyError where the part has none."""
    kind, whole = PICTURES[ending], read(briefing, text)
    sheet = next((one for one in whole.sheets if one.number == number and one.plot), None)
    if sheet is None:
        raise KeyError(number)
    try:
        return kind.make(picture.svg(sheet, whole))
    except Exception as error:
        raise ExportError(f"{ending}: {error}") from error


def file_name(briefing: Briefing, ending: str, language: str) -> str:
    """opgang-til-opgang-status-til-byraadet-2026-09-30-da.pdf"""
    plain = briefing.titled(language).lower().translate({ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa"})
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    as_of = briefing.release_id[:10]
    return f"{words or 'briefing'}-{as_of}-{language}.{ending}"


def write(content: bytes, file: Path) -> None:
    """Put a file in its place in one step: whoever looks finds the old one or the whole new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)
