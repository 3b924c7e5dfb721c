"""What is shown and what is withheld, rule by rule, on tables one can count on one's fingers."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.building.figures import RELEASE
from dashboard.indicator import Protection
from dashboard.stores.released import NUMBERS, SHOWN, Released, seal
from tests.disclosure.counted import MEAN, MONEY, SHARE, SIZE, families, indicator, released, shown, various
from tests.released import released as a_released

MEAN_OF = indicator(Protection.MEAN, MEAN)
SHARE_OF = indicator(Protection.SHARE, SHARE)
MONEY_OF = indicator(Protection.MONEY, MONEY)
STOCK = indicator(Protection.SIZE_STOCK, SIZE)
FLOW = indicator(Protection.SIZE_FLOW, SIZE)
BY_STATUS = indicator(Protection.SHARE, SHARE, breakdown="status", partition=True)


def test_an_area_with_fewer_families_than_k_is_withheld_and_in_no_total() -> None:
    cells = shown(MEAN_OF, various("A", 62) + various("B", 12) + various("C", 3))
    assert (cells[("A",)], cells[("B",)], cells[("C",)]) == ("shown", "shown", "withheld")
    assert (cells[("all",)], cells[("shown_areas",)]) == ("withheld", "shown")


def test_the_total_of_the_areas_shown_is_the_sum_of_the_areas_shown() -> None:
    table = released(
        MONEY_OF, families("A", 62, x=1000.0) + families("B", 12, x=500.0) + families("C", 3, x=9e6)
    )
    total = table.filter(pl.col("area") == "shown_areas", pl.col("cohort") == "all").row(0, named=True)
    assert (total["value"], total["families"], total["areas"]) == (62 * 1000 + 12 * 500, 62 + 12, "A+B")


def test_an_area_where_nobody_was_measured_is_not_measured_and_not_zero() -> None:
    cells = shown(MEAN_OF, various("A", 10, x=2.0) + various("B", 10, x=2.0))
    assert cells[("C",)] == "not_measured"
    assert cells[("all",)] == "shown"


def test_two_large_families_are_few_families_however_many_persons_they_are() -> None:
    assert shown(MEAN_OF, various("A", 2, persons=8))[("A",)] == "withheld"


def test_five_families_with_too_few_persons_between_them_are_withheld() -> None:
    rows = various("A", 5, persons=0) + various("B", 20, persons=2)
    assert shown(MEAN_OF, rows)[("A",)] == "withheld"


@pytest.mark.parametrize(
    ("with_it", "without", "status"),
    [
        (4, 26, "withheld"),  # four who are counted
        (5, 25, "shown"),
        (26, 4, "withheld"),  # four who are not
        (0, 30, "zero"),  # nobody, in a group of 4k
        (0, 19, "withheld"),  # nobody, in a group so small that it tells of each
        (20, 0, "shown"),  # all, in a group of 4k
        (1, 29, "withheld"),  # one of many
        (29, 1, "withheld"),  # all but one
    ],
)
def test_a_share_is_shown_only_where_both_sides_of_it_could_be(
    with_it: int, without: int, status: str
) -> None:
    rows = families("A", with_it, x=1.0) + families("A", without)
    assert shown(SHARE_OF, rows)[("A",)] == status


@pytest.mark.parametrize(
    ("amounts", "status"),
    [
        ([100.0] * 6, "shown"),
        ([600.0] + [100.0] * 5, "withheld"),  # one family carries more than half
        ([-600.0] + [100.0] * 5, "withheld"),  # also when it costs
        ([450.0, 450.0] + [50.0] * 4, "withheld"),  # two carry more than 80 %
        ([400.0, 400.0] + [50.0] * 4, "shown"),  # exactly 80 %
    ],
)
def test_no_sum_of_money_is_one_familys_or_twos(amounts: list[float], status: str) -> None:
    rows = [row for i, amount in enumerate(amounts) for row in families("A", 1, x=amount, n=float(i))]
    assert shown(MONEY_OF, rows)[("A",)] == status


def test_programme_size_is_shown_from_k_and_a_small_flow_is_said_to_be_small() -> None:
    rows = families("A", 62) + families("B", 4)
    assert shown(STOCK, rows)[("B",)] == "withheld"
    assert shown(FLOW, rows)[("B",)] == "few"
    assert shown(STOCK, rows)[("C",)] == "zero"


def test_a_breakdown_that_adds_up_never_lacks_a_single_category() -> None:
    rows = []
    for status, count in {"job": 10, "education": 8, "pension": 3, "none": 9}.items():
        rows += _standing("A", status, count, of=30)
    cells = shown(BY_STATUS, rows)
    assert cells[("A", "pension")] == "withheld"
    assert cells[("A", "education")] == "withheld"  # the fewest of the others: 3 + 8 could be split many ways
    assert (cells[("A", "job")], cells[("A", "none")]) == ("shown", "shown")


def test_an_area_of_fewer_than_4k_families_is_not_cut() -> None:
    rows = [row for status in ("job", "none") for row in _standing("B", status, 9, of=18)]
    cells = shown(BY_STATUS, rows)
    assert {cells[("B", "job")], cells[("B", "none")]} == {"withheld"}


def test_an_area_that_is_not_cut_does_not_say_which_groups_are_empty() -> None:
    rows = families("A", 40, cohort="project", x=1.0) + families("A", 40, cohort="permanent", x=1.0)
    cells = shown(STOCK, rows + families("C", 9, cohort="permanent"))
    assert {cells[("C", "project")], cells[("C", "permanent")]} == {"withheld"}


def test_a_cohort_is_not_told_from_its_areas_total() -> None:
    rows = various("A", 40, cohort="project", x=1.0) + various("A", 3, cohort="permanent", x=2.0)
    cells = shown(MEAN_OF, rows)
    assert cells[("A",)] == "shown"
    assert (cells[("A", "project")], cells[("A", "permanent")]) == ("withheld", "withheld")


def test_a_small_area_costs_a_large_one_none_of_its_breakdowns() -> None:
    rows = various("A", 30, cohort="project", x=1.0) + various("A", 32, cohort="permanent", x=2.0)
    rows += various("C", 9, cohort="permanent", x=2.0)
    cells = shown(MEAN_OF, rows)
    assert {cells[("A", "project")], cells[("A", "permanent")], cells[("C",)]} == {"shown"}
    assert cells[("C", "permanent")] == "withheld"


def test_a_cell_that_is_not_shown_carries_no_number() -> None:
    table = released(MEAN_OF, various("A", 62, x=3.0) + various("B", 4, x=7.0, persons=9))
    hidden = table.filter(~pl.col("status").is_in(SHOWN))
    assert hidden.height > 0
    assert all(hidden[name].null_count() == hidden.height for name in NUMBERS)


def test_only_disclosure_makes_a_released() -> None:
    with pytest.raises(TypeError, match="seal"):
        Released("a", "b", pl.DataFrame(schema=RELEASE), b"mark")


def test_a_number_in_a_withheld_cell_is_refused() -> None:
    smuggled = a_released("a", "b", [{"value": 3.0}]).cells.with_columns(status=pl.lit("withheld"))
    with pytest.raises(ValueError, match="carries a number"):
        seal(smuggled)


GROUPS = st.fixed_dictionaries({area: st.integers(0, 60) for area in "ABC"})


@given(GROUPS, st.sampled_from([3, 5]))
def test_no_total_minus_the_areas_shown_leaves_anybody(sizes: dict[str, int], k: int) -> None:
    """Whatever the areas' sizes: a shown total is over shown areas, all of them and no other."""
    rows = [row for area, size in sizes.items() for row in various(area, size, x=1.0)]
    if not rows:
        return
    table = released(MEAN_OF, rows, k).filter(pl.col("cohort") == "all")
    seen = {row["area"]: row["families"] for row in table.to_dicts() if row["status"] == "shown"}
    totals = {area: seen.pop(area) for area in ("all", "shown_areas") if area in seen}
    assert all(total == sum(seen.values()) for total in totals.values())
    assert all(sizes[area] >= k for area in seen)


COUNTS = st.lists(st.integers(0, 30), min_size=2, max_size=7)


@given(COUNTS, st.sampled_from([3, 5]))
def test_what_a_breakdown_withholds_can_not_be_told_from_what_it_shows(counts: list[int], k: int) -> None:
    """The withheld categories are none, or two or more that together could be shared out over a span of k."""
    rows = [
        row
        for i, count in enumerate(counts)
        for row in _standing("A", f"s{i}", count, of=max(sum(counts), 1))
    ]
    cells = shown(BY_STATUS, rows, k)
    withheld = [count for i, count in enumerate(counts) if cells[("A", f"s{i}")] == "withheld" and count]
    visible = [count for i, count in enumerate(counts) if cells[("A", f"s{i}")] == "shown"]
    assert all(count >= k for count in visible)
    if withheld and visible:
        assert len(withheld) > 1
        assert sum(withheld) - len(withheld) >= k


def _standing(area: str, status: str, count: int, of: int) -> list[dict[str, object]]:
    """`of` families, `count` of which have the status; the first have the first status, and so on in turn."""
    rows = families(area, of, category=status)
    return [{**row, "family": f"{area}{i}", "x": float(i < count)} for i, row in enumerate(rows)]
