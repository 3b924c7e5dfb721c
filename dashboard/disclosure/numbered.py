"""A table's cells as numbers, with the contributions behind them: what is asked of them over and over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.building.groups import CELL, CHARACTERISTICS

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]
LINE = "line"


@dataclass(frozen=True)
class Numbered:
    """Cells of `dashboard.building.groups`, one row each, and the rows they were counted from.

    Every array it answers has a number for each cell, in the cells' order.
    """

    cells: pl.DataFrame
    rows: pl.DataFrame
    _lines: dict[tuple[str, ...], Numbers] = field(default_factory=dict)
    _numbers: dict[str, Numbers] = field(default_factory=dict)

    @cached_property
    def is_divided(self) -> bool:
        """Are the cells groups of a characteristic, and not areas?"""
        return bool(self.cells["characteristic"].ne("all").any())

    def number(self, name: str) -> Numbers:
        """A column that counts; nobody where it is empty."""
        if name not in self._numbers:
            self._numbers[name] = self.cells[name].fill_null(0).cast(pl.Int64).to_numpy()
        return self._numbers[name]

    def line(self, names: Sequence[str]) -> Numbers:
        """Which line each cell is in: those with the same in all these columns are in one."""
        key = tuple(names)
        if key not in self._lines:
            numbers = np.zeros(len(self.cells), dtype=np.int64)
            for name in names:
                numbers = numbers * (self._codes[name].max(initial=0) + 1) + self._codes[name]
            self._lines[key] = np.unique(numbers, return_inverse=True)[1]
        return self._lines[key]

    def rows_of(self, which: Truths, line: Numbers) -> pl.DataFrame:
        """The contributions to some of the cells, with the number of the `line` that their cell is in."""
        found = np.flatnonzero(np.append(which, False)[self._place])  # a row of no cell is at -1
        return self._amounts[found].with_columns(pl.Series(LINE, line[self._place[found]]))

    @cached_property
    def _amounts(self) -> pl.DataFrame:
        """The contributions without their labels, but for the period: a course counts by it."""
        return self.rows.drop((name for name in (*CELL, *CHARACTERISTICS) if name != "period"), strict=False)

    @cached_property
    def _codes(self) -> dict[str, Numbers]:
        ranked = self.cells.select(pl.col(CELL).rank("dense").cast(pl.Int64))
        return {name: ranked[name].to_numpy() for name in CELL}

    @cached_property
    def _place(self) -> Numbers:
        """The cell of each row."""
        of = self.cells.lazy().select(CELL).with_row_index("place")
        placed = self.rows.lazy().select(CELL).join(of, on=CELL, how="left", maintain_order="left")
        return placed.select(pl.col("place").cast(pl.Int64).fill_null(-1)).collect()["place"].to_numpy()


@dataclass(frozen=True)
class Lines:
    """How the cells of a table add up: the parts of a line to its total."""

    line: Numbers  # which line each cell is in
    inside: Truths  # which cells are in any
    size: Numbers  # what adds up
    whole: Truths  # which cells are their line's total; where none is, it stands elsewhere and is shown
    spans: bool  # must each withheld part be anything over a span of k?

    @cached_property
    def there(self) -> Truths:
        """The cells that have something to add."""
        something: Truths = self.inside & (self.size > 0)
        return something

    @classmethod
    def of(
        cls,
        table: Numbered,
        names: Sequence[str] | Numbers,
        size: Numbers,
        *,
        inside: Truths | None = None,
        whole: Truths | None = None,
        spans: bool = False,
    ) -> "Lines":
        """Lines by the table's columns, or by a number given for each cell."""
        line = names if isinstance(names, np.ndarray) else table.line(names)
        everywhere = np.ones(len(size), dtype=np.bool_)
        nowhere = np.zeros(len(size), dtype=np.bool_)
        return cls(
            line,
            everywhere if inside is None else inside,
            size,
            nowhere if whole is None else whole,
            spans,
        )
