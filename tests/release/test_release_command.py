"""`staircase release`: built, previewed, approved; and what `staircase run` does by itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard import console
from dashboard.building import release
from dashboard.commands import release_command
from dashboard.commands.cli import INTERRUPTED, main
from dashboard.stores import approval, store
from dashboard.stores.served import Served
from dashboard.stores.settings import Settings, settings
from tests.release.stored import stored
from tests.released import released

RELEASE = """
import signal, sys
from dashboard.commands.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would not hear it
sys.exit(main(["release"]))
"""
PATIENCE = 60  # seconds until a build has begun on a busy machine
FIRST = released("caseload", "active", [{"value": 11.0, "unit": "families"}])
SECOND = released("caseload", "active", [{"value": 12.0, "unit": "families"}])


@pytest.fixture
def demo(no_release: Path) -> Settings:
    return settings()


@pytest.fixture
def service(no_release: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("STAIRCASE_SETTING", "service")
    monkeypatch.setenv("STAIRCASE_SESSION_KEY", "k" * 40)
    settings.cache_clear()
    return settings()


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], list[str]]:
    """Have the next build make these cells; a release of them, and no other, is current."""

    def prepare(cells: Any) -> list[str]:
        made: list[str] = []

        def build(present: Settings, tell: Any) -> Path:
            made.append(stored(present.data_folder, cells))
            return store.folder_of(present.data_folder, made[-1])

        def is_current(present: Settings, folder: Path | None) -> bool:
            return folder is not None and folder.name in made

        monkeypatch.setattr(release, "build", build)
        monkeypatch.setattr(release, "is_current", is_current)
        return made

    return prepare


def served(present: Settings) -> str | None:
    folder = store.served_folder(present.data_folder)
    return folder.name if folder else None


def test_a_release_that_is_built_is_served_only_when_it_is_approved(
    service: Settings, builds: Callable[[Any], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    made = builds(FIRST)
    assert main(["release"]) == 0
    assert served(service) is None
    assert "staircase release --approve" in capsys.readouterr().err
    assert main(["release", "--approve"]) == 0
    assert [served(service)] == made
    assert approval.calendar(service.data_folder)[0].by == "operator"


def test_a_release_that_loses_its_audit_is_said_to_be_not_served_and_the_status_says_so(
    service: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(present: Settings, tell: Any) -> Path:
        name = stored(present.data_folder, FIRST)
        told = store.folder_of(present.data_folder, name) / store.MANIFEST
        told.write_text(told.read_text("utf-8").replace('"passed": true', '"passed": false'), "utf-8")
        return told.parent

    monkeypatch.setattr(release, "build", build)
    assert main(["release"]) == 1
    said = capsys.readouterr().err
    assert "did not pass its audit and is not served" in said
    assert "It waits" not in said
    assert served(service) is None


@pytest.mark.parametrize("option", ["--approve", "--preview"])
def test_where_no_release_waits_the_command_says_so(
    demo: Settings, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", option]) == 1
    assert "No release is waiting" in capsys.readouterr().err


def test_the_demo_serves_what_it_builds_and_the_log_says_that_nobody_approved_it(
    demo: Settings, builds: Callable[[Any], list[str]]
) -> None:
    for cells in (FIRST, SECOND):
        made = builds(cells)
        release_command.bring_up_to_date(demo)
        assert [served(demo)] == made
        assert approval.calendar(demo.data_folder)[0].by == "demo"


def test_in_service_only_the_very_first_release_is_served_by_itself(
    service: Settings, builds: Callable[[Any], list[str]]
) -> None:
    first = builds(FIRST)
    release_command.bring_up_to_date(service)
    assert [served(service)] == first
    assert approval.calendar(service.data_folder)[0].by == "first"
    second = builds(SECOND)
    release_command.bring_up_to_date(service)
    assert [served(service)] == first
    waiting = store.waiting_folder(service.data_folder)
    assert waiting is not None
    assert [waiting.name] == second


def test_a_waiting_release_that_is_current_is_not_built_again(
    service: Settings, builds: Callable[[Any], list[str]]
) -> None:
    builds(FIRST)
    release_command.bring_up_to_date(service)
    made = builds(SECOND)
    for _ in range(3):
        release_command.bring_up_to_date(service)
    assert len(made) == 1


def test_the_preview_of_the_very_first_release_says_that_all_of_it_is_new(
    demo: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    stored(demo.data_folder, FIRST)
    assert main(["release", "--preview"]) == 0
    assert "every figure of the waiting one is new" in capsys.readouterr().out


def test_the_preview_names_each_revised_figure_with_both_values(
    served_release: Served,
    release_settings: Settings,
    no_release: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    like = store.served_folder(release_settings.data_folder)
    first = stored(no_release, FIRST, like)
    approval.approve(no_release, first, approval.By.FIRST)
    stored(no_release, SECOND, like)
    assert main(["release", "--preview"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].split("  ")[0] == "Families taking part"
    assert told[-1].endswith("11 families  12 families")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a process of Windows another way")
def test_ctrl_c_stops_a_build_and_leaves_nothing_half_done(case_database: str, tmp_path: Path) -> None:
    environment = {**os.environ, "STAIRCASE_DATA_FOLDER": str(tmp_path), "DATABASE_URL": case_database}
    process = subprocess.Popen([sys.executable, "-c", RELEASE], env=environment, stderr=subprocess.PIPE)
    folder = store.releases_folder(tmp_path)
    for _ in range(10 * PATIENCE):
        if list(folder.glob(".new-*")):
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == INTERRUPTED
    assert b"Traceback" not in told
    assert [each.name for each in folder.iterdir()] == ["lock"]


def test_a_terminal_is_told_how_far_the_build_has_come_and_a_file_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    console.progress(1, 4, "steps")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    console.progress(1, 4, "steps")
    console.progress(4, 4, "")
    told = capsys.readouterr().err
    assert told.startswith("\r 25 %  steps")
    assert told.rstrip(" \n").endswith("\r100 %")
    assert told.endswith("\n")
