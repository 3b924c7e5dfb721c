"""From waiting to served: who approves a release, and the log of what was built and approved.

Times and people stand in the log and not in the release: the same delivery makes the same release.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from dashboard.stores import store

LOG = "log.jsonl"
BUILT, APPROVED = "built", "approved"


class ApprovalError(Exception):
    """A release can't be approved; the message says why and what helps."""


class By(StrEnum):
    """Who approved a release."""

    PROGRAMME_HEAD = "programme_head"  # on the page
    OPERATOR = "operator"  # by the command
    FIRST = "first"  # nobody: there was none before it, and nothing to look at without
    DEMO = "demo"  # nobody: its families are invented


@dataclass(frozen=True)
class Entry:
    """A line of the calendar: a release, when it was built, and its approval where it has one."""

    release_id: str
    as_of: str
    built: datetime
    approved: datetime | None = None
    by: str = ""
    username: str = ""
    replaced: str | None = None  # the release that was served until then


def built(data_folder: Path, release_id: str) -> None:
    """A finished release waits for approval; the served one, built again, does not."""
    served = store.served_folder(data_folder)
    is_served = served is not None and served.name == release_id
    store.let_wait(data_folder, None if is_served else release_id)
    as_of = store.manifest_of(store.folder_of(data_folder, release_id))["as_of"]
    _log(data_folder, {"event": BUILT, "release_id": release_id, "as_of": as_of})


def approve(
    data_folder: Path,
    release_id: str,
    by: By,
    username: str = "",
    witness: Callable[[], None] = lambda: None,
) -> None:
    """Serve the release that waits. It is named, so that nobody approves another than they looked at.

    `witness` is called when nothing stands in the way any more; if it raises, nothing is approved.
    """
    waiting, served = store.waiting_folder(data_folder), store.served_folder(data_folder)
    if waiting is None or waiting.name != release_id:
        raise ApprovalError("This release is not waiting any more. Look at what waits now.")
    manifest = store.manifest_of(waiting)
    if not has_passed(manifest):
        raise ApprovalError(
            f"{waiting.name} is not served: the audit won {lost(manifest)} times. `staircase audit` says how."
        )
    if not store.is_whole(waiting):
        raise ApprovalError(f"{waiting} is not what was built. `staircase release` builds it anew.")
    witness()
    approval = {"by": by.value, "username": username, "replaced": served.name if served else None}
    _log(data_folder, {"event": APPROVED, "release_id": release_id, **approval})
    store.serve(data_folder, release_id)
    store.let_wait(data_folder, None)


def has_passed(manifest: Mapping[str, Any]) -> bool:
    """Has the attacker won nothing on this release? One that was not attacked has not passed."""
    return bool(manifest.get("audit", {}).get("passed"))


def lost(manifest: Mapping[str, Any]) -> int:
    """How many withheld figures the attacker could work out."""
    return len(manifest.get("audit", {}).get("wins", ()))


def earlier(data_folder: Path, than: str = "") -> list[Path]:
    """The releases that readers may have kept: every one that was approved, but for the one named."""
    names = dict.fromkeys(entry.release_id for entry in calendar(data_folder) if entry.approved)
    folders = [store.folder_of(data_folder, name) for name in names if name != than]
    return [each for each in folders if store.is_whole(each)]


def calendar(data_folder: Path) -> list[Entry]:
    """Every release that was built, once for each approval, the latest first."""
    entries: list[Entry] = []
    for event in _events(data_folder):
        of_same = [entry for entry in entries if entry.release_id == event["release_id"]]
        if event["event"] == BUILT and not of_same:
            entries.append(Entry(event["release_id"], event["as_of"], datetime.fromisoformat(event["at"])))
        elif event["event"] == APPROVED and of_same:
            entries = [
                entry for entry in entries if entry.release_id != event["release_id"] or entry.approved
            ]
            entries.append(_approved(of_same[0], event))
    return entries[::-1]


def _approved(entry: Entry, event: Mapping[str, Any]) -> Entry:
    when = datetime.fromisoformat(event["at"])
    by, username, replaced = event["by"], event["username"], event["replaced"]
    return Entry(entry.release_id, entry.as_of, entry.built, when, by, username, replaced)


def _log(data_folder: Path, event: Mapping[str, Any]) -> None:
    """One line more, in one piece."""
    line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **event})
    with (store.releases_folder(data_folder) / LOG).open("ab", buffering=0) as log:
        log.write(f"{line}\n".encode())


def _events(data_folder: Path) -> list[dict[str, Any]]:
    file = store.releases_folder(data_folder) / LOG
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []
