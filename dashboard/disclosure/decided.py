"""What has been decided of areas, and what totals over them are formed of."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from dashboard.building import groups
from dashboard.indicator import Indicator


@dataclass(frozen=True)
class Decided:
    """Areas' cells as decided, and what a total over them is formed of: that of a vintage where it stands."""

    cells: pl.DataFrame
    counted: pl.DataFrame  # the same cells with the families that are in them: a carried one's may be nobody
    rows: pl.DataFrame | None  # the contributions, where a total is not formed of cells

    def over(self, included: pl.DataFrame, by: list[str], indicator: Indicator) -> pl.DataFrame:
        """One cell for each `by`, over the areas `included` names."""
        if self.rows is not None:
            rows = self.rows.lazy().join(included.lazy(), on=included.columns, how="semi")
            readings = self.rows["variant"].unique().to_list() or [""]
            return pl.concat([groups.count(rows.filter(variant=each), by, indicator) for each in readings])
        part = self.counted.join(included, on=included.columns, how="semi")
        return groups.added_up(part, by, indicator)

    def beside(self, other: "Decided") -> "Decided":
        """Both as one, of different areas."""
        rows = None if self.rows is None or other.rows is None else pl.concat([self.rows, other.rows])
        return Decided(pl.concat([self.cells, other.cells]), pl.concat([self.counted, other.counted]), rows)


@dataclass(frozen=True)
class Within:
    """What is decided of areas, each by what it has itself: as a whole, and by characteristic."""

    plain: Decided
    cut: Decided | None

    @cached_property
    def cells(self) -> pl.DataFrame:
        tables = [self.plain.cells] if self.cut is None else [self.plain.cells, self.cut.cells]
        return pl.concat(tables, how="diagonal_relaxed")

    def beside(self, other: "Within") -> "Within":
        """Both as one, of different areas."""
        cut = None if self.cut is None or other.cut is None else self.cut.beside(other.cut)
        return Within(self.plain.beside(other.plain), cut)
