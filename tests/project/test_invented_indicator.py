"""An indicator's file, its words and its catalogue line are all it takes: it stands everywhere unasked."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard.council.exports import FORMATS
from dashboard.text import LANGUAGES

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds on a busy machine


@pytest.fixture(scope="module")
def invented(case_database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Where a dashboard that has one more indicator shows it, told by a process of its own."""
    folder = tmp_path_factory.mktemp("invented")
    told = folder / "told.json"
    present = {**os.environ, "DATABASE_URL": case_database, "STAIRCASE_DATA_FOLDER": str(folder / "data")}
    command = [sys.executable, "-m", "tests.project.invented", str(told)]
    done = subprocess.run(command, cwd=ROOT, env=present, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(told.read_text("utf-8"))
    return answer


def test_it_is_released_under_the_rules_and_attacked_with_the_rest(invented: dict[str, Any]) -> None:
    assert {"shown", "withheld"} <= set(invented["cells"])
    assert invented["attacked"]
    assert invented["audit"]["passed"]


def test_it_stands_on_definitions_in_every_language(invented: dict[str, Any]) -> None:
    assert invented["definitions"] == dict.fromkeys(LANGUAGES, True)


def test_it_can_be_put_in_a_briefing_and_each_kind_of_file_is_made_of_it(invented: dict[str, Any]) -> None:
    assert invented["offered"]
    assert invented["made"] == list(FORMATS)
    for language, written in invented["csv"].items():
        assert f"the invented title in {language}" in written
        assert f"the invented numerator in {language}" in written


def test_it_stands_among_the_figures_for_programs(invented: dict[str, Any]) -> None:
    assert "caseload,invented_share," in invented["figures"]
