"""The release of the synthetic case database: complete, and the same every time."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from dashboard.building import release
from dashboard.building.figures import RELEASE
from dashboard.building.figures_file import write_figures
from dashboard.catalogue import INDICATOR_OF
from dashboard.stores import store
from dashboard.stores.released import SHOWN
from dashboard.stores.served import NoRelease, Served
from dashboard.stores.served import served_release as release_in_memory
from dashboard.stores.settings import Settings

IS_SHOWN = pl.col("status").is_in(SHOWN)


def figures(settings: Settings, form: str = "csv") -> pl.DataFrame:
    written = io.BytesIO()
    write_figures(settings, written, form)
    written.seek(0)
    return pl.read_csv(written, infer_schema_length=None)


def test_every_indicator_has_cells(served_release: Served) -> None:
    cells = served_release.cells.cells
    names = set(cells.select(pl.concat_str("indicator", "measure", separator=".")).to_series())
    assert set(INDICATOR_OF) <= names


def test_the_same_delivery_makes_the_same_release_byte_for_byte_in_another_process(
    release_settings: Settings, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "STAIRCASE_DATA_FOLDER": str(tmp_path),
        "DATABASE_URL": release_settings.case_database_url,
    }
    command = [sys.executable, "-c", "from dashboard.commands.cli import main; main(['release'])"]
    built = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    again, first = store.waiting_folder(tmp_path), store.served_folder(release_settings.data_folder)
    assert again is not None
    assert first is not None
    assert str(again) in built.stderr
    assert again.name == first.name
    for name in (store.CELLS, store.CONTEXT, store.MANIFEST):
        assert (again / name).read_bytes() == (first / name).read_bytes(), name


def test_a_build_that_is_stopped_half_way_leaves_the_served_release_and_nothing_else(
    release_settings: Settings,
) -> None:
    folder = store.releases_folder(release_settings.data_folder)
    before = {each: each.stat().st_mtime_ns for each in folder.iterdir() if each.name != "lock"}

    def stop(done: int, of: int, subject: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        release.build(release_settings, stop)
    assert {each: each.stat().st_mtime_ns for each in folder.iterdir() if each.name != "lock"} == before


def test_the_manifest_says_what_the_release_was_made_from_and_how_much_it_shows(
    served_release: Served, release_settings: Settings
) -> None:
    manifest = served_release.manifest
    assert manifest["made_from"]["k"] == {"internal": 3, "public": 5}
    assert manifest["made_from"]["version"] == release.code_version()
    assert manifest["made_from"]["delivery"]["delivery_id"] == "syntetisk-2026-09"
    counts = {(row["level"], row["status"]): row["cells"] for row in manifest["cells"]}
    assert sum(counts.values()) == served_release.cells.cells.height
    assert counts["internal", "shown"] > counts["public", "shown"]


def test_a_release_knows_when_it_is_no_longer_current(release_settings: Settings) -> None:
    served = store.served_folder(release_settings.data_folder)
    assert release.is_current(release_settings, served)
    assert not release.is_current(release_settings.model_copy(update={"k_public": 6}), served)
    assert not release.is_current(release_settings, None)


def test_the_figures_file_has_the_published_columns_and_the_public_level(release_settings: Settings) -> None:
    table = figures(release_settings)
    assert set(table.columns) == set(RELEASE)
    assert table.columns[:9] == list(RELEASE)[:9]
    assert set(table["level"]) == {"public"}


def test_the_figures_file_leaves_families_and_persons_empty_where_a_cell_is_withheld(
    release_settings: Settings,
) -> None:
    hidden = figures(release_settings).filter(~IS_SHOWN)
    assert hidden.height > 0
    assert (
        hidden.select(pl.col("value", "lower", "upper", "families", "persons").is_null().all()).row(0)
        == (True,) * 5
    )


@pytest.mark.parametrize("form", ["json", "parquet"])
def test_the_figures_are_the_same_in_every_form(release_settings: Settings, form: str) -> None:
    written, csv = io.BytesIO(), figures(release_settings)
    write_figures(release_settings, written, form)
    written.seek(0)
    other = (
        pl.DataFrame(json.load(written), infer_schema_length=None)
        if form == "json"
        else pl.read_parquet(written)
    )
    assert other["value"].to_list() == csv["value"].to_list()
    assert other["status"].to_list() == csv["status"].to_list()


def test_a_quarter_in_which_no_family_joined_is_a_zero_and_not_a_gap(served_release: Served) -> None:
    joined = served_release.figure("caseload.joined").cells.filter(
        pl.col("cut") == "quarter", pl.col("area") == "all", pl.col("cohort") == "all"
    )
    quarters = {f"{year}Q{quarter}" for year in range(2020, 2026) for quarter in range(1, 5)}
    assert quarters <= set(joined["period"])
    assert set(joined.filter(pl.col("value") == 0)["status"]) == {"zero"}


def test_net_is_the_saving_before_cost_minus_the_programmes_cost(served_release: Served) -> None:
    key = ["area", "period", "level"]
    whole = pl.col("cohort") == "all", pl.col("characteristic") == "all"
    net = served_release.figure("savings.net").cells.filter(IS_SHOWN, pl.col("variant") == "own/followed")
    saving = served_release.figure("savings.before_cost").cells.filter(
        IS_SHOWN, *whole, pl.col("variant") == "own/followed"
    )
    cost = served_release.figure("savings.programme_cost").cells.filter(*whole)
    joined = net.join(saving, on=key, suffix="_saving").join(
        cost.rename({"period": "value_of", "value_of": "own"}),
        on=["area", "value_of", "level"],
        suffix="_cost",
    )
    assert joined.height > 0
    assert (joined["value"] - (joined["value_saving"] - joined["value_cost"])).abs().max() == 0


def test_net_falls_with_the_saving(served_release: Served) -> None:
    key = ["variant", "area", "period", "level"]
    hidden = served_release.figure("savings.before_cost").cells.filter(
        pl.col("status") == "withheld", pl.col("characteristic") == "all", pl.col("cohort") == "all"
    )
    shown = served_release.figure("savings.net").cells.filter(IS_SHOWN)
    assert hidden.height > 0
    assert shown.join(hidden, on=key, how="semi").is_empty()


def test_a_changed_release_file_is_not_served(
    served_release: Served, no_release: object, release_settings: Settings
) -> None:
    """The manifest remembers the file it was written with."""
    folder = store.served_folder(release_settings.data_folder)
    assert folder is not None
    other = store.releases_folder(no_release) / "tampered"  # type: ignore[arg-type]
    other.mkdir(parents=True)
    for name in (store.MANIFEST, store.CONTEXT):
        (other / name).write_bytes((folder / name).read_bytes())
    (other / store.CELLS).write_bytes((folder / store.CELLS).read_bytes() + b" ")
    store.serve(no_release, "tampered")  # type: ignore[arg-type]
    with pytest.raises(NoRelease, match="not the release that was built"):
        release_in_memory()
