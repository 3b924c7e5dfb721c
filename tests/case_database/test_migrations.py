"""A database that was migrated is the one the table classes describe, on both kinds of database."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from data_access import (
    CaseDatabaseError,
    newest_version,
    read_case,
    read_only_engine,
    schema,
    schema_version,
    upgrade,
    writing_engine,
)
from data_access.tables import CaseTable
from seed.delivery import checked
from seed.delivery.loading import store
from tests.delivery.small import rows, write_csv

Structure = dict[str, list[str]]


def structure(url: str) -> Structure:
    """Everything the database itself says about its tables, without the record of migrations."""
    engine = writing_engine(url)
    with engine.connect() as connection:
        told = {"sqlite": sqlite_structure, "postgresql": postgresql_structure}[engine.dialect.name](
            connection
        )
    engine.dispose()
    return {table: lines for table, lines in told.items() if table != "alembic_version"}


def sqlite_structure(connection: sa.Connection) -> Structure:
    """Columns in their order, then the statements that made the table and its indexes, clause by clause.

    A table that a migration made anew has its name in quotation marks.
    """
    told: Structure = {}
    for table, statement in connection.exec_driver_sql("SELECT tbl_name, sql FROM sqlite_master"):
        columns = connection.exec_driver_sql(f"SELECT name FROM pragma_table_info('{table}')").scalars()
        clauses = sorted(line.strip().rstrip(",") for line in (statement or "").replace('"', "").splitlines())
        told[table] = [*told.get(table, columns), *clauses]
    return told


def postgresql_structure(connection: sa.Connection) -> Structure:
    told: Structure = {}
    for question in (
        "SELECT table_name, concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable,"
        " column_default) FROM information_schema.columns WHERE table_schema = 'public'"
        " ORDER BY table_name, ordinal_position",
        "SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
        "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    ):
        for table, line in connection.exec_driver_sql(question):
            told.setdefault(table, []).append(line)
    return told


@pytest.fixture(params=["sqlite", "postgresql"])
def two_urls(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A migrated database and a blank one of the same kind."""
    kind = request.param
    return request.getfixturevalue(f"{kind}_url"), request.getfixturevalue(f"blank_{kind}_url")


def test_migrating_from_nothing_makes_exactly_what_the_table_classes_say(two_urls: tuple[str, str]) -> None:
    migrated, blank = two_urls
    CaseTable.metadata.create_all(writing_engine(blank))
    by_migration, by_classes = structure(migrated), structure(blank)
    assert set(by_migration) == set(CaseTable.metadata.tables)
    assert by_migration == by_classes


# SQLite tells nothing of an index on an expression; the test above compares it by its statement.
@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_no_migration_is_missing(database_url: str) -> None:
    plugins = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]
    with read_only_engine(database_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"autogenerate_plugins": plugins})
        assert compare_metadata(context, CaseTable.metadata) == []


def test_a_blank_database_is_brought_to_the_newest_version(blank_url: str) -> None:
    engine = writing_engine(blank_url)
    assert schema_version(engine) is None
    assert upgrade(blank_url) == newest_version()
    assert schema_version(engine) == newest_version()


def test_migrating_again_changes_nothing(database_url: str) -> None:
    before = structure(database_url)
    upgrade(database_url)
    assert structure(database_url) == before


EARLIER = sorted(schema.versions() - {newest_version()})


def bare(table: sa.Table) -> sa.TableClause:
    """A table without its types: values go in and out as the database has them."""
    return sa.table(table.name, *(sa.column(column.name) for column in table.columns))


def rows_of(connection: sa.Connection, table: sa.TableClause) -> list[dict[str, Any]]:
    found = connection.execute(sa.select(*table.columns)).mappings()
    return sorted((dict(row) for row in found), key=str)


@pytest.mark.filterwarnings("ignore:.*expression-based index")
@pytest.mark.parametrize("version", EARLIER)
def test_what_an_earlier_version_holds_is_there_after_the_upgrade(
    version: str, two_urls: tuple[str, str], tmp_path: Path
) -> None:
    today, earlier = two_urls
    store(today, checked(write_csv(tmp_path / "d", rows())))
    upgrade(earlier, version)
    with writing_engine(today).connect() as source, writing_engine(earlier).begin() as connection:
        known = sa.MetaData()
        known.reflect(connection)
        tables = [bare(table) for table in known.sorted_tables if table.name != "alembic_version"]
        held = {table: rows_of(source, table) for table in tables}
        for table, kept in held.items():
            if kept:
                connection.execute(table.insert(), kept)
    assert sum(map(len, held.values())) > 40
    assert upgrade(earlier) == newest_version()
    with read_only_engine(earlier).connect() as connection:
        assert {table.name: rows_of(connection, table) for table in tables} == {
            table.name: kept for table, kept in held.items()
        }
    assert structure(earlier) == structure(today)
    assert read_case(read_only_engine(earlier)).delivery_id == "v1"


def test_a_migration_that_fails_leaves_nothing_behind(blank_url: str) -> None:
    with writing_engine(blank_url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE delivery (in_the_way INTEGER)")
    before = structure(blank_url)
    with pytest.raises(sa.exc.DBAPIError, match="delivery"):
        upgrade(blank_url)
    assert structure(blank_url) == before
    assert schema_version(writing_engine(blank_url)) is None


def test_a_database_never_set_up_is_named_with_its_remedy(blank_url: str) -> None:
    with writing_engine(blank_url).connect():
        pass
    with pytest.raises(CaseDatabaseError, match=r"holds no case database.*staircase seed"):
        read_case(read_only_engine(blank_url))


def test_an_older_schema_is_named_with_its_remedy(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "newest_version", lambda: "9999")
    with pytest.raises(
        CaseDatabaseError, match=r"version 0002, this program reads version 9999: `staircase up"
    ):
        read_case(read_only_engine(database_url))


def test_a_newer_schema_asks_for_the_newer_program(database_url: str) -> None:
    with writing_engine(database_url).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CaseDatabaseError, match=r"version 9999.*install the newer program"):
        read_case(read_only_engine(database_url))


def test_no_message_carries_the_databases_password(tmp_path: Path) -> None:
    nowhere = f"postgresql://reader:secret@/case?host={tmp_path}"
    for attempt in (lambda: read_case(read_only_engine(nowhere)), lambda: upgrade(nowhere)):
        with pytest.raises(CaseDatabaseError, match=r"reader.*can't be read") as refused:
            attempt()
        assert "secret" not in str(refused.value)


def test_migrations_are_found_from_any_folder(
    blank_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert upgrade(blank_sqlite_url) == newest_version()
    assert files("data_access.migrations").joinpath("script.py.mako").is_file()
