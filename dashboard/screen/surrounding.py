"""What stands around a chart: heading, sentence, remarks, and behind words its table and what it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.template import is_internal
from dashboard.stores.released import Released
from dashboard.text import Labels, Text, numbers, periods
from dashboard.words import explanation, tables
from dashboard.words.sentences import gaps, is_carried, rows


@dataclass(frozen=True)
class Table:
    """Cells in words, row by row."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Block:
    """A few lines under a title."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Part:
    """What stands behind a word: a table or lines, and notes. `open`: it stands there without being asked."""

    name: str
    icon: str
    title: str
    table: Table | None = None
    blocks: Sequence[Block] = ()
    notes: Sequence[str] = ()
    open: bool = False

    def told(self) -> dict[str, Any]:
        """As the browser reads it; nothing is copied."""
        return {
            **vars(self),
            "table": vars(self.table) if self.table else None,
            "blocks": [vars(block) for block in self.blocks],
        }


@dataclass(frozen=True)
class Surrounding:
    """What stands around one chart."""

    title: str = ""
    sentence: str = ""
    remarks: Sequence[str] = ()
    parts: Sequence[Part] = ()

    def told(self) -> dict[str, Any]:
        """As the browser reads it."""
        beneath = {"remarks": list(self.remarks), "parts": [part.told() for part in self.parts]}
        return {"title": self.title, "told": numbers.unbroken(self.sentence), "beneath": beneath}


NOTHING = Surrounding()


def table(shown: tuple[Released, ...], text: Text, labels: Labels, *, instead: bool) -> Part:
    """The cells of a chart in words; `instead`: in the chart's place."""
    written = tables.of_cells(rows(shown), text, labels)
    internal = f"{text('level.watermark')}. {text('level.no_download')}"
    return Part(
        "table",
        "table",
        text("show.table"),
        Table(written.columns, written.rows()),
        notes=[internal] if is_internal(shown) else [],
        open=instead,
    )


def about(figures: tuple[Released, ...], text: Text) -> Part:
    """What each of the figures means, where it comes from, and from which delivery."""
    keys = dict.fromkeys(f"{one.subject}.{one.measure}" for one in figures)
    blocks = [
        Block(text(f"{key}.title"), [f"{part}: {words}" for part, words in explanation.definition(key, text)])
        for key in keys
    ]
    first = rows(figures)[0]
    as_of = f"{text('show.as_of')} {periods.period(first['as_of'], text)}."
    made = text("app.delivery", delivery=first["delivery_id"], version=first["version"])
    title = text("show.about" if len(figures) == 1 else "app.about")
    return Part("about", "info", title, blocks=blocks, notes=[f"{as_of} {made}"])


def reasons(shown: tuple[Released, ...], text: Text) -> Sequence[Part]:
    """How many cells are hidden or older than their period, and behind the words why."""
    cells = rows(shown)
    older = [cell for cell in cells if is_carried(cell)]
    found = (
        ("hidden", "visibility_off", "status.title", gaps(cells)),
        ("carried", "history", "carried.heading", older),
    )
    return [
        Part(
            kind,
            icon,
            explanation.how_many(kind, told, text),
            blocks=[Block(text(heading), explanation.legend(told, text))],
        )
        for kind, icon, heading, told in found
        if told
    ]


def letter(address: str, text: Text) -> dict[str, str] | None:
    """The link by which to say that a figure looks wrong, its words and address; None where there is none."""
    return {"title": text("show.report"), "address": address} if address else None
