"""The release that is served: in memory, the same for every viewer, until another takes its place."""

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dashboard.stores.kept import forget
from dashboard.stores.released import Released, read, seal
from dashboard.stores.settings import settings
from dashboard.stores.store import CELLS, CONTEXT, folder_of, is_whole, manifest_of, served_folder

NOTHING_APPROVED = (
    "No release has been approved yet. `staircase release` builds one, and then "
    "`staircase release --approve` has it served."
)


class NoRelease(Exception):
    """There is no release to serve, or it is not the one that was built; the message says what to do."""


@dataclass(frozen=True, eq=False)
class Served:
    """A release in memory: its cells by figure, the names that stand in them, and what it was made from."""

    cells: Released
    context: dict[str, list[dict[str, Any]]]  # area, step, instrument, published_figure …: no family's row
    manifest: dict[str, Any]

    def figure(self, figure: str) -> Released:
        """The cells of a figure, at every level."""
        return self._figures.get(figure) or self.cells.figure(*figure.split(".", 1))

    def cut_up(self) -> None:
        """Have the figures apart before the first of them is asked for."""
        len(self._figures)

    @cached_property
    def _figures(self) -> dict[str, Released]:
        parts = self.cells.cells.partition_by(["indicator", "measure"], as_dict=True)
        return {f"{subject}.{key}": seal(part, subject, key) for (subject, key), part in parts.items()}


def served_release() -> Served:
    """The served release, read again when another has been put in its place."""
    folder = served_folder(settings().data_folder)
    if folder is None:
        raise NoRelease(NOTHING_APPROVED)
    return _read(folder)


def served_areas() -> list[str]:
    """The areas of the served release; none before the first is approved, or where it is not there whole."""
    try:
        return [row["area_id"] for row in served_release().context["area"]]
    except NoRelease:
        return []


def k_of(level: str) -> int:
    """From how many families the served release shows a cell of a level: what it was built with.

    A setting that has been raised since holds for the next release. Before the first, the settings tell.
    """
    folder = served_folder(settings().data_folder)
    if folder is None:
        return settings().k_internal if level == "internal" else settings().k_public
    return int(_read(folder).manifest["made_from"]["k"][level])


def release_of(release_id: str) -> Served:
    """A stored release, the served one or an earlier; raises NoRelease where it is not there whole."""
    return _read(folder_of(settings().data_folder, release_id))


def cells_of(folder: Path) -> Released:
    """The cells of a stored release, if they are the ones it was built with."""
    if not is_whole(folder):
        raise NoRelease(f"{folder} is not the release that was built. `staircase release` builds it anew.")
    return read(folder / CELLS)


@lru_cache(maxsize=3)
def _read(folder: Path) -> Served:
    cells = cells_of(folder)
    forget()
    return Served(cells, json.loads((folder / CONTEXT).read_text("utf-8")), manifest_of(folder))
