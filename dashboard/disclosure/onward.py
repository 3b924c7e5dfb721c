"""Rule 8 between releases, onwards: what grows goes on from what stands, and not from what was counted anew.

A new day of what grows is read beside the last one that the earlier release shows. Where that stands and has
other numbers now, the new contributions do not tell who has come and gone since, for they know nothing of who
is gone. So the new day is shown where it differs from what stands by k, else what stands is its value too.
Of a flow the new total to date is shown, and nothing of what lies between it and the one that stands: no new
month, quarter or year.
"""

from functools import cache

import polars as pl

from dashboard.catalogue import INDICATOR_OF
from dashboard.disclosure.earlier import divided_by
from dashboard.disclosure.places import LABEL, PLACE, with_totals, withheld
from dashboard.indicator import SIZE, WITHOUT_FAMILIES, Over
from dashboard.stores.released import ABOUT_A_NUMBER, NUMBERS, SHOWN

_LINE = ["indicator", "area", "measure", "variant", "level", "cohort", "characteristic", "category", "cut"]
_FIGURE = ["indicator", "figure", "area", "variant", "level"]
"""`figure` names what one decision covers: all measures of an indicator."""
_TAKEN = ("status", "interval", *NUMBERS, *ABOUT_A_NUMBER)
_IS_SHOWN = pl.col("status").is_in(SHOWN)


def onward(
    new: pl.DataFrame, old: pl.DataFrame, stands: pl.DataFrame, thresholds: dict[str, int]
) -> pl.DataFrame:
    """The cells of a new release as they go on from what `stands`.

    `new`, `old`: the figures about families of the new and the earlier release.
    """
    points, last = _points(new), _last_shown(old)
    broken = _counted_otherwise(points, last).join(stands, on=PLACE, how="semi")
    further = points.join(old, on=["indicator", "period"], how="anti")
    beside = further.join(last, on=_LINE, how="left", suffix="_last")
    of_broken = beside.join(broken, on=[*_FIGURE, "table"], how="semi")
    stay = _and_their_groups(of_broken.filter(~_goes_on(thresholds)), further)
    standing = beside.join(stay, on=[*_FIGURE, "period", "table"], how="semi")
    goes_on = of_broken.join(standing, on=LABEL, how="anti").filter(
        "flow", _IS_SHOWN, pl.col("table") == "all"
    )
    between = _between(new, old, goes_on)
    changed = [part.select(new.columns) for part in (_as_it_stands(standing), withheld(between))]
    return pl.concat([new.join(pl.concat(changed), on=LABEL, how="anti"), *changed])


def _points(cells: pl.DataFrame) -> pl.DataFrame:
    """The days of what grows, and a flow's totals to date; `table`: what they are divided by."""
    grown = cells.join(_that_grow(), on=["indicator", "measure"], how="inner")
    points = grown.filter(~pl.col("flow") | (pl.col("cut") == "to_date"))
    return points.with_columns(table=divided_by())


def _last_shown(old: pl.DataFrame) -> pl.DataFrame:
    """The last shown day of each line."""
    points = _points(old).filter(_IS_SHOWN)
    last = points.sort("period").unique(_LINE, keep="last", maintain_order=True)
    return last.select(*_LINE, "figure", "table", "period", *_TAKEN)


def _counted_otherwise(points: pl.DataFrame, last: pl.DataFrame) -> pl.DataFrame:
    """The tables in which a last day has other numbers now."""
    same = [pl.col(name).eq_missing(pl.col(f"{name}_now")) for name in NUMBERS]
    counted = points.select(*_LINE, "period", *NUMBERS)
    beside = last.join(counted, on=[*_LINE, "period"], how="left", suffix="_now")
    return beside.filter(~pl.all_horizontal(same)).select(*_FIGURE, "table", "period")


def _goes_on(thresholds: dict[str, int]) -> pl.Expr:
    """Does a new day show its own value, which differs from what stands by nobody or by k?"""
    k = pl.col("level").replace_strict(thresholds, return_dtype=pl.Int64)
    few = pl.any_horizontal(
        (pl.col(unit) - pl.col(f"{unit}_last")).abs().is_between(1, k - 1) for unit in ("families", "persons")
    ).fill_null(False)
    return ~_IS_SHOWN | ((pl.col("status") != "carried") & (pl.col("flow") | ~few))


def _and_their_groups(stay: pl.DataFrame, further: pl.DataFrame) -> pl.DataFrame:
    """The tables that stay, for the public too, with the totals they are in and, of a whole, its groups."""
    of = [*_FIGURE, "period"]
    inside = stay.filter(pl.col("level") == "internal").with_columns(level=pl.lit("public"))
    tables = with_totals(pl.concat([stay, inside]).select(*of, "table").unique())
    wholes = tables.filter(pl.col("table") == "all")
    groups = further.join(wholes, on=of, how="semi").select(*of, "table")
    return pl.concat([tables, groups]).unique()


def _between(new: pl.DataFrame, old: pl.DataFrame, goes_on: pl.DataFrame) -> pl.DataFrame:
    """The new months, quarters and years of flows whose totals to date go on from one that stands."""
    flows = with_totals(goes_on.select("indicator", "area", "variant").unique())
    parts = new.join(_that_grow().filter("flow"), on=["indicator", "measure"], how="semi")
    parts = parts.filter(pl.col("cut") != "to_date").join(flows, on=flows.columns, how="semi")
    return parts.join(old, on=["indicator", "period"], how="anti")


def _as_it_stands(beside: pl.DataFrame) -> pl.DataFrame:
    """New days with the value that stands; withheld where the earlier release shows none."""
    known = pl.col("status_last").is_not_null()
    day, period = (pl.col(f"{name}_last").str.extract(r"(\S+)$") for name in ("value_of", "period"))
    taken = beside.filter(known).with_columns(pl.col(f"{name}_last").alias(name) for name in _TAKEN)
    taken = taken.with_columns(
        status=pl.lit("carried"), value_of=pl.when(day < period).then("value_of").otherwise("period_last")
    )
    return pl.concat([taken, withheld(beside.filter(~known))])


@cache
def _that_grow() -> pl.DataFrame:
    """The figures about families that grow, and which of them are flows; not the programme's size."""
    named = [
        (*name.split("."), each.keys[0], each.over is Over.FLOW)
        for name, each in INDICATOR_OF.items()
        if each.over is not Over.STOCK and each.protection not in (*SIZE, *WITHOUT_FAMILIES)
    ]
    return pl.DataFrame(named, schema=["indicator", "measure", "figure", "flow"], orient="row")
