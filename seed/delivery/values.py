"""One cell: a text as the value its column holds, null where it can't be read, and the rules for it alone."""

from collections.abc import Callable
from typing import Any

import polars as pl

from seed.delivery.contract import Column, Kind
from seed.delivery.reading import Style

TYPES: dict[Kind, Any] = {
    Kind.TEXT: pl.String(),
    Kind.CODE: pl.String(),
    Kind.WHOLE: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.MONEY: pl.Int64(),
    Kind.DAY: pl.Date(),
    Kind.MOMENT: pl.Datetime("us"),
    Kind.FLAG: pl.Boolean(),
}
"""What the values of a column are; money is whole øre."""

_LARGEST_WHOLE = 2**31 - 1  # what both databases keep
_LARGEST_OERE = 1e13
_BINARY_NOISE = 0.001  # a typed amount is a binary number: so far it may lie from whole øre

_GROUPED = r"(?:\d{1,3}(?:\.\d{3})+|\d+)"
_WHOLES = {Style.DANISH: rf"^-?{_GROUPED}$", Style.PLAIN: r"^-?\d+$", Style.TYPED: r"^-?\d+(?:\.0+)?$"}
_NUMBERS = {
    Style.DANISH: rf"^-?{_GROUPED}(?:,\d+)?$",
    Style.PLAIN: r"^-?\d+(?:\.\d+)?$",
    Style.TYPED: r"^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$",
}
_DAY, _DANISH_DAY = r"^[1-9]\d{3}-\d{2}-\d{2}", r"^(\d{2})-(\d{2})-([1-9]\d{3})"
_MIDNIGHT = r"[ T]00:00:00(?:\.0+)?$"
_CLOCK = r"^ \d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$"
_TRUE, _FALSE = ("true", "1", "ja", "sand", "1.0"), ("false", "0", "nej", "falsk", "0.0")
_FORMULA = r"^[=+\-@\t\r]"
_CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"


def value(column: Column, style: Style) -> pl.Expr:
    """The cell's text as the column's value."""
    text = pl.col(column.name)
    read = _READERS[column.kind](text, style)
    return read.alias(column.name)


def checks(column: Column) -> dict[str, pl.Expr]:
    """Which rules a cell breaks, from its text and from the value read, which stands in `<name> read`."""
    text, read = pl.col(column.name), pl.col(f"{column.name} read")
    rules = {} if column.may_be_empty else {"empty": text.is_null()}
    match column.kind:
        case Kind.TEXT:
            rules["control_sign"] = text.str.contains(_CONTROL)
            if column.is_plain:
                rules["formula"] = text.str.contains(_FORMULA)
        case Kind.CODE:
            rules["code"] = ~text.is_in(list(column.codes))
        case _:
            rules[column.kind.value] = text.is_not_null() & read.is_null()
    return rules


def _text(text: pl.Expr, style: Style) -> pl.Expr:
    return text


def _whole(text: pl.Expr, style: Style) -> pl.Expr:
    digits = text.str.replace_all(".", "", literal=True) if style is Style.DANISH else text
    digits = digits.str.replace(r"\.0+$", "") if style is Style.TYPED else digits
    number = pl.when(text.str.contains(_WHOLES[style])).then(digits).cast(pl.Int64, strict=False)
    return pl.when(number.abs() <= _LARGEST_WHOLE).then(number)


def _number(text: pl.Expr, style: Style) -> pl.Expr:
    plain = text
    if style is Style.DANISH:
        plain = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    number = pl.when(text.str.contains(_NUMBERS[style])).then(plain).cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)


def _money(text: pl.Expr, style: Style) -> pl.Expr:
    """Whole øre; a third decimal is no amount, and in a `,` file most likely a Danish thousand misread."""
    oere = _number(text, style) * 100
    is_whole = (oere - oere.round(0)).abs() <= _BINARY_NOISE
    return pl.when(is_whole & (oere.abs() <= _LARGEST_OERE)).then(oere.round(0)).cast(pl.Int64)


def _day(text: pl.Expr, style: Style) -> pl.Expr:
    text = text.str.replace(_MIDNIGHT, "") if style is Style.TYPED else text
    iso = pl.when(text.str.contains(f"{_DAY}$")).then(text).str.to_date("%Y-%m-%d", strict=False)
    danish = pl.when(text.str.contains(f"{_DANISH_DAY}$")).then(text).str.to_date("%d-%m-%Y", strict=False)
    return pl.coalesce(iso, danish)


def _moment(text: pl.Expr, style: Style) -> pl.Expr:
    """A day, or a day and a time as the clock showed it."""
    iso = text.str.replace("T", " ", literal=True).str.replace(_DANISH_DAY, "$3-$2-$1")
    day = pl.when(iso.str.contains(_DAY)).then(iso.str.slice(0, 10)).str.to_date("%Y-%m-%d", strict=False)
    clock = iso.str.slice(10)
    is_told = clock.str.contains(_CLOCK)
    hours, minutes, seconds = (
        clock.str.extract(pattern, 1).cast(pl.Int64).fill_null(0)
        for pattern in (r"^ (\d{2})", r"^ \d{2}:(\d{2})", r"^ \d{2}:\d{2}:(\d{2})")
    )
    is_possible = (hours < 24) & (minutes < 60) & (seconds < 60) & (is_told | (clock == ""))
    return pl.when(is_possible).then(
        day.cast(pl.Datetime("us")) + pl.duration(hours=hours, minutes=minutes, seconds=seconds)
    )


def _flag(text: pl.Expr, style: Style) -> pl.Expr:
    word = text.str.to_lowercase()
    return pl.when(word.is_in(_TRUE)).then(True).when(word.is_in(_FALSE)).then(False)


_READERS: dict[Kind, Callable[[pl.Expr, Style], pl.Expr]] = {
    Kind.TEXT: _text,
    Kind.CODE: _text,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.FLAG: _flag,
}
