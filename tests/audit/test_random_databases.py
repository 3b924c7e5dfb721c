"""Databases nobody thought of, two releases after each other: no reader recovers anything from them.

The attacker looks at every pair and triple of views a reader can put beside each other: areas, groups and
categories of a figure, its readings and days, both levels with each area's manager, and the earlier release.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.audit import Win, audit, seen
from dashboard.building import chains, release
from dashboard.disclosure import totals
from dashboard.indicator import Indicator
from dashboard.indicators import caseload, caseload_persons, steps
from dashboard.stores.viewer import Level
from data_access.case import Case
from tests.indicators.cases import case

LEVELS = {Level.INTERNAL: 3, Level.PUBLIC: 5}
STARTED = date(2024, 7, 1)
FIRST, SECOND = date(2025, 3, 31), date(2025, 6, 30)
FIGURES: tuple[Indicator, ...] = (
    caseload.WAITING,
    caseload.TIME_IN_PROGRAMME,
    caseload_persons.PERSONS_ACTIVE_BY_ROLE,
    steps.CURRENT,
    steps.MOVED_BACK,
)
OF_NOW = (caseload.TIME_IN_PROGRAMME, caseload_persons.PERSONS_ACTIVE_BY_ROLE, steps.CURRENT)
"""Figures that carry no earlier day's value: their totals are of the same day as their areas."""
Tables = dict[str, list[dict[str, Any]]]


def drawn(sizes: tuple[int, ...], seed: int) -> Tables:
    """Areas of so many families, with persons in random roles and random ways through the steps."""
    random = Random(seed)
    tables: Tables = {"area": [], "family": [], "person": [], "step_spell": []}
    for number, size in enumerate(sizes):
        area = f"area{number}"
        tables["area"].append(
            {"area_id": area, "started_on": STARTED, "is_origin": number == 0, "sort": number}
        )
        for place in range(size):
            _family(tables, area, f"{area}-{place}", random)
    return tables


def _family(tables: Tables, area: str, name: str, random: Random) -> None:
    offered = STARTED + timedelta(random.randint(0, 300))
    joined = offered + timedelta(random.randint(0, 60))
    ended = joined + timedelta(random.randint(30, 400)) if random.random() < 0.3 else None
    household = random.choice(["single", "couple"])
    row = {"family_id": name, "area_id": area, "household": household, "project_cohort": False}
    tables["family"].append(row | {"offered_on": offered, "joined_on": joined, "ended_on": ended})
    for number in range(random.randint(1, 5)):
        role = "parent" if number == 0 else random.choice(["parent", "young", "child"])
        person = {"person_id": f"{name}-{number}", "family_id": name, "role": role}
        tables["person"].append(person | {"birth_year": 1985 if role == "parent" else 2012})
    entered = joined
    for _ in range(random.randint(0, 3)):
        left = entered + timedelta(random.randint(20, 150))
        spell = {"family_id": name, "step_no": random.randint(1, 7)}
        tables["step_spell"].append(spell | {"entered_on": entered, "left_on": left})
        entered = left


def forgotten(family: str, tables: Tables) -> Tables:
    """The tables without a family, its persons and its stays."""
    left = {name: [row for row in rows if row.get("family_id") != family] for name, rows in tables.items()}
    return {**left, "area": tables["area"]}


def known_on(day: date, tables: Tables) -> Case:
    """The database as it was delivered to a day: nothing that happened later stands in it."""
    families = [
        {**row, "joined_on": _by(day, row["joined_on"]), "ended_on": _by(day, row["ended_on"])}
        for row in tables["family"]
        if row["offered_on"] <= day
    ]
    there = {row["family_id"] for row in families if row["joined_on"]}
    spells = [
        {**row, "left_on": _by(day, row["left_on"])}
        for row in tables["step_spell"]
        if row["family_id"] in there and row["entered_on"] <= day
    ]
    return case(day, **{**tables, "family": families, "step_spell": spells})


def _by(day: date, happened: date | None) -> date | None:
    return happened if happened is not None and happened <= day else None


@pytest.fixture(scope="module", autouse=True)
def few_figures() -> Any:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(release, "CATALOGUE", FIGURES)
        yield


@settings(max_examples=6)
@given(st.tuples(st.integers(20, 60), st.integers(1, 30), st.integers(1, 12)), st.integers(0, 2**16))
def test_neither_of_two_releases_tells_anything_nor_both(sizes: tuple[int, ...], seed: int) -> None:
    tables = drawn(sizes, seed)
    first = release.release(known_on(FIRST, tables), LEVELS)
    assert audit(first, k_internal=3, k_public=5).wins == ()
    second = release.release(known_on(SECOND, tables), LEVELS, before=first)
    assert audit(second, [first], k_internal=3, k_public=5).wins == ()


@settings(max_examples=6)
@given(
    st.tuples(st.integers(20, 60), st.integers(1, 30), st.integers(1, 12)),
    st.integers(0, 2**16),
    st.sampled_from([FIRST, SECOND]),
)
def test_a_family_forgotten_between_two_releases_is_told_by_neither_nor_both(
    sizes: tuple[int, ...], seed: int, delivered: date
) -> None:
    """Forgotten, and delivered anew to the same day or to a quarter later."""
    tables = drawn(sizes, seed)
    first = release.release(known_on(FIRST, tables), LEVELS)
    without = forgotten(Random(seed).choice(tables["family"])["family_id"], tables)
    second = release.release(known_on(delivered, without), LEVELS, before=first)
    assert audit(second, [first], k_internal=3, k_public=5).wins == ()


def test_a_forgotten_family_is_told_where_the_figures_it_was_in_move(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables = drawn((56, 27, 9), seed=6)
    first = release.release(known_on(FIRST, tables), LEVELS)
    monkeypatch.setattr(release, "held", lambda cells, *_: cells)
    without = forgotten("area0-3", tables)
    second = release.release(known_on(FIRST, without), LEVELS, before=first)
    assert audit(second, [first], k_internal=3, k_public=5).wins != ()


def test_without_the_rule_between_releases_the_attacker_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = drawn((56, 27, 9), seed=6)
    first = release.release(known_on(FIRST, tables), LEVELS)
    monkeypatch.setattr(release, "held", lambda cells, *_: cells)
    monkeypatch.setattr(chains, "_points", lambda *_: None)
    second = release.release(known_on(SECOND, tables), LEVELS, before=first)
    assert audit(second, k_internal=3, k_public=5).wins == ()
    assert audit(second, [first], k_internal=3, k_public=5).wins != ()


def _over_every_area(_: Indicator, __: pl.DataFrame, plain: pl.DataFrame, ___: int) -> pl.DataFrame:
    return plain.filter(pl.col("families") > 0).select("variant", "period", "area").unique()


def _every_table(_: str, own: pl.DataFrame, public: pl.DataFrame) -> pl.DataFrame:
    return seen._once(pl.concat([own, public]))


def _managers_alone(wins: tuple[Win, ...]) -> set[Win]:
    """What managers win and the public does not: the same figure in the same place, by whatever way."""
    places = [replace(win, way="", reader="") for win in wins]
    public = {place for place, win in zip(places, wins, strict=True) if win.reader == "public"}
    mine = {place for place, win in zip(places, wins, strict=True) if win.reader.startswith("manager")}
    return mine - public


@settings(max_examples=6)
@example(sizes=(40, 7, 4), seed=5)  # where they win 22 figures
@given(st.tuples(st.integers(5, 40), st.integers(3, 30), st.integers(3, 12)), st.integers(0, 2**16))
def test_tables_that_a_manager_need_not_look_at_hold_nothing_for_them(
    sizes: tuple[int, ...], seed: int
) -> None:
    """Where totals are over every area, managers win: as much from the tables they look at as from all."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(release, "CATALOGUE", OF_NOW)
        patched.setattr(totals, "included", _over_every_area)
        released = release.release(known_on(SECOND, drawn(sizes, seed)), LEVELS)
        some = audit(released, k_internal=3, k_public=5).wins
        patched.setattr(seen, "_worth_a_look", _every_table)
        assert _managers_alone(some) == _managers_alone(audit(released, k_internal=3, k_public=5).wins)
