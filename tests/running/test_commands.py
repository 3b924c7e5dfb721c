"""The command `staircase`, as an operator meets it."""

import json
import os
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import polars as pl
import pytest

from dashboard.commands.cli import main
from dashboard.running.serving import is_taken
from dashboard.stores.released import SHOWN
from dashboard.stores.settings import settings

ROOT = Path(__file__).parents[2]
COLUMNS = [
    "indicator",
    "measure",
    "variant",
    "cut",
    "area",
    "cohort",
    "characteristic",
    "category",
    "period",
    "value",
    "lower",
    "upper",
    "unit",
    "families",
    "persons",
    "status",
    "level",
    "as_of",
    "delivery_id",
    "version",
]


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert all(f"\n    {command} " in told for command in ("run", "seed", "upgrade", "release", "figures"))


def test_a_mistyped_command_is_answered_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["figure"])
    assert stopped.value.code == 2
    assert "figures" in capsys.readouterr().err


def test_the_help_needs_neither_the_pages_nor_the_data(tmp_path: Path) -> None:
    heavy = "{'streamlit', 'polars', 'sqlmodel'}"
    seen = f"import sys; from dashboard.commands import cli; print({heavy} & set(sys.modules))"
    answer = subprocess.run(
        [sys.executable, "-c", seen], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert answer.stdout.strip() == "set()"


def test_nobody_is_told_of_the_libraries_beside_a_new_password(tmp_path: Path) -> None:
    called = "import sys; from dashboard.commands.cli import main; sys.exit(main(['users', 'list']))"
    with_own_data = {**os.environ, "STAIRCASE_DATA_FOLDER": str(tmp_path), "STAIRCASE_SETTING": "demo"}
    answer = subprocess.run(
        [sys.executable, "-c", called], capture_output=True, text=True, cwd=tmp_path, env=with_own_data
    )
    assert "ScriptRunContext" not in answer.stderr
    assert "No runtime" not in answer.stderr


def test_an_unsafe_setting_is_a_sentence_that_names_it(
    no_release: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAIRCASE_K_PUBLIC", "2")
    settings.cache_clear()
    assert main(["release"]) == 1
    told = capsys.readouterr().err
    assert "STAIRCASE_K_PUBLIC" in told
    assert "Traceback" not in told


def test_a_release_without_a_case_database_says_what_fills_it(
    no_release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release"]) == 1
    assert "staircase seed" in capsys.readouterr().err


def test_synthetic_families_never_enter_a_municipality_s_database(
    no_release: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAIRCASE_SETTING", "service")
    monkeypatch.setenv("STAIRCASE_SESSION_KEY", "k" * 40)
    settings.cache_clear()
    assert main(["seed"]) == 1
    assert "STAIRCASE_SETTING" in capsys.readouterr().err
    assert list(no_release.iterdir()) == []


@pytest.mark.usefixtures("served_release")
def test_a_filled_case_database_is_not_filled_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seed"]) == 1
    assert "nothing was written" in capsys.readouterr().err


@pytest.mark.usefixtures("served_release")
def test_a_taken_port_is_said_before_anything_is_built(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert is_taken("127.0.0.1", port)
        assert main(["run", "--port", str(port)]) == 1
    assert f"Port {port} is taken" in capsys.readouterr().err


@pytest.mark.usefixtures("served_release")
def test_the_figures_file_has_the_documented_columns_and_public_cells_only(tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    assert main(["figures", "--output", str(file)]) == 0
    figures = pl.read_csv(file, infer_schema_length=None)
    assert figures.columns[: len(COLUMNS)] == COLUMNS
    assert figures["level"].unique().to_list() == ["public"]
    assert {"shown", "withheld"} <= set(figures["status"])
    hidden = figures.filter(~pl.col("status").is_in(SHOWN))
    assert (
        hidden.select("value", "lower", "upper", "families", "persons").null_count().row(0)
        == (len(hidden),) * 5
    )


@pytest.mark.usefixtures("served_release")
def test_the_figures_are_the_same_in_every_format(tmp_path: Path) -> None:
    for form in ("csv", "json", "parquet"):
        assert main(["figures", "--output", str(tmp_path / f"figures.{form}")]) == 0
    parquet = pl.read_parquet(tmp_path / "figures.parquet")
    told = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert pl.DataFrame(told, schema=parquet.schema).equals(parquet)
    table = pl.read_csv(tmp_path / "figures.csv", schema=parquet.schema)
    assert table["value"].equals(parquet["value"])


@pytest.mark.usefixtures("served_release")
def test_figures_on_the_console_are_figures_only(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["figures", "--level", "internal"]) == 0
    captured = capfdbinary.readouterr()
    assert captured.out.split(b"\n", 1)[0].decode().split(",")[: len(COLUMNS)] == COLUMNS
    assert b"small numbers" in captured.err


def test_the_server_reports_nothing_and_shows_no_traceback() -> None:
    options = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert options["browser"]["gatherUsageStats"] is False
    assert options["server"]["address"] == "127.0.0.1"
    assert options["client"]["showErrorDetails"] == "none"
