"""Numbers, money and periods are written on the server, in the reader's language."""

import re
from datetime import date

import pytest

from dashboard.indicator import DECIMALS, Unit
from dashboard.text import LANGUAGES, Text, numbers, periods

DA, EN = Text("da"), Text("en")


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.285, 2, "0.29"),
        (1.005, 2, "1.01"),
        (-0.04, 1, "0.0"),
        (24.95, 1, "25.0"),
    ],
)
def test_a_half_is_rounded_up_away_from_zero(value: float, decimals: int, expected: str) -> None:
    assert str(numbers.half_up(value, decimals)) == expected


def test_a_number_has_the_reader_s_marks() -> None:
    assert numbers.number(1234.5, DA, 1) == "1.234,5"
    assert numbers.number(1234.5, EN, 1) == "1,234.5"
    assert numbers.number(-250000, DA) == "-250.000"


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (15_538_100, "15,5 mio. kr.", "DKK 15.5 million"),
        (1_234, "1.234 kr.", "DKK 1,234"),
        (999_999.4, "999.999 kr.", "DKK 999,999"),
        (999_999.5, "1,0 mio. kr.", "DKK 1.0 million"),
        (-2_250_000, "-2,3 mio. kr.", "DKK -2.3 million"),
    ],
)
def test_money_is_written_in_kroner_and_from_a_million_in_millions(
    value: float, danish: str, english: str
) -> None:
    assert numbers.money(value, DA) == danish
    assert numbers.money(value, EN) == english


def test_percent_and_percentage_points_are_kept_apart() -> None:
    assert numbers.quantity(52, "pct", DA) == "52,0 %"
    assert numbers.quantity(52, "pct", EN) == "52.0%"
    assert numbers.quantity(-2.1, "pp", DA) == "-2,1 procentpoint"


def test_one_is_written_in_the_singular() -> None:
    assert numbers.quantity(1, "families", DA) == "1 familie"
    assert numbers.quantity(2, "families", EN) == "2 families"


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("text", [*map(Text, LANGUAGES)], ids=LANGUAGES)
def test_every_unit_is_named_and_written_with_the_digits_it_was_released_with(unit: Unit, text: Text) -> None:
    written = numbers.quantity(7, unit.value, text)
    assert text(f"unit.name.{unit.value}")
    assert re.findall(r"7(?:[.,]\d+)?", written) == [numbers.number(7, text, max(0, DECIMALS[unit]))]


def test_whole_months_are_written_whole_and_a_mean_of_counts_with_its_decimal() -> None:
    assert numbers.quantity(13.0, "months", DA) == "13 måneder"
    assert numbers.quantity(1.0, "months", EN) == "1 month"
    assert numbers.quantity(2.5, "families", DA) == "2,5 familier"
    assert numbers.interval(2.0, 3.5, "families", DA, 2.8) == "2,0 til 3,5 familier"


def test_an_interval_names_both_ends_with_their_unit() -> None:
    assert numbers.interval(7.1, 9.5, "pct", DA, 8.3) == "7,1 til 9,5 %"


@pytest.mark.parametrize(
    ("label", "danish", "english"),
    [
        ("2025-03", "i marts 2025", "in March 2025"),
        ("2026Q3", "i 3. kvartal 2026", "in the 3rd quarter 2026"),
        ("2024", "i 2024", "in 2024"),
        ("2023/24", "i skoleåret 2023/24", "in the school year 2023/24"),
        ("2026-09-30", "den 30. september 2026", "on 30 September 2026"),
        ("to 2026-09-30", "fra start til 30. september 2026", "from the start to 30 September 2026"),
        ("m12", "12 måneder efter start", "12 months after joining"),
        ("now 2026-09-30", "den 30. september 2026", "on 30 September 2026"),
        (
            "baseline 2026-09-30",
            "ved start (opgjort 30. september 2026)",
            "at joining (as of 30 September 2026)",
        ),
    ],
)
def test_a_period_is_written_in_words(label: str, danish: str, english: str) -> None:
    assert periods.in_period(label, DA) == danish
    assert periods.in_period(label, EN) == english


@pytest.mark.parametrize(
    ("label", "danish"),
    [
        ("2025-03", "mar. 2025"),
        ("2026Q3", "3. kvt. 2026"),
        ("m12", "12 mdr."),
        ("to 2026-09-30", "sep. 2026"),
        ("2024", "2024"),
    ],
)
def test_a_tick_is_short(label: str, danish: str) -> None:
    assert periods.tick(label, DA) == danish


def test_periods_stand_in_the_order_of_time() -> None:
    assert periods.in_order({"m12", "m6", "m3"}) == ["m3", "m6", "m12"]
    assert periods.in_order({"to 2026-09-30", "to 2025-12-31"}) == ["to 2025-12-31", "to 2026-09-30"]
    assert periods.in_order({"2025-12", "2025-02"}) == ["2025-02", "2025-12"]


@pytest.mark.parametrize(
    ("labels", "axis"),
    [
        ({"2025-11", "2026-02"}, ["2025-11", "2025-12", "2026-01", "2026-02"]),
        ({"2025Q4", "2026Q2"}, ["2025Q4", "2026Q1", "2026Q2"]),
        ({"2023/24", "2025/26"}, ["2023/24", "2024/25", "2025/26"]),
        ({"2024", "2026"}, ["2024", "2025", "2026"]),
        ({"to 2025-12-31", "to 2026-06-30"}, ["to 2025-12-31", "to 2026-03-31", "to 2026-06-30"]),
        ({"2026-06-30"}, ["2026-06-30"]),
        ({"m6", "m24"}, ["m6", "m24"]),
        (set(), []),
    ],
)
def test_an_axis_of_time_has_a_place_for_every_period_between(labels: set[str], axis: list[str]) -> None:
    assert periods.without_gaps(labels) == axis


@pytest.mark.parametrize(
    ("like", "holds"),
    [
        ("2020-01", "2025-07"),
        ("2020Q1", "2025Q3"),
        ("2020", "2025"),
        ("2019/20", "2024/25"),
        ("to 2020-03-31", "to 2025-09-30"),
        ("2020-03-31", "2025-09-30"),
        ("m3", ""),
    ],
)
def test_a_day_is_found_in_the_period_that_holds_it(like: str, holds: str) -> None:
    assert periods.period_of(date(2025, 7, 1), like) == holds


def test_no_line_ends_between_a_number_and_its_short_unit() -> None:
    spaces = {
        "90,7 %": 1,
        "-28,6 mio. kr.": 2,
        "64.000 kr.": 1,
        "DKK 64,500": 1,
        "DKK 2.5 million": 2,
        "31 familier": 0,
    }
    for words, held in spaces.items():
        assert numbers.unbroken(words).count("\N{NO-BREAK SPACE}") == held, words
