"""A large case is decided in parts of its areas: the release is the same, and memory holds a part."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from dashboard.building import parts, release
from dashboard.indicators import caseload, wellbeing
from dashboard.stores.served import Served
from dashboard.stores.settings import Settings
from dashboard.stores.viewer import Level
from data_access import read_case
from data_access.case import Case
from data_access.engine import read_only_engine

MADE_FROM = ("as_of", "delivery_id", "version")


@pytest.fixture(scope="module")
def case(release_settings: Settings) -> Case:
    return read_case(read_only_engine(release_settings.case_database_url))


def rows(case: Case, table: str) -> pl.DataFrame:
    frame: pl.LazyFrame = getattr(case, table)
    return frame.collect().sort(pl.all())


def test_a_release_decided_area_by_area_is_the_one_decided_at_once(
    case: Case, served_release: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "FAMILIES", 1)
    apart = release.release(case, {Level.INTERNAL: 3, Level.PUBLIC: 5}, folder=tmp_path).cells
    assert apart.drop(MADE_FROM).equals(served_release.cells.cells.drop(MADE_FROM))


def test_parts_hold_whole_areas_in_their_order_and_each_row_once(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "FAMILIES", 1)
    found = parts.parts(case, tmp_path)
    every = rows(case, "area").sort("sort")["area_id"].to_list()
    assert [part.areas["area"].to_list() for part in found] == [[area] for area in every]
    for table in ("family", "contact_person", "school_month", "cost", "team_member", "programme_cost"):
        together = pl.concat([rows(part.case, table) for part in found]).sort(pl.all())
        assert together.equals(rows(case, table))
    for table in ("area", "instrument", "comparison_cost"):
        assert all(rows(part.case, table).equals(rows(case, table)) for part in found)


def test_a_case_with_few_families_or_without_a_folder_is_one_part(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [part.case for part in parts.parts(case, tmp_path)] == [case]
    monkeypatch.setattr(parts, "FAMILIES", 1)
    assert [part.case for part in parts.parts(case, None)] == [case]
    assert list(tmp_path.iterdir()) == []


def test_a_second_release_is_built_where_a_source_has_never_been_delivered(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "CATALOGUE", (caseload.ACTIVE, wellbeing.CHANGE))
    without = replace(case, wellbeing_score=case.wellbeing_score.filter(pl.lit(False)))
    levels = {Level.INTERNAL: 3, Level.PUBLIC: 5}
    first = release.release(without, levels)
    assert set(first.cells["indicator"]) == {"caseload"}
    assert release.release(without, levels, before=first).cells.equals(first.cells)
