"""Rule 4: what is withheld must not be what is left when the shown parts are taken from their total."""

import numpy as np
import polars as pl

from dashboard.building import groups
from dashboard.disclosure.numbered import LINE, Lines, Numbered, Numbers, Truths
from dashboard.disclosure.primary import hides
from dashboard.indicator import Indicator, Protection


def withhold(cells: pl.DataFrame, which: pl.DataFrame) -> pl.DataFrame:
    """The same cells, those that `which` names (by all its columns) hidden."""
    if which.is_empty():
        return cells
    hits = which.lazy().unique().with_columns(hit=True)
    marked = cells.lazy().join(hits, on=which.columns, how="left", maintain_order="left")
    hidden = pl.col("hidden") | pl.col("hit").fill_null(False)
    return marked.with_columns(hidden=hidden).drop("hit").collect()


def complement(table: Numbered, hidden: Truths, lines: Lines, indicator: Indicator, k: int) -> Truths:
    """Which cells are hidden once each line's parts are safe, those with the fewest families withheld first.

    A line's parts add up to its total. Where that is shown, what the withheld parts are together is known:
    they are safe when there are two or more, and together they could be shown, and (where the size `spans`)
    each could be anything over a span of k. Where the total is withheld, so is a part. The total is withheld
    only where nothing else is left.
    """
    hidden = hidden.copy()
    number = int(lines.line.max(initial=0)) + 1
    waiting = np.zeros(number, dtype=np.bool_)
    waiting[lines.line[hidden & lines.there]] = True
    order = np.lexsort((lines.size, table.number("families"), lines.whole))
    order = order[lines.there[order]]
    while waiting.any():
        waiting &= _unsafe(table, hidden, lines, waiting, indicator, k)
        candidates = order[~hidden[order] & waiting[lines.line[order]]]
        _, first = np.unique(lines.line[candidates], return_index=True)
        if not len(first):
            break
        hidden[candidates[first]] = True
    return hidden


def _unsafe(
    table: Numbered, hidden: Truths, lines: Lines, waiting: Truths, indicator: Indicator, k: int
) -> Truths:
    """The lines whose withheld parts can be told from what is shown."""
    part = lines.there & ~lines.whole

    def added(which: Truths, size: Numbers | None = None) -> Numbers:
        weights = None if size is None else size[which]
        return np.bincount(lines.line[which], weights, len(waiting)).astype(np.int64)

    count, parts = added(part & hidden), added(part)
    total_hidden = added(lines.there & lines.whole & hidden) > 0
    told = count < 2
    if lines.spans:
        told |= added(part & hidden, lines.size) - count < k
    asked = waiting & ~told & ~total_hidden
    told |= _left_over(table, hidden, lines, asked, indicator, k)
    from_total: Truths = ~total_hidden & (count > 0) & told
    by_parts: Truths = total_hidden & (count == 0) & (parts > 0)
    return from_total | by_parts


def _left_over(
    table: Numbered, hidden: Truths, lines: Lines, asked: Truths, indicator: Indicator, k: int
) -> Truths:
    """In which of the lines `asked` would the withheld parts, as one group, have to be withheld?"""
    answer = np.zeros_like(asked)
    which = lines.inside & hidden & ~lines.whole & (table.number("families") > 0) & asked[lines.line]
    if which.any():
        cells = groups.together(table.rows_of(which, lines.line), [LINE], indicator)
        answer[cells.filter(hides(cells, indicator, k, none_tells=True))[LINE].to_numpy()] = True
    return answer


def splits_families(indicator: Indicator) -> bool:
    """Does the breakdown tell something of each family (its step, its status), as a characteristic does?"""
    return indicator.partition and indicator.protection is Protection.SHARE
