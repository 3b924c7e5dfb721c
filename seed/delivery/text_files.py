"""Text files to records: bytes to letters, the separator, and fields that may stand in quotation marks."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import polars as pl

from seed.delivery.problems import ROW

Records = tuple[tuple[str, ...], pl.DataFrame, pl.DataFrame]
"""The header; the cells under the numbers 0, 1, 2 …; and the fields of each record: `ROW`, `fields`."""

_BATCH = 200_000
_PART = 2**25  # bytes
_BOM = b"\xef\xbb\xbf"


class QuotesError(Exception):
    """A quotation mark opens or ends where it can't; `row` is the record."""

    def __init__(self, row: int) -> None:
        self.row = row


def decoded(content: bytes) -> bytes | int:
    """The content as UTF-8, or the row in which it is neither UTF-8 nor Windows-1252.

    Line ends become one sign, and empty lines at the end go.
    """
    content = content.removeprefix(_BOM)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            content = content.decode("cp1252").encode("utf-8")
        except UnicodeDecodeError as error:
            return content.count(b"\n", 0, error.start) + 1
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n")


def separator(content: bytes) -> str:
    """What stands between fields: `;` where the header has one."""
    return ";" if b";" in content.partition(b"\n")[0] else ","


def records(content: bytes, separator: str) -> Records:
    """The header, the cells and how many fields each record has; raises QuotesError.

    Where quotation marks protect nothing a record is a line, which polars splits; else it is read by itself.
    """
    if b'"' not in content:
        return _by_line(content, separator)
    if _protect_nothing(content, separator):
        return _by_line(content.replace(b'"', b""), separator)
    return _one_by_one(content, separator)


def _protect_nothing(content: bytes, separator: str) -> bool:
    """Whether marks stand around whole fields only, without a separator, a mark or a line's end between."""
    plain = rf'[^"{re.escape(separator)}]*'
    field = f'(?:{plain}|"{plain}")'
    line = f"^{field}(?:{re.escape(separator)}{field})*$"
    return all(lines.str.contains(line).all() for lines in _lines(content, 0))


def _by_line(content: bytes, separator: str) -> Records:
    first, _, _ = content.partition(b"\n")
    header = tuple(first.decode("utf-8").split(separator))
    cells, fields = [pl.DataFrame(schema=_texts(header))], [pl.Series(dtype=pl.UInt32)]
    for lines in _lines(content, len(first) + 1):
        split = lines.str.split_exact(separator, len(header) - 1)
        cells.append(split.struct.rename_fields(_numbers(header)).struct.unnest())
        fields.append(lines.str.count_matches(separator, literal=True) + 1)
    return header, pl.concat(cells), _lengths(pl.concat(fields))


def _lines(content: bytes, start: int) -> Iterator[pl.Series]:
    """The lines from a place on, part by part: what a part needs while it is split is not needed of all."""
    while start < len(content):
        end = content.find(b"\n", start + _PART) + 1 or len(content)
        yield pl.read_lines(content[start:end])["line"]
        start = end


def _one_by_one(content: bytes, separator: str) -> Records:
    reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), delimiter=separator, strict=True)
    header: tuple[str, ...] = ()
    cells: list[pl.DataFrame] = []
    lengths: list[int] = []
    batch: list[list[str]] = []
    try:
        header = tuple(next(reader))
        for record in reader:
            lengths.append(len(record))
            batch.append(record)
            if len(batch) == _BATCH:
                cells.append(_columns(batch, header))
                batch = []
    except csv.Error:
        raise QuotesError(len(lengths) + 1 + bool(header)) from None
    return header, pl.concat([*cells, _columns(batch, header)]), _lengths(pl.Series(lengths, dtype=pl.UInt32))


def _columns(batch: Sequence[Sequence[str]], header: Sequence[str]) -> pl.DataFrame:
    """Records as columns: a short one is filled up, what a long one has too much is left out."""
    columns = list(zip_longest(*batch))[: len(header)]
    missing = [(None,) * len(batch)] * (len(header) - len(columns))
    return pl.DataFrame(dict(zip(_numbers(header), [*columns, *missing], strict=True)), schema=_texts(header))


def _numbers(header: Sequence[str]) -> list[str]:
    return [str(number) for number in range(len(header))]


def _texts(header: Sequence[str]) -> dict[str, pl.DataType]:
    return {number: pl.String() for number in _numbers(header)}


def _lengths(fields: pl.Series) -> pl.DataFrame:
    numbers = pl.int_range(2, fields.len() + 2, eager=True)
    return pl.DataFrame({ROW: numbers, "fields": fields.cast(pl.Int64)})
