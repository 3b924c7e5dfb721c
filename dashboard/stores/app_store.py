"""The app store: what the dashboard itself remembers – accounts, sessions, failed attempts, briefings,
and the logbook.

A SQLite file in the data folder, or a PostgreSQL database. It holds no case row and nothing that lets anybody
in who reads it: passwords, cookies and tickets stand in it as hashes only. Times are seconds since 1970.
"""

from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dashboard.stores.settings import SettingsError, settings

WAIT = 30  # seconds for another writer
PATIENCE = 5  # seconds for a connection to a server
SETTING_UP = 7_115_001  # the number of the lock under which a server's tables are made

TABLES = sa.MetaData()

ACCOUNT = sa.Table(
    "account",
    TABLES,
    sa.Column("username", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("areas", sa.JSON, nullable=False),
    sa.Column("password_hash", sa.String(100), nullable=False),
    sa.Column("is_disabled", sa.Boolean, nullable=False),
)

SESSION = sa.Table(
    "session",
    TABLES,
    sa.Column("identity", sa.String(64), primary_key=True),
    sa.Column("username", sa.String(64), nullable=False, index=True),
    sa.Column("token_hash", sa.String(64), unique=True),
    sa.Column("ticket_hash", sa.String(64), unique=True),
    sa.Column("started_at", sa.Double, nullable=False),
    sa.Column("seen_at", sa.Double, nullable=False),
)

ATTEMPT = sa.Table(
    "attempt",
    TABLES,
    sa.Column("who", sa.String(64), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("failed_at", sa.Double, nullable=False),
)

BRIEFING = sa.Table(
    "briefing",
    TABLES,
    sa.Column("identity", sa.String(32), primary_key=True),
    sa.Column("title", sa.JSON, nullable=False),
    sa.Column("release_id", sa.String(64), nullable=False),
    sa.Column("parts", sa.JSON, nullable=False),
    sa.Column("author", sa.String(64), nullable=False),
    sa.Column("changed_at", sa.Double, nullable=False),
)

PERSON = sa.Table(
    "provider_person",
    TABLES,
    sa.Column("username", sa.String(64), primary_key=True),
    sa.Column("subject_hash", sa.String(64), nullable=False),
    sa.Column("groups", sa.JSON, nullable=False),
    sa.Column("is_disabled", sa.Boolean, nullable=False),
    sa.Column("signed_in_at", sa.Double, nullable=False),
)
"""Who has signed in at the provider: without a password, and with the groups of the last time."""

EVENT = sa.Table(
    "event",
    TABLES,
    sa.Column("identity", sa.Integer, primary_key=True),
    sa.Column("at", sa.Double, nullable=False, index=True),
    sa.Column("did", sa.String(32), nullable=False),
    sa.Column("username", sa.String(64), nullable=False, index=True),
    sa.Column("role", sa.String(32), nullable=False),
    sa.Column("page", sa.String(64), nullable=False),
    sa.Column("level", sa.String(16), nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
)
"""The logbook. The database itself refuses to change a line of it."""

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER event_never_changed BEFORE UPDATE ON event "
        "BEGIN SELECT RAISE(ABORT, 'a line of the logbook is never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION event_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'a line of the logbook is never changed'; END$$",
        "CREATE TRIGGER event_never_changed BEFORE UPDATE ON event "
        "FOR EACH ROW EXECUTE FUNCTION event_never_changed()",
    ),
}


@sa.event.listens_for(EVENT, "after_create")
def _refuse_changes(table: sa.Table, connection: sa.Connection, **_: Any) -> None:
    for statement in NEVER_CHANGED.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement)


def app_store() -> sa.Engine:
    """The app store of this process's settings."""
    return opened(settings().app_store)


@cache
def opened(url: str) -> sa.Engine:
    """The app store at a URL, with its tables."""
    try:
        where = sa.engine.make_url(url)
    except sa.exc.ArgumentError:
        raise SettingsError(
            "STAIRCASE_APP_STORE_URL can't be read. It looks like sqlite:////srv/app.db or "
            "postgresql://user@host/name."
        ) from None
    engine = _sqlite(where) if where.get_backend_name() == "sqlite" else _server(where)
    _set_up(engine)
    return engine


def _set_up(engine: sa.Engine) -> None:
    """Every table that is missing. Processes that start together wait for each other."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(SETTING_UP)))
        TABLES.create_all(connection)


def _server(where: sa.URL) -> sa.Engine:
    """A connection that broke is made anew; one that can't be made is given up before a reader is."""
    return sa.create_engine(
        where.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_timeout=PATIENCE,
        connect_args={"connect_timeout": PATIENCE},
        hide_parameters=True,
    )


def _sqlite(where: sa.URL) -> sa.Engine:
    """A file only its owner reads, whose every transaction waits its turn: two never decide at once."""
    file = Path(where.database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    engine = sa.create_engine(
        where, connect_args={"timeout": WAIT, "isolation_level": None}, hide_parameters=True
    )

    @sa.event.listens_for(engine, "begin")
    def _one_at_a_time(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @sa.event.listens_for(engine, "connect")
    def _readers_do_not_wait(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")

    return engine
