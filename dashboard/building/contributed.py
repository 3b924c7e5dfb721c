"""Contributions of a case's parts: in memory where there is one, else in files, read one at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dashboard.building import groups
from dashboard.building.groups import KEY, NO_GROUPS, Beyond
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

    keys: pl.DataFrame
    files: Sequence[Path] = ()  # of each part
    whole: pl.DataFrame | None = None  # where there is one part

    def of(self, number: int, indicator: Indicator, k: int) -> pl.DataFrame:
        """A part's rows as the indicator counts them; `k` of the level with the most readers."""
        rows = pl.read_parquet(self.files[number]) if self.whole is None else self.whole
        return self._prepared(rows, indicator, k)

    def beyond(self, indicator: Indicator, k: int, quiet: pl.DataFrame) -> Beyond:
        """What every area has cells for: the `quiet` ones (KEY), and where there are parts, of any."""
        names = characteristics(indicator)
        if self.whole is not None:
            return Beyond(quiet, NO_GROUPS)
        values = [NO_GROUPS]
        for file in self.files:
            labels = pl.scan_parquet(file).select("category", "period", *names).collect()
            values.append(groups.groups(self._prepared(labels, indicator, k), names, indicator))
        keys = self._prepared(self.keys, indicator, k).select(KEY)
        return Beyond(pl.concat([quiet, keys]).unique(), pl.concat(values).unique())

    def _prepared(self, rows: pl.DataFrame, indicator: Indicator, k: int) -> pl.DataFrame:
        return groups.prepared(rows, indicator, k, self.keys["period"].to_list())


def contributed(
    contributes: Contributes, parts: Sequence[Part], families: pl.DataFrame, folder: Path
) -> Contributed:
    """What every part's families contribute, with their areas and characteristics.

    `families`: characteristics, with FAMILY_NO; `folder`: where the rows of several parts stand.
    """
    files: list[Path] = []
    keys: list[pl.DataFrame] = []
    for number, part in enumerate(parts):
        rows = _with_characteristics(contributes(part.case).collect(engine="streaming"), families)
        keys.append(rows.select(KEY).unique())
        if len(parts) == 1:
            return Contributed(keys[0], whole=rows)
        files.append(folder / f"{number:04}.parquet")
        rows.write_parquet(files[-1], compression="lz4")
    return Contributed(pl.concat(keys).unique(), files)


def _with_characteristics(rows: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    if "family" not in rows.columns:
        return rows
    return rows.join(families, on="family", how="inner").drop("family").rename({FAMILY_NO: "family"})
