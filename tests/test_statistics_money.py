"""Money figures that need an order among families."""

import polars as pl
import pytest

from dashboard.statistics_money import break_even, rounded_middle, top_fifth_share


def families(*amounts: float, years: float = 1.0) -> pl.DataFrame:
    return pl.DataFrame({"area": "a", "saving": amounts, "family_years": years})


def aggregated(amounts: pl.DataFrame, figure: pl.Expr) -> float | None:
    value: float | None = amounts.group_by("area").agg(value=figure)["value"].item()
    return value


def middle(amounts: pl.DataFrame) -> float | None:
    return aggregated(amounts, rounded_middle("saving", "family_years", k=3))


def share(amounts: pl.DataFrame) -> float | None:
    return aggregated(amounts, top_fifth_share("saving", k=3))


def test_the_middle_is_the_mean_of_the_k_families_in_the_middle_in_whole_steps() -> None:
    """10, 20 and 33 thousand in the middle: 21,000, written 20,000; the ends do not matter."""
    assert middle(families(-900_000.0, 10_000.0, 33_000.0, 20_000.0, 900_000.0)) == 20_000


def test_the_middle_rounds_half_a_step_up() -> None:
    assert middle(families(7_500.0, 7_500.0, 7_500.0)) == 10_000
    assert middle(families(-7_500.0, -7_500.0, -7_500.0)) == -5_000


def test_the_middle_is_of_the_families_own_figures_per_family_year() -> None:
    assert middle(families(20_000.0, 20_000.0, 20_000.0, years=2.0)) == 10_000


def test_the_middle_lies_evenly_between_the_ends() -> None:
    """Of four families three can't lie in the middle: all four do, (0 + 10 + 20 + 30) / 4 thousand."""
    assert middle(families(0.0, 10_000.0, 20_000.0, 30_000.0)) == 15_000


def test_the_middle_is_a_tenth_of_many_families() -> None:
    """Of 100 the middle ten are the 46th to the 55th: 45 to 54 thousand, on average 49,500."""
    assert middle(families(*[1_000.0 * n for n in range(100)])) == 50_000


def test_there_is_no_middle_of_fewer_than_k_families() -> None:
    assert middle(families(10_000.0, 10_000.0)) is None


def test_the_largest_fifth_s_share_is_of_amounts_without_sign_and_of_six_families_at_least() -> None:
    """Six of ten families with 10 each, some of it losses, and four with 5: 60 of 80."""
    assert share(families(10, -10, 10, -10, 10, 10, 5, 5, -5, 5)) == pytest.approx(75)


def test_the_largest_fifth_is_a_fifth_once_that_is_more_than_2k() -> None:
    """Of 40 families eight carry 9 each, the others 1: 72 of 104."""
    assert share(families(*[9.0] * 8, *[1.0] * 32)) == pytest.approx(100 * 72 / 104)


def test_the_largest_fifth_needs_ten_families() -> None:
    assert share(families(*[1.0] * 9)) is None


def first(*net: float | None) -> int | None:
    stays = (
        pl.DataFrame({"net": pl.Series(net, dtype=pl.Float64)}).select(break_even(pl.col("net"))).to_series()
    )
    return stays.arg_max() if stays.any() else None


def test_break_even_is_where_net_stays_at_or_above_nothing_not_the_first_touch() -> None:
    assert first(-5, 1, -2, 0, 3) == 3


def test_without_a_lasting_return_there_is_no_break_even() -> None:
    assert first(-5, 1, -2) is None


def test_break_even_does_not_reach_across_a_withheld_point() -> None:
    assert first(-5, 1, None, 2) == 3
