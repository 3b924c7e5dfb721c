"""Opening the case database: for reading everywhere, for writing only where it is filled or migrated.

Both take the one DATABASE_URL: a SQLite file (`sqlite:///.data/case.db`) or PostgreSQL
(`postgresql://user@host/database`).
"""

from pathlib import Path
from urllib.parse import unquote

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE = 10  # seconds for a server to answer


class CaseDatabaseError(Exception):
    """The case database can't be used as it is; the message says what the operator can do about it."""


def read_only_engine(url: str) -> Engine:
    """An engine whose transactions can't write, each seeing one state of the database from begin to end."""
    where = _checked(url)
    if where.get_backend_name() == "postgresql":
        options = f"{_options(where)} -c default_transaction_read_only=on".strip()
        return sa.create_engine(
            where,
            connect_args={"options": options, "connect_timeout": PATIENCE},
            isolation_level="REPEATABLE READ",
            pool_pre_ping=True,
            hide_parameters=True,
        )
    file = _file(where)
    if not file.is_file():
        raise CaseDatabaseError(
            f"There is no case database at {file}."
            " `staircase import` fills one, or `staircase seed` in the demo."
        )
    return _sqlite_engine(_uri(file, "rw"), read_only=True)


def writing_engine(url: str, *, references: bool = True) -> Engine:
    """An engine that fills the database; only a migration that rebuilds tables leaves `references` aside."""
    where = _checked(url)
    if where.get_backend_name() == "postgresql":
        return sa.create_engine(where, connect_args={"connect_timeout": PATIENCE}, hide_parameters=True)
    file = _file(where)
    file.parent.mkdir(parents=True, exist_ok=True)
    return _sqlite_engine(_uri(file, "rwc"), references=references)


def place(engine: Engine) -> str:
    """Where a case database is, in the words a message uses: a file, or an address without its password."""
    if engine.dialect.name == "sqlite":
        return unquote(str(engine.url.database).removeprefix("file://"))
    return engine.url.render_as_string(hide_password=True)


def _checked(url: str) -> URL:
    try:
        where = make_url(url)
    except sa.exc.ArgumentError as error:
        raise CaseDatabaseError(
            "DATABASE_URL can't be read. It looks like sqlite:///.data/case.db or postgresql://user@host/name."
        ) from error
    if where.get_backend_name() not in ("sqlite", "postgresql"):
        raise CaseDatabaseError(
            f"DATABASE_URL names {where.get_backend_name()}; the case database is SQLite or PostgreSQL."
        )
    return where


def _options(where: URL) -> str:
    options = where.query.get("options", "")
    return options if isinstance(options, str) else " ".join(options)


def _file(where: URL) -> Path:
    if not where.database or where.database.startswith((":", "file:")):
        raise CaseDatabaseError("DATABASE_URL names no SQLite file. It looks like sqlite:///.data/case.db.")
    return Path(where.database).absolute()


def _uri(file: Path, mode: str) -> URL:
    return URL.create("sqlite", database=file.as_uri(), query={"mode": mode, "uri": "true"})


def _sqlite_engine(where: URL, *, references: bool = True, read_only: bool = False) -> Engine:
    """SQLite with references checked, and with real transactions: the driver begins none before a SELECT
    or a CREATE TABLE, so a read could see half a delivery and a failed migration leave half a schema.

    A reader opens the file as a writer would, and may then only read: whoever opens a file first after a
    writer was killed undoes what that one had begun, and SQLite lets no mode=ro do it.
    """
    engine = sa.create_engine(where, hide_parameters=True)  # an error tells no value of a row

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if references else 'OFF'}")
        cursor.execute(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
