"""What is wrong with a delivery, in words: a table for the terminal, and a file with every single place."""

from collections.abc import Iterator

import polars as pl

from dashboard.text import Text
from dashboard.text.numbers import number
from seed.delivery import Checked, severity
from seed.delivery.masking import masked

COLUMNS = ("delivery", "table", "row", "column", "value", "rule", "explanation", "severity")
_MOST_PLACES = 10
_NOTHING = "–"


def of(delivery: Checked, text: Text) -> pl.DataFrame:
    """One row a problem, with the columns `COLUMNS`; values that may be personal are masked.

    `rule` is the rule's name in the program, the same in every language; `row` counts the header as 1.
    """
    rows = [
        (
            delivery.name,
            each["table"],
            each["row"],
            each["column"],
            _safe(masked(each["table"], each["rule"], each["value"])),
            each["rule"],
            text(f"delivery.rule.{each['rule']}", wanted=each["wanted"] or _NOTHING),
            severity(each["rule"]).value,
        )
        for each in delivery.problems.iter_rows(named=True)
    ]
    types = [pl.Int64 if name == "row" else pl.String for name in COLUMNS]
    return pl.DataFrame(rows, schema=dict(zip(COLUMNS, types, strict=True)), orient="row")


def lines(report: pl.DataFrame, text: Text) -> Iterator[str]:
    """The report as a table of a few places for each rule; the file has all of them."""
    shown = report.group_by("table", "rule", "explanation", "severity", maintain_order=True)
    rows = [row for _, part in shown for row in _rows(part, text)]
    if not rows:
        return
    heading = tuple(text(f"delivery.{key}") for key in ("problem", "table", "row", "column", "value"))
    table = [(*heading, text("delivery.rule_title")), *rows]
    widths = [max(len(row[place]) for row in table) for place in range(len(heading))]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)]
        yield "  ".join(cells).rstrip()
    yield ""


def _rows(part: pl.DataFrame, text: Text) -> Iterator[tuple[str, ...]]:
    for each in part.head(_MOST_PLACES).iter_rows(named=True):
        kind = text(f"delivery.{each['severity']}")
        places = (each["table"], each["row"], each["column"], each["value"])
        yield (kind, *(_NOTHING if place is None else str(place) for place in places), each["explanation"])
    if part.height > _MOST_PLACES:
        more = text("delivery.more", n=number(part.height - _MOST_PLACES, text))
        yield (text(f"delivery.{part['severity'][0]}"), part["table"][0], "", "", "", more)


def _safe(value: str | None) -> str | None:
    """A value that a spreadsheet would take for a formula, told apart from one; control signs are dropped."""
    if value is None:
        return None
    printable = "".join(sign if sign.isprintable() else " " for sign in value)
    return f"'{printable}" if printable[:1] in "=+-@" and printable else printable
