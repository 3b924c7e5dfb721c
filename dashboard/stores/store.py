"""Where releases stand: one folder each, never changed, and notes that say which is served and which waits.

releases/<release id>/cells.parquet     every cell at every level
                      context.json      names of areas, steps, instruments; published figures; events
                      manifest.json     what it was made from, with which settings, how much it shows
releases/served                         the id of the release that is served
releases/waiting                        the id of the release that waits for approval, if one does
releases/log.jsonl                      what was built and approved, when and by whom: only ever added to
releases/lock                           held by the one build that is under way
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.stores.lock import held

CELLS = "cells.parquet"
CONTEXT = "context.json"
MANIFEST = "manifest.json"
UNFINISHED = ".new-"

SERVED, WAITING = "served", "waiting"


def releases_folder(data_folder: Path) -> Path:
    return data_folder / "releases"


def lock_of(data_folder: Path) -> Path:
    return releases_folder(data_folder) / "lock"


def folder_of(data_folder: Path, release_id: str) -> Path:
    """The place of a release, whether it stands there or not."""
    return releases_folder(data_folder) / release_id


def served_folder(data_folder: Path) -> Path | None:
    """The folder of the served release; None before the first."""
    return _noted(data_folder, SERVED)


def waiting_folder(data_folder: Path) -> Path | None:
    """The folder of the release that waits for approval; None where none does."""
    return _noted(data_folder, WAITING)


def serve(data_folder: Path, release_id: str) -> None:
    """Make a stored release the served one, in one step: a reader sees the old or the new."""
    _note(data_folder, SERVED, release_id)


def let_wait(data_folder: Path, release_id: str | None) -> None:
    """Have a stored release wait in the place of the one that waited; None: no release waits."""
    if release_id is None:
        (releases_folder(data_folder) / WAITING).unlink(missing_ok=True)
    else:
        _note(data_folder, WAITING, release_id)


@contextmanager
def unfinished(data_folder: Path) -> Iterator[Path]:
    """A folder to build a release in, gone afterwards, whatever happens; raises Taken while another builds.

    What a killed build has left behind goes first: nobody else builds while this one does.
    """
    folder = releases_folder(data_folder)
    folder.mkdir(parents=True, exist_ok=True)
    with held(lock_of(data_folder)):
        for left_behind in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left_behind)
        made_in = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
        try:
            yield made_in
        finally:
            shutil.rmtree(made_in, ignore_errors=True)


@contextmanager
def beside(made_in: Path) -> Iterator[Path]:
    """A folder for the rows a release is made from; what a kill leaves of it goes with the next build."""
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=made_in.parent) as folder:
        yield Path(folder)


def store(data_folder: Path, release_id: str, made_in: Path) -> Path:
    """Move a finished release to its place in one step.

    One that stands there already is the same, and stays; unless somebody has changed it.
    """
    place = folder_of(data_folder, release_id)
    if place.exists() and not is_whole(place):
        shutil.rmtree(place)
    if not place.exists():
        os.replace(made_in, place)
    return place


def manifest_of(folder: Path) -> dict[str, Any]:
    """What a stored release says of itself."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    return manifest


def is_whole(folder: Path) -> bool:
    """Are the files in a release's folder the ones it was built with?"""
    try:
        manifest = manifest_of(folder)
        return bool(
            digest(folder / CELLS) == manifest["cells_sha256"]
            and digest(folder / CONTEXT) == manifest["context_sha256"]
        )
    except (OSError, ValueError, KeyError):
        return False


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _noted(data_folder: Path, name: str) -> Path | None:
    note = releases_folder(data_folder) / name
    try:
        stands = note.stat()
        release_id = _read(note, stands.st_ino, stands.st_mtime_ns)
    except FileNotFoundError:
        return None
    return folder_of(data_folder, release_id)


@lru_cache(maxsize=64)
def _read(note: Path, file: int, written: int) -> str:
    """A note is replaced, never changed: as long as it is the same file, a page need not read it again."""
    return note.read_text("utf-8")


def _note(data_folder: Path, name: str, release_id: str) -> None:
    note = releases_folder(data_folder) / name
    replacement = note.with_suffix(".new")
    replacement.write_text(release_id, "utf-8")
    os.replace(replacement, note)
