"""The figures file: the released cells of one level as evaluators read them, in a format of their choice."""

from pathlib import Path
from typing import IO, Literal

import polars as pl

from dashboard.building import figures
from dashboard.stores import store
from dashboard.stores.served import NOTHING_APPROVED, NoRelease, cells_of
from dashboard.stores.settings import Settings
from dashboard.stores.viewer import Level

_LAST_COLUMNS = ("areas", "interval", "value_of")
FILE_COLUMNS = [*(name for name in figures.RELEASE if name not in _LAST_COLUMNS), *_LAST_COLUMNS]


def write_figures(
    settings: Settings,
    destination: Path | IO[bytes],
    form: Literal["csv", "json", "parquet"],
    level: Level = Level.PUBLIC,
) -> None:
    """The released cells of one level, one row each: the evaluators' data set.

    Read by programs: the code's names, a decimal point and no thousands' mark, whatever the language.
    """
    served = store.served_folder(settings.data_folder)
    if served is None:
        raise NoRelease(NOTHING_APPROVED)
    cells = cells_of(served).only(pl.col("level") == level.value).cells.select(FILE_COLUMNS)
    match form:
        case "csv":
            cells.write_csv(destination)
        case "json":
            cells.write_json(destination)  # type: ignore[arg-type]  # the stub forgets binary files
        case "parquet":
            cells.write_parquet(destination)
