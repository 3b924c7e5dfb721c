"""A case of some areas: what is registered of their families, taken out of the whole and kept apart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from data_access.case import Case

OF_AN_AREA = ("family", "team_member", "programme_cost")
OF_A_FAMILY = ("contact_person", "person", "step_spell", "wellbeing_score", "cost")
OF_A_PERSON = ("school_month", "status_spell")
"""Tables whose rows belong to one area; every other is the same for all areas."""


def of_areas(case: Case, areas: Sequence[str], folder: Path) -> Case:
    """The case as these areas have it: their families and team, and every table that is not about any.

    Its rows stand in the folder as Parquet files as long as the case is used, so that no more than a part of
    a large table is read for a part of the families. Which areas there are stays known.
    """
    folder.mkdir(parents=True)
    rows: dict[str, Any] = dict(_stored(case, areas, folder))
    return replace(case, **rows)


def _stored(case: Case, areas: Sequence[str], folder: Path) -> Iterator[tuple[str, pl.LazyFrame]]:
    own = case.family.filter(pl.col("area_id").is_in(areas)).select("family_id")
    persons = case.person.join(own, on="family_id", how="semi").select("person_id")
    for name in OF_AN_AREA:
        yield name, _kept(getattr(case, name).filter(pl.col("area_id").is_in(areas)), folder / name)
    for names, those in ((OF_A_FAMILY, own), (OF_A_PERSON, persons)):
        key = those.collect_schema().names()
        for name in names:
            rows = getattr(case, name).join(those, on=key, how="semi", maintain_order="left")
            yield name, _kept(rows, folder / name)


def _kept(rows: pl.LazyFrame, place: Path) -> pl.LazyFrame:
    file = place.with_suffix(".parquet")
    rows.sink_parquet(file, compression="lz4")
    return pl.scan_parquet(file)
