"""On PostgreSQL the dashboard's own user can read the case database and nothing more."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.stores.app_store import TABLES, opened
from data_access import CaseDatabaseError, read_case, read_only_engine, upgrade, writing_engine
from seed.delivery import checked
from seed.delivery.loading import store
from tests.case_database.databases import PostgreSQL
from tests.delivery.small import rows, write_csv

ROLES = Path(__file__).parents[2] / "data_access" / "roles.sql"
PASSWORDS = {f"STAIRCASE_{who}_PASSWORD": f"password-of-{who}" for who in ("IMPORT", "READ", "APP")}
WRITES = (
    "INSERT INTO department VALUES ('x', 'x', 'x')",
    "UPDATE area SET sort = 2",
    "DELETE FROM cost",
    "TRUNCATE cost",
    "CREATE TABLE own (x integer)",
    "DROP TABLE cost",
)


def run_roles(server: PostgreSQL) -> None:
    """As an administrator does, with the server's own psql."""
    subprocess.run(
        [server.program("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-f", str(ROLES), server.url("postgres")],
        env={**os.environ, **PASSWORDS},
        check=True,
        capture_output=True,
    )


@pytest.fixture
def urls(postgresql: PostgreSQL, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Where each of the three users finds the two databases; a delivery is stored."""
    run_roles(postgresql)
    at = {
        f"{who}@{name}": sa.make_url(postgresql.url(f"staircase_{name}"))
        .set(username=f"staircase_{who}", password=f"password-of-{who.upper()}")
        .render_as_string(hide_password=False)
        for who in ("import", "read", "app")
        for name in ("case", "app")
    }
    upgrade(at["import@case"])
    store(at["import@case"], checked(write_csv(tmp_path / "d", rows())))
    yield at
    for name in ("staircase_case", "staircase_app"):
        postgresql.drop(name)


def test_the_reader_reads_everything_and_writes_nothing(urls: dict[str, str]) -> None:
    assert read_case(read_only_engine(urls["read@case"])).family.collect().height == 3
    engine = writing_engine(urls["read@case"])  # as if the program itself had a fault
    with engine.connect() as connection:
        for statement in WRITES:
            connection.exec_driver_sql("SET TRANSACTION READ WRITE")
            with pytest.raises(sa.exc.DBAPIError, match=r"permission denied|must be owner"):
                connection.exec_driver_sql(statement)
            connection.rollback()
    engine.dispose()


def test_what_a_later_migration_adds_can_be_read_without_a_word_more(urls: dict[str, str]) -> None:
    with writing_engine(urls["import@case"]).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE later (x integer)")
    with read_only_engine(urls["read@case"]).connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM later").scalar() == 0


@pytest.mark.parametrize("who", ["app@case", "read@app", "import@app"])
def test_nobody_enters_the_other_database(urls: dict[str, str], who: str) -> None:
    with pytest.raises(CaseDatabaseError, match="permission denied for database"):
        read_case(read_only_engine(urls[who]))


def test_the_app_store_makes_its_own_tables(urls: dict[str, str]) -> None:
    engine = opened(urls["app@app"])
    with engine.connect() as connection:
        assert set(TABLES.tables) <= set(sa.inspect(connection).get_table_names())
    engine.dispose()


def test_running_the_roles_again_changes_nothing(postgresql: PostgreSQL, urls: dict[str, str]) -> None:
    run_roles(postgresql)
    assert read_case(read_only_engine(urls["read@case"])).family.collect().height == 3


def test_an_error_tells_no_value_of_a_row(urls: dict[str, str]) -> None:
    with pytest.raises(sa.exc.DBAPIError) as refused, writing_engine(urls["read@case"]).begin() as connection:
        connection.execute(sa.text("INSERT INTO department VALUES (:a, :a, :a)"), {"a": "secret"})
    assert "secret" not in str(refused.value)
