"""Places of a release: an area's figures of one subject and period, which move or stand as one."""

import polars as pl

from dashboard.building.figures import TOTALS
from dashboard.stores.released import ABOUT_A_NUMBER, NUMBERS, SHOWN

PLACE = ["indicator", "period", "area"]
LABEL = [*PLACE, "measure", "variant", "level", "cohort", "characteristic", "category"]


def with_totals(places: pl.DataFrame) -> pl.DataFrame:
    """The places, whatever else names them, and the totals of their subjects and periods: an area that stands
    is in them.
    """
    of_areas = places.filter(~pl.col("area").is_in(TOTALS)).drop("area").unique()
    totals = of_areas.join(pl.DataFrame({"area": TOTALS}), how="cross")
    return pl.concat([places, totals.select(places.columns)]).unique()


def withheld(cells: pl.DataFrame) -> pl.DataFrame:
    """The same cells, those that were shown without their numbers."""
    shown = pl.col("status").is_in(SHOWN)
    return cells.with_columns(
        *(pl.when(~shown).then(name).alias(name) for name in (*NUMBERS, *ABOUT_A_NUMBER)),
        status=pl.when(shown).then(pl.lit("withheld")).otherwise("status"),
        interval=pl.when(shown).then(pl.lit("none")).otherwise("interval"),
    )


def within_internal(cells: pl.DataFrame) -> pl.DataFrame:
    """The same cells, no public one shown that is withheld from those inside."""
    label = [name for name in LABEL if name != "level"]
    hidden = cells.filter(pl.col("level") == "internal", pl.col("status") == "withheld").select(label)
    public = cells.filter(pl.col("level") == "public").join(hidden, on=label, how="semi")
    return pl.concat([cells.join(public, on=LABEL, how="anti"), withheld(public)])
