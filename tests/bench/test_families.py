"""The database that speed is measured on keeps the rules of every other."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bench.families import Size, fill


def count(database: sqlite3.Connection, table: str) -> int:
    return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_families_many_times_over_are_as_many_and_refer_to_their_own(tmp_path: Path) -> None:
    fill(tmp_path / "one.db", Size(1, 1))
    fill(tmp_path / "four.db", Size(areas=2, families=2))
    with (
        closing(sqlite3.connect(tmp_path / "one.db")) as one,
        closing(sqlite3.connect(tmp_path / "four.db")) as four,
    ):
        assert four.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("family", "person", "school_month", "wellbeing_score", "cost", "contact_person"):
            assert count(four, table) == 4 * count(one, table)
        assert (count(one, "area"), count(four, "area")) == (3, 6)
        paid = "SELECT sum(dkk) FROM programme_cost"
        assert four.execute(paid).fetchone()[0] == 4 * one.execute(paid).fetchone()[0]
