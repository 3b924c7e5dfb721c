"""What may be shown: the one place that decides. `dashboard.released` holds the type that vouches for it.

Two ideas keep every figure safe beside every other (rules: docs/disclosure.md).

*A total is the total of the areas shown.* An area whose own cell is withheld is in no total, so that nothing
is left when the areas shown are subtracted from it: an area never costs another its figures, and a manager
who knows their own area learns nothing about the next.

*Within an area*, where categories add up to a total that is shown, further categories are withheld until what
the withheld ones have in common could itself be shown, and no single one can be told from it.
"""

from dataclasses import dataclass

import polars as pl

from dashboard import groups
from dashboard.groups import CELL, KEY
from dashboard.indicator import WITHOUT_FAMILIES, Indicator, Protection

TABLE = [*KEY, "characteristic"]
"""Within these are the groups of one table: areas, or values of a characteristic in each area."""

EMPLOYEES = 3
"""Staff are persons too: what they carry is shown for three or more of them."""
LARGEST_SHARE = 0.5
TWO_LARGEST_SHARE = 0.8
CUT_FROM = 4
"""An area is cut by a characteristic from this many times k families; in as many, 0 % tells of no one."""


@dataclass(frozen=True)
class Counted:
    """An indicator's contributions with each family's area and characteristics, and the areas there are."""

    indicator: Indicator
    rows: pl.DataFrame
    areas: pl.DataFrame  # area
    entered: pl.DataFrame  # period, area: the area has had k families since the period's quarter or before
    quiet: pl.DataFrame  # KEY: a flow's periods in which nothing happened


def decide(counted: Counted, k: int, withheld_before: pl.DataFrame) -> pl.DataFrame:
    """Every cell of an indicator with `hidden`, at one level.

    `withheld_before`: the cells (CELL) that a level with fewer readers withholds: they stay withheld here.
    """
    plain = _areas(counted, k, withheld_before)
    tables = [plain, _total(counted, plain, k, withheld_before)]
    if names := _characteristics(counted.indicator):
        rows = groups.divided(counted.rows, names)
        cut = _cut(counted.indicator, rows, plain, k, withheld_before)
        tables += [cut, _cut_total(counted.indicator, rows, cut, k, withheld_before)]
    return pl.concat(tables, how="diagonal_relaxed")


def hides(indicator: Indicator, k: int) -> pl.Expr:
    """Rules 0 to 3 on one group alone: is it too small, too uniform, or one family's?"""
    some = pl.col("families") > 0
    few = (pl.col("families") < k * indicator.from_k) | (pl.col("persons").fill_null(k) < k)
    match indicator.protection:
        case Protection.SHARE:
            return some & (few | pl.any_horizontal(_stands_out(x, k) for x in groups.numerators(indicator)))
        case Protection.MONEY:
            return some & (few | _dominated())
        case Protection.COURSE:
            return some & (few | _stands_out("x", k))
        case Protection.STAFF:
            return pl.col("sum:employees") < EMPLOYEES
        case Protection.OPEN:
            return pl.lit(False)
        case _:
            return some & few


def complement(cells: pl.DataFrame, line: list[str], size: str, k: int) -> pl.DataFrame:
    """Withhold more cells of each line, those with the fewest families first, until the withheld are safe.

    A line's cells add up to a total that is shown, so the withheld ones' sum is known. They are safe when
    there are two or more, and each could be anything over a span of k families.
    """
    hidden = pl.col("hidden") & (pl.col(size) > 0)
    if cells.filter(hidden).is_empty():
        return cells
    while True:
        lines = cells.group_by(line).agg(
            count=hidden.sum(),
            together=pl.col(size).filter(hidden).sum(),
            numerators=pl.col("families_x").filter(hidden).sum(),
        )
        unsafe = (pl.col("count") > 0) & (
            (pl.col("count") < 2)
            | (pl.col("together").cast(pl.Int64) - pl.col("count").cast(pl.Int64) < k)
            | (pl.col("numerators") < k)
        )
        candidates = cells.filter(~pl.col("hidden"), pl.col(size) > 0).join(
            lines.filter(unsafe), on=line, how="semi"
        )
        if candidates.is_empty():
            return cells
        chosen = candidates.sort("families", size, *CELL).group_by(line, maintain_order=True).first()
        cells = _withhold(cells, chosen.select(CELL))


def _areas(counted: Counted, k: int, before: pl.DataFrame) -> pl.DataFrame:
    indicator = counted.indicator
    cells = groups.by_area(counted.rows, indicator, counted.areas, counted.quiet)
    cells = _primary(cells, indicator, k, before)
    if splits_families(indicator):
        small = (pl.col("families") > 0) & (pl.col("families") < CUT_FROM * k)
        cells = cells.with_columns(hidden=pl.col("hidden") | small)
    if indicator.partition:
        cells = complement(cells, ["variant", "period", "area"], _size(indicator), k)
    return cells


def _total(counted: Counted, plain: pl.DataFrame, k: int, before: pl.DataFrame) -> pl.DataFrame:
    """Over the areas shown, and `all` in its place withheld where an area with families is not among them."""
    indicator = counted.indicator
    included = _included(counted, plain, k)
    cells = _labelled(groups.over_areas(counted.rows, included, indicator, counted.quiet), plain, included)
    cells = _primary(cells, indicator, k, before)
    if indicator.partition:
        cells = _withhold_where_a_part_is(cells, plain.join(included, on=included.columns, how="semi"))
        cells = complement(cells, ["variant", "period", "area"], _size(indicator), k)
    return cells


def _cut(
    indicator: Indicator, rows: pl.DataFrame, plain: pl.DataFrame, k: int, before: pl.DataFrame
) -> pl.DataFrame:
    """An area's families by a characteristic: only where the area itself is shown and has 4k families."""
    cells = _primary(groups.by_characteristic(rows, indicator), indicator, k, before)
    parents = plain.filter(~pl.col("hidden"), pl.col("families") >= CUT_FROM * k).select(*KEY, "area")
    # Its empty groups too: a 0 beside them would tell of everybody in the area.
    refused = cells.join(parents, on=parents.columns, how="anti")
    return _settled(_withhold(cells, refused.select(CELL)), indicator, k)


def _cut_total(
    indicator: Indicator, rows: pl.DataFrame, cut: pl.DataFrame, k: int, before: pl.DataFrame
) -> pl.DataFrame:
    """By a characteristic over the areas that are cut by it: withheld wherever one of them is."""
    some = ~pl.col("hidden") & (pl.col("families") > 0)
    included = cut.filter(some).select(*TABLE, "area").unique()
    cells = groups.over_areas_by_characteristic(rows, included, indicator)
    cells = _primary(_labelled(cells, cut, included), indicator, k, before)
    cells = _withhold_where_a_part_is(cells, cut.join(included, on=included.columns, how="semi"))
    return _settled(cells, indicator, k)


def _settled(cells: pl.DataFrame, indicator: Indicator, k: int) -> pl.DataFrame:
    """Complement along the characteristic and along the breakdown, until neither asks for more."""
    while True:
        before = cells["hidden"].sum()
        cells = complement(cells, [*TABLE, "area"], _additive(cells), k)
        if indicator.partition:
            line = ["variant", "period", "area", "characteristic", "group"]
            cells = complement(cells, line, _size(indicator), k)
        if cells["hidden"].sum() == before:
            return cells


def _included(counted: Counted, plain: pl.DataFrame, k: int) -> pl.DataFrame:
    """The areas a total is over: those shown; of a breakdown of families, those large enough to be cut."""
    indicator = counted.indicator
    if indicator.protection is Protection.SIZE_FLOW:
        return counted.entered
    if splits_families(indicator):
        large = plain.filter(pl.col("families") >= CUT_FROM * k)
        return large.select("variant", "period", "area").unique()
    shown = plain.filter(~pl.col("hidden"), pl.col("families") > 0)
    if indicator.partition:
        return shown.filter(pl.col("category") == "all").select("variant", "period", "area")
    return shown.select(*KEY, "area")


def _labelled(cells: pl.DataFrame, parts: pl.DataFrame, included: pl.DataFrame) -> pl.DataFrame:
    """`all` where every area with families is in the total, else `shown_areas` and a withheld `all`."""
    present = parts.filter(pl.col("families") > 0).select(*TABLE, "area").unique()
    left_out = present.join(included, on=included.columns, how="anti").select(TABLE).unique()
    names = present.join(included, on=included.columns, how="semi").group_by(TABLE)
    cells = cells.join(names.agg(areas=pl.col("area").sort().str.join("+")), on=TABLE, how="left")
    whole = cells.join(left_out, on=TABLE, how="anti")
    partial = cells.join(left_out, on=TABLE, how="semi").with_columns(area=pl.lit("shown_areas"))
    refused = parts.join(left_out, on=TABLE, how="semi").select(*TABLE, "group").unique()
    # One family stands for "not shown": no rule lets it pass, and its number never leaves.
    refused = refused.with_columns(area=pl.lit("all"), families=pl.lit(1, pl.Int64))
    return pl.concat([whole, partial, refused], how="diagonal_relaxed")


def _withhold_where_a_part_is(cells: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """A total beside all its shown parts gives the withheld part away: withhold it there."""
    broken = parts.filter(pl.col("hidden"), pl.col("families") > 0).select(*TABLE, "group")
    return _withhold(cells, broken.unique())


def _primary(cells: pl.DataFrame, indicator: Indicator, k: int, before: pl.DataFrame) -> pl.DataFrame:
    cells = cells.with_columns(hidden=hides(indicator, k).fill_null(True))
    if "at_risk" in cells.columns:
        cells = _read_off(cells, k)
    return _withhold(cells, before.select(CELL))


def _read_off(cells: pl.DataFrame, k: int) -> pl.DataFrame:
    """Rule 10: a curve ends where fewer than 2k are at risk, and rises by nobody or by k between points."""
    line = [name for name in CELL if name != "period"]
    shown = cells.select(line).unique().with_columns(so_far=pl.lit(0, pl.Int64))
    points = []
    for _, point in cells.sort("month").group_by("month", maintain_order=True):
        rise = pl.col("families_x") - pl.col("so_far")
        thin = (pl.col("at_risk") < 2 * k) | ((rise > 0) & (rise < k))
        empty = pl.col("families") == 0
        point = point.join(shown, on=line, how="left").with_columns(
            hidden=pl.col("hidden") | (thin & ~empty).fill_null(False)
        )
        seen = point.filter(~pl.col("hidden"), ~empty).select(*line, now="families_x")
        shown = shown.join(seen, on=line, how="left").select(*line, so_far=pl.coalesce("now", "so_far"))
        points.append(point.drop("so_far"))
    return pl.concat(points)


def _withhold(cells: pl.DataFrame, which: pl.DataFrame) -> pl.DataFrame:
    if which.is_empty():
        return cells
    marked = cells.join(which.unique().with_columns(hit=True), on=which.columns, how="left")
    return marked.with_columns(hidden=pl.col("hidden") | pl.col("hit").fill_null(False)).drop("hit")


def _stands_out(numerator: str, k: int) -> pl.Expr:
    """Some, but fewer than k families; or none, in a group so small that it tells of each."""
    size = pl.coalesce("persons", "families")
    few = [pl.col(side).is_between(1, k - 1) for side in (f"some:{numerator}", f"rest:{numerator}")]
    none = [pl.col(side) == 0 for side in (f"some:{numerator}", f"rest:{numerator}")]
    return pl.any_horizontal(few) | (pl.any_horizontal(none) & (size < CUT_FROM * k))


def _dominated() -> pl.Expr:
    total = pl.col("absolute")
    return (pl.col("largest") > LARGEST_SHARE * total) | (pl.col("two_largest") > TWO_LARGEST_SHARE * total)


def splits_families(indicator: Indicator) -> bool:
    """Does the breakdown tell something of each family (its step, its status), as a characteristic does?"""
    return indicator.partition and indicator.protection is Protection.SHARE


def _size(indicator: Indicator) -> str:
    """What adds up along a breakdown."""
    return "families_x" if indicator.protection is Protection.SHARE else "families"


def _additive(cells: pl.DataFrame) -> str:
    """What adds up along a characteristic."""
    return "at_risk" if "at_risk" in cells.columns else "families"


def _characteristics(indicator: Indicator) -> tuple[str, ...]:
    if indicator.protection in WITHOUT_FAMILIES:
        return ()
    return groups.CHARACTERISTICS if indicator.characteristics else ("cohort",)
