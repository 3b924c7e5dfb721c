"""A case taken apart by its areas: each is decided by what it has itself, a few of them at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dashboard.building.areas import areas
from data_access.case import Case
from data_access.part import of_areas

FAMILIES = 3_500
"""A part has no more, unless a single area has."""


@dataclass(frozen=True)
class Part:
    """Some areas (area, is_origin), and the case as they have it."""

    areas: pl.DataFrame
    case: Case


def parts(case: Case, folder: Path | None) -> list[Part]:
    """The case in parts of whole areas. What is taken apart stands in the folder; without one it is whole."""
    every = areas(case)
    groups = list(_together(every["area"].to_list(), _families(case)))
    if folder is None or len(groups) < 2:
        return [Part(every, case)]
    return [
        Part(every.filter(pl.col("area").is_in(names)), of_areas(case, names, folder / f"part-{number}"))
        for number, names in enumerate(groups)
    ]


def _families(case: Case) -> dict[str, int]:
    return dict(case.family.group_by("area_id").len().collect().iter_rows())


def _together(names: list[str], families: dict[str, int]) -> Iterator[list[str]]:
    """The areas in their order, as many together as a part may hold."""
    some: list[str] = []
    for name in names:
        if some and sum(families.get(each, 0) for each in [*some, name]) > FAMILIES:
            yield some
            some = []
        some.append(name)
    yield some
