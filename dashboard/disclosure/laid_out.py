"""An indicator's contributions as they are counted: worked out once, for no level's k has a part in it."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import polars as pl

from dashboard.building import groups
from dashboard.building.groups import CELL, Beyond
from dashboard.disclosure import flows, readings, vintages
from dashboard.disclosure.numbered import Numbered
from dashboard.disclosure.readings import Apart
from dashboard.disclosure.vintages import Named
from dashboard.indicator import SIZE, WITHOUT_FAMILIES, Indicator, Over


class Growth(NamedTuple):
    """What grows: what moves as one, in which periods there is any of it, and who brings how much then."""

    line: list[str]
    places: pl.DataFrame  # line, period
    tables: list[Named]
    of_quarters: bool  # are they of a flow's quarters, of which totals to date are made?


@dataclass(frozen=True)
class LaidOut:
    """Contributions by area and by characteristic, the cells they add up to, and how far readings differ."""

    indicator: Indicator
    rows: pl.DataFrame
    areas: pl.DataFrame
    beyond: Beyond
    other_readings: pl.DataFrame | None = None

    @cached_property
    def whole(self) -> pl.DataFrame:
        return _whole(self.rows)

    @cached_property
    def by_area(self) -> pl.DataFrame:
        return groups.by_area(self.whole, self.indicator, self.areas, self.beyond.keys)

    @cached_property
    def divided(self) -> pl.DataFrame:
        return groups.divided(self.rows, characteristics(self.indicator), self.indicator)

    @cached_property
    def by_characteristic(self) -> pl.DataFrame:
        return groups.by_characteristic(self.divided, self.indicator, self.beyond.groups)

    @cached_property
    def table_whole(self) -> Numbered:
        return Numbered(self.by_area, self.whole)

    @cached_property
    def table_divided(self) -> Numbered:
        return Numbered(self.by_characteristic, self.divided)

    @cached_property
    def every_group(self) -> pl.DataFrame:
        """Contributions under every group they are counted in: the area, and each characteristic."""
        return pl.concat([self.whole.select(self.divided.columns), self.divided])

    @cached_property
    def growth_whole(self) -> Growth | None:
        return None if self.indicator.protection in SIZE else self._growth(self.whole)

    @cached_property
    def growth_divided(self) -> Growth | None:
        return self._growth(self.divided, "characteristic")

    def _growth(self, rows: pl.DataFrame, *more: str) -> Growth | None:
        growing = vintages.grows(rows, self.indicator)
        if growing.is_empty():
            return None
        line = vintages.line_of(self.indicator, *more)
        of_quarters = self.indicator.over is Over.FLOW and not more
        counted = flows.quarters(rows) if of_quarters else growing
        tables = vintages.tables(counted, line, self.indicator)
        return Growth(line, growing.select(*line, "period").unique(), list(tables), of_quarters)

    @cached_property
    def apart_whole(self) -> list[Apart]:
        return self._apart(self.whole, None if self.other_readings is None else _whole(self.other_readings))

    @cached_property
    def apart_divided(self) -> list[Apart]:
        other, names = self.other_readings, self.divided["characteristic"].unique().sort().to_list()
        if other is None:
            return self._apart(self.divided, None)
        return self._apart(self.divided, groups.divided(other, names, self.indicator) if names else None)

    def _apart(self, rows: pl.DataFrame, other: pl.DataFrame | None) -> list[Apart]:
        every = rows if other is None else pl.concat([rows, other.select(rows.columns)])
        return readings.apart(every, [name for name in CELL if name in rows.columns], self.indicator)


def characteristics(indicator: Indicator) -> tuple[str, ...]:
    """What an indicator's families are divided by."""
    if indicator.protection in WITHOUT_FAMILIES:
        return ()
    return groups.CHARACTERISTICS if indicator.characteristics else ("cohort",)


def _whole(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(characteristic=pl.lit("all"), group=pl.lit("all"))
