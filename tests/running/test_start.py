"""A start that can't succeed says which setting to change; one that can go on with less does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.commands.cli import welcome
from dashboard.running import start
from dashboard.stores.lock import Taken, held
from dashboard.stores.settings import Settings, SettingsError, settings
from data_access import CaseDatabaseError

SERVICE = {"setting": "service", "session_key": "k" * 40, "address": "https://staircase.example"}


def settings_with(folder: Path, **values: Any) -> Settings:
    return Settings.model_validate({"data_folder": folder, **values})


def raising(*errors: Exception) -> Callable[[Settings], None]:
    """What brings up to date only when it has failed so often."""
    left = list(errors)

    def bring_up_to_date(present: Settings) -> None:
        if left:
            raise left.pop(0)

    return bring_up_to_date


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """A data folder in which a release is served."""
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "served").write_text("2026-09-30-a1")
    return tmp_path


@pytest.mark.usefixtures("no_release")
def test_a_first_release_that_lost_its_audit_does_not_stop_the_start(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Restarting it would not help; the pages say that there is nothing to show."""
    start.check_areas(settings())
    assert "every page says so" in capsys.readouterr().err


def test_settings_that_are_right_are_let_pass(tmp_path: Path) -> None:
    start.check(settings_with(tmp_path))
    start.check(settings_with(tmp_path, **SERVICE))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("STAIRCASE_ADDRESS", {**SERVICE, "address": ""}),
        ("STAIRCASE_ADDRESS", {**SERVICE, "address": "http://staircase.example"}),
        ("STAIRCASE_APP_STORE_URL", {"app_store_url": "postgresql://app:secret@127.0.0.1:1/app"}),
        ("STAIRCASE_APP_STORE_URL", {"app_store_url": "nowhere"}),
        (
            "STAIRCASE_APP_STORE_URL",
            {**SERVICE, "app_store_url": "postgresql://a:only-for-the-demo@127.0.0.1:1/a"},
        ),
        ("DATABASE_URL", {**SERVICE, "DATABASE_URL": "postgresql://read:only-for-the-demo@database/case"}),
        ("STAIRCASE_DATA_FOLDER", {"data_folder": "/dev/null/data"}),
    ],
)
def test_what_is_wrong_is_said_by_its_setting(tmp_path: Path, name: str, values: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        start.check(settings_with(tmp_path, **values))
    assert "secret" not in str(refused.value)


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    wrong = {**SERVICE, "address": "", "app_store_url": "postgresql://a:b@127.0.0.1:1/a"}
    with pytest.raises(SettingsError, match=r"(?s)STAIRCASE_ADDRESS.*STAIRCASE_APP_STORE_URL"):
        start.check(settings_with(tmp_path, **wrong))


@pytest.mark.parametrize(
    "error",
    [CaseDatabaseError("schema version 0001: `staircase upgrade` brings it there"), Taken("held")],
    ids=str,
)
def test_the_served_release_is_shown_while_no_new_one_can_be_made(
    served: Path, error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    start.with_what_there_is(settings_with(served), raising(error, error))
    told = capsys.readouterr().err
    assert "eanwhile the served" in told
    assert isinstance(error, Taken) or "`staircase upgrade`" in told


def test_without_a_served_release_the_fault_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(CaseDatabaseError, match="staircase upgrade"):
        start.with_what_there_is(settings_with(tmp_path), raising(CaseDatabaseError("`staircase upgrade`")))


def test_a_second_process_waits_for_the_first_release_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "releases").mkdir()
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            (tmp_path / "releases" / "served").write_text("2026-09-30-a1")

    monkeypatch.setattr(start.time, "sleep", wait)
    with held(tmp_path / "releases" / "lock"):
        start.with_what_there_is(settings_with(tmp_path), raising(Taken("held")))
    assert len(waited) == 3


def test_where_the_other_ends_without_a_release_the_second_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "releases").mkdir()
    monkeypatch.setattr(start.time, "sleep", lambda seconds: None)
    built: list[Settings] = []
    failing = raising(Taken("held"))

    def bring_up_to_date(present: Settings) -> None:
        failing(present)
        built.append(present)

    start.with_what_there_is(settings_with(tmp_path), bring_up_to_date)
    assert len(built) == 1


def test_the_start_names_the_address_people_use_where_there_is_one(tmp_path: Path) -> None:
    behind_a_proxy = settings_with(
        tmp_path, setting="service", session_key="s" * 48, address="https://staircase.municipality.example"
    )
    assert "opens at https://staircase.municipality.example (" in welcome(behind_a_proxy)
