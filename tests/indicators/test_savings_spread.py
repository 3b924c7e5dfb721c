"""The middle families and the largest fifth: neither is ever one family's figure."""

import polars as pl
import pytest

from dashboard import disclosure
from dashboard.building import statistics
from dashboard.building.figures import figures
from dashboard.building.groups import by_area, prepared
from dashboard.indicator import Formula, Indicator, LargestFifth, Middle
from dashboard.indicators.savings_spread import CONCENTRATION, MIDDLE
from dashboard.stores.served import Served

PERIOD = "to 2025-12-31"
AREAS = pl.DataFrame({"area": ["a"]})


def ordered(formula: Formula, savings: list[float], k: int = 5) -> float:
    """The formula's value over families with these savings, each over one family-year."""
    rows = pl.DataFrame({"saving": savings, "family_years": 1.0, "k": k})
    value: float = rows.select(statistics.in_order(formula, pl.col("k").first())).item()
    return value


def middle(savings: list[float], k: int = 5) -> float:
    return ordered(Middle("saving", "family_years"), savings, k)


def test_the_middle_is_the_mean_of_the_middle_k_and_no_extreme_family_moves_it() -> None:
    """Of 1 … 11, five stand in the middle: 4 to 8."""
    assert middle([11, 1, 10, 2, 9, 3, 8, 4, 7, 5, 6]) == 6
    assert middle([1e9, 1, 10, 2, 9, 3, 8, 4, 7, 5, -1e9]) == pytest.approx((4 + 5 + 7 + 8 + 3) / 5)


def test_as_many_families_stand_above_the_middle_as_below() -> None:
    """Of 12, six and not five: 4 to 9."""
    assert middle([float(n) for n in range(1, 13)]) == 6.5


def test_of_a_hundred_families_the_middle_is_a_tenth() -> None:
    """46 to 55; the upper half is large, and is not in it but for its lowest five."""
    assert middle([float(n) for n in range(1, 51)] + [1000.0 + n for n in range(1, 51)]) == pytest.approx(
        (48 * 5 + 1003 * 5) / 10
    )


def test_a_family_s_own_saving_is_per_year() -> None:
    """Half a year with 10, and a year with 20: both 20 a year."""
    rows = pl.DataFrame({"saving": [10.0, 20.0], "family_years": [0.5, 1.0], "k": 2})
    formula = Middle("saving", "family_years")
    assert rows.select(statistics.in_order(formula, pl.col("k").first())).item() == 20


def test_the_largest_fifth_is_counted_without_sign_and_is_2k_families_at_the_least() -> None:
    """Ten of fifty carry 10 each, forty 1 each: 100 of 140."""
    assert ordered(LargestFifth("saving"), [-10.0] * 5 + [10.0] * 5 + [1.0] * 40) == pytest.approx(
        100 * 100 / 140
    )
    assert ordered(LargestFifth("saving"), [10.0] * 5 + [1.0] * 10) == pytest.approx(100 * 55 / 60)


def cell(indicator: Indicator, savings: list[float], k: int = 5) -> dict[str, object]:
    """The first measure of an area whose families have these savings, as it is released."""
    families = len(savings)
    rows = pl.DataFrame(
        {
            "family": [f"f{n}" for n in range(families)],
            "variant": "own/followed",
            "category": "all",
            "period": PERIOD,
            "persons": pl.Series([None] * families, dtype=pl.Int64),
            "area": "a",
            "saving": savings,
            "family_years": 1.0,
        }
    )
    quiet = pl.DataFrame(schema={"variant": pl.String, "category": pl.String, "period": pl.String})
    counted = by_area(prepared(rows, indicator, k, []), indicator, AREAS, quiet)
    decided = counted.with_columns(
        disclosure.hides(counted, indicator, k), areas=pl.lit(None, dtype=pl.String), value_of="period"
    )
    begun = pl.DataFrame({"period": [PERIOD], "area": ["a"], "late": [False]})
    return figures(indicator, decided, k, begun).row(0, named=True)


def test_the_middle_is_shown_in_steps_of_5000_kroner_and_without_an_interval() -> None:
    told = cell(MIDDLE, [20_000.0, 21_000.0, 22_400.0, 24_000.0, 24_600.0])
    assert (told["value"], told["status"], told["interval"], told["lower"]) == (20_000, "shown", "none", None)
    assert cell(MIDDLE, [22_500.0] * 5)["value"] == 25_000


def test_the_concentration_is_shown_from_ten_times_k_families_up() -> None:
    even = [1.0, -1.0] * 25
    assert cell(CONCENTRATION, even)["value"] == 20.0
    assert cell(CONCENTRATION, even[:49]) | {"status": "withheld", "value": None} == cell(
        CONCENTRATION, even[:49]
    )


def test_every_level_speaks_of_the_same_middle(served_release: Served) -> None:
    key = ["measure", "variant", "area", "cohort", "period"]
    for figure in ("savings.middle_per_family_year", "savings.largest_fifth_pct"):
        shown = served_release.figure(figure).cells.filter(pl.col("status") == "shown")
        internal, public = (shown.filter(pl.col("level") == level) for level in ("internal", "public"))
        both = internal.join(public, on=[*key, "areas"], suffix="_public")
        assert both.height > 0
        assert both.filter(pl.col("value") != pl.col("value_public")).is_empty()
