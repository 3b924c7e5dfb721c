"""Rule 8 between releases: whoever kept the last release can subtract it from this one.

An area's figures of one subject and period add up to and lie within each other: they are a *place*, which
moves as one, at all levels and with the totals it is in; a flow's periods add up too, and move as one. It
moves where every figure of it differs from the earlier release's by nobody or by at least k families and
persons, and where those tables that did not move by k show the same cells. Else the place stands as that
release had it: its numbers (`carried`, with the day it was complete to) and its gaps.
"""

from functools import cache

import polars as pl

from dashboard.catalogue import INDICATOR_OF
from dashboard.disclosure.onward import onward
from dashboard.disclosure.places import LABEL, PLACE, with_totals, within_internal
from dashboard.indicator import SIZE, WITHOUT_FAMILIES, Over
from dashboard.indicators.periods import last_day
from dashboard.stores.released import SHOWN

_TABLE = [*PLACE, "measure", "variant", "level"]
_MADE_FROM = ("as_of", "delivery_id", "version")


def held(cells: pl.DataFrame, earlier: pl.DataFrame, thresholds: dict[str, int]) -> pl.DataFrame:
    """The cells of a new release, those of the earlier one in the places that stand.

    `thresholds`: k of each level. A period that the earlier release does not have is new; of what grows it
    goes on from what stands (`onward.py`).
    """
    no_families = cells.join(_without_families(), on=["indicator", "measure"], how="semi")
    new = cells.join(_without_families(), on=["indicator", "measure"], how="anti")
    old = earlier.join(_without_families(), on=["indicator", "measure"], how="anti")
    stands = _and_what_hangs_on_it(new, old, _may_not_move(new, old, thresholds))
    if stands.is_empty():
        return cells
    new = onward(new, old, stands, thresholds)
    moved = new.join(stands, on=PLACE, how="anti")
    kept = _as_it_stood(old.join(stands, on=PLACE, how="semi"))
    made = {name: cells[name][0] for name in _MADE_FROM}
    kept = kept.with_columns(pl.lit(value).alias(name) for name, value in made.items())
    return within_internal(pl.concat([part.select(cells.columns) for part in (no_families, moved, kept)]))


def _as_it_stood(old: pl.DataFrame) -> pl.DataFrame:
    """Cells of the earlier release, marked with the day it was complete to where their own period's stood."""
    shown, carried = pl.col("status").is_in(SHOWN), pl.col("status") == "carried"
    return old.with_columns(
        status=pl.when(shown).then(pl.lit("carried")).otherwise("status"),
        value_of=pl.when(carried).then("value_of").when(shown).then("as_of"),
    )


def _may_not_move(new: pl.DataFrame, old: pl.DataFrame, thresholds: dict[str, int]) -> pl.DataFrame:
    """The places in which a few families came or went, and the totals of their subjects and periods."""
    columns = [*LABEL, "status", "families", "persons", "as_of"]
    both = new.select(columns).join(old.select(columns), on=LABEL, suffix="_old")
    k = pl.col("level").replace_strict(thresholds, return_dtype=pl.Int64)
    change = [(_counted(unit) - _counted(unit, "_old")).abs() for unit in ("families", "persons")]
    few = pl.any_horizontal(each.is_between(1, k - 1) for each in change)
    told = both.with_columns(
        few=few.fill_null(False),
        by_k=(change[0] >= k).fill_null(False).any().over(_TABLE),
        now=pl.col("status").is_in(SHOWN),
        before=pl.col("status_old").is_in(SHOWN),
    ).filter(pl.col("few") | _is_told_of(both))
    return with_totals(told.select(PLACE).unique())


def _counted(unit: str, of: str = "") -> pl.Expr:
    """How many are known to be behind a cell; nobody where nothing was measured."""
    nobody = pl.col(f"status{of}").is_in(["not_measured", "late"])
    return pl.when(nobody).then(0).otherwise(f"{unit}{of}")


def _is_told_of(both: pl.DataFrame) -> pl.Expr:
    """Does one release show what the other withholds, where the table as a whole tells the two apart by few?

    Of a flow no period that was over is shown later: the totals to date may have moved over it.
    """
    hides = pl.col("status") == "withheld"
    hid = pl.col("status_old") == "withheld"
    ends = {period: str(last_day(period) or "") for period in both["period"].unique()}
    end = pl.col("period").replace_strict(ends, return_dtype=pl.String)
    over = (end != "") & (end <= pl.col("as_of_old"))
    flow = pl.concat_str("indicator", pl.lit("."), "measure").is_in(_flows())
    some_before = pl.col("before").any().over(_TABLE)
    appeared = pl.col("now") & hid & ((some_before & ~pl.col("by_k")) | (flow & over))
    return (pl.col("before") & hides & ~pl.col("by_k")) | appeared


def _and_what_hangs_on_it(new: pl.DataFrame, old: pl.DataFrame, stands: pl.DataFrame) -> pl.DataFrame:
    """With all periods of a flow, and the places that would show another value of one that stands."""
    flows = _of_flows(old).select(PLACE).unique()
    lines = stands.join(flows, on=PLACE, how="semi").select("indicator", "area").unique()
    stands = with_totals(pl.concat([stands, flows.join(lines, on=["indicator", "area"], how="semi")]))
    carried = new.filter(pl.col("status") == "carried").select(*PLACE, "value_of").unique()
    on = ["indicator", "value_of", "area"]
    shows = carried.join(stands.rename({"period": "value_of"}), on=on, how="semi").select(PLACE)
    known = shows.join(old, on=["indicator", "period"], how="semi")
    return with_totals(pl.concat([stands, known]))


def _of_flows(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.filter(pl.concat_str("indicator", pl.lit("."), "measure").is_in(_flows()))


@cache
def _without_families() -> pl.DataFrame:
    names = [name for name, each in INDICATOR_OF.items() if each.protection in WITHOUT_FAMILIES]
    return pl.DataFrame([name.split(".") for name in names], schema=["indicator", "measure"], orient="row")


@cache
def _flows() -> tuple[str, ...]:
    return tuple(
        name
        for name, each in INDICATOR_OF.items()
        if each.over is Over.FLOW and each.protection not in (*SIZE, *WITHOUT_FAMILIES)
    )
