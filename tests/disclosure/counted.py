"""Contributions for tests of disclosure, from the number of families in each group."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from dashboard import disclosure
from dashboard.building import figures
from dashboard.building.groups import CHARACTERISTICS, KEY, NO_GROUPS, Beyond
from dashboard.disclosure.counted import Counted
from dashboard.indicator import Indicator, Measure, Protection, Ratio, Total, Unit

SHARE = (Measure("share", Ratio("x", "n", 100), Unit.PERCENT),)
MEAN = (Measure("mean", Ratio("x", "n"), Unit.POINTS),)
MONEY = (Measure("sum", Total("x"), Unit.DKK),)
SIZE = (Measure("count", Total("n"), Unit.FAMILIES),)


def indicator(protection: Protection, measures: tuple[Measure, ...], **more: Any) -> Indicator:
    """An indicator whose contributions the test itself gives."""
    return Indicator("test", measures, lambda case: pl.LazyFrame(), protection, **more)


def families(area: str, number: int, **values: Any) -> list[dict[str, Any]]:
    """`number` families of an area, alike in all but name; x is 0 and n is 1 unless said otherwise."""
    alike = {"area": area, "x": 0.0, "n": 1.0, "persons": None, "cohort": "project"} | values
    mark = "-".join(str(value) for value in alike.values())
    return [{"family": f"{mark}-{i}", **alike} for i in range(number)]


def various(area: str, number: int, **values: Any) -> list[dict[str, Any]]:
    """The same with x one more for every other family: a mean that is all families' own tells of each."""
    rows = families(area, number, **values)
    return [{**row, "x": row["x"] + i % 2} for i, row in enumerate(rows)]


def counted(of: Indicator, rows: Iterable[Mapping[str, Any]], areas: str = "ABC") -> Counted:
    """The rows with every column a contribution has."""
    neutral = {"variant": "", "category": "all", "period": "2026-09-30"}
    neutral |= dict.fromkeys(CHARACTERISTICS, "same")
    frame = pl.DataFrame([neutral | dict(row) for row in rows], infer_schema_length=None)
    frame = frame.with_columns(pl.col("persons").cast(pl.Int64))
    nothing = Beyond(frame.select(KEY).clear(), NO_GROUPS)
    return Counted(of, frame, pl.DataFrame({"area": list(areas), "is_origin": True}), nothing)


def decided(given: Counted, k: int, before: pl.DataFrame | None = None) -> pl.DataFrame:
    """Areas' cells and the totals over them, of areas that entered long ago."""
    within = disclosure.within_areas(given, k, before)
    entered = given.rows.select("period", "area").unique()
    totals = disclosure.over_areas(given.indicator, within, entered, given.beyond.keys, k, before)
    return pl.concat([within.cells, totals], how="diagonal_relaxed")


def shown(of: Indicator, rows: Iterable[Mapping[str, Any]], k: int = 5) -> dict[tuple[str, ...], str]:
    """The status of every cell at one level: by area, with the category or group where there is one."""
    table = released(of, rows, k)
    keys = table.select("area", "cohort", "category").rows()
    return {
        tuple(part for part in key if part not in ("all", "same") or part is key[0]): status
        for key, status in zip(keys, table["status"], strict=True)
    }


def released(of: Indicator, rows: Iterable[Mapping[str, Any]], k: int = 5, **more: Any) -> pl.DataFrame:
    """The figures of one level; `more`: what else is known beside the rows (fields of `Counted`)."""
    given = replace(counted(of, rows), **more)
    periods = given.rows["period"].unique().to_list()
    begun = pl.DataFrame(
        [(period, area) for period in periods for area in (*"ABC", "all", "shown_areas")],
        schema=["period", "area"],
        orient="row",
    ).with_columns(late=False)
    return figures.figures(of, decided(given, k), k, begun)
