"""Programmes nobody thought of: whatever their sizes, no sum of shown figures comes to a few families."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import disclosure
from dashboard.building.groups import CELL, CHARACTERISTICS, GROUP, KEY, Beyond
from dashboard.indicator import Over, Protection
from tests.audit.exact_attack import isolated
from tests.disclosure.counted import MEAN, SHARE, counted, decided, indicator

YEARS = ("2019", "2023", "2024")
HOUSEHOLDS = ("single", "couple")
BANDS = ("0-5", "6-11", "12-17")

FAMILY = st.fixed_dictionaries(
    {
        "cohort": st.sampled_from(("project", "permanent")),
        "intake_year": st.sampled_from(YEARS),
        "household": st.sampled_from(HOUSEHOLDS),
        "youngest_child": st.sampled_from(BANDS),
        "x": st.integers(0, 9),
    }
)
PROGRAMME = st.fixed_dictionaries({area: st.lists(FAMILY, max_size=45) for area in "ABC"})
MEAN_OF = indicator(Protection.MEAN, MEAN, characteristics=True)
SHARE_OF = indicator(Protection.SHARE, SHARE, characteristics=True)
GROWING = indicator(Protection.MEAN, MEAN, over=Over.GROWING)

Programme = dict[str, list[dict[str, Any]]]


def rows_of(programme: Programme, **more: Any) -> list[dict[str, Any]]:
    alike = {"n": 1.0, "persons": None, "years_without_work": "0-4", **more}
    return [
        {**alike, **family, "family": f"{area}{i}", "area": area, "x": float(family["x"])}
        for area, families in programme.items()
        for i, family in enumerate(families)
    ]


def members(rows: list[dict[str, Any]], cell: dict[str, Any]) -> set[str]:
    """Who a cell is about: the families of its areas, or those of them in its group."""
    areas = (cell["areas"] or cell["area"]).split("+")
    name = cell["characteristic"]
    return {
        row["family"]
        for row in rows
        if row["area"] in areas and (name == "all" or row[name] == cell["group"])
    }


def shown_groups(rows: list[dict[str, Any]], k: int, *together: str) -> dict[str, set[str]]:
    """The groups with a number, as a whole and by the named characteristics."""
    cells = decided(counted(MEAN_OF, rows), k)
    cells = cells.filter(
        ~pl.col("hidden"), pl.col("families") > 0, pl.col("characteristic").is_in(["all", *together])
    )
    return {str(i): members(rows, cell) for i, cell in enumerate(cells.to_dicts())}


@settings(max_examples=40)
@given(PROGRAMME, st.sampled_from([3, 5]))
def test_no_sum_of_shown_groups_comes_to_a_few_families(programme: Programme, k: int) -> None:
    """Each characteristic beside the areas and the totals; the cohorts and the years of joining together."""
    rows = rows_of(programme)
    if not rows:
        return
    for together in (("household",), ("youngest_child",), ("cohort", "intake_year")):
        groups = shown_groups(rows, k, *together)
        assert isolated(groups, groups, k) == []


@settings(max_examples=40)
@given(PROGRAMME, st.sampled_from([3, 5]))
def test_a_share_is_never_told_of_a_few_by_what_is_left(programme: Programme, k: int) -> None:
    """What a shown area less its shown groups leaves is nobody, or a group that could be shown itself."""
    rows = [{**row, "x": float(row["x"] > 5)} for row in rows_of(programme)]
    if not rows:
        return
    cells = decided(counted(SHARE_OF, rows), k).filter(~pl.col("hidden"), pl.col("families") > 0)
    whole = cells.filter(pl.col("characteristic") == "all", pl.col("area").is_in(list("ABC")))
    for area in whole["area"].to_list():
        for name in CHARACTERISTICS:
            groups = cells.filter(pl.col("area") == area, pl.col("characteristic") == name)["group"].to_list()
            left = [row for row in rows if row["area"] == area and row[name] not in groups]
            counts = (len(left), *(sum(row["x"] == side for row in left) for side in (0.0, 1.0)))
            assert not groups or not left or min(counts) >= k


@settings(max_examples=40)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=8), st.sampled_from([3, 5]))
def test_between_two_shown_days_nobody_or_k_families_have_come(arrivals: list[int], k: int) -> None:
    days = [f"2025-{month:02}-28" for month in range(1, len(arrivals) + 1)]
    sizes = [sum(arrivals[: i + 1]) for i in range(len(arrivals))]
    rows = [
        {"family": f"f{i}", "area": "A", "x": float(i % 3), "n": 1.0, "persons": None, "period": day}
        for day, size in zip(days, sizes, strict=True)
        for i in range(size)
    ]
    if not rows:
        return
    cells = decided(counted(GROWING, rows), k).filter(
        pl.col("area") == "A", pl.col("characteristic") == "all", ~pl.col("hidden"), pl.col("families") > 0
    )
    seen = sorted(set(cells["families"].to_list()))
    assert all(later - earlier >= k for earlier, later in pairwise(seen))
    assert not seen or sizes[-1] < k or sizes[-1] == seen[-1]


@settings(max_examples=40)
@given(PROGRAMME, st.sampled_from([3, 5]))
def test_what_is_decided_of_an_area_does_not_depend_on_another(programme: Programme, k: int) -> None:
    """Each area alone, beside the groups that the others have, and all three at once."""
    rows = rows_of(programme)
    if not rows:
        return
    given_all = counted(SHARE_OF, [{**row, "x": float(row["x"] > 5)} for row in rows])
    divided = given_all.laid_out.divided.select(GROUP).unique()
    beyond = Beyond(given_all.rows.select(KEY).unique(), divided)
    together = disclosure.within_areas(given_all, k)
    for area in programme:
        own = replace(
            given_all,
            rows=given_all.rows.filter(pl.col("area") == area),
            areas=given_all.areas.filter(pl.col("area") == area),
            beyond=beyond,
        )
        alone = disclosure.within_areas(own, k).cells
        of_all = together.cells.filter(pl.col("area") == area)
        assert alone.sort(CELL).equals(of_all.sort(CELL))
