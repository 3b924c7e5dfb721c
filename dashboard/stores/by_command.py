"""What the commands write into the logbook: the operator hands out and changes things too.

They stand there under the name they have on the machine, as the role "operator", which nobody signs in with.
"""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from dashboard.stores.logbook import Did, Line, LogbookError, logbook

OPERATOR = "operator"
NOBODY_KNOWN = "console"
"""In a container the system may have no name for whoever gives the command."""


def done(did: Did, level: str = "", **details: str) -> None:
    """Before a command hands out or changes something; raises LogbookError, and then it does not."""
    with _nothing_without():
        logbook().write(Line(did, who(), OPERATOR, level=level, details=details))


def noting(did: Did, **details: str) -> Callable[[sa.Connection], None]:
    """Writes the line in the transaction that changes the app store; it raises LogbookError, to undo that."""

    def note(connection: sa.Connection) -> None:
        with _nothing_without():
            logbook().write_beside(connection, Line(did, who(), OPERATOR, details=details))

    return note


def who() -> str:
    """The user of the operating system."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return NOBODY_KNOWN


@contextmanager
def _nothing_without() -> Iterator[None]:
    try:
        yield
    except (LogbookError, sa.exc.SQLAlchemyError) as error:
        raise LogbookError(
            f"The logbook can't be written ({type(error.__cause__ or error).__name__}), so nothing was done."
            " STAIRCASE_APP_STORE_URL says where it is."
        ) from error
