"""Who is signed in: kept on the server, so that it can end.

The browser holds one random token, as a cookie no script can read; the app store holds its hash. A session
ends when its user signs out, when nobody has used it for a while, and at the latest after some hours: from
then on the cookie is worth nothing, and neither is a copy of it.

A page can't set a cookie. So a session starts with a ticket, good once and for a minute, which the browser
hands in at the address that sets the cookie.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa

from dashboard.stores.app_store import SESSION, app_store
from dashboard.stores.settings import settings

COOKIE = "staircase_session"
TICKET_SECONDS = 60
SEEN_EVERY = 10  # seconds: using a session is not written down more often

Clock = Callable[[], float]


@dataclass(frozen=True)
class Started:
    """A session that has begun, and the ticket for its cookie."""

    identity: str
    ticket: str


@dataclass(frozen=True)
class Sessions:
    """The sessions of an app store."""

    store: sa.Engine
    idle_seconds: float
    longest_seconds: float
    clock: Clock = time.time

    def start(self, username: str) -> Started:
        """Begin a session for somebody whose password was right."""
        started, now = Started(_random(), _random()), self.clock()
        with self.store.begin() as connection:
            connection.execute(sa.delete(SESSION).where(~self._alive(now)))
            connection.execute(
                sa.insert(SESSION).values(
                    identity=started.identity,
                    username=username,
                    ticket_hash=_hash(started.ticket),
                    started_at=now,
                    seen_at=now,
                )
            )
        return started

    def redeem(self, ticket: str) -> str | None:
        """The token for the cookie, once for each ticket; None if the ticket is used, late or invented."""
        token, latest = _random(), self.clock() - TICKET_SECONDS
        wanted = sa.and_(SESSION.c.ticket_hash == _hash(ticket), SESSION.c.started_at >= latest)
        with self.store.begin() as connection:
            redeemed = connection.execute(
                sa.update(SESSION).where(wanted).values(ticket_hash=None, token_hash=_hash(token))
            )
        return token if redeemed.rowcount else None

    def of(self, token: str) -> str | None:
        """The session a cookie stands for, or None."""
        return self._one(SESSION.c.identity, SESSION.c.token_hash == _hash(token)) if token else None

    def username(self, identity: str) -> str | None:
        """Whose session this is, or None when it has ended; asking counts as using it."""
        now = self.clock()
        wanted = SESSION.c.identity == identity
        late = SESSION.c.seen_at < now - SEEN_EVERY
        with self.store.begin() as connection:
            found = connection.execute(
                sa.select(SESSION.c.username, late.label("late")).where(wanted, self._alive(now))
            ).first()
            if found and found.late:
                connection.execute(sa.update(SESSION).where(wanted, late).values(seen_at=now))
        return found.username if found else None

    def lasts(self, identity: str) -> bool:
        """Whether the session has not ended; asking doesn't count as using it."""
        return self._one(SESSION.c.username, SESSION.c.identity == identity) is not None

    def end(self, identity: str) -> None:
        """Signed out: the cookie, and every copy of it, is worth nothing from now on."""
        with self.store.begin() as connection:
            connection.execute(sa.delete(SESSION).where(SESSION.c.identity == identity))

    def end_all(self, username: str) -> None:
        """Every session of one person: the account is disabled, or its password is another."""
        with self.store.begin() as connection:
            connection.execute(sa.delete(SESSION).where(SESSION.c.username == username))

    def _one(self, column: sa.Column[str], wanted: sa.ColumnElement[bool]) -> str | None:
        with self.store.begin() as connection:
            return connection.scalar(sa.select(column).where(wanted, self._alive(self.clock())))

    def _alive(self, now: float) -> sa.ColumnElement[bool]:
        return sa.and_(
            SESSION.c.seen_at > now - self.idle_seconds, SESSION.c.started_at > now - self.longest_seconds
        )


def sessions() -> Sessions:
    """The sessions of this process's app store, with the time-outs of its settings."""
    present = settings()
    return Sessions(app_store(), present.idle_minutes * 60, present.session_hours * 3600)


def _random() -> str:
    return secrets.token_urlsafe(32)


def _hash(secret: str) -> str:
    """Enough for a long random text; a password needs a slow hash."""
    return sha256(secret.encode()).hexdigest()
