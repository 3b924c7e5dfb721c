"""The saving after the programme's cost: formed of two released figures, and withheld with them."""

import polars as pl

from dashboard.figures import FIGURE

ON = ["variant", "area", "period", "level"]


def net(cells: pl.DataFrame) -> pl.DataFrame:
    """`savings.net`: the saving before the programme's cost minus that cost, of the same areas and period.

    The programme's cost is known to the krone and concerns no family, so a net figure gives the saving back:
    it is shown where the saving is, and its uncertainty is the saving's. Unit: kroner.
    """
    whole = cells.filter(pl.col("characteristic") == "all", pl.col("cohort") == "all")
    saving = whole.filter(pl.col("indicator") == "savings", pl.col("measure") == "before_cost")
    cost = whole.filter(pl.col("indicator") == "savings", pl.col("measure") == "programme_cost")
    costs = _cost_of_areas(saving, cost)
    joined = saving.join(costs, on=ON, how="inner")
    return joined.with_columns(
        pl.lit("net").alias("measure"), pl.col("value", "lower", "upper") - pl.col("cost")
    ).select(*FIGURE, "level")


def _cost_of_areas(saving: pl.DataFrame, cost: pl.DataFrame) -> pl.DataFrame:
    """The programme's cost where each saving was made: in the area, in all, or in the areas shown together.

    All areas' cost counts from the programme's first month, before the newest has a family with a saving. A
    saving that is carried forward stands against the cost of its own period, each area's of its own.
    """
    shown_areas = pl.when(pl.col("area") == "shown_areas").then("areas").otherwise("area")
    own = saving.filter(pl.col("category") == "all").select(
        "variant", "period", "level", part="area", until="value_of"
    )
    parts = (
        saving.select(*ON, shown_areas.str.split("+").alias("part"))
        .unique()
        .explode("part")
        .join(own, on=["variant", "period", "level", "part"], how="left")
        .with_columns(pl.col("until").fill_null(pl.col("period")))
        .join(
            cost.select("level", until="period", part="area", cost="value"),  # the same in every reading
            on=["until", "level", "part"],
            how="left",
        )
    )
    return parts.group_by(ON).agg(pl.col("cost").sum())
