"""A release waits until somebody approves it, and the log says who and when."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.building.release import before_this
from dashboard.stores import approval, store
from dashboard.stores.approval import ApprovalError, By, approve, calendar
from dashboard.stores.released import Released
from dashboard.stores.settings import Setting, Settings
from tests.release.stored import stored
from tests.released import released


def with_value(value: float) -> Released:
    return released("caseload", "active", [{"value": value}])


def log(data_folder: Path) -> str:
    return (store.releases_folder(data_folder) / approval.LOG).read_text("utf-8")


def served(data_folder: Path) -> str | None:
    folder = store.served_folder(data_folder)
    return folder.name if folder else None


def test_a_built_release_waits_and_the_served_one_stays(tmp_path: Path) -> None:
    first = stored(tmp_path, with_value(1.0))
    assert served(tmp_path) is None
    approve(tmp_path, first, By.OPERATOR)
    second = stored(tmp_path, with_value(2.0))
    assert served(tmp_path) == first
    assert store.waiting_folder(tmp_path) == store.folder_of(tmp_path, second)


def test_an_approved_release_is_served_and_waits_no_more(tmp_path: Path) -> None:
    first = stored(tmp_path, with_value(1.0))
    approve(tmp_path, first, By.PROGRAMME_HEAD, "leder")
    assert served(tmp_path) == first
    assert store.waiting_folder(tmp_path) is None


def test_a_newer_release_waits_in_the_place_of_the_one_that_waited(tmp_path: Path) -> None:
    looked_at = stored(tmp_path, with_value(1.0))
    newer = stored(tmp_path, with_value(2.0))
    with pytest.raises(ApprovalError, match="not waiting any more"):
        approve(tmp_path, looked_at, By.PROGRAMME_HEAD)
    assert served(tmp_path) is None
    approve(tmp_path, newer, By.PROGRAMME_HEAD)
    assert served(tmp_path) == newer


def test_the_served_release_built_again_does_not_wait(tmp_path: Path) -> None:
    approve(tmp_path, stored(tmp_path, with_value(1.0)), By.OPERATOR)
    stored(tmp_path, with_value(2.0))
    stored(tmp_path, with_value(1.0))
    assert store.waiting_folder(tmp_path) is None


def test_a_release_whose_cells_were_changed_is_not_approved(tmp_path: Path) -> None:
    release_id = stored(tmp_path, with_value(1.0))
    with (store.folder_of(tmp_path, release_id) / store.CELLS).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ApprovalError, match="not what was built"):
        approve(tmp_path, release_id, By.OPERATOR)
    assert served(tmp_path) is None


def test_the_log_is_only_ever_added_to(tmp_path: Path) -> None:
    written = ""
    for value in (1.0, 2.0, 1.0):
        release_id = stored(tmp_path, with_value(value))
        approve(tmp_path, release_id, By.OPERATOR)
        assert log(tmp_path).startswith(written)
        written = log(tmp_path)
    assert written.count("\n") == 6


def test_the_calendar_says_who_approved_what_and_what_it_replaced(tmp_path: Path) -> None:
    first = stored(tmp_path, with_value(1.0))
    approve(tmp_path, first, By.FIRST)
    second = stored(tmp_path, with_value(2.0))
    approve(tmp_path, second, By.PROGRAMME_HEAD, "leder")
    third = stored(tmp_path, with_value(3.0))
    told = [(entry.release_id, entry.by, entry.username, entry.replaced) for entry in calendar(tmp_path)]
    assert told == [
        (third, "", "", None),
        (second, "programme_head", "leder", first),
        (first, "first", "", None),
    ]
    latest, approved, _ = calendar(tmp_path)
    assert latest.approved is None
    assert approved.approved is not None
    assert approved.built <= approved.approved <= datetime.now(UTC)


def test_a_release_that_is_served_again_stands_in_the_calendar_again(tmp_path: Path) -> None:
    first, second = with_value(1.0), with_value(2.0)
    for cells in (first, second, first):
        approve(tmp_path, stored(tmp_path, cells), By.OPERATOR)
    assert [entry.release_id for entry in calendar(tmp_path)].count(served(tmp_path) or "") == 2


def test_without_a_log_the_calendar_is_empty(tmp_path: Path) -> None:
    assert calendar(tmp_path) == []


@pytest.mark.parametrize(("setting", "counts"), [("demo", False), ("service", True)])
def test_a_release_of_other_code_is_stood_on_but_in_the_demo_whose_families_are_nobody(
    tmp_path: Path, setting: str, counts: bool
) -> None:
    approve(tmp_path, stored(tmp_path, with_value(1.0)), By.OPERATOR)
    present = Settings(setting=Setting(setting), data_folder=tmp_path, session_key=SecretStr("k" * 40))
    assert bool(before_this(present)) is counts


def test_a_release_of_the_same_code_is_stood_on_in_the_demo_too(release_settings: Settings) -> None:
    assert release_settings.is_demo
    assert before_this(release_settings)
    assert not before_this(release_settings, str(served(release_settings.data_folder)))
