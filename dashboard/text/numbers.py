"""Numbers, percent, money and durations in words, rounded half up in one place and written on the server."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from dashboard.indicator import COUNTED, DECIMALS, Unit
from dashboard.text.words import Text

MILLION = Decimal(1_000_000)

_WITHIN = re.compile(r"(?<=\d) (?=%|mio\.|kr\.|million\b)|(?<=mio\.) (?=kr\.)|(?<=DKK) (?=-?\d)")
"""The spaces within a number and its short unit."""


def half_up(value: float | Decimal, decimals: int = 0) -> Decimal:
    """2,5 becomes 3 and -2,5 becomes -3. The only rounding of shown figures; there is no -0."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


@lru_cache(maxsize=20_000)
def number(value: float | Decimal, text: Text, decimals: int = 0) -> str:
    """1.234,5 in Danish, 1,234.5 in English."""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return str(format_decimal(half_up(value, decimals), format=pattern, locale=text.locale))


def money(value: float | Decimal, text: Text) -> str:
    """15,5 mio. kr. from a million up, 1.234 kr. below."""
    if abs(half_up(value)) >= MILLION:
        millions = half_up(value) / MILLION
        return text("unit.dkk_millions", n=number(millions, text, 1))
    return text("unit.dkk", n=number(value, text))


def decimals_of(unit: str, *values: float) -> int:
    """As many as were released: none for a count, one for a mean of counts that is not whole."""
    kind = Unit(unit)
    if kind in COUNTED and any(half_up(value, 1) % 1 for value in values):
        return 1
    return max(0, DECIMALS[kind])


def quantity(value: float, unit: str, text: Text) -> str:
    """A value with its unit, as it stands in a sentence or a table: 8,3 %, 31 familier, 15,5 mio. kr."""
    if unit == "dkk":
        return money(value, text)
    decimals = decimals_of(unit, value)
    words = number(value, text, decimals)
    key = f"unit.{unit}.{'one' if abs(half_up(value, decimals)) == 1 else 'other'}"
    return text(key, n=words)


def unbroken(words: str) -> str:
    """The same words, with no line ending between a number and its per cent, its kroner or its millions."""
    return _WITHIN.sub("\N{NO-BREAK SPACE}", words)


def interval(lower: float, upper: float, unit: str, text: Text, value: float) -> str:
    """7,1 til 9,5 % · -58,2 til 1,0 mio. kr.: both ends in the same unit, named once.

    Money is in millions where the `value` between them is.
    """
    if unit == "dkk" and abs(half_up(value)) >= MILLION:
        first, last = (number(half_up(end) / MILLION, text, 1) for end in (lower, upper))
        return text("interval.from_to", lower=first, upper=text("unit.dkk_millions", n=last))
    bare = number(lower, text, decimals_of(unit, lower, upper))
    return text("interval.from_to", lower=bare, upper=quantity(upper, unit, text))
