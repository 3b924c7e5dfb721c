"""The attacker wins where a rule is missing: each is switched off in turn, on the synthetic families."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from dashboard import disclosure, release
from dashboard.audit import Audit, audit
from dashboard.disclosure import readings, within_area
from dashboard.indicator import Indicator
from dashboard.indicators import absence, caseload, employment
from dashboard.settings import Settings
from dashboard.viewer import Level
from data_access import read_case
from data_access.engine import read_only_engine

Rule = tuple[Any, str, Callable[..., Any], tuple[Indicator, ...]]
"""Where a rule stands, what takes its place, and the figures it protects."""


def _nothing(rows: pl.DataFrame, by: list[str], *_: Any) -> pl.DataFrame:
    return rows.select(by).clear().with_columns(same=pl.lit(True))


def _as_they_are(cells: pl.DataFrame, *_: Any, **__: Any) -> pl.DataFrame:
    return cells


RULES: dict[str, Rule] = {
    "too few": (disclosure, "hides", lambda *_: pl.lit(False), (caseload.WAITING,)),
    "what is left": (within_area, "complement", _as_they_are, (absence.HIGH, employment.YEARS)),
    "two readings": (readings, "told_apart", _nothing, (absence.SCHOOL_YEAR, absence.HIGH)),
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
