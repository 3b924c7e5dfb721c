"""How soon a password may be tried again: later with each wrong one, at most a quarter of an hour later.

It holds for every name alike, whether there is such an account or not, over restarts and over all browsers.
A browser the person has signed in with before is counted by itself: nobody is kept out by strangers.
Names are kept as keyed hashes: people type their password into the wrong field.
"""

import hmac
import math
import time
from dataclasses import dataclass

import sqlalchemy as sa

from dashboard.stores.app_store import ATTEMPT, app_store
from dashboard.stores.sessions import Clock
from dashboard.stores.settings import settings

FREE = 3  # wrong passwords without a delay
FIRST_DELAY, LONGEST_DELAY = 5.0, 900.0  # seconds
FORGOTTEN_AFTER = 24 * 3600.0


def delay(failures: int) -> float:
    """Seconds to wait after so many wrong passwords in a row: 5, 10, 20 … 900 from the third on."""
    if failures < FREE:
        return 0.0
    return min(FIRST_DELAY * 2.0 ** min(failures - FREE, 20), LONGEST_DELAY)


@dataclass(frozen=True)
class Attempts:
    """The failed attempts of an app store."""

    store: sa.Engine
    key: bytes
    clock: Clock = time.time

    def admit(self, username: str, browser: str = "") -> int:
        """Seconds still to wait; 0 lets the attempt through, counted as failed until it is forgiven.

        Counting first leaves no gap through which many attempts at the same moment would slip. An attempt
        that is not let through isn't counted: it makes nobody wait longer.
        """
        try:
            return self._admit(self._who(username, browser))
        except sa.exc.IntegrityError:  # another attempt was the first, at the same moment
            return self._admit(self._who(username, browser))

    def _admit(self, who: str) -> int:
        now, wanted = self.clock(), ATTEMPT.c.who == who
        with self.store.begin() as connection:
            connection.execute(sa.delete(ATTEMPT).where(ATTEMPT.c.failed_at < now - FORGOTTEN_AFTER))
            row = connection.execute(sa.select(ATTEMPT).where(wanted).with_for_update()).first()
            if row is None:
                first = {"who": who, "failures": 1, "failed_at": now}
                connection.execute(sa.insert(ATTEMPT).values(first))
                return 0
            wait = float(row.failed_at) + delay(row.failures) - now
            if wait > 0:
                return math.ceil(wait)
            connection.execute(
                sa.update(ATTEMPT).where(wanted).values(failures=row.failures + 1, failed_at=now)
            )
            return 0

    def forgive(self, username: str, browser: str = "") -> None:
        """The password was right, or is a new one."""
        with self.store.begin() as connection:
            connection.execute(sa.delete(ATTEMPT).where(ATTEMPT.c.who == self._who(username, browser)))

    def _who(self, username: str, browser: str) -> str:
        return hmac.new(self.key, f"{username}\n{browser}".encode(), "sha256").hexdigest()


def attempts() -> Attempts:
    """The failed attempts of this process's app store."""
    return Attempts(app_store(), settings().session_key.get_secret_value().encode())
