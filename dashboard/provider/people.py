"""Who has signed in at the provider: their name here, and the groups the provider last gave them.

Role and areas do not stand here. They follow from the groups by the mapping, each time somebody asks.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa

from dashboard.stores.app_store import PERSON, opened

Clock = Callable[[], float]

Note = Callable[[sa.Connection], None]
"""Writes down that somebody's way in is changed, in the same transaction; if it raises, it is not changed."""


def unnoted(connection: sa.Connection) -> None:
    """Writes nothing down."""


@dataclass(frozen=True)
class Arrived:
    """Somebody as the provider describes them now. `subject` is theirs for good; a name may pass on."""

    username: str
    subject: str
    groups: Sequence[str]


@dataclass(frozen=True)
class Kept:
    """Somebody as they were when they last signed in."""

    username: str
    groups: Sequence[str]
    is_disabled: bool


@dataclass(frozen=True)
class People:
    """The people of an app store who sign in at the provider."""

    store: sa.Engine
    clock: Clock = time.time

    def every(self) -> tuple[Kept, ...]:
        """Everybody, the disabled too, by name."""
        with self.store.begin() as connection:
            rows = connection.execute(sa.select(PERSON).order_by(PERSON.c.username)).all()
        return tuple(Kept(row.username, tuple(row.groups), row.is_disabled) for row in rows)

    def remember(self, arrived: Arrived) -> bool:
        """Keep what the provider says now; answers whether it is somebody else than had the name before.

        Of somebody without a group nothing new is kept: they are nobody here.
        """
        try:
            return self._remember(arrived)
        except sa.exc.IntegrityError:  # they came in twice at the same moment, for the first time
            return self._remember(arrived)

    def _remember(self, arrived: Arrived) -> bool:
        subject, named = _hash(arrived.subject), PERSON.c.username == arrived.username
        values = {"subject_hash": subject, "groups": list(arrived.groups), "signed_in_at": self.clock()}
        with self.store.begin() as connection:
            before = connection.scalar(sa.select(PERSON.c.subject_hash).where(named))
            if before is not None:
                connection.execute(sa.update(PERSON).where(named).values(values))
            elif arrived.groups:
                row = {"username": arrived.username, "is_disabled": False, **values}
                connection.execute(sa.insert(PERSON).values(row))
        return before not in (None, subject)

    def set_disabled(self, username: str, is_disabled: bool, note: Note = unnoted) -> bool:
        """Keep somebody out, or let them in again, and note it; answers whether there is such a person."""
        named = sa.update(PERSON).where(PERSON.c.username == username)
        with self.store.begin() as connection:
            is_found = bool(connection.execute(named.values(is_disabled=is_disabled)).rowcount)
            if is_found:
                note(connection)
        return is_found

    def forget_before(self, moment: float) -> None:
        """Forget whoever last signed in before; but not whom the operator keeps out."""
        gone = sa.and_(PERSON.c.signed_in_at < moment, ~PERSON.c.is_disabled)
        with self.store.begin() as connection:
            connection.execute(sa.delete(PERSON).where(gone))


def people(url: str) -> People:
    """The people of the app store at a URL."""
    return People(opened(url))


def groups_of(claim: object) -> list[str]:
    """The groups in a claim, however the provider writes them: a list, one alone, or none."""
    values: Iterable[object] = claim if isinstance(claim, list) else [claim] if claim else []
    return [str(value) for value in values]


def _hash(subject: str) -> str:
    return sha256(subject.encode()).hexdigest()
