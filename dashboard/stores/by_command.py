"""What the commands write into the logbook: the operator hands out and changes things too.

They stand there under the name they have on the machine, as the role "operator", which nobody signs in with.
"""

import getpass

import sqlalchemy as sa

from dashboard.stores.logbook import Did, Line, LogbookError, logbook

OPERATOR = "operator"
NOBODY_KNOWN = "console"
"""In a container the system may have no name for whoever gives the command."""


def done(did: Did, level: str = "", **details: str) -> None:
    """Before a command hands out or changes something; raises LogbookError, and then it does not."""
    try:
        logbook().write(Line(did, who(), OPERATOR, level=level, details=details))
    except (LogbookError, sa.exc.SQLAlchemyError) as error:
        raise LogbookError(
            f"The logbook can't be written ({type(error.__cause__ or error).__name__}), so nothing was done."
            " STAIRCASE_APP_STORE_URL says where it is."
        ) from error


def who() -> str:
    """The user of the operating system."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return NOBODY_KNOWN
