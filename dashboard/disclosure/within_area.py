"""Rules 4 and 5 within an area: every kind of complement in turn, until none asks for more."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from dashboard.disclosure import flows
from dashboard.disclosure.complement import complement
from dashboard.disclosure.numbered import Lines, Numbered, Truths
from dashboard.disclosure.totals import TABLE
from dashboard.indicator import SIZE, WITHOUT_FAMILIES, Indicator, Over, Protection

LINE = ["variant", "period", "area", "characteristic", "group"]
"""Within these, categories that partition a group add up to it."""


def settled(cells: pl.DataFrame, table: Numbered, indicator: Indicator, k: int) -> pl.DataFrame:
    """The cells, more of them hidden: every kind of complement in turn, until none asks for more.

    `table`: the same cells in the same order, with their contributions.
    """
    if indicator.protection in WITHOUT_FAMILIES:
        return cells
    divided = table.is_divided
    by_characteristic = list(_by_characteristic(table)) if divided else []
    others = [*_by_category(table, indicator), *_over_time(table, indicator)]
    hidden, before = cells["hidden"].to_numpy(), -1
    while (now := int(hidden.sum())) != before:
        before = now
        for lines in by_characteristic:
            hidden = complement(table, hidden, lines, indicator, k)
        if divided and indicator.breakdown and indicator.protection is Protection.SHARE:
            hidden = hidden | _crossed(table, hidden)
        for lines in others:
            hidden = complement(table, hidden, lines, indicator, k)
    return cells.with_columns(hidden=pl.Series(hidden, dtype=pl.Boolean))


def _by_characteristic(table: Numbered) -> Iterator[Lines]:
    size = "at_risk" if "at_risk" in table.cells.columns else "families"
    yield Lines.of(table, [*TABLE, "area"], table.number(size), spans=True)


def _by_category(table: Numbered, indicator: Indicator) -> Iterator[Lines]:
    """Along a breakdown that adds up: within the categories whose sums are figures, then in all."""
    category = table.cells["category"]
    if indicator.partition and indicator.protection is Protection.MONEY:
        families = table.number("families")
        yield Lines.of(table, LINE, families, whole=(category == "all").to_numpy())
    elif indicator.partition:
        counted = table.number("families_x")
        for part in indicator.lines:
            inside = category.is_in(part).to_numpy()
            yield Lines.of(table, LINE, counted, inside=inside, spans=True)
        yield Lines.of(table, LINE, counted, spans=True)


def _over_time(table: Numbered, indicator: Indicator) -> Iterator[Lines]:
    if indicator.over is Over.FLOW and indicator.protection not in SIZE:
        yield from flows.lines(table)


def _crossed(table: Numbered, hidden: Truths) -> Truths:
    """Breakdowns by cohort that can't be shown whole: in a table of two dimensions a withheld cell is known
    by its row and its column. A cohort that is alone in its area is the area.
    """
    line = table.line([name for name in LINE if name != "group"])
    there = (table.number("families") > 0) & (table.cells["characteristic"] != "all").to_numpy()
    gap = there & hidden & (table.number("families_x") > 0)
    groups = np.unique(np.stack([line, table.line(LINE)])[:, there], axis=1)[0]
    both = np.bincount(groups, minlength=line.max(initial=0) + 1) > 1
    gaps = np.bincount(line[gap], minlength=len(both)) > 0
    return (both & gaps)[line]
