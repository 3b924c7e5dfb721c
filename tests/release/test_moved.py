"""A change since the quarter before stands only where both of its figures do."""

from typing import Any

import polars as pl
import pytest

from dashboard.building.figures import RELEASE
from dashboard.building.moved import where_both_stand
from tests.released import released

NOW, BEFORE = "2026-09-30", "2026-06-30"


def cells(now: dict[str, Any], before: dict[str, Any]) -> pl.DataFrame:
    """The change of an area after the two figures it is the difference of."""
    alike = {"area": "gellerup", "areas": "gellerup", "value": 40.0, "families": 62}
    figure = [{**alike, "period": NOW, **now}, {**alike, "period": BEFORE, **before}]
    change = [{**alike, "period": NOW, "value": 2.0, "lower": 1.0, "upper": 3.0, "interval": "shown"}]
    tables = [
        released("employment", "in_education_or_employment", figure),
        released("employment", "in_education_or_employment_since_quarter", change),
    ]
    return pl.concat([table.cells for table in tables])


def change_of(table: pl.DataFrame) -> dict[str, Any]:
    found = where_both_stand(table)
    assert found.schema == pl.Schema(RELEASE)
    assert found.height == table.height
    return found.filter(pl.col("measure").str.ends_with("_since_quarter")).row(0, named=True)


def test_a_change_stands_where_both_figures_are_shown() -> None:
    change = change_of(cells({}, {}))
    assert (change["status"], change["value"], change["families"]) == ("shown", 2.0, 62)


WITHHELD = {"status": "withheld", "value": None, "families": None, "areas": None}


@pytest.mark.parametrize(
    ("now", "before"),
    [(WITHHELD, {}), ({}, WITHHELD), ({}, {"areas": "gellerup+b"}), ({}, {"level": "internal"})],
    ids=["withheld now", "withheld then", "over other areas then", "shown to others then"],
)
def test_a_change_falls_with_either_figure_and_keeps_no_number(
    now: dict[str, Any], before: dict[str, Any]
) -> None:
    change = change_of(cells(now, before))
    numbers = [change[name] for name in ("value", "lower", "upper", "families", "persons", "areas")]
    assert (change["status"], change["interval"], set(numbers)) == ("withheld", "none", {None})


def test_what_falls_inside_falls_for_the_public_too() -> None:
    inside = cells({"level": "internal"}, {"level": "internal", "areas": "gellerup+b"}).with_columns(
        level=pl.lit("internal")
    )
    found = where_both_stand(pl.concat([cells({}, {}), inside]))
    changes = found.filter(pl.col("measure").str.ends_with("_since_quarter"))
    assert dict(changes.select("level", "status").iter_rows()) == {
        "public": "withheld",
        "internal": "withheld",
    }
