"""The command `staircase release`: build the release that waits, say what it would change, have it served."""

import argparse
from functools import partial
from pathlib import Path

from dashboard.building import release
from dashboard.console import progress, say
from dashboard.stores import by_command, store
from dashboard.stores.approval import ApprovalError, By, approve, has_passed
from dashboard.stores.logbook import Did
from dashboard.stores.settings import Settings, settings
from dashboard.stores.viewer import Level
from dashboard.text import Text
from dashboard.words import release_words


def carry_out(chosen: argparse.Namespace) -> int:
    """Build; or preview, or approve, what was built. Status 1 where what was built did not pass its audit."""
    present = settings()
    if chosen.approve:
        _approve(present, _waiting(present), By.OPERATOR)
    elif chosen.preview:
        _preview(present, _waiting(present))
    elif release.is_current(present, store.served_folder(present.data_folder)):
        say("The served release is of this delivery, by this code and with these settings: it stands.")
    else:
        _build(present)
        return _say_what_becomes_of_it(present)
    return 0


def bring_up_to_date(present: Settings) -> None:
    """Build if data, code or settings are new. The first release, and the demo's, is served at once."""
    served = store.served_folder(present.data_folder)
    if release.is_current(present, served):
        return
    if not release.is_current(present, store.waiting_folder(present.data_folder)):
        _build(present)
    waiting = store.waiting_folder(present.data_folder)
    by_itself = present.is_demo or served is None
    if waiting is not None and by_itself and has_passed(store.manifest_of(waiting)):
        _approve(present, waiting, By.DEMO if present.is_demo else By.FIRST)
    else:
        _say_what_becomes_of_it(present)


def _build(present: Settings) -> None:
    say("Building the release …")
    say(f"The release stands in {release.build(present, progress)}.")


def _say_what_becomes_of_it(present: Settings) -> int:
    waiting = store.waiting_folder(present.data_folder)
    if waiting is None:
        say("It is the one that is served.")
    elif has_passed(store.manifest_of(waiting)):
        say("It waits: the programme head approves it on the page Releases,")
        say("or the operator with `staircase release --approve`.")
    else:
        say(f"{waiting.name} did not pass its audit and is not served. `staircase audit` says why.")
        stays = store.served_folder(present.data_folder) is not None
        say("The last one that passed stays." if stays else "None has passed yet: there is nothing to serve.")
        return 1
    return 0


def _approve(present: Settings, waiting: Path, by: By) -> None:
    """By the operator it stands in the logbook; the first one, and a demo's, nobody approves."""
    if by is By.OPERATOR:
        written = partial(by_command.done, Did.APPROVED, release=waiting.name)
        approve(present.data_folder, waiting.name, by, by_command.who(), written)
    else:
        approve(present.data_folder, waiting.name, by)
    why = {By.FIRST: ", as the first", By.DEMO: ", as its families are invented"}.get(by, "")
    say(f"The release {waiting.name} is approved{why}, and is served from now on.")


def _preview(present: Settings, waiting: Path) -> None:
    served = store.served_folder(present.data_folder)
    if served is None:
        print("No release is served yet: every figure of the waiting one is new.")
        return
    print(f"{served.name} is served, {waiting.name} waits. What the public would see change:")
    for line in release_words.lines(served, waiting, Level.PUBLIC, Text("en")):
        print(line)


def _waiting(present: Settings) -> Path:
    waiting = store.waiting_folder(present.data_folder)
    if waiting is None:
        raise ApprovalError("No release is waiting. `staircase release` builds one.")
    return waiting
