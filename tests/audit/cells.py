"""A release for the attacker, from the few columns a test is about."""

from typing import Any

import polars as pl

from dashboard.audit import Audit, audit
from dashboard.building.figures import RELEASE
from dashboard.stores.released import Released, seal
from tests.released import DEFAULTS

Row = dict[str, Any]
K_INTERNAL, K_PUBLIC = 3, 5


def release(*rows: Row) -> Released:
    """Public cells of all areas on 30 September 2026; `rows` name what differs. No number: withheld."""
    return seal(pl.DataFrame([_cell(row) for row in rows], schema=RELEASE))


def attacked(*rows: Row, before: tuple[Released, ...] = ()) -> Audit:
    """The audit of a release of these cells."""
    return audit(release(*rows), before, k_internal=K_INTERNAL, k_public=K_PUBLIC)


def ways(result: Audit) -> set[str]:
    """The attacks that won, of the public's reader."""
    return {win.attack for win in result.wins if win.reader == "public"}


def mean(area: str, families: int | None, value: float | None = 20.0, **more: Any) -> Row:
    """Mean days waited, of the families that had joined."""
    return _figure("caseload", "waiting_days_mean", "days", area, value, families, more)


def share(area: str, percent: float | None, families: int | None, **more: Any) -> Row:
    """Families that have moved back, of those that had joined."""
    return _figure("steps", "moved_back_share", "pct", area, percent, families, more)


def step(area: str, place: str, families: int | None, of: int, **more: Any) -> list[Row]:
    """Families on a step: their number and share."""
    more = {"variant": "latest", "characteristic": "step", "category": place, **more}
    percent = None if families is None else round(100 * families / of, 1)
    n = None if families is None else of
    return [
        _figure("steps", "current", "families", area, families, families, more),
        _figure("steps", "current_share", "pct", area, percent, n, more),
    ]


def _figure(
    subject: str,
    measure: str,
    unit: str,
    area: str,
    value: float | None,
    families: int | None,
    more: Row,
) -> Row:
    number = value if families is not None else None
    areas = more.get("areas", area)
    return {
        "indicator": subject,
        "measure": measure,
        "unit": unit,
        "area": area,
        "value": number,
        "families": families,
        "status": "withheld" if number is None else "zero" if number == 0 else "shown",
        **more,
        "areas": areas if number is not None else None,
    }


def _cell(row: Row) -> Row:
    cell = {**DEFAULTS, **row}
    own = cell["period"] if cell["value"] is not None else None
    return {**cell, "value_of": cell["value_of"] or own}
