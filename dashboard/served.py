"""The release that is served: in memory, the same for every viewer, until another takes its place."""

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dashboard.released import Released, read, seal
from dashboard.settings import settings
from dashboard.store import CELLS, CONTEXT, MANIFEST, digest, served_folder


class NoRelease(Exception):
    """There is no release to serve, or it is not the one that was built; the message says what to do."""


@dataclass(frozen=True)
class Served:
    """A release in memory: its cells by figure, the names that stand in them, and what it was made from."""

    cells: Released
    context: dict[str, list[dict[str, Any]]]  # area, step, instrument, published_figure …: no family's row
    manifest: dict[str, Any]

    def figure(self, figure: str) -> Released:
        """The cells of a figure, at every level."""
        return self._figures.get(figure) or self.cells.figure(*figure.split(".", 1))

    @cached_property
    def _figures(self) -> dict[str, Released]:
        parts = self.cells.cells.partition_by(["indicator", "measure"], as_dict=True)
        return {f"{subject}.{key}": seal(part, subject, key) for (subject, key), part in parts.items()}


def served_release() -> Served:
    """The served release, read again when another has been put in its place."""
    folder = served_folder(settings().data_folder)
    if folder is None:
        raise NoRelease("No release has been built yet. `staircase release` builds one.")
    return _read(folder)


@lru_cache(maxsize=2)
def _read(folder: Path) -> Served:
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    if digest(folder / CELLS) != manifest["cells_sha256"]:
        raise NoRelease(
            f"{folder / CELLS} is not the file that was released. `staircase release` builds it anew."
        )
    cells = read(folder / CELLS)
    return Served(cells, json.loads((folder / CONTEXT).read_text("utf-8")), manifest)
