"""Rule 8 between releases: whoever kept the last release can subtract it from this one.

A cell that both show under the same label differs by the families that came or went in between: it moves only
where those are nobody or at least k. An area's figures of one subject and period move as one, at all levels
and with the totals they are in, for they add up to and lie within each other; where they may not, the cells
of the earlier release stand (`carried`, with the day that release was complete to).
"""

from dataclasses import dataclass

import polars as pl

from dashboard.building.groups import CHARACTERISTICS
from dashboard.stores.released import SHOWN

TOTALS = ("all", "shown_areas")
_TOGETHER = ["indicator", "period", "area"]
_LABEL = [*_TOGETHER, "measure", "variant", "level", "cohort", "characteristic", "category"]


@dataclass(frozen=True)
class Points:
    """The periods that an earlier release shows of one figure that grows, at one level."""

    shown: pl.DataFrame  # variant, category, area, characteristic, period
    until: str  # the day the earlier release was complete to

    def of(self, line: list[str]) -> dict[tuple[str, ...], set[str]]:
        """The periods shown in each line (columns of `shown`) of what moves as one."""
        shown = self.shown
        if "characteristic" not in line:
            shown = shown.filter(pl.col("characteristic") == "all")
        grouped = shown.group_by(line).agg(pl.col("period").unique())
        return {tuple(key): set(periods) for *key, periods in grouped.iter_rows()}


def points(cells: pl.DataFrame, subject: str, measure: str, level: str) -> Points:
    """What an earlier release's cells show as of its own period, of one figure at one level."""
    of = cells.filter(pl.col("indicator") == subject, pl.col("measure") == measure, pl.col("level") == level)
    own = of.filter(pl.col("status").is_in(SHOWN), pl.col("value_of") == pl.col("period"))
    divided = _divided_by()
    by_trait = divided.is_in([*CHARACTERISTICS[1:]])
    shown = own.select(
        "variant",
        "area",
        "period",
        category=pl.when(by_trait).then(pl.lit("all")).otherwise("category"),
        characteristic=divided,
    )
    return Points(shown, until=str(of["as_of"].max() or ""))


def held(cells: pl.DataFrame, earlier: pl.DataFrame, thresholds: dict[str, int]) -> pl.DataFrame:
    """The cells of a new release with those of the earlier one where they may not move yet.

    `thresholds`: k of each level. What the earlier release does not have moves freely.
    """
    stands = _may_not_move(cells, earlier, thresholds)
    if stands.is_empty():
        return cells
    shown = pl.col("status").is_in(SHOWN)
    kept = earlier.join(stands, on=_TOGETHER, how="semi").with_columns(
        status=pl.when(shown).then(pl.lit("carried")).otherwise("status"),
        value_of=pl.when(shown).then(pl.coalesce("value_of", "as_of")),
    )
    kept = kept.with_columns(
        value_of=pl.when(pl.col("value_of") == pl.col("period")).then("as_of").otherwise("value_of")
    )
    made = cells.select(pl.col("as_of", "delivery_id", "version").first()).row(0)
    kept = kept.with_columns(
        *(
            pl.lit(value).alias(name)
            for name, value in zip(("as_of", "delivery_id", "version"), made, strict=True)
        )
    )
    moved = cells.join(stands, on=_TOGETHER, how="anti")
    return pl.concat([moved, kept.select(cells.columns)])


def _may_not_move(new: pl.DataFrame, old: pl.DataFrame, thresholds: dict[str, int]) -> pl.DataFrame:
    """The areas' subjects and periods in which a few families came or went, and the totals they are in."""
    shown = pl.col("status").is_in(SHOWN)
    both = new.filter(shown).join(old.filter(shown), on=_LABEL, suffix="_old")
    change = (pl.col("families") - pl.col("families_old")).abs()
    k = pl.col("level").replace_strict(thresholds, return_dtype=pl.Int64)
    few = both.filter(change.is_between(1, k - 1), pl.col("value") != pl.col("value_old"))
    places = few.select(_TOGETHER).unique()
    subjects = places.filter(~pl.col("area").is_in(TOTALS)).select("indicator", "period").unique()
    totals = subjects.join(pl.DataFrame({"area": TOTALS}), how="cross")
    return pl.concat([places, totals]).unique()


def _divided_by() -> pl.Expr:
    """The characteristic a cell's table is divided by; "all" where it is an area or a total as a whole."""
    by = pl.col("characteristic")
    return (
        pl.when(pl.col("cohort") != "all")
        .then(pl.lit("cohort"))
        .when(by.is_in(CHARACTERISTICS))
        .then(by)
        .otherwise(pl.lit("all"))
    )
