"""What one release changes of another, in the reader's words: for the command and for the page."""

from functools import lru_cache
from pathlib import Path

import polars as pl

from dashboard.stores import store
from dashboard.stores.served import cells_of
from dashboard.stores.viewer import Level
from dashboard.text import Labels, Text, numbers, periods
from dashboard.words.differences import KINDS, Differences, differences
from dashboard.words.names import labels
from dashboard.words.sentences import Cell, figure_of, value, variant

LARGEST = 10
"""So many figures are named at once: those with the most changes."""

Table = dict[str, list[str]]
"""Columns of words under their headings."""


def changes(before: Path, after: Path, level: Level) -> Differences | None:
    """What the release in one folder changes of another's, at one level; None where one can't be read."""
    whole = store.is_whole(before) and store.is_whole(after)
    return _changes(before, after, level) if whole else None


@lru_cache(maxsize=64)
def _changes(before: Path, after: Path, level: Level) -> Differences:
    own = pl.col("level") == level.value
    return differences(cells_of(before).only(own), cells_of(after).only(own))


def summary(found: Differences, text: Text) -> str:
    """How many figures change, and in which way."""
    if found.is_none:
        return text("releases.nothing_changes")
    counts = {kind: numbers.number(int(found.counts[kind].sum()), text) for kind in KINDS}
    return text("releases.summary", figures=numbers.number(found.counts.height, text), **counts)


def by_figure(counts: pl.DataFrame, text: Text) -> Table:
    """Figure by figure, how many cells change in which way."""
    rows = counts.rows(named=True)
    kinds = ("new_periods", *KINDS)
    named = {text("show.figure"): [_title(f"{row['indicator']}.{row['measure']}", text) for row in rows]}
    return named | {
        text(f"releases.{kind}"): [numbers.number(row[kind], text) for row in rows] for kind in kinds
    }


def revised(found: Differences, text: Text, names: Labels) -> Table:
    """Every revised cell, with its value before and after."""
    pairs = found.revised
    cells = [before for before, _ in pairs]
    return {
        text("show.figure"): [_title(figure_of(cell), text) for cell in cells],
        text("period.one"): [periods.period(cell["period"], text) for cell in cells],
        text("area.one"): [names.area(cell["area"], text, cell["areas"] or "") for cell in cells],
        text("releases.among"): [_among(cell, text, names) for cell in cells],
        text("releases.before"): [value(before, text) for before, _ in pairs],
        text("releases.after"): [value(after, text) for _, after in pairs],
    }


def lines(before: Path, after: Path, level: Level, text: Text) -> list[str]:
    """The whole comparison for a console."""
    found = changes(before, after, level)
    if found is None:
        return [text("releases.damaged")]
    if found.is_none:
        return [summary(found, text)]
    told = [summary(found, text), "", *_in_columns(by_figure(found.counts, text))]
    if found.revised:
        told += ["", text("releases.revisions"), *_in_columns(revised(found, text, labels(text)))]
    return told


def _title(figure: str, text: Text) -> str:
    """A figure's title; its key where an earlier release had a figure that has no words any more."""
    key = f"{figure}.title"
    return text(key) if key in text else figure


def _among(cell: Cell, text: Text, names: Labels) -> str:
    """Which families, and which reading of the figure."""
    cohort = "" if cell["cohort"] == "all" else text(f"cohort.{cell['cohort']}")
    whole = cell["category"] == "all"
    category = "" if whole else names.category(cell["characteristic"], cell["category"], text)
    parts = (category, cohort, variant(cell["variant"], text))
    return " · ".join(part for part in parts if part) or text("category.all")


def _in_columns(table: Table) -> list[str]:
    widths = [max(map(len, (name, *cells))) for name, cells in table.items()]
    rows = [tuple(table), *zip(*table.values(), strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
