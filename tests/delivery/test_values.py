"""What a cell's text is read as, in each style; what can't be read is null and never a guess."""

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from seed.delivery import text_files
from seed.delivery.contract import Column, Kind
from seed.delivery.reading import Style
from seed.delivery.values import value

DANISH, PLAIN, TYPED = Style.DANISH, Style.PLAIN, Style.TYPED


def read(text: str, kind: Kind, style: Style) -> Any:
    column = Column("cell", kind, True, (), None)
    return pl.DataFrame({"cell": [text]}).select(value(column, style)).item()


@pytest.mark.parametrize(
    ("text", "style", "oere"),
    [
        ("12.000", DANISH, 1_200_000),  # a lone dot: twelve thousand here
        ("12.000", PLAIN, 1_200),  # and twelve there
        ("-250.000", DANISH, -25_000_000),
        ("1.234,5", DANISH, 123_450),
        ("1234567.89", PLAIN, 123_456_789),
        ("49974.85", TYPED, 4_997_485),
        ("0.1", TYPED, 10),
        ("12.00", DANISH, None),
        ("1.2345", DANISH, None),
        ("1,234.5", PLAIN, None),
        ("12.345", PLAIN, None),
        ("1e3", PLAIN, None),
        ("12 000", DANISH, None),
    ],
)
def test_an_amount_is_whole_oere_by_the_way_its_file_writes_numbers(
    text: str, style: Style, oere: int | None
) -> None:
    assert read(text, Kind.MONEY, style) == oere


@pytest.mark.parametrize(
    ("text", "kind", "style", "expected"),
    [
        ("2.024", Kind.WHOLE, DANISH, 2024),
        ("2024.0", Kind.WHOLE, TYPED, 2024),
        ("2024.0", Kind.WHOLE, PLAIN, None),
        ("9999999999", Kind.WHOLE, PLAIN, None),
        ("0,37", Kind.NUMBER, DANISH, 0.37),
        ("nan", Kind.NUMBER, TYPED, None),
        ("2024-02-29", Kind.DAY, DANISH, date(2024, 2, 29)),
        ("29-02-2024", Kind.DAY, PLAIN, date(2024, 2, 29)),
        ("2024-02-29 00:00:00", Kind.DAY, TYPED, date(2024, 2, 29)),
        ("2024-02-29 10:00:00", Kind.DAY, TYPED, None),
        ("30-02-2024", Kind.DAY, DANISH, None),
        ("1-2-2024", Kind.DAY, DANISH, None),
        ("2024-03-01T08:30", Kind.MOMENT, PLAIN, datetime(2024, 3, 1, 8, 30)),
        ("01-03-2024", Kind.MOMENT, DANISH, datetime(2024, 3, 1)),
        ("2024-03-01 24:00", Kind.MOMENT, PLAIN, None),
        ("SAND", Kind.FLAG, DANISH, True),
        ("Ja", Kind.FLAG, PLAIN, True),
        ("0", Kind.FLAG, TYPED, False),
        ("x", Kind.FLAG, PLAIN, None),
    ],
)
def test_a_cell_is_read_as_what_its_column_holds(
    text: str, kind: Kind, style: Style, expected: object
) -> None:
    assert read(text, kind, style) == expected


@pytest.mark.parametrize("content", ["a,b\n1,2\n3\n4,5,6", 'a,"b"\n1,2\n3\n"4",5,6'])
def test_records_are_the_same_with_and_without_quotation_marks(content: str) -> None:
    header, cells, lengths = text_files.records(content.encode(), ",")
    assert header == ("a", "b")
    assert cells.rows() == [("1", "2"), ("3", None), ("4", "5")]
    assert lengths.rows() == [(2, 2), (3, 1), (4, 3)]


def test_a_line_break_in_quotation_marks_is_part_of_its_record() -> None:
    _, cells, lengths = text_files.records(b'a,b\n"x\ny",2\n3,4', ",")
    assert cells.rows() == [("x\ny", "2"), ("3", "4")]
    assert lengths.rows()[-1] == (3, 2)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfs\xc3\xb8\r\n\r\n", b"s\xf8\n", b"s\xc3\xb8"])
def test_utf8_with_or_without_its_mark_and_windows_1252_say_the_same(content: bytes) -> None:
    assert text_files.decoded(content) == "sø".encode()
