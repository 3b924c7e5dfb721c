"""Rules 3, 5 and 8: months, quarters, years and totals to date, of any families and amounts. k = 5."""

from collections import defaultdict
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import primary
from dashboard.indicator import Over, Protection
from tests.disclosure.counted import MONEY, counted, decided, indicator

SECTORS = ("social", "employment")
EVERY_MONTH = tuple(f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13))
MONTHS = EVERY_MONTH[9:33]
"""October 2023 to September 2025: neither the first year nor the running one is whole."""
LAST = {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}
FLOW = indicator(Protection.MONEY, MONEY, over=Over.FLOW, breakdown="sector", partition=True)
CELL = ["category", "period"]
Amounts = dict[tuple[str, str, str], float]
"""By family, sector and month."""


def quarter_of(month: str) -> str:
    return f"{month[:4]}Q{(int(month[5:]) + 2) // 3}"


def months_of() -> dict[str, list[str]]:
    """Every period a flow is released for, with its months."""
    periods = {month: [month] for month in MONTHS}
    for month in MONTHS:
        periods.setdefault(quarter_of(month), []).append(month)
        periods.setdefault(month[:4], []).append(month)
    ends = {quarter_of(month): month for month in MONTHS}
    for quarter, last in ends.items():
        day = f"to {quarter[:4]}-{LAST[quarter[-1]]}"
        periods[day] = [month for month in MONTHS if month <= last]
    return periods


PERIODS = months_of()


def rows_of(amounts: Amounts) -> list[dict[str, Any]]:
    """A family's amounts in every period and sector it has any in, and in both sectors together."""
    added: dict[tuple[str, str, str], float] = defaultdict(float)
    holders = {month: [name for name, months in PERIODS.items() if month in months] for month in MONTHS}
    for (family, sector, month), amount in amounts.items():
        for period in holders[month]:
            for category in (sector, "all"):
                added[family, category, period] += amount
    return [
        {"family": family, "category": category, "period": period, "x": amount, "n": 1.0, "persons": None}
        | {"area": "A", "cohort": "project"}
        for (family, category, period), amount in added.items()
    ]


def cells_of(amounts: Amounts) -> pl.DataFrame:
    """The area's own decided cells, with `unsafe`: are they a few families', or one's, or two's?"""
    rows = rows_of(amounts)
    of_each: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        of_each[row["category"], row["period"]].append(abs(row["x"]))
    unsafe = [(*cell, is_unsafe(sizes)) for cell, sizes in of_each.items()]
    cells = decided(counted(FLOW, rows), 5)
    own = cells.filter(pl.col("area") == "A", pl.col("characteristic") == "all", pl.col("families") > 0)
    return own.join(pl.DataFrame(unsafe, ["category", "period", "unsafe"], orient="row"), CELL)


def is_unsafe(sizes: list[float]) -> bool:
    largest, two, total = max(sizes), sum(sorted(sizes)[-2:]), sum(sizes)
    return len(sizes) < 5 or largest > (0.5 + 1e-9) * total or two > (0.8 + 1e-9) * total


def follow(cells: pl.DataFrame) -> list[tuple[str, str]]:
    """The unsafe cells whose amount is a combination of the amounts shown: sector and period."""
    atoms = [(sector, month) for sector in SECTORS for month in MONTHS]

    def made_of(category: str, period: str) -> list[bool]:
        return [category in (sector, "all") and month in PERIODS[period] for sector, month in atoms]

    shown = cells.filter(~pl.col("hidden")).select("category", "value_of").unique().rows()
    if not shown:
        return []
    rows = np.array([made_of(*cell) for cell in shown], dtype=float)
    projector = np.linalg.pinv(rows) @ rows
    unsafe = cells.filter("unsafe").select(CELL).iter_rows()
    goals = {cell: np.array(made_of(*cell), dtype=float) for cell in unsafe}
    return [cell for cell, goal in goals.items() if np.abs(projector @ goal - goal).max() < 1e-9]


FAMILY = st.fixed_dictionaries(
    {
        "since": st.integers(0, 20),
        "social": st.integers(-3, 9),
        "employment": st.integers(-3, 9),
        "heavy": st.dictionaries(st.integers(0, 23), st.integers(-60, 60), max_size=4),
        "turns": st.booleans(),
    }
)


def amounts_of(families: list[dict[str, Any]]) -> Amounts:
    """Each family's level in a sector from the month it joined, some with the sign turned each quarter."""
    found: Amounts = {}
    for number, family in enumerate(families):
        for place, month in enumerate(MONTHS):
            if place < family["since"]:
                continue
            sign = -1 if family["turns"] and (place // 3) % 2 else 1
            for sector in SECTORS:
                more = family["heavy"].get(place, 0) * (sector == "social")
                found[f"f{number}", sector, month] = sign * family[sector] + more + number / 100
    return found


@settings(max_examples=12)
@given(st.lists(FAMILY, min_size=6, max_size=14))
def test_no_amount_that_is_one_familys_follows_from_those_shown(families: list[dict[str, Any]]) -> None:
    assert follow(cells_of(amounts_of(families))) == []


@pytest.fixture
def half_a_year() -> Amounts:
    """Nine families: eight bring 100 in the first quarter and take it back in the second; one brings 450 in
    each. Either quarter could be shown (450 of 1,250), the half year is one family's 900.
    """
    found: Amounts = {}
    for number in range(9):
        for place, month in enumerate(MONTHS):
            level = 100.0 + number if place < 3 or place > 5 else -100.0 - number
            found[f"f{number}", "social", month] = 450.0 if number == 0 and place < 6 else level
    return found


def test_a_total_to_date_that_is_one_familys_is_not_the_sum_of_shown_quarters(half_a_year: Amounts) -> None:
    cells = cells_of(half_a_year)
    half = cells.filter(pl.col("period") == "to 2024-03-31", pl.col("category") == "all")
    assert half["unsafe"].to_list() == [True]
    assert not cells.filter(pl.col("period").is_in(["2023Q4", "2024Q1"]))["unsafe"].any()
    assert follow(cells) == []


def test_without_the_rule_on_dominance_that_total_is_told(
    half_a_year: Amounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No released cell says that one family carries a sum, so that only who knows the amounts can tell."""
    monkeypatch.setattr(primary, "dominated", lambda: pl.lit(False))
    assert ("all", "to 2024-03-31") in follow(cells_of(half_a_year))
