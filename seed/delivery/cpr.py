"""What looks like a CPR number: a possible birth day and four digits, wherever it stands."""

import re
from calendar import monthrange

import polars as pl

_LEAP_YEAR = 2000
"""29 February is possible: which century a number belongs to can't be seen."""

_REPLACEMENT_DAYS = 60
"""A replacement number has 60 added to its day."""

_TEN = re.compile(r"(?<![^\W_])(\d\d)(\d\d)\d\d[- \N{NO-BREAK SPACE}\N{EN DASH}]?\d{4}(?![^\W_])")
_NINE = re.compile(r"(?<![^\W_])(\d)(\d\d)\d\d\d{4}(?![^\W_])")

_MAY_HOLD_TEN = r"\d{6}[- \x{A0}\x{2013}]?\d{4}"
_MAY_HOLD_NINE = r"\d{9}"

MASK = "******-****"


def candidates(text: pl.Expr, *, also_nine: bool) -> pl.Expr:
    """Texts that have enough digits in a row: few, so that each can then be looked at by `looks_like`."""
    return text.str.contains(f"{_MAY_HOLD_TEN}|{_MAY_HOLD_NINE}" if also_nine else _MAY_HOLD_TEN)


def looks_like(text: str, *, also_nine: bool = True) -> bool:
    """Whether a text holds such a number; `also_nine`: one that lost its first zero in a spreadsheet, too."""
    found = [*_TEN.finditer(text), *(_NINE.finditer(text) if also_nine else ())]
    return any(_is_possible(int(match[1]), int(match[2])) for match in found)


def without(text: str) -> str:
    """The text with a mask in the place of every such number."""
    return _NINE.sub(MASK, _TEN.sub(MASK, text)) if looks_like(text) else text


def _is_possible(day: int, month: int) -> bool:
    day -= _REPLACEMENT_DAYS if day > _REPLACEMENT_DAYS else 0
    return 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]
