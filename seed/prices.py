"""The net price index, and kroner as exact amounts."""

from decimal import ROUND_HALF_UP, Decimal

_COUNTED = "Danmarks Statistik, nettoprisindeks (2015 = 100), gennemsnit af årets måneder"
_HALF = "Danmarks Statistik, nettoprisindeks (2015 = 100), gennemsnit af januar–juni 2024"
_FORECAST = "2024 fremskrevet med 1,9 %: Økonomistyrelsens pris- og lønforudsætninger for 2025"
_ASSUMED = "Foreløbig: antaget stigning på 1,8 % fra 2025, til illustration"

NET_PRICE_INDEX: dict[int, tuple[float, str]] = {
    2016: (100.5, _COUNTED),
    2017: (101.7, _COUNTED),
    2018: (102.6, _COUNTED),
    2019: (103.5, _COUNTED),
    2020: (103.9, _COUNTED),
    2021: (105.4, _COUNTED),
    2022: (113.5, _COUNTED),
    2023: (118.0, _COUNTED),
    2024: (118.7, _HALF),
    2025: (121.0, _FORECAST),
    2026: (123.2, _ASSUMED),
}
"""Index and source by year."""

_OERE = Decimal("0.01")


def in_prices_of(year: int, base: int) -> float:
    """What a krone of the year `base` is worth in another year's prices."""
    return NET_PRICE_INDEX[year][0] / NET_PRICE_INDEX[base][0]


def kroner(amount: float) -> Decimal:
    """An amount to the øre."""
    return Decimal(repr(amount)).quantize(_OERE, ROUND_HALF_UP)
