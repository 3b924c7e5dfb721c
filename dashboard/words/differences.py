"""What one release shows and another does not: cells that appear, vanish or change, and new periods.

Pure functions of two releases' cells; nothing here is calculated from rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.indicators.periods import last_day
from dashboard.stores.released import SHOWN, Released
from dashboard.words.sentences import Cell

FIGURE = ["indicator", "measure"]
LINE = [*FIGURE, "variant", "cut", "area", "cohort", "characteristic", "category", "period", "level"]
"""What makes a cell the same in both releases."""

KINDS = ("appeared", "vanished", "revised", "moved")
"""How a cell of a period that the earlier release has may differ.

`appeared`, `vanished`: shown in the one and not in the other. `revised`: another value, of a period that was
over when the earlier release was made. `moved`: another value, of a period that was not, or has no end.
"""


@dataclass(frozen=True)
class Differences:
    """What the later of two releases changes."""

    counts: pl.DataFrame  # a row a figure: new_periods and KINDS, the most first
    revised: list[tuple[Cell, Cell]]  # the same cell in the earlier and in the later release

    @property
    def is_none(self) -> bool:
        return self.counts.is_empty()


def differences(before: Released, after: Released) -> Differences:
    """What `after` changes of `before`, figure by figure."""
    pairs = _pairs(before.cells, after.cells)
    counts = _counts(pairs.filter(pl.col("kind").is_not_null()), _new_periods(before.cells, after.cells))
    keys = pairs.filter(pl.col("kind") == "revised").select(LINE)
    return Differences(counts, list(zip(_chosen(before, keys), _chosen(after, keys), strict=True)))


def _pairs(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Every cell of a period that the earlier release has, with how it differs; null where it does not."""
    shown = pl.col("status").is_in(SHOWN)
    both = (
        before.select(*LINE, was=shown, old="value")
        .join(after.select(*LINE, now=shown, new="value"), on=LINE, how="full", coalesce=True)
        .join(_periods(before), on=[*FIGURE, "period"])
        .with_columns(pl.col("was", "now").fill_null(False))
    )
    closed = pl.col("period").is_in(_closed(before))
    differs = pl.col("was") & pl.col("now") & (pl.col("old") != pl.col("new"))
    return both.with_columns(
        kind=pl.when(~pl.col("was") & pl.col("now"))
        .then(pl.lit("appeared"))
        .when(pl.col("was") & ~pl.col("now"))
        .then(pl.lit("vanished"))
        .when(differs & closed)
        .then(pl.lit("revised"))
        .when(differs)
        .then(pl.lit("moved"))
    )


def _closed(before: pl.DataFrame) -> list[str]:
    """The periods that were over on the last day of the earlier release's data."""
    if before.is_empty():
        return []
    as_of = date.fromisoformat(before["as_of"][0])
    ends = {period: last_day(period) for period in before["period"].unique().to_list()}
    return [period for period, end in ends.items() if end is not None and end <= as_of]


def _periods(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.select(*FIGURE, "period").unique()


def _new_periods(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """How many periods a figure has for the first time: those with a number in any cell."""
    shown = _periods(after.filter(pl.col("status").is_in(SHOWN)))
    new = shown.join(_periods(before), on=[*FIGURE, "period"], how="anti")
    return new.group_by(FIGURE).agg(new_periods=pl.len())


def _counts(changed: pl.DataFrame, new_periods: pl.DataFrame) -> pl.DataFrame:
    kinds = changed.group_by(FIGURE).agg(**{kind: (pl.col("kind") == kind).sum() for kind in KINDS})
    counts = kinds.join(new_periods, on=FIGURE, how="full", coalesce=True).with_columns(
        pl.col("new_periods", *KINDS).fill_null(0).cast(pl.Int64)
    )
    size = pl.sum_horizontal(*KINDS)
    order = [-size, -pl.col("new_periods"), *map(pl.col, FIGURE)]
    return counts.sort(order).select(*FIGURE, "new_periods", *KINDS)


def _chosen(released: Released, keys: pl.DataFrame) -> Sequence[Cell]:
    return released.cells.join(keys, on=LINE, how="semi").sort(LINE).rows(named=True)
