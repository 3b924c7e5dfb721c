"""Where releases stand: one folder each, never changed, and a note that says which is served.

releases/<release id>/cells.parquet     every cell at every level
                      context.json      names of areas, steps, instruments; published figures; events
                      manifest.json     what it was made from, with which settings, how much it shows
releases/served                         the id of the release that is served
"""

import hashlib
import os
import shutil
from pathlib import Path

CELLS = "cells.parquet"
CONTEXT = "context.json"
MANIFEST = "manifest.json"


def releases_folder(data_folder: Path) -> Path:
    return data_folder / "releases"


def served_folder(data_folder: Path) -> Path | None:
    """The folder of the served release; None before the first."""
    note = releases_folder(data_folder) / "served"
    return releases_folder(data_folder) / note.read_text("utf-8") if note.is_file() else None


def serve(data_folder: Path, release_id: str) -> None:
    """Make a stored release the served one, in one step: a reader sees the old or the new."""
    note = releases_folder(data_folder) / "served"
    replacement = note.with_suffix(".new")
    replacement.write_text(release_id, "utf-8")
    os.replace(replacement, note)


def store(data_folder: Path, release_id: str, made_in: Path) -> Path:
    """Move a finished release to its place; one that stands there already is the same, and stays."""
    place = releases_folder(data_folder) / release_id
    if place.exists():
        shutil.rmtree(made_in)
    else:
        os.replace(made_in, place)
    return place


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
