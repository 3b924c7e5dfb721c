"""The saving after the programme's cost: formed of two released figures, and withheld with them."""

import polars as pl

from dashboard.building.figures import FIGURE
from dashboard.stores.released import NUMBERS, SHOWN

ON = ["variant", "area", "areas", "cohort", "period", "level"]


def net(cells: pl.DataFrame) -> pl.DataFrame:
    """`savings.net` and, by cohort, `savings.net_modelled`: the saving before the programme's cost minus it.

    Both of the same areas and period, in kroner. The programme's cost concerns no family, so a net figure
    gives the saving back: it is shown where the saving is, and its uncertainty is the saving's. Nobody has
    booked what a cohort cost, so that a cohort's cost is a modelled share.
    """
    whole = cells.filter(pl.col("indicator") == "savings", pl.col("characteristic") == "all")
    saving = whole.filter(pl.col("measure") == "before_cost")
    everybody, cohorts = (
        saving.filter(part) for part in (pl.col("cohort") == "all", pl.col("cohort") != "all")
    )
    booked = whole.filter(pl.col("measure") == "programme_cost")
    shared = whole.filter(pl.col("measure") == "programme_cost_shared")
    return pl.concat(
        [
            _after(everybody, _cost_of(everybody, booked, _as_named()), "net", "not_measured"),
            _after(cohorts, _cost_of(cohorts, shared, pl.col("areas")), "net_modelled", "withheld"),
        ]
    )


def _as_named() -> pl.Expr:
    """All areas' cost counts from the first month, before the newest has a family with a saving."""
    return pl.when(pl.col("area") == "shown_areas").then("areas").otherwise("area")


def _cost_of(saving: pl.DataFrame, cost: pl.DataFrame, places: pl.Expr) -> pl.DataFrame:
    """The cost where each saving was made, in the named places together; null where one's is not known.

    A saving that is carried forward stands against the cost of its own period, each area's of its own.
    """
    place = ["variant", "cohort", "period", "level", "part"]
    known = cost.select("cohort", "level", until="period", part="area", cost="value")  # in every reading
    own = saving.filter(pl.col("category") == "all").select(*place[:-1], part="area", until="value_of")
    parts = saving.select(*ON, part=places.str.split("+")).unique().explode("part")
    return (
        parts.join(own, on=place, how="left")
        .with_columns(pl.col("until").fill_null(pl.col("period")))
        .join(known, on=["cohort", "until", "level", "part"], how="left")
        .group_by(ON)
        .agg(cost=pl.when(pl.col("cost").is_not_null().all()).then(pl.col("cost").sum()))
    )


def _after(saving: pl.DataFrame, cost: pl.DataFrame, measure: str, without: str) -> pl.DataFrame:
    """The saving's cells with the cost taken off; a cell `without` a known cost has that status."""
    joined = saving.join(cost, on=ON, how="left", nulls_equal=True)
    unknown = pl.col("status").is_in(SHOWN) & pl.col("cost").is_null()
    after = pl.col("value", "lower", "upper") - pl.col("cost")
    return (
        joined.with_columns(after, measure=pl.lit(measure))
        .with_columns(
            pl.when(~unknown).then(pl.col(NUMBERS)),
            status=pl.when(unknown).then(pl.lit(without)).otherwise("status"),
        )
        .select(*FIGURE, "level")
    )
