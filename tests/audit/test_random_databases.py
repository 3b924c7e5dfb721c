"""Databases nobody thought of, two releases after each other: no reader recovers anything from them.

The attacker looks at every pair and triple of views a reader can put beside each other: areas, groups and
categories of a figure, its readings and days, both levels with each area's manager, and the earlier release.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.audit import audit
from dashboard.building import release
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
    monkeypatch.setattr(release, "_points", lambda *_: None)
    second = release.release(known_on(SECOND, tables), LEVELS, before=first)
    assert audit(second, k_internal=3, k_public=5).wins == ()
    assert audit(second, [first], k_internal=3, k_public=5).wins != ()
