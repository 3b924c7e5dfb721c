"""The attacker wins where a rule is missing: each is switched off in turn, on the synthetic families."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from dashboard import disclosure
from dashboard.audit import Audit, audit
from dashboard.building import moved, release
from dashboard.building.groups import KEY
from dashboard.disclosure import (
    adding_up,
    course,
    intake,
    nested,
    primary,
    readings,
    same_families,
    totals,
    vintages,
    within_area,
)
from dashboard.disclosure.counted import Counted
from dashboard.disclosure.decided import Within
from dashboard.disclosure.nested import Breakdown
from dashboard.disclosure.numbered import Numbered, Truths
from dashboard.indicator import Indicator
from dashboard.indicators import (
    absence,
    caseload,
    employment,
    savings,
    since_quarter,
    steps,
    steps_course,
)
from dashboard.stores.settings import Settings
from dashboard.stores.viewer import Level
from data_access import read_case
from data_access.engine import read_only_engine

Rule = tuple[Any, str, Any, tuple[Indicator, ...]]
"""Where a rule stands, what takes its place, and the figures it protects."""

within_areas = disclosure.within_areas


def _nothing(rows: pl.DataFrame, by: list[str], *_: Any) -> pl.DataFrame:
    return rows.select(by).clear().with_columns(same=pl.lit(True))


def _as_they_are(cells: pl.DataFrame, *_: Any, **__: Any) -> pl.DataFrame:
    return cells


def _nothing_more(table: Numbered, hidden: Truths, *_: Any) -> Truths:
    return hidden


def _never(cells: pl.DataFrame, *_: Any, **__: Any) -> pl.Series:
    return pl.repeat(False, len(cells), eager=True).alias("hidden")


def _nothing_is(*_: Any) -> pl.Expr:
    return pl.lit(False)


def _no_vintage(tables: Any, line: list[str], *_: Any) -> pl.DataFrame:
    return vintages.none(line)


def _nowhere(rows: pl.DataFrame, *_: Any) -> pl.DataFrame:
    return rows.select(*KEY, "area").clear()


def _no_gap(table: Numbered, hidden: Truths) -> Truths:
    return np.zeros_like(hidden)


def _nothing_told(figure: Indicator, breakdown: Breakdown, k: int) -> pl.DataFrame:
    return breakdown.rows.select(nested.PLACE).clear()


def _all_areas(indicator: Indicator, entered: pl.DataFrame, plain: pl.DataFrame, k: int) -> pl.DataFrame:
    return plain.filter(pl.col("families") > 0).select("variant", "period", "area").unique()


def _each_level_alone(counted: Counted, k: int, before: pl.DataFrame | None = None) -> Within:
    return within_areas(counted, k)


RULES: dict[str, Rule] = {
    "programme size": (disclosure, "hides", _never, (caseload.JOINED,)),
    "too few": (disclosure, "hides", _never, (caseload.WAITING,)),
    "numerators": (primary, "_stands_out", _nothing_is, (absence.HIGH, steps.MOVED_BACK)),
    "totals over the areas shown": (totals, "included", _all_areas, (absence.HIGH, employment.YEARS)),
    "what is left": (within_area, "complement", _nothing_more, (absence.HIGH, employment.YEARS)),
    "two dimensions": (within_area, "_crossed", _no_gap, (steps.CURRENT, steps.CURRENT_ANY_OPEN)),
    "sums of categories": (
        nested,
        "told_by",
        _nothing_told,
        (employment.STATUS, employment.IN_EDUCATION_OR_EMPLOYMENT),
    ),
    "changes since a quarter": (
        moved,
        "where_both_stand",
        _as_they_are,
        (employment.IN_EDUCATION_OR_EMPLOYMENT, since_quarter.INDICATORS[0]),
    ),
    "same families, other days": (
        same_families,
        "where_it_moves",
        _as_they_are,
        (caseload.WAITING, steps.MOVED_BACK),
    ),
    "two readings": (readings, "told_apart", _nothing, (absence.SCHOOL_YEAR, absence.HIGH)),
    "two names": (intake, "told_apart", _nowhere, (steps.MOVED_BACK,)),
    "what adds up over time": (adding_up, "without_what_tells", _as_they_are, (savings.BEFORE_COST,)),
    "what grows": (vintages, "vintages", _no_vintage, (steps.MOVED_BACK,)),
    "the course": (course, "read_off", _as_they_are, (steps_course.COURSE,)),
    "few on the way": (course, "_is_thin", _nothing_is, (steps_course.COURSE,)),
    "levels together": (disclosure, "within_areas", _each_level_alone, (caseload.WAITING, steps.CURRENT)),
}


def attacked(indicators: tuple[Indicator, ...], present: Settings, monkeypatch: pytest.MonkeyPatch) -> Audit:
    monkeypatch.setattr(release, "CATALOGUE", indicators)
    case = read_case(read_only_engine(present.case_database_url))
    released = release.release(case, {Level.INTERNAL: 3, Level.PUBLIC: 5})
    return audit(released, k_internal=3, k_public=5)


@pytest.mark.parametrize("rule", RULES)
def test_without_a_rule_the_attacker_wins(
    rule: str, release_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, name, instead, indicators = RULES[rule]
    assert attacked(indicators, release_settings, monkeypatch).wins == ()
    monkeypatch.setattr(where, name, instead)
    assert attacked(indicators, release_settings, monkeypatch).wins != ()


def test_the_attacker_wins_nothing_on_the_synthetic_release(served_release: Any) -> None:
    result = served_release.manifest["audit"]
    assert result["passed"]
    assert result["withheld"] > 0
    assert sum(tried["tables"] for tried in result["tried"]) > 0
