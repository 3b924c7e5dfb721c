"""Rule 4: what is withheld must not be what is left when the shown parts are taken from their total."""

import polars as pl

from dashboard import groups
from dashboard.disclosure.primary import hides
from dashboard.groups import CELL
from dashboard.indicator import Indicator, Protection

WHOLE = "whole"
NO_WHOLE = pl.lit(False)


def withhold(cells: pl.DataFrame, which: pl.DataFrame) -> pl.DataFrame:
    """The same cells, those that `which` names (by all its columns) hidden."""
    if which.is_empty():
        return cells
    hits = which.unique().with_columns(hit=True)
    marked = cells.join(hits, on=which.columns, how="left", maintain_order="left")
    return marked.with_columns(hidden=pl.col("hidden") | pl.col("hit").fill_null(False)).drop("hit")


def complement(
    cells: pl.DataFrame,
    rows: pl.DataFrame,
    line: list[str],
    indicator: Indicator,
    k: int,
    *,
    size: str = "",
    whole: pl.Expr = NO_WHOLE,
) -> pl.DataFrame:
    """Withhold more of each line's parts, those with the fewest families first, until they are safe.

    A line's parts add up to its total. Where that is shown, what the withheld parts are together is known:
    they are safe when there are two or more, and together they could be shown, and (with `size`, the column
    that adds up) each could be anything over a span of k. Where the total is withheld, so is a part. `rows`
    are the contributions, with the line's columns. `whole`: which cells are their line's total; without any,
    it stands elsewhere and is shown. It is withheld only where nothing else is left.
    """
    there = pl.col(size or "families") > 0
    touched = cells.filter("hidden", there).select(line).unique()
    if touched.is_empty():
        return cells
    work = cells.join(touched, on=line, how="semi").with_columns(whole.alias(WHOLE))
    rows = rows.join(touched, on=line, how="semi")
    done = [cells.join(touched, on=line, how="anti")]
    while not work.is_empty():
        unsafe = _unsafe(work, rows, line, indicator, k, size)
        done.append(work.join(unsafe, on=line, how="anti"))
        work = work.join(unsafe, on=line, how="semi")
        chosen = _next(work, line, size)
        if chosen.is_empty():
            done.append(work)
            break
        work = withhold(work, chosen)
    return pl.concat([part.select(cells.columns) for part in done])


def _next(work: pl.DataFrame, line: list[str], size: str) -> pl.DataFrame:
    """The part to be withheld next in each line; the total where no part is left."""
    open_cells = work.filter(~pl.col("hidden"), pl.col(size or "families") > 0)
    order = [WHOLE, "families", *([size] if size else []), *CELL]
    return open_cells.sort(order).unique(line, keep="first").select(CELL)


def _unsafe(
    work: pl.DataFrame, rows: pl.DataFrame, line: list[str], indicator: Indicator, k: int, size: str
) -> pl.DataFrame:
    """The lines whose withheld parts can be told from what is shown."""
    hidden, there = pl.col("hidden"), pl.col(size or "families") > 0
    part = there & ~pl.col(WHOLE)
    lines = work.group_by(line).agg(
        parts=part.sum(),
        count=(part & hidden).sum(),
        total_hidden=(pl.col(WHOLE) & hidden & there).any(),
        together=pl.col(size or "families").filter(part & hidden).sum().cast(pl.Int64),
    )
    narrow = (pl.col("together") - pl.col("count") < k) if size else pl.lit(False)
    left = _left_over(work, rows, line, indicator, k)
    lines = lines.join(left, on=line, how="left").with_columns(pl.col("left_hidden").fill_null(False))
    told = ~pl.col("total_hidden") & (pl.col("count") > 0)
    told &= (pl.col("count") < 2) | narrow | pl.col("left_hidden")
    added_up = pl.col("total_hidden") & (pl.col("count") == 0) & (pl.col("parts") > 0)
    return lines.filter(told | added_up).select(line)


def _left_over(
    work: pl.DataFrame, rows: pl.DataFrame, line: list[str], indicator: Indicator, k: int
) -> pl.DataFrame:
    """Would a line's withheld parts, as one group, have to be withheld? Columns: line, left_hidden."""
    parts = work.filter("hidden", ~pl.col(WHOLE), pl.col("families") > 0)
    if parts.is_empty():
        return parts.select(*line, left_hidden=pl.lit(True))
    keys = list(dict.fromkeys(name for name in (*CELL, *line) if name in rows.columns))
    there = rows.join(parts.select(keys).unique(), on=keys, how="semi")
    cells = groups.together(there, line, indicator)
    return cells.select(*line, left_hidden=hides(indicator, k, none_tells=True).fill_null(True))


def splits_families(indicator: Indicator) -> bool:
    """Does the breakdown tell something of each family (its step, its status), as a characteristic does?"""
    return indicator.partition and indicator.protection is Protection.SHARE
