"""Before the pages are served: what must be right first, said by the setting that changes it."""

import logging
import os
import time
from collections.abc import Callable, Iterator

from sqlalchemy.exc import DBAPIError

from dashboard.console import say
from dashboard.stores import store
from dashboard.stores.accounts import check_groups
from dashboard.stores.app_store import opened
from dashboard.stores.lock import Taken, held
from dashboard.stores.served import NOTHING_APPROVED, served_areas
from dashboard.stores.settings import Settings, SettingsError
from data_access import CaseDatabaseError

DEMO_PASSWORD = "only-for-the-demo"  # of the databases in compose.yaml
LOOKS_AGAIN_EVERY = 2  # seconds, at a release another process is building


def check(present: Settings) -> None:
    """Raises SettingsError with every setting that stands in the way, and what to change it to."""
    faults = list(_faults(present))
    if faults:
        raise SettingsError("\n".join(("The dashboard can't start with these settings.", *faults)))


def _faults(present: Settings) -> Iterator[str]:
    if not present.is_demo and not present.address.startswith("https://"):
        yield (
            "STAIRCASE_ADDRESS must be where people reach the dashboard, beginning with https://, when "
            "STAIRCASE_SETTING is not demo: other host names are not answered."
        )
    for name, url in (("DATABASE_URL", present.database_url), ("STAIRCASE_APP_STORE_URL", present.app_store)):
        if not present.is_demo and DEMO_PASSWORD in url:
            yield f"{name} has the password that compose.yaml gives the demo: choose another."
    folder = present.data_folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        yield f"STAIRCASE_DATA_FOLDER: this user can't write in {folder}, where releases are to stand."
        return
    try:
        with opened(present.app_store).connect():
            pass
    except SettingsError as error:
        yield str(error)
    except (DBAPIError, OSError) as error:
        yield f"STAIRCASE_APP_STORE_URL: the app store can't be opened: {_first_line(error)}"


def with_what_there_is(present: Settings, bring_up_to_date: Callable[[Settings], None]) -> None:
    """Build the release where it is not of today; where that can't be done now, the served one is shown.

    The case database may be away, or have a schema this program doesn't read; or another process, which
    shares the data folder, is building already. Raises what hindered it where there is no release to show.
    """
    while True:
        try:
            bring_up_to_date(present)
            return
        except Taken:
            if store.served_folder(present.data_folder) is not None:
                say("Another process is building the release. Meanwhile the served one is shown.")
                return
            _wait_for_the_other(present)
        except (CaseDatabaseError, DBAPIError) as error:
            if store.served_folder(present.data_folder) is None:
                raise
            say(f"{_first_line(error)}\nMeanwhile the served release is shown, and no new one can be built.")
            logging.getLogger("staircase").warning("case database not read at start")
            return


def check_areas(present: Settings) -> None:
    """Raises SettingsError where a provider's group gives an area that the served release does not have.

    The first release may have lost its audit: nothing is served then, and the dashboard says so on every page
    until one is approved. It starts all the same: whatever restarts it could not help.
    """
    if areas := served_areas():
        check_groups(present, areas)
    else:
        say(f"{NOTHING_APPROVED}\nUntil then every page says so.")


def _wait_for_the_other(present: Settings) -> None:
    """Until the process that builds has its release served, or has ended without one."""
    say("Another process is building the first release: waiting for it.")
    while store.served_folder(present.data_folder) is None:
        time.sleep(LOOKS_AGAIN_EVERY)
        try:
            with held(store.lock_of(present.data_folder)):
                return
        except Taken:
            continue


def _first_line(error: Exception) -> str:
    """A driver's error without the statement and the hints that follow it."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
