"""Commands that hand out or change something stand in the logbook, and do nothing without a line in it."""

from pathlib import Path

import pytest

from dashboard.commands.cli import main
from dashboard.stores import approval, by_command
from dashboard.stores.app_store import app_store, opened
from dashboard.stores.logbook import Did, Line, logbook
from dashboard.stores.served import Served
from dashboard.stores.settings import settings
from dashboard.stores.store import served_folder
from dashboard.text import Text
from data_access import read_case, read_only_engine
from tests.delivery.small import rows, write_csv
from tests.release.stored import stored
from tests.released import released


@pytest.fixture(autouse=True)
def anna_at_the_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "anna")


def lines() -> list[Line]:
    return [one.line for one in reversed(logbook().read())]


def by_anna(did: Did, level: str = "", **details: str) -> Line:
    return Line(did, "anna", "operator", level=level, details=details)


def lose_the_logbook() -> None:
    with app_store().begin() as connection:
        connection.exec_driver_sql("DROP TABLE event")


def families() -> list[str]:
    case = read_case(read_only_engine(settings().case_database_url))
    return list(case.family.collect()["family_id"])


def test_a_delivery_and_a_forgotten_family_are_lines_and_no_line_says_which_family(
    no_release: Path, tmp_path: Path
) -> None:
    assert main(["import", str(write_csv(tmp_path / "v1", rows()))]) == 0
    assert main(["forget", "f1"]) == 0
    assert lines() == [by_anna(Did.IMPORTED, delivery="v1"), by_anna(Did.FORGOT)]


def test_what_changed_nothing_is_no_line(no_release: Path, tmp_path: Path) -> None:
    place = str(write_csv(tmp_path / "v1", rows()))
    assert main(["import", place, "--check"]) == 0
    assert lines() == []
    assert [main(["import", place]), main(["import", place])] == [0, 0]
    assert main(["forget", "nobody"]) == 1
    assert [line.did for line in lines()] == [Did.IMPORTED]


def test_without_a_logbook_nothing_is_imported_or_forgotten(
    no_release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(write_csv(tmp_path / "v1", rows()))]) == 0
    before = families()
    later = rows()
    later["delivery"][0]["delivery_id"] = "v2"
    later["event_note"].pop()
    lose_the_logbook()
    assert main(["import", str(write_csv(tmp_path / "v2", later))]) == 1
    assert main(["forget", "f1"]) == 1
    assert "STAIRCASE_APP_STORE_URL" in capsys.readouterr().err
    assert families() == before
    assert read_case(read_only_engine(settings().case_database_url)).delivery_id == "v1"


def test_an_approval_is_a_line_and_is_not_done_without(no_release: Path) -> None:
    release_id = stored(no_release, released("caseload", "active", [{"value": 11.0, "unit": "families"}]))
    app_store()
    lose_the_logbook()
    assert main(["release", "--approve"]) == 1
    assert served_folder(no_release) is None
    opened.cache_clear()
    assert main(["release", "--approve"]) == 0
    assert lines() == [by_anna(Did.APPROVED, release=release_id)]
    assert approval.calendar(no_release)[0].username == "anna"


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["figures", "--format", "csv"], by_anna(Did.EXPORTED, "public", format="csv")),
        (
            ["figures", "--level", "internal", "--format", "json"],
            by_anna(Did.EXPORTED, "internal", format="json"),
        ),
        (["report", "--format", "csv"], by_anna(Did.EXPORTED, "public", briefing="council", format="csv")),
    ],
)
def test_a_file_from_the_console_is_a_line_and_there_is_none_without(
    served_release: Served, tmp_path: Path, command: list[str], line: Line
) -> None:
    file = tmp_path / "file"
    assert main([*command, "--output", str(file)]) == 0
    assert file.is_file()
    assert lines() == [line]
    file.unlink()
    lose_the_logbook()
    assert main([*command, "--output", str(file)]) == 1
    assert not file.exists()


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_operator_has_a_name_in_the_logbook(language: str) -> None:
    assert Text(language)(f"role.{by_command.OPERATOR}")


def test_a_system_without_a_name_for_its_user_is_the_console(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert by_command.who() == "console"
