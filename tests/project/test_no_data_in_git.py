"""Case data never enters the project's history, and neither does a person's number."""

import os
import re
import subprocess
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA_FILES = {".db", ".sqlite", ".sqlite3", ".duckdb", ".csv", ".xlsx", ".parquet"}
STIGMA = (
    "ghet" + "to"
)  # a word the programme's areas are not called by, split so that it does not stand here either
NUMBER = re.compile(r"(?<![0-9A-Za-z])([0-9]{2})([0-9]{2})([0-9]{2})[- ]?[0-9]{4}(?![0-9A-Za-z])")
REPLACEMENT_NUMBER = 60  # added to the day where somebody has no number of their own yet


def tracked() -> list[Path]:
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # not a hook's
    listed = subprocess.run(command, cwd=ROOT, env=own, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def person_numbers(text: str) -> list[str]:
    """What reads as a CPR number: a possible date, ddmmyy, and four digits more."""
    return [found.group() for found in NUMBER.finditer(text) if _is_a_day(*map(int, found.groups()))]


def _is_a_day(day: int, month: int, year: int) -> bool:
    try:
        date(2000 + year, month, day - REPLACEMENT_NUMBER if day > REPLACEMENT_NUMBER else day)
    except ValueError:
        return False
    return True


def test_no_case_data_are_tracked() -> None:
    assert [path for path in tracked() if path.suffix.lower() in DATA_FILES] == []


def test_no_person_number_stands_in_any_file() -> None:
    assert {path: found for path in tracked() if (found := person_numbers(text_of(path)))} == {}


def test_the_areas_are_not_called_by_a_word_that_stigmatises() -> None:
    assert [path for path in tracked() if STIGMA in text_of(path).lower()] == []


def test_a_person_number_is_recognised_by_its_date() -> None:
    born, replaced, no_day = "2902" + "00", "6112" + "99", "3102" + "99"
    assert person_numbers(f"{born}-1234, {replaced} 1234 {born}1234") != []
    assert len(person_numbers(f"{born}-1234, {replaced} 1234 {born}1234")) == 3
    assert person_numbers(f"{no_day}-1234 a{born}1234 {born}12345") == []
