"""A delivery is stored whole or not at all, once, and a family can be erased from it again."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from data_access import CaseDatabaseError, read_case, read_only_engine, writing_engine
from data_access.case import Case
from data_access.tables import CaseTable
from seed.delivery import Checked, checked
from seed.delivery.forgetting import forget
from seed.delivery.loading import Standing, standing, store
from seed.delivery.pseudonyms import KeyTooShortError, pseudonym, pseudonymised, read_key
from tests.delivery.small import WRITERS, Rows, rows, write_csv

KEY = b"k" * 32


def delivery(folder: Path, told: Rows | None = None, **named: str) -> Checked:
    """The small delivery, or another, with other words in its own row."""
    told = told or rows()
    told["delivery"][0].update(named)
    return checked(write_csv(folder, told))


def frames(url: str) -> Iterator[tuple[str, pl.DataFrame]]:
    case: Case = read_case(read_only_engine(url))
    for name in CaseTable.metadata.tables:
        yield name, getattr(case, name).collect()


def test_what_was_delivered_is_what_is_read(database_url: str, tmp_path: Path) -> None:
    assert store(database_url, delivery(tmp_path / "d")) is Standing.NEW
    stored = dict(frames(database_url))
    assert stored["family"].height == 3
    assert stored["area"]["name_da"].to_list() == ["Søbakken"]
    assert [str(amount) for amount in stored["cost"]["gross_dkk"]] == ["12000.50", "-250.50"]
    assert stored["person"].filter(person_id="p2").row(0) == ("p2", "f1", "child", 2013, None, None)


def test_the_four_forms_give_the_same_database(tmp_path: Path) -> None:
    told = []
    for form, write in WRITERS.items():
        url = f"sqlite:///{tmp_path / form}.db"
        store(url, checked(write(tmp_path / form, rows())))
        told.append({name: frame.rows() for name, frame in frames(url)})
    assert told[0]["wellbeing_score"]
    assert told == [told[0]] * 4


def test_the_same_twice_changes_nothing_in_whatever_form(database_url: str, tmp_path: Path) -> None:
    first = delivery(tmp_path / "first")
    assert store(database_url, first) is Standing.NEW
    before = {name: frame.rows() for name, frame in frames(database_url)}
    again = checked(WRITERS["danish"](tmp_path / "again", rows()))
    assert store(database_url, again) is Standing.SAME
    assert {name: frame.rows() for name, frame in frames(database_url)} == before


def test_an_id_is_not_used_twice_and_older_data_only_when_asked_for(sqlite_url: str, tmp_path: Path) -> None:
    store(sqlite_url, delivery(tmp_path / "first"))
    reused = delivery(tmp_path / "reused", source="another")
    assert store(sqlite_url, reused) is standing(sqlite_url, reused) is Standing.ID_REUSED
    older = delivery(tmp_path / "older", delivery_id="v0", as_of="2023-06-29")
    assert [store(sqlite_url, older), standing(sqlite_url, older)] == [Standing.OLDER] * 2
    assert store(sqlite_url, older, also_older=True) is Standing.NEW


def test_a_later_delivery_takes_the_place_of_the_one_before(database_url: str, tmp_path: Path) -> None:
    store(database_url, delivery(tmp_path / "first"))
    told = rows()
    told["event_note"].pop()
    store(database_url, delivery(tmp_path / "later", told, delivery_id="v2", delivered_at="2023-07-13"))
    stored = dict(frames(database_url))
    assert stored["event_note"]["event_id"].to_list() == ["e1"]
    assert stored["delivery"]["delivery_id"].to_list() == ["v2"]


def test_warnings_are_kept_with_the_delivery_by_place_and_family(database_url: str, tmp_path: Path) -> None:
    told = rows()
    told["school_month"].pop(1)
    told["reference_series"].clear()
    del told["reference_series"]
    store(database_url, delivery(tmp_path / "d", told))
    kept = dict(frames(database_url))["delivery_warning"].select("rule", "table_name", "row_no", "family_id")
    assert sorted(kept.rows()) == [
        ("school_gap", "school_month", 3, "f1"),
        ("table_not_delivered", "reference_series", None, None),
    ]


def test_a_delivery_with_errors_is_never_stored(sqlite_url: str, tmp_path: Path) -> None:
    told = rows()
    told["person"][0]["role"] = "young"
    with pytest.raises(ValueError, match="errors"):
        store(sqlite_url, delivery(tmp_path / "d", told))


def test_what_fails_while_it_is_stored_leaves_the_old_and_tells_no_row(
    database_url: str, tmp_path: Path
) -> None:
    store(database_url, delivery(tmp_path / "first"))
    later = delivery(tmp_path / "later", delivery_id="v2")
    broken = later.tables["cost"].with_columns(family_id=pl.lit("nobody"))
    later.tables["cost"] = broken
    with pytest.raises(CaseDatabaseError, match="nothing was stored") as failed:
        store(database_url, later)
    assert "nobody" not in str(failed.value)
    assert dict(frames(database_url))["delivery"]["delivery_id"].to_list() == ["v1"]


@pytest.mark.parametrize(("table", "row"), [("family", 0), ("wellbeing_score", 1)])
def test_a_key_that_comes_twice_in_the_database_leaves_the_old(
    database_url: str, tmp_path: Path, table: str, row: int
) -> None:
    store(database_url, delivery(tmp_path / "first"))
    later = delivery(tmp_path / "later", delivery_id="v2")
    told = later.tables[table]
    later.tables[table] = pl.concat([told, told.slice(row, 1)])
    with pytest.raises(CaseDatabaseError, match="nothing was stored"):
        store(database_url, later)
    assert dict(frames(database_url))["delivery"]["delivery_id"].to_list() == ["v1"]


def constraints(url: str) -> dict[str, object]:
    """Each table's keys, references, rules and indexes as the database has them."""
    asked = sa.inspect(writing_engine(url))
    return {
        table: (
            asked.get_pk_constraint(table),
            *(
                sorted(found, key=str)
                for found in (
                    asked.get_foreign_keys(table),
                    asked.get_unique_constraints(table),
                    asked.get_check_constraints(table),
                )
            ),
            sorted(str(index["name"]) for index in asked.get_indexes(table)),
        )
        for table in asked.get_table_names()
    }


def test_every_key_and_reference_stands_after_an_import_as_before(database_url: str, tmp_path: Path) -> None:
    before = constraints(database_url)
    assert "fk_cost_family_id" in str(before["cost"])
    store(database_url, delivery(tmp_path / "d"))
    assert constraints(database_url) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from seed.delivery import checked
from seed.delivery.loading import store

def tell(doing, done, of, what):
    if (doing, what) == ("store", sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

store(sys.argv[1], checked(Path(sys.argv[2])), tell=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", ["area", "cost", ""])
def test_a_killed_import_leaves_the_old_data_for_the_next_reader(
    database_url: str, tmp_path: Path, moment: str
) -> None:
    store(database_url, delivery(tmp_path / "first"))
    told = rows()
    told["reference_series"] = [
        {**told["reference_series"][0], "period": f"{number:06}"} for number in range(50_000)
    ]
    delivery(tmp_path / "later", told, delivery_id="v2")
    command = [sys.executable, "-c", KILLED, database_url, str(tmp_path / "later"), moment]
    assert subprocess.run(command, check=False).returncode == -9
    stored = dict(frames(database_url))
    assert stored["delivery"]["delivery_id"].to_list() == ["v1"]
    assert stored["reference_series"].height == 1


def test_a_pseudonym_depends_on_the_id_the_key_and_what_it_names() -> None:
    told = pseudonym("family_id", "f1", KEY)
    assert told == pseudonym("family_id", "f1", KEY)
    others = [("person_id", "f1", KEY), ("family_id", "f2", KEY), ("family_id", "f1", b"l" * 32)]
    assert len({told, *(pseudonym(*other) for other in others)}) == 4
    assert told.isalpha()


def test_ids_are_replaced_before_anything_is_stored(sqlite_url: str, tmp_path: Path) -> None:
    told = rows()
    told["school_month"].pop(1)
    store(sqlite_url, pseudonymised(delivery(tmp_path / "d", told), KEY))
    stored = dict(frames(sqlite_url))
    known = {"f1", "f2", "f3", "p1", "p2", "p3", "m1", "m2", "m3"}
    assert not any(known & set(map(str, row)) for frame in stored.values() for row in frame.rows())
    own = pseudonym("family_id", "f1", KEY)
    assert stored["delivery_warning"]["family_id"].to_list() == [own]
    assert stored["cost"]["family_id"].unique().to_list() == [own]


def test_a_key_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short\n")
    with pytest.raises(KeyTooShortError):
        read_key(tmp_path / "key")


def test_a_forgotten_family_leaves_no_row_and_no_key_behind(database_url: str, tmp_path: Path) -> None:
    told = rows()
    told["school_month"].pop(1)
    store(database_url, delivery(tmp_path / "d", told))
    gone = forget(database_url, "f1")
    assert gone["family"] == 1
    assert gone["person"] == gone["contact_person"] == gone["school_month"] == 2
    assert gone["delivery_warning"] == 1
    left = {str(cell) for _, frame in frames(database_url) for row in frame.rows() for cell in row}
    assert left.isdisjoint({"f1", "p1", "p2"})
    assert {"f2", "f3", "p3"} <= left


def test_the_same_delivery_again_does_not_bring_a_forgotten_family_back(
    sqlite_url: str, tmp_path: Path
) -> None:
    store(sqlite_url, delivery(tmp_path / "d"))
    assert forget(sqlite_url, "f1")
    assert store(sqlite_url, delivery(tmp_path / "again")) is Standing.SAME
    assert forget(sqlite_url, "f1") == {}


def test_what_is_forgotten_is_gone_from_the_file_as_well(sqlite_url: str, tmp_path: Path) -> None:
    told = rows()
    for table in told.values():
        for row in table:
            row.update({name: "forgetme" for name, cell in row.items() if cell == "f1"})
    store(sqlite_url, delivery(tmp_path / "d", told))
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    assert b"forgetme" in file.read_bytes()
    forget(sqlite_url, "forgetme")
    assert b"forgetme" not in file.read_bytes()


def test_what_is_forgotten_is_gone_from_the_files_of_a_server_too(
    postgresql_url: str, tmp_path: Path
) -> None:
    told = rows()
    for table in told.values():
        for row in table:
            row.update({name: "forgetme" for name, cell in row.items() if cell == "f1"})
    store(postgresql_url, delivery(tmp_path / "d", told))

    def holding() -> list[str]:
        with writing_engine(postgresql_url).connect() as connection:
            connection.exec_driver_sql("CHECKPOINT")
            files = connection.exec_driver_sql(
                "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
                " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')"
            ).all()
        return [name for name, content in files if b"forgetme" in content]

    assert "family" in holding()
    forget(postgresql_url, "forgetme")
    assert holding() == []


def test_a_database_nobody_set_up_is_set_up_by_the_first_import(blank_url: str, tmp_path: Path) -> None:
    assert store(blank_url, delivery(tmp_path / "d")) is Standing.NEW
    with writing_engine(blank_url).connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM family")).scalar() == 3
