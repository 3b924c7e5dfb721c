"""The logbook (audit log): who looked at what, took what along, and changed what.

A line holds a person, their role, a page, the choices by their codes, and the level: never a figure, never
what somebody typed. Lines are only ever added; they go when they are older than STAIRCASE_AUDIT_DAYS, and not
before. Where a line can't be written reading goes on; nothing leaves the dashboard, and nothing is changed.
"""

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from dashboard.stores.app_store import EVENT, app_store
from dashboard.stores.settings import settings

Clock = Callable[[], float]

DAY = 24 * 3600

LONGEST_WAIT = 2  # seconds

_SOON = ThreadPoolExecutor(1, "logbook")
"""Writes what nobody waits for, a line at a time, in the order in which it came."""


class LogbookError(Exception):
    """A line can't be written: what it is about must not be done."""


class Did(StrEnum):
    """What is written down."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    VIEWED = "viewed"
    REFUSED = "refused"  # the address of a page that is not for the role
    EXPORTED = "exported"
    BRIEFING_CREATED = "briefing_created"
    BRIEFING_CHANGED = "briefing_changed"
    BRIEFING_FROZEN = "briefing_frozen"  # moved to another release
    BRIEFING_DELETED = "briefing_deleted"
    APPROVED = "approved"
    IMPORTED = "imported"  # a delivery
    FORGOT = "forgot"  # a family; not which
    USER_ADDED = "user_added"
    USER_DISABLED = "user_disabled"
    USER_ENABLED = "user_enabled"
    PASSWORD_RESET = "password_reset"


@dataclass(frozen=True)
class Line:
    """One line. `details`: the choices, the kind of file, the briefing, the release, the user; codes only."""

    did: Did
    username: str = ""
    role: str = ""
    page: str = ""
    level: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A line as it stands in the logbook, and when it was written, in seconds since 1970."""

    at: float
    line: Line


@dataclass(frozen=True)
class Logbook:
    """The logbook of an app store."""

    store: sa.Engine
    days: int
    clock: Clock = time.time

    def write(self, line: Line, at: float | None = None) -> None:
        """One line more, of now or of an earlier moment; raises LogbookError where it can't be written."""
        try:
            with self.store.begin() as connection:
                self.write_beside(connection, line, at)
        except sa.exc.SQLAlchemyError as error:
            raise LogbookError(_reason(error)) from error

    def write_beside(self, connection: sa.Connection, line: Line, at: float | None = None) -> None:
        """One line more in the transaction of what it is about: both stand in the app store, or neither."""
        connection.execute(sa.insert(EVENT).values(_row(line, self.clock() if at is None else at)))

    def write_soon(self, line: Line) -> None:
        """One line more, of now, while whoever looks reads on: a disk may take as long as the page did."""
        _SOON.submit(self.write_or_go_on, line, self.clock())

    def write_or_go_on(self, line: Line, at: float | None = None) -> None:
        """One line more; where it can't be written the operator is told, and reading goes on."""
        try:
            self.write(line, at)
        except LogbookError as error:
            logging.getLogger(__name__).error("The logbook can't be written, exports are blocked: %s", error)

    def forget_old(self) -> None:
        """The one way in which lines go."""
        with self.store.begin() as connection:
            connection.execute(sa.delete(EVENT).where(EVENT.c.at < self.oldest()))

    def read(
        self,
        since: float = 0.0,
        before: float | None = None,
        username: str | None = None,
        most: int | None = None,
    ) -> list[Written]:
        """Lines from a moment until before another, one person's or everybody's, the latest first."""
        settle()
        wanted = [EVENT.c.at >= max(since, self.oldest())]
        wanted += [EVENT.c.at < before] if before is not None else []
        wanted += [EVENT.c.username == username] if username is not None else []
        chosen = sa.select(EVENT).where(*wanted).order_by(EVENT.c.at.desc(), EVENT.c.identity.desc())
        with self.store.begin() as connection:
            return [_read(row) for row in connection.execute(chosen.limit(most))]

    def count(self) -> int:
        """How many lines are kept."""
        settle()
        wanted = sa.select(sa.func.count()).select_from(EVENT).where(EVENT.c.at >= self.oldest())
        with self.store.begin() as connection:
            return int(connection.scalar(wanted) or 0)

    def names(self) -> list[str]:
        """Everybody a line names."""
        settle()
        wanted = sa.select(EVENT.c.username).where(EVENT.c.at >= self.oldest(), EVENT.c.username != "")
        with self.store.begin() as connection:
            return sorted(connection.scalars(wanted.distinct()))

    def oldest(self) -> float:
        """The moment before which nothing is kept, in seconds since 1970."""
        return self.clock() - self.days * DAY


def settle() -> None:
    """Wait until what was to be written soon has been; not for long, for the app store may be away."""
    with suppress(TimeoutError):
        _SOON.submit(int).result(LONGEST_WAIT)


def logbook() -> Logbook:
    """The logbook of this process's app store, kept as long as its settings say."""
    return Logbook(app_store(), settings().audit_days)


def _row(line: Line, at: float) -> dict[str, object]:
    words = {name: str(getattr(line, name)) for name in ("did", "username", "role", "page", "level")}
    return {"at": at, **words, "details": dict(line.details)}


def _reason(error: sa.exc.SQLAlchemyError) -> str:
    """What the database says; not the line, which is no business of the server's log."""
    return str(getattr(error, "orig", None) or type(error).__name__)


def _read(row: sa.Row[Any]) -> Written:
    line = Line(Did(row.did), row.username, row.role, row.page, row.level, row.details)
    return Written(row.at, line)
