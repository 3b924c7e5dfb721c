"""Where a rule is missing, what the attacker wins is withheld until it wins nothing."""

import polars as pl
import pytest

from dashboard.audit import audit
from dashboard.building import attacked as trying
from dashboard.building import release
from dashboard.disclosure import readings
from dashboard.indicators import absence
from dashboard.stores.released import NUMBERS, SHOWN, Released
from dashboard.stores.settings import Settings
from dashboard.stores.viewer import Level
from data_access import read_case
from data_access.engine import read_only_engine
from tests.audit.test_rules_switched_off import _nothing


@pytest.fixture
def told_by_readings(release_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Released:
    """A release of two figures in all their readings, whatever these differ by."""
    monkeypatch.setattr(release, "CATALOGUE", (absence.SCHOOL_YEAR, absence.HIGH))
    monkeypatch.setattr(readings, "told_apart", _nothing)
    case = read_case(read_only_engine(release_settings.case_database_url))
    return release.release(case, {Level.INTERNAL: 3, Level.PUBLIC: 5})


def shown(cells: pl.DataFrame) -> int:
    return cells.filter(pl.col("status").is_in(SHOWN)).height


def test_what_is_won_is_withheld_and_little_else(
    told_by_readings: Released, release_settings: Settings
) -> None:
    lost = audit(told_by_readings, k_internal=3, k_public=5)
    assert not lost.passed
    mended, result = trying.attacked(told_by_readings, [], release_settings)
    assert result["passed"]
    assert result["mended"] >= 1
    assert audit(mended, k_internal=3, k_public=5).passed
    assert 0.5 * shown(told_by_readings.cells) < shown(mended.cells) < shown(told_by_readings.cells)
    same = told_by_readings.cells.drop(*NUMBERS, "status", "areas", "interval", "value_of")
    assert mended.cells.drop(*NUMBERS, "status", "areas", "interval", "value_of").equals(same)


def test_a_release_that_can_not_be_mended_keeps_its_wins(
    told_by_readings: Released, release_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "mended", lambda cells, wins: cells)
    _, result = trying.attacked(told_by_readings, [], release_settings)
    assert not result["passed"]
    assert result["wins"]
