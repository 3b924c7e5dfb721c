"""The briefings that are kept, in the app store: their parts, their words, and the release of each."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from dashboard.council.briefing import Briefing
from dashboard.council.ready_made import COUNCIL, council_briefing
from dashboard.stores.app_store import BRIEFING, app_store
from dashboard.stores.served import served_release

Clock = Callable[[], float]


class ChangedElsewhereError(Exception):
    """Somebody else changed or deleted the briefing since it was read."""


@dataclass(frozen=True)
class Briefings:
    """The briefings of an app store, and the ready-made one, which is of the served release."""

    store: sa.Engine
    clock: Clock = time.time

    def every(self) -> list[Briefing]:
        """The ready-made briefing, then the kept ones, the latest changed first."""
        with self.store.begin() as connection:
            rows = connection.execute(sa.select(BRIEFING).order_by(BRIEFING.c.changed_at.desc())).all()
        return [self._ready_made(), *map(_read, rows)]

    def of(self, identity: str) -> Briefing | None:
        """One briefing, or None where there is none of that name."""
        if identity == COUNCIL:
            return self._ready_made()
        with self.store.begin() as connection:
            row = connection.execute(sa.select(BRIEFING).where(BRIEFING.c.identity == identity)).first()
        return _read(row) if row else None

    def copy(self, briefing: Briefing, title: dict[str, str], author: str) -> Briefing:
        """Keep the same parts, frozen to the same release, under a new name."""
        copied = replace(
            briefing, identity=secrets.token_urlsafe(9), title=title, author=author, changed_at=self.clock()
        )
        with self.store.begin() as connection:
            connection.execute(sa.insert(BRIEFING).values(identity=copied.identity, **_values(copied)))
        return copied

    def change(self, before: Briefing, after: Briefing, author: str) -> Briefing:
        """Keep what was changed; raises ChangedElsewhereError where `before` is not what is kept now."""
        changed = replace(after, author=author, changed_at=self.clock())
        wanted = (BRIEFING.c.identity == before.identity, BRIEFING.c.changed_at == before.changed_at)
        with self.store.begin() as connection:
            written = connection.execute(sa.update(BRIEFING).where(*wanted).values(_values(changed)))
        if not written.rowcount:
            raise ChangedElsewhereError(before.identity)
        return changed

    def delete(self, identity: str) -> None:
        with self.store.begin() as connection:
            connection.execute(sa.delete(BRIEFING).where(BRIEFING.c.identity == identity))

    def _ready_made(self) -> Briefing:
        return council_briefing(str(served_release().manifest["release_id"]))


def briefings() -> Briefings:
    """The briefings of this process's app store."""
    return Briefings(app_store())


def _values(briefing: Briefing) -> dict[str, object]:
    return {name: value for name, value in briefing.stored().items() if name != "identity"}


def _read(row: sa.Row[tuple[object, ...]]) -> Briefing:
    return Briefing.read(dict(row._mapping))
