"""A Released for tests, from the few columns a test is about."""

from typing import Any

import polars as pl

from dashboard.building.figures import RELEASE
from dashboard.stores.released import Released, seal

DEFAULTS: dict[str, Any] = {
    "variant": "",
    "cut": "day",
    "area": "all",
    "cohort": "all",
    "characteristic": "all",
    "category": "all",
    "period": "2026-09-30",
    "value": None,
    "lower": None,
    "upper": None,
    "unit": "pct",
    "families": None,
    "persons": None,
    "status": "shown",
    "areas": None,
    "interval": "none",
    "value_of": None,
    "level": "public",
    "as_of": "2026-09-30",
    "delivery_id": "test",
    "version": "0",
}


def released(subject: str, measure: str, rows: list[dict[str, Any]]) -> Released:
    """`rows` name what differs from one shown public cell of all areas on 30 September 2026.

    A carried cell says with `value_of` of which period its value is.
    """
    cells = [_own_period({"indicator": subject, "measure": measure, **DEFAULTS, **row}) for row in rows]
    return seal(pl.DataFrame(cells, schema=RELEASE)).figure(subject, measure)


def _own_period(cell: dict[str, Any]) -> dict[str, Any]:
    own = cell["status"] in ("shown", "zero") and cell["value_of"] is None
    return {**cell, "value_of": cell["period"]} if own else cell
