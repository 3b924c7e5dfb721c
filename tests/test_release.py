"""The release of the synthetic case database: complete, and the same every time."""

import io
import json

import polars as pl
import pytest

from dashboard import release, store
from dashboard.catalogue import INDICATOR_OF
from dashboard.figures import RELEASE
from dashboard.served import NoRelease, Served
from dashboard.served import served_release as release_in_memory
from dashboard.settings import Settings
from dashboard.viewer import Level
from data_access import read_case, read_only_engine

SHOWN = pl.col("status").is_in(["shown", "zero"])


def figures(settings: Settings, form: str = "csv") -> pl.DataFrame:
    written = io.BytesIO()
    release.write_figures(settings, written, form)
    written.seek(0)
    return pl.read_csv(written, infer_schema_length=None)


def test_every_indicator_has_cells(served_release: Served) -> None:
    cells = served_release.cells.cells
    names = set(cells.select(pl.concat_str("indicator", "measure", separator=".")).to_series())
    assert set(INDICATOR_OF) <= names


def test_the_same_delivery_makes_the_same_file_byte_for_byte(release_settings: Settings) -> None:
    case = read_case(read_only_engine(release_settings.case_database_url))
    levels = {Level.INTERNAL: release_settings.k_internal, Level.PUBLIC: release_settings.k_public}
    again = io.BytesIO()
    release.release(case, levels).cells.write_parquet(again)
    served = store.served_folder(release_settings.data_folder)
    assert served is not None
    assert again.getvalue() == (served / store.CELLS).read_bytes()


def test_a_release_knows_when_it_is_no_longer_current(release_settings: Settings) -> None:
    assert release.is_current(release_settings)
    assert not release.is_current(release_settings.model_copy(update={"k_public": 6}))


def test_the_figures_file_has_the_published_columns_and_the_public_level(release_settings: Settings) -> None:
    table = figures(release_settings)
    assert set(table.columns) == set(RELEASE)
    assert table.columns[:9] == list(RELEASE)[:9]
    assert set(table["level"]) == {"public"}


def test_the_figures_file_leaves_families_and_persons_empty_where_a_cell_is_withheld(
    release_settings: Settings,
) -> None:
    hidden = figures(release_settings).filter(~SHOWN)
    assert hidden.height > 0
    assert (
        hidden.select(pl.col("value", "lower", "upper", "families", "persons").is_null().all()).row(0)
        == (True,) * 5
    )


@pytest.mark.parametrize("form", ["json", "parquet"])
def test_the_figures_are_the_same_in_every_form(release_settings: Settings, form: str) -> None:
    written, csv = io.BytesIO(), figures(release_settings)
    release.write_figures(release_settings, written, form)
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
    net = served_release.figure("savings.net").cells.filter(SHOWN, pl.col("variant") == "own/followed")
    saving = served_release.figure("savings.before_cost").cells.filter(
        SHOWN, *whole, pl.col("variant") == "own/followed"
    )
    cost = served_release.figure("savings.programme_cost").cells.filter(*whole)
    joined = net.join(saving, on=key, suffix="_saving").join(cost, on=key, suffix="_cost")
    assert joined.height > 0
    assert (joined["value"] - (joined["value_saving"] - joined["value_cost"])).abs().max() == 0


def test_net_falls_with_the_saving(served_release: Served) -> None:
    key = ["variant", "area", "period", "level"]
    hidden = served_release.figure("savings.before_cost").cells.filter(
        pl.col("status") == "withheld", pl.col("characteristic") == "all", pl.col("cohort") == "all"
    )
    shown = served_release.figure("savings.net").cells.filter(SHOWN)
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
    with pytest.raises(NoRelease, match="not the file that was released"):
        release_in_memory()
