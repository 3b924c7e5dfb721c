"""Rules 10 and 5 for the way to the steps: between any two shown points lie nobody or k families."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from dashboard.building.groups import CELL

AT_LEAST = "at_least"
"""In this reading whoever has reached a step has reached every step before it too."""


def read_off(cells: pl.DataFrame, k: int) -> pl.DataFrame:
    """The curve's cells with `hidden` where fewer than 2k are at risk, or a few arrived since another point.

    Who has reached a step by a month is among those who have by a later month, and among those who have
    reached an earlier step: a point is shown only where it differs from each shown point of the two kinds by
    nobody or by at least k families. From the first step and month outwards.
    """
    thin = _is_thin(k) & (pl.col("families") > 0)
    cells = cells.with_columns(hidden=pl.col("hidden") | thin.fill_null(False))
    line = [name for name in CELL if name not in ("variant", "category", "period")]
    there = cells.filter(~pl.col("hidden"), pl.col("families") > 0)
    told = [
        dict(zip(CELL, (point[name] for name in CELL), strict=True))
        for part in there.sort("variant", "category", "month").partition_by(line)
        for point in _told_apart(part.rows(named=True), k)
    ]
    hits = pl.DataFrame(told, schema={name: cells.schema[name] for name in CELL}).with_columns(hit=True)
    marked = cells.join(hits, on=CELL, how="left", maintain_order="left")
    return marked.with_columns(hidden=pl.col("hidden") | pl.col("hit").fill_null(False)).drop("hit")


def _is_thin(k: int) -> pl.Expr:
    """Are so few still on the way that each step of the curve is a family's own?"""
    return pl.col("at_risk") < 2 * k


def _told_apart(points: Iterable[Mapping[str, Any]], k: int) -> list[Mapping[str, Any]]:
    """The points that can't be shown beside those shown before them."""
    shown: list[Mapping[str, Any]] = []
    told: list[Mapping[str, Any]] = []
    for point in points:
        gaps = (abs(point["families_x"] - other["families_x"]) for other in shown if _nested(point, other))
        (told if any(0 < gap < k for gap in gaps) else shown).append(point)
    return told


def _nested(point: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Is one of the two groups within the other, whoever they are?"""
    return _within(point, other) or _within(other, point)


def _within(inner: Mapping[str, Any], outer: Mapping[str, Any]) -> bool:
    """Has everybody at `inner` also come to `outer`: the same step by a later month, or one before it?"""
    if inner["month"] > outer["month"]:
        return False
    same_reading = inner["variant"] == outer["variant"]
    if outer["variant"] == AT_LEAST:
        return bool(inner["category"] >= outer["category"])
    return same_reading and bool(inner["category"] == outer["category"])
