"""The picture in docs/architecture.md is the code's own: each file in one layer, imports downwards only."""

import re
from pathlib import Path

import pytest

from tests.project.test_architecture import ROOT, all_sources, imported, module_of

ROW = re.compile(r"^\| (?P<layer>[^|]+) \| [^|]+ \| (?P<files>[^|]+) \|$", re.MULTILINE)
BESIDE = ("pages", "data_access", "seed")


def layers(page: str) -> list[list[str]]:
    """The modules of each layer, from the top down; a folder stands for everything in it."""
    rows = [found["files"].split(", ") for found in ROW.finditer(page)][1:]  # without the heading
    named = [[name.strip().rstrip("/").replace("/", ".") for name in row] for row in rows]
    return [[name if name in BESIDE else f"dashboard.{name}" for name in row] for row in named]


LAYERS = layers((ROOT / "docs" / "architecture.md").read_text("utf-8"))
PLACE = {name: place for place, names in enumerate(LAYERS) for name in names}


def layer_of(module: str) -> int | None:
    """The layer of the longest name that holds the module; None where it is in none."""
    name = module
    while name not in PLACE and "." in name:
        name = name.rpartition(".")[0]
    return PLACE.get(name)


def test_every_name_in_the_picture_is_a_file_and_stands_there_once() -> None:
    names = [name for row in LAYERS for name in row]
    assert sorted(names) == sorted(set(names))
    places = [ROOT / name.replace(".", "/") for name in names]
    assert [str(place) for place in places if not place.is_dir() and not _file(place).exists()] == []


def _file(place: Path) -> Path:
    return place.with_suffix(".py")


@pytest.mark.parametrize("path", all_sources(), ids=module_of)
def test_a_file_stands_in_a_layer_and_imports_nothing_above_it(path: Path) -> None:
    module = module_of(path)
    if module == "dashboard":
        return
    own = layer_of(module)
    assert own is not None, f"{module} stands in no layer of docs/architecture.md"
    above = [
        name
        for name in imported(path.read_text("utf-8"))
        if (layer := layer_of(name)) is not None and layer < own
    ]
    assert above == []


def test_an_import_upwards_would_be_found() -> None:
    names = ["dashboard.parts.page", "dashboard.screen.show", "data_access.case", "dashboard.provider.groups"]
    places = [layer_of(name) for name in names]
    assert places == [2, 4, 9, 8]
    assert layer_of("polars") is None
