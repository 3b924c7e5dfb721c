"""Contributions of a case's parts: in memory where there is one, else in files, read one at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dashboard.building import groups
from dashboard.building.groups import GROUP, KEY, Beyond
from dashboard.building.parts import Part
from dashboard.disclosure.laid_out import characteristics
from dashboard.indicator import Indicator
from data_access.case import Case

FAMILY_NO = "family_no"
"""What takes the place of a family's id as soon as its area is known: numbers are told apart faster."""

Contributes = Callable[[Case], pl.LazyFrame]


@dataclass(frozen=True)
class Contributed:
    """What the families of every part contribute, and the cells (KEY) that any of them contributes to."""

    held: list[pl.DataFrame | Path]
    keys: pl.DataFrame

    @property
    def is_whole(self) -> bool:
        return len(self.held) == 1

    def of(self, number: int, indicator: Indicator, k: int) -> pl.DataFrame:
        """A part's rows as the indicator counts them; `k` of the level with the most readers."""
        held = self.held[number]
        rows = pl.read_parquet(held) if isinstance(held, Path) else held
        return groups.prepared(rows, indicator, k, self.keys["period"].to_list())

    def beyond(self, indicator: Indicator, k: int, quiet: pl.DataFrame) -> Beyond:
        """What every area has cells for: the `quiet` ones (KEY), and where there are parts, of any."""
        found = [Beyond(quiet, pl.DataFrame(schema=dict.fromkeys(GROUP, pl.String)))]
        if not self.is_whole:
            parts = (self.of(number, indicator, k) for number in range(len(self.held)))
            found += [_cells_of(rows, indicator) for rows in parts]
        keys, values = zip(*found, strict=True)
        return Beyond(pl.concat(keys).unique(), pl.concat(values).unique())


def contributed(
    contributes: Contributes, parts: Sequence[Part], families: pl.DataFrame, folder: Path | None
) -> Contributed:
    """What every part's families contribute, with their areas and characteristics.

    `families`: characteristics, with FAMILY_NO; `folder`: where the rows of several parts stand.
    """
    held: list[pl.DataFrame | Path] = []
    keys: list[pl.DataFrame] = []
    for number, part in enumerate(parts):
        rows = _with_characteristics(contributes(part.case).collect(engine="streaming"), families)
        keys.append(rows.select(KEY).unique())
        held.append(rows if len(parts) == 1 or folder is None else _stored(rows, folder, number))
    return Contributed(held, pl.concat(keys).unique())


def _with_characteristics(rows: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    if "family" not in rows.columns:
        return rows
    return rows.join(families, on="family", how="inner").drop("family").rename({FAMILY_NO: "family"})


def _stored(rows: pl.DataFrame, folder: Path, number: int) -> Path:
    file = folder / f"{number:04}.parquet"
    rows.write_parquet(file, compression="lz4")
    return file


def _cells_of(rows: pl.DataFrame, indicator: Indicator) -> Beyond:
    names = characteristics(indicator)
    divided = groups.divided(rows, names, indicator).select(GROUP).unique() if names else None
    none = pl.DataFrame(schema=dict.fromkeys(GROUP, pl.String))
    return Beyond(rows.select(KEY).unique(), none if divided is None else divided)
