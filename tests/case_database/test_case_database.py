"""What the case database holds is read exactly, with stated types, and the dashboard can only read it."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa
from polars.testing import assert_frame_equal

from data_access import CaseDatabaseError, queries, read_case, read_only_engine, writing_engine
from data_access.codes import EndedReason
from data_access.tables import CaseTable, Delivery
from tests.case_database.case_rows import DAY, area, cost, delivery, family, instrument, person, score
from tests.case_database.databases import store


def test_the_dashboard_can_read_but_not_write(database_url: str) -> None:
    store(database_url, delivery())
    engine = read_only_engine(database_url)
    for change in (
        "INSERT INTO department VALUES ('d', 'D', 'D')",
        "UPDATE delivery SET source = 'changed'",
        "DELETE FROM delivery",
        "CREATE TABLE another (id INTEGER)",
        "DROP TABLE delivery",
    ):
        with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match=r"read-?only"):
            connection.exec_driver_sql(change)
    assert read_case(engine).delivery.collect()["source"].to_list() == ["invented"]


def test_what_the_dashboard_may_not_write_the_writing_engine_may(database_url: str) -> None:
    with writing_engine(database_url).begin() as connection:
        assert connection.exec_driver_sql("INSERT INTO department VALUES ('d', 'D', 'D')").rowcount == 1


def test_a_missing_file_is_named_with_its_remedy_and_not_created(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "case.db"
    with pytest.raises(CaseDatabaseError, match=r"nowhere.case\.db.*staircase seed"):
        read_only_engine(f"sqlite:///{file}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_name_with_blanks_and_signs_is_the_same_file_for_both_engines(
    sqlite_url: str, tmp_path: Path
) -> None:
    odd = Path(sqlite_url.removeprefix("sqlite:///")).rename(tmp_path / "case 100% #1.db")
    store(f"sqlite:///{odd}", delivery())
    assert read_case(read_only_engine(f"sqlite:///{odd}")).delivery_id == "d1"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/case", "names mysql"),
        ("case.db", "can't be read"),
        ("sqlite://", "names no SQLite file"),
        ("sqlite:///:memory:", "names no SQLite file"),
    ],
)
def test_an_address_that_is_no_case_database_is_refused_in_words(url: str, said: str) -> None:
    for engine in (read_only_engine, writing_engine):
        with pytest.raises(CaseDatabaseError, match=said):
            engine(url)


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_text("month;families\n" * 100)
    with pytest.raises(CaseDatabaseError, match=r"case\.db can't be read: file is not a database"):
        read_case(read_only_engine(f"sqlite:///{tmp_path / 'case.db'}"))


def test_a_case_knows_its_delivery(database_url: str) -> None:
    store(database_url, delivery())
    case = read_case(read_only_engine(database_url))
    assert (case.delivery_id, case.as_of) == ("d1", DAY)


@pytest.mark.parametrize("deliveries", [[], [delivery("d1"), delivery("d2")]], ids=["none", "two"])
def test_a_database_without_exactly_one_delivery_is_refused(
    database_url: str, deliveries: list[Delivery]
) -> None:
    store(database_url, *deliveries)
    with pytest.raises(CaseDatabaseError, match=rf"holds {len(deliveries)} deliveries.*staircase seed"):
        read_case(read_only_engine(database_url))


def test_every_table_is_read_under_its_name(database_url: str) -> None:
    store(database_url, delivery())
    case = read_case(read_only_engine(database_url))
    assert set(CaseTable.metadata.tables) == set(vars(case)) - {"as_of", "delivery_id"}


def test_empty_tables_have_the_types_their_classes_state(database_url: str) -> None:
    store(database_url, delivery())
    case = read_case(read_only_engine(database_url))
    assert case.cost.collect().schema == {
        "family_id": pl.String,
        "month": pl.Date,
        "sector": pl.String,
        "line": pl.String,
        "gross_dkk": pl.Decimal(scale=2),
        "municipal_dkk": pl.Decimal(scale=2),
        "price_year": pl.Int64,
    }
    assert case.status_code.collect().schema["is_youth_job"] == pl.Boolean
    assert case.status_spell.collect().schema["weekly_hours"] == pl.Float64
    assert case.delivery.collect().schema["delivered_at"] == pl.Datetime("us")


def test_columns_that_begin_with_many_empty_values_keep_their_types(database_url: str) -> None:
    early = [family(f"f{number:03}") for number in range(150)]
    late = family("f999", joined_on=DAY, ended_on=DAY, ended_reason=EndedReason.MOVED)
    persons = [person(f"p{number:03}", "f999") for number in range(150)]
    store(
        database_url,
        delivery(),
        area(),
        *early,
        late,
        *persons,
        person("p999", "f999", years_without_work=2.5),
    )
    case = read_case(read_only_engine(database_url))
    last_family, last_person = case.family.collect().tail(1), case.person.collect().tail(1)
    assert last_family.select("ended_on", "ended_reason").row(0) == (DAY, "moved")
    assert last_person["years_without_work"].to_list() == [2.5]


def test_rows_come_in_the_same_order_however_they_were_written(database_url: str) -> None:
    store(database_url, delivery(), area(), family("f2"), family("f1"), family("F3"))
    families = read_case(read_only_engine(database_url)).family.collect()
    assert families["family_id"].to_list() == ["F3", "f1", "f2"]


def test_a_table_too_large_for_memory_is_the_same_table(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("f2", "F3", "få", "f1", "f", "fz", "f-1")
    families = [family(name, joined_on=DAY if name == "f1" else None) for name in names]
    scores = [score(None), score("p")]
    amounts = [cost(line, "-1.10", "-0.10") for line in ("b", "A", "å")]
    store(database_url, delivery(), area(), *families, person(), instrument(), *scores, *amounts)
    engine = read_only_engine(database_url)
    whole = read_case(engine)
    monkeypatch.setattr(queries, "CHUNK", 1)
    in_parts = read_case(engine, tmp_path)
    assert {file.name.partition("-")[0] for file in tmp_path.glob("*.parquet")} == {
        "family",
        "wellbeing_score",
        "cost",
    }
    for name in CaseTable.metadata.tables:
        assert_frame_equal(getattr(in_parts, name).collect(), getattr(whole, name).collect())


def test_money_comes_back_to_the_oere(database_url: str) -> None:
    amounts = ["0.01", "0.10", "-250000.00", "1234567.89", "90071992547409.93", "0.00", "12"]
    rows = [cost(f"line {number}", amount, amount) for number, amount in enumerate(amounts)]
    store(database_url, delivery(), area(), family(), *rows)
    engine = read_only_engine(database_url)
    frame = read_case(engine).cost.collect().sort("line")
    assert frame["gross_dkk"].to_list() == [Decimal(amount) for amount in amounts]
    table = CaseTable.metadata.tables["cost"]
    with engine.connect() as connection:
        stored = connection.scalars(sa.select(table.c.municipal_dkk).order_by(table.c.line)).all()
    assert list(map(str, stored)) == [f"{Decimal(amount):.2f}" for amount in amounts]


@pytest.mark.parametrize("amount", [Decimal("1.005"), Decimal("NaN"), Decimal("Infinity"), 1.5])
def test_money_that_is_not_whole_oere_is_refused(sqlite_url: str, amount: object) -> None:
    row = {**cost("line", "1", "1").model_dump(), "gross_dkk": amount}
    with (
        writing_engine(sqlite_url).begin() as connection,
        pytest.raises(sa.exc.StatementError, match="money"),
    ):
        connection.execute(CaseTable.metadata.tables["cost"].insert().values(row))


def test_codes_are_stored_and_read_by_their_value(database_url: str) -> None:
    store(database_url, delivery(), area(), family(), person())
    engine = read_only_engine(database_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT role FROM person").scalar() == "young"
    assert read_case(engine).person.collect()["role"].to_list() == ["young"]


def test_scores_are_read_without_the_number_that_only_the_database_knows(database_url: str) -> None:
    store(database_url, delivery(), area(), family(), person(), instrument(), score("p"), score(None))
    read = read_case(read_only_engine(database_url)).wellbeing_score.collect()
    assert read["person_id"].to_list() == [None, "p"]
    assert "row_no" not in read.columns


def test_a_delivery_that_arrives_while_one_reads_is_not_seen_by_halves(postgresql_url: str) -> None:
    with read_only_engine(postgresql_url).connect() as reader:
        before = reader.exec_driver_sql("SELECT count(*) FROM area").scalar()
        store(postgresql_url, area())
        assert reader.exec_driver_sql("SELECT count(*) FROM area").scalar() == before == 0


def test_what_counts_in_a_case_loads_no_database_library() -> None:
    said = "import sys, data_access.case; print({'sqlalchemy', 'sqlmodel', 'alembic'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"


def test_every_table_and_column_is_explained() -> None:
    explained = (Path(__file__).parents[2] / "docs" / "case-database.md").read_text("utf-8")
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in explained.splitlines()}
    for name, table in CaseTable.metadata.tables.items():
        assert all(f"`{column.name}`" in rows[name] for column in table.columns), name
