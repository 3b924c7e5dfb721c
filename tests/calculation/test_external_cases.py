"""Figures that others have published, reproduced with the dashboard's own formulas and its one rounding."""

from decimal import Decimal

import polars as pl
import pytest

from dashboard.building import statistics
from dashboard.indicator import Difference, Formula, Ratio, Relative
from dashboard.indicators.absence import HIGH
from dashboard.text.numbers import half_up


def calculated(formula: Formula, **totals: float) -> float:
    """A formula's value, of totals that somebody else has added up."""
    cell = pl.DataFrame({f"sum:{name}": [total] for name, total in totals.items()})
    return float(statistics.value(cell, formula)[0])


AFTER, BEFORE = Ratio("after", "n", 100), Ratio("before", "n", 100)


@pytest.mark.parametrize(
    ("with_programme", "without", "points", "printed"),
    [(1.7, 2.5, "-0.8", -32), (1.2, 1.6, "-0.4", -25), (0.5, 0.8, "-0.3", -38), (3.9, 4.6, "-0.7", -15)],
    ids=["children looked after", "adults in custody", "juveniles in custody", "juveniles convicted"],
)
def test_troubled_families_are_less_by_so_many_percent_and_by_so_few_points(
    with_programme: float, without: float, points: str, printed: int
) -> None:
    """Troubled Families 2015–20, 19–24 months. From 0.8 to 0.5 % it is 37.5 % less, printed as 38."""
    counts = {"after": 10 * with_programme, "before": 10 * without, "n": 1000.0}
    assert half_up(calculated(Relative(AFTER, BEFORE), **counts)) == printed
    assert half_up(calculated(Difference(AFTER, BEFORE), **counts), 1) == Decimal(points)


def test_from_40_to_65_percent_is_25_points_and_63_percent_not_62() -> None:
    """Gladsaxe Helhedsindsats 2020: 62.5 % is a half, which Python's own round would take down."""
    counts = {"after": 65.0, "before": 40.0, "n": 100.0}
    assert calculated(Difference(AFTER, BEFORE), **counts) == pytest.approx(25)
    assert calculated(Relative(AFTER, BEFORE), **counts) == 62.5
    assert half_up(62.5) == 63 != round(62.5)


def test_the_ministrys_pupils_with_high_absence_are_21_6_percent() -> None:
    """2023/24: 110,966 of 513,857 pupils."""
    formula = HIGH.measures[0].formula
    assert half_up(calculated(formula, x=110_966.0, n=513_857.0), 1) == Decimal("21.6")


def test_the_programmes_own_published_sums_are_reproduced() -> None:
    """288 persons in 62 families; a saving of 15 million is 2.42 family-years of 100,000 each, not four."""
    assert half_up(calculated(Ratio("x", "n"), x=288.0, n=62.0), 2) == Decimal("4.65")
    per_family_year = Ratio("x", "n")
    assert half_up(calculated(per_family_year, x=15_000_000.0, n=62 * 100_000.0), 2) == Decimal("2.42")
