"""Files to tables of texts: every form a delivery may have ends as the same rows of texts, numbered.

Nothing is guessed here: a cell keeps its letters, an empty one is null. What the letters mean is decided in
`seed.delivery.cells`, by the file's `Style`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import fastexcel
import polars as pl

from seed.delivery import text_files
from seed.delivery.contract import TABLES
from seed.delivery.problems import ROW, problem

_TABLE_FILES = (".csv", ".parquet")
_WORKBOOKS = (".xlsx", ".xlsm")


class Style(StrEnum):
    """How numbers and days are written."""

    DANISH = "danish"  # a `;` file: 1.234,5
    PLAIN = "plain"  # a `,` file: 1234.5
    TYPED = "typed"  # a workbook or Parquet: typed cells, told as texts


@dataclass(frozen=True)
class Source:
    """A file, or a sheet of a workbook, named as a table."""

    name: str
    file: Path
    is_sheet: bool = False


@dataclass(frozen=True)
class Sheet:
    """What a source holds: the header as it stands, and the rows as texts under the numbers 0, 1, 2 …

    `cells` has the row's number in `ROW`. `problems` are of the file as a whole, or of single records.
    """

    style: Style
    header: tuple[str, ...] = ()
    cells: pl.DataFrame | None = None
    problems: tuple[pl.DataFrame, ...] = ()


def sources(place: Path) -> Iterator[Source]:
    """Every file and sheet of a delivery; raises FileNotFoundError where there is nothing at all."""
    if not place.exists():
        raise FileNotFoundError(f"There is no delivery at {place}.")
    for file in sorted(place.iterdir()) if place.is_dir() else [place]:
        if file.suffix.lower() in _WORKBOOKS and file.is_file():
            yield from _of_workbook(file)
        else:
            yield Source(file.stem if file.suffix.lower() in _TABLE_FILES else file.name, file)


def is_known(source: Source) -> bool:
    """Whether the source is a table of the format."""
    return source.name in TABLES and source.file.is_file()


def read(source: Source) -> Sheet:
    """A source's header and rows as texts."""
    try:
        if source.is_sheet:
            return _workbook_sheet(source)
        if source.file.suffix.lower() == ".parquet":
            return _parquet(source)
        return _text_file(source)
    except (OSError, pl.exceptions.PolarsError, fastexcel.FastExcelError):
        return Sheet(Style.TYPED, problems=(problem("unreadable", source.name),))


def _of_workbook(file: Path) -> Iterator[Source]:
    try:
        names = fastexcel.read_excel(file).sheet_names
    except fastexcel.FastExcelError:
        yield Source(file.name, file)
        return
    for name in names:
        yield Source(name, file, is_sheet=True)


def _workbook_sheet(source: Source) -> Sheet:
    """Every cell as text; a day comes as 2024-12-31 00:00:00, a truth value as true or false."""
    loaded = fastexcel.read_excel(source.file).load_sheet(
        source.name, header_row=None, skip_rows=0, dtypes="string"
    )
    rows = loaded.to_polars()
    rows = rows.rename(dict(zip(rows.columns, map(str, range(rows.width)), strict=True)))
    if rows.is_empty():
        return Sheet(Style.TYPED, problems=(problem("no_header", source.name),))
    header = tuple(name or "" for name in rows.row(0))
    return _sheet(source.name, Style.TYPED, header, rows.slice(1))


def _parquet(source: Source) -> Sheet:
    rows = pl.read_parquet(source.file)
    header = tuple(rows.columns)
    rows = rows.rename(dict(zip(header, map(str, range(rows.width)), strict=True)))
    return _sheet(source.name, Style.TYPED, header, rows.cast(pl.String))


def _text_file(source: Source) -> Sheet:
    content = text_files.decoded(source.file.read_bytes())
    if isinstance(content, int):
        return Sheet(Style.PLAIN, problems=(problem("encoding", source.name, content),))
    separator = text_files.separator(content)
    style = Style.DANISH if separator == ";" else Style.PLAIN
    try:
        header, cells, lengths = text_files.records(content, separator)
    except text_files.QuotesError as error:
        return Sheet(style, problems=(problem("quotes", source.name, error.row),))
    ragged = lengths.filter(pl.col("fields") != len(header))
    wrong = [
        problem("fields", source.name, row, value=str(fields), wanted=str(len(header)))
        for row, fields in ragged.iter_rows()
    ]
    return _sheet(source.name, style, header, cells, *wrong)


def _sheet(
    name: str, style: Style, header: tuple[str, ...], rows: pl.DataFrame, *problems: pl.DataFrame
) -> Sheet:
    """Rows numbered from 2; empty texts are null; a nameless column and last rows without a value go."""
    if not any(header):
        return Sheet(style, problems=(problem("no_header", name),))
    cells = rows.with_columns(pl.when(pl.all() != "").then(pl.all())).with_row_index(ROW, 2)
    filled = cells.select(pl.col(ROW).filter(pl.any_horizontal(pl.exclude(ROW).is_not_null())).max())
    cells = cells.head((filled.item() or 1) - 1)
    nameless = [
        str(number)
        for number, column in enumerate(header)
        if not column and cells[str(number)].null_count() == cells.height
    ]
    return Sheet(style, header, cells.drop(nameless), problems)
