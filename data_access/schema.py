"""The versions of the case database's schema: which one a database has, and bringing it up to date."""

import logging

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from data_access.engine import CaseDatabaseError, place, writing_engine

_LOG = logging.getLogger(__name__)


def newest_version() -> str:
    """The schema version this program reads and writes."""
    head = ScriptDirectory.from_config(_configuration()).get_current_head()
    if head is None:
        raise CaseDatabaseError("The installed program carries no migrations: install it again.")
    return head


def schema_version(engine: Engine) -> str | None:
    """The schema version a database has; None where it has never been set up."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except sa.exc.DBAPIError as error:
        raise CaseDatabaseError(f"The case database {place(engine)} can't be read: {error.orig}") from error


def require_newest_schema(engine: Engine) -> None:
    """Refuse a database whose schema this program can't read, naming the command that helps."""
    found, wanted = schema_version(engine), newest_version()
    if found == wanted:
        return
    if found is None:
        raise CaseDatabaseError(
            f"{place(engine)} holds no case database."
            " `staircase import` fills it, or `staircase seed` in the demo."
        )
    remedy = "`staircase upgrade` brings it there" if found in versions() else "install the newer program"
    raise CaseDatabaseError(
        f"{place(engine)} has schema version {found}, this program reads version {wanted}: {remedy}."
    )


def upgrade(url: str, version: str = "") -> str:
    """Bring the database at `url` to a schema version, the newest unless another is named, creating it where
    it is empty; answers the version.

    One transaction: a migration that fails leaves the database as it was.
    """
    engine = writing_engine(url, references=False)
    try:
        before = schema_version(engine)
        with engine.begin() as connection:
            configuration = _configuration()
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, version or "head")
            require_intact_references(connection)
    finally:
        engine.dispose()
    version = version or newest_version()
    _LOG.info("The case database went from schema version %s to %s.", before, version)
    return version


def require_intact_references(connection: sa.Connection) -> None:
    """What was written to SQLite with its check off, looked up all at once; PostgreSQL checks by itself."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise CaseDatabaseError(f"References of table {broken[0]} would lead nowhere: nothing was stored.")


def versions() -> set[str]:
    """Every schema version there has been."""
    return {script.revision for script in ScriptDirectory.from_config(_configuration()).walk_revisions()}


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", "data_access:migrations")
    return configuration
