"""Where a rule is missing, what the attacker wins is withheld until it wins nothing."""

import polars as pl
import pytest

from dashboard.audit import Win, audit
from dashboard.building import attacked as trying
from dashboard.building import release
from dashboard.disclosure import readings
from dashboard.disclosure.mended import mended
from dashboard.indicators import absence
from dashboard.stores.released import NUMBERS, SHOWN, Released
from dashboard.stores.settings import Settings
from dashboard.stores.viewer import Level
from data_access import read_case
from data_access.engine import read_only_engine
from tests.audit.test_rules_switched_off import _nothing
from tests.released import released


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
    safe, result = trying.attacked(told_by_readings, [], release_settings)
    assert result["passed"]
    assert result["mended"] >= 1
    assert audit(safe, k_internal=3, k_public=5).passed
    assert 0.5 * shown(told_by_readings.cells) < shown(safe.cells) < shown(told_by_readings.cells)
    same = told_by_readings.cells.drop(*NUMBERS, "status", "areas", "interval", "value_of")
    assert safe.cells.drop(*NUMBERS, "status", "areas", "interval", "value_of").equals(same)


def test_what_is_won_of_a_month_is_withheld_of_its_last_day_too() -> None:
    periods = ("2023-02", "2023-03", "2023-03-31", "2023-06-30")
    cells = released(
        "employment",
        "status_share",
        [
            {"variant": "active", "level": "internal", "period": each, "value_of": each, "status": status}
            | ({"value": None, "families": None} if status == "withheld" else {"value": 50.0})
            for each, status in zip(periods, ("shown", "withheld", "shown", "shown"), strict=True)
        ],
    ).cells
    told = Win("bounds", "internal", "employment.status_share", "active", "all", "", "", "2023-03", "")
    assert list(status_of(mended(cells, [told])).values()) == ["shown", "withheld", "withheld", "shown"]


def test_what_is_won_of_people_by_their_name_is_withheld_of_every_figure_about_them() -> None:
    one = {"variant": "active", "level": "internal", "period": "2020/21", "value_of": "2020/21"}
    figures = (("absence", "stil_pct"), ("absence", "high_share"), ("employment", "status_share"))
    cells = pl.concat([released(*figure, [{**one, "value": 50.0}]).cells for figure in figures])
    told = Win("differences", "internal", "families with pupils", "active", "all", "", "", "2020/21", "")
    assert sorted(mended(cells, [told]).select("measure", "status").rows()) == [
        ("high_share", "withheld"),
        ("status_share", "shown"),
        ("stil_pct", "withheld"),
    ]


def status_of(cells: pl.DataFrame) -> dict[str, str]:
    return dict(sorted(cells.select("period", "status").iter_rows()))


def test_a_release_that_can_not_be_mended_keeps_its_wins(
    told_by_readings: Released, release_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "mended", lambda cells, wins: cells)
    _, result = trying.attacked(told_by_readings, [], release_settings)
    assert not result["passed"]
    assert result["wins"]
