"""What may be shown: the one place that decides. `dashboard.released` holds the type that vouches for it.

Three ideas keep every figure safe beside every other (rules: docs/disclosure.md).

*A total is the total of the areas shown.* An area whose own cell is withheld is in no total, so that nothing
is left when the areas shown are subtracted from it: an area never costs another its figures, and a manager
who knows their own area learns nothing about the next.

*What is left could be shown.* Wherever shown figures of an area can be taken from one another (a total and
its parts, months and quarters, two readings), what remains is nothing, or a group that the rules would show.

*What grows moves by k.* A figure of everything until a day stands still until k families have changed.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from dashboard import groups
from dashboard.disclosure import course, flows, intake, nested, readings, vintages
from dashboard.disclosure.complement import complement, splits_families, withhold
from dashboard.disclosure.earlier import Points
from dashboard.disclosure.nested import Breakdown
from dashboard.disclosure.primary import CUT_FROM, hides
from dashboard.disclosure.vintages import VINTAGE, Allowed
from dashboard.groups import CELL, KEY
from dashboard.indicator import SIZE, WITHOUT_FAMILIES, Indicator, Over, Protection

TABLE = [*KEY, "characteristic"]
"""Within these are the groups of one table: areas, or values of a characteristic in each area."""

LINE = ["variant", "period", "area", "characteristic", "group"]
"""Within these, categories that partition a group add up to it."""


MOST_ROUNDS = 8
"""More than any table has needed; the attacker looks at what came out."""


@dataclass(frozen=True)
class Counted:
    """An indicator's contributions with each family's area and characteristics, and the areas there are."""

    indicator: Indicator
    rows: pl.DataFrame
    areas: pl.DataFrame  # area, is_origin: had the families of the project
    entered: pl.DataFrame  # period, area: the area has had k families since the period's quarter or before
    quiet: pl.DataFrame  # KEY: a flow's periods in which nothing happened
    other_readings: pl.DataFrame | None = None  # contributions to the same figure that another indicator has
    breakdown: Breakdown | None = None  # whose categories the indicator adds up
    released: Points | None = None  # what an earlier release shows of it, where it grows


def decide(counted: Counted, k: int, before: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every cell of an indicator with `hidden`, and `value_of`: the period whose value it shows.

    `before`: the same cells as decided for a level with fewer readers, who see these too. What is withheld
    there stays withheld, and what stands still there does not move here.
    """
    counted = _of_level(counted, before)
    indicator = counted.indicator
    plain = _areas(counted, k, before)
    tables = [plain.cells, _total(counted, plain, k, before)]
    if names := _characteristics(indicator):
        rows = groups.divided(counted.rows, names, indicator)
        cut = _cut(counted, rows, plain.cells, k, before)
        tables += [cut.cells, _cut_total(indicator, cut, k, before)]
    cells = pl.concat(tables, how="diagonal_relaxed")
    return cells.with_columns(pl.coalesce(VINTAGE, "period").alias(VINTAGE))


@dataclass(frozen=True)
class _Decided:
    """The areas' cells, and the contributions they were counted from: of a vintage where they are carried."""

    cells: pl.DataFrame
    rows: pl.DataFrame


def _of_level(counted: Counted, before: pl.DataFrame | None) -> Counted:
    """Months of money are for the level with the fewest readers; the others get quarters."""
    indicator = counted.indicator
    if before is None or indicator.over is not Over.FLOW or indicator.protection is not Protection.MONEY:
        return counted
    rows = counted.rows.filter(~pl.col("period").str.contains(flows.MONTH))
    return Counted(**{**vars(counted), "rows": rows})


def _areas(counted: Counted, k: int, before: pl.DataFrame | None) -> _Decided:
    indicator = counted.indicator
    rows = counted.rows.with_columns(characteristic=pl.lit("all"), group=pl.lit("all"))
    line = vintages.line_of(indicator)

    def anew(rows: pl.DataFrame) -> pl.DataFrame:
        cells = groups.by_area(rows, indicator, counted.areas, counted.quiet)
        return _settled(_first(cells, counted, rows, k, before), rows, indicator, k)

    return _of_their_vintage(rows, anew, lambda cells: _vintages(cells, rows, line, counted, k, before))


def _of_their_vintage(
    rows: pl.DataFrame,
    decided: Callable[[pl.DataFrame], pl.DataFrame],
    vintages_of: Callable[[pl.DataFrame], pl.DataFrame],
) -> _Decided:
    """The cells counted from contributions of the vintages that they themselves allow.

    What is withheld decides which totals to date may move, and those decide what is withheld beside them:
    until neither asks for more. A cell withheld on the way stays withheld.
    """
    cells, there = decided(rows), rows
    found = vintages_of(cells)
    for _ in range(MOST_ROUNDS if not found.is_empty() else 0):
        there = vintages.relabelled(rows, found)
        withheld = cells.filter("hidden", ~pl.col("period").str.starts_with("to ")).select(CELL)
        cells = withhold(decided(there), withheld)
        again = vintages_of(cells)
        if again.equals(found):
            break
        found = again
    return _Decided(_carried(cells, found), there)


def _cut(
    counted: Counted, rows: pl.DataFrame, plain: pl.DataFrame, k: int, before: pl.DataFrame | None
) -> _Decided:
    """An area's families by a characteristic: only where the area itself is shown and has 4k families."""
    indicator = counted.indicator
    line = vintages.line_of(indicator, "characteristic")
    still = plain.filter(pl.col(VINTAGE) != pl.col("period")).select(*line[:-1], "period").unique()
    return _of_their_vintage(
        rows,
        lambda rows: _cut_cells(counted, rows, plain, k, before),
        lambda cells: _vintages(cells, rows, line, counted, k, before, still),
    )


def _cut_cells(
    counted: Counted, rows: pl.DataFrame, plain: pl.DataFrame, k: int, before: pl.DataFrame | None
) -> pl.DataFrame:
    indicator = counted.indicator
    cells = groups.by_characteristic(rows, indicator)
    cells = _first(cells, counted, rows, k, before)
    cells = withhold(cells, _not_cut(cells, counted, plain, k))
    cells = _settled(cells, rows, indicator, k)
    apart = intake.told_apart(counted.rows, cells, indicator, k)
    while not apart.is_empty():
        cells = withhold(cells, apart.with_columns(characteristic=pl.lit(intake.YEAR)))
        cells = _settled(cells, rows, indicator, k)
        apart = intake.told_apart(counted.rows, cells, indicator, k)
    return cells


def _not_cut(cells: pl.DataFrame, counted: Counted, plain: pl.DataFrame, k: int) -> pl.DataFrame:
    """The cells of areas that are not cut, empty groups too: a 0 beside them would tell of all there.

    An area that came after the project has one cohort, which is the area by another name.
    """
    parents = plain.filter(~pl.col("hidden")).select(*KEY, "area", of="families")
    later = counted.areas.filter(~pl.col("is_origin"))["area"].to_list()
    named = (pl.col("characteristic") == "cohort") & pl.col("area").is_in(later)
    known = cells.join(parents, on=[*KEY, "area"], how="left")
    cut = (pl.col("of") >= CUT_FROM * k) | (named & pl.col("of").is_not_null())
    return known.filter(~cut.fill_null(False)).select(CELL)


def _total(counted: Counted, plain: _Decided, k: int, before: pl.DataFrame | None) -> pl.DataFrame:
    """Over the areas shown, and `all` in its place withheld where an area with families is not among them."""
    indicator = counted.indicator
    included = _included(counted, plain.cells, k)
    cells = _labelled(
        groups.over_areas(plain.rows, included, indicator, counted.quiet), plain.cells, included
    )
    cells = _primary(cells, indicator, k, before)
    if indicator.partition:
        parts = plain.cells.join(included, on=included.columns, how="semi")
        cells = _withhold_where_a_part_is(cells, parts)
    return cells


def _cut_total(indicator: Indicator, cut: _Decided, k: int, before: pl.DataFrame | None) -> pl.DataFrame:
    """By a characteristic over the areas that are cut by it: withheld wherever one of them is."""
    some = ~pl.col("hidden") & (pl.col("families") > 0)
    included = cut.cells.filter(some).select(*TABLE, "area").unique()
    cells = groups.over_areas_by_characteristic(cut.rows, included, indicator)
    cells = _primary(_labelled(cells, cut.cells, included), indicator, k, before)
    return _withhold_where_a_part_is(cells, cut.cells.join(included, on=included.columns, how="semi"))


def _settled(cells: pl.DataFrame, rows: pl.DataFrame, indicator: Indicator, k: int) -> pl.DataFrame:
    """Every kind of complement in turn, until none asks for more."""
    if indicator.protection in WITHOUT_FAMILIES:
        return cells
    hidden = -1
    while (now := int(cells["hidden"].sum())) != hidden:
        hidden = now
        if cells["characteristic"].ne("all").any():
            cells = complement(cells, rows, [*TABLE, "area"], indicator, k, size=_additive(cells))
        if indicator.breakdown and indicator.protection is Protection.SHARE:
            cells = withhold(cells, _crossed(cells))
        if indicator.partition:
            cells = _by_category(cells, rows, indicator, k)
        if indicator.over is Over.FLOW and indicator.protection not in SIZE:
            cells = flows.add_up(cells, rows, indicator, k)
    return cells


def _by_category(cells: pl.DataFrame, rows: pl.DataFrame, indicator: Indicator, k: int) -> pl.DataFrame:
    """Along a breakdown that adds up: within the categories whose sums are figures, then in all."""
    if indicator.protection is Protection.MONEY:
        return complement(cells, rows, LINE, indicator, k, whole=pl.col("category") == "all")
    for part in indicator.lines:
        inside = pl.col("category").is_in(part)
        closed = complement(cells.filter(inside), rows, LINE, indicator, k, size="families_x")
        cells = pl.concat([cells.filter(~inside), closed])
    return complement(cells, rows, LINE, indicator, k, size="families_x")


def _crossed(cells: pl.DataFrame) -> pl.DataFrame:
    """Breakdowns by cohort that can't be shown whole: in a table of two dimensions a withheld cell is known
    by its row and its column. A cohort that is alone in its area is the area.
    """
    line = [name for name in LINE if name != "group"]
    there = cells.filter(pl.col("families") > 0, pl.col("characteristic") != "all")
    two = there.group_by(line).agg(
        both=pl.col("group").n_unique() > 1, gap=(pl.col("hidden") & (pl.col("families_x") > 0)).any()
    )
    return two.filter("both", "gap").select(line)


def _vintages(
    cells: pl.DataFrame,
    rows: pl.DataFrame,
    line: list[str],
    counted: Counted,
    k: int,
    before: pl.DataFrame | None,
    still: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Which periods show an earlier one. `still`: where the area itself stands still."""
    indicator, released = counted.indicator, counted.released
    growing = vintages.grows(rows, indicator)
    if growing.is_empty() or (indicator.protection in SIZE and "characteristic" not in line):
        return vintages.none(line)
    places = growing.select(*line, "period").unique()
    if before is not None:
        same = before if "characteristic" in line else before.filter(pl.col("characteristic") == "all")
        stood = same.filter(pl.col(VINTAGE) != pl.col("period")).select(*line, "period").unique()
        places = places.join(stood, on=stood.columns, how="anti")
    if still is not None:
        places = places.join(still, on=still.columns, how="anti")
    shows = cells.filter(~pl.col("hidden"), pl.col("families") > 0).select(*line, "period")
    shown_before = released.of(line) if released is not None else {}
    until = released.until if released is not None else ""
    allowed = Allowed(set(places.iter_rows()), set(shows.iter_rows()), shown_before, until)
    if indicator.over is Over.FLOW and indicator.protection not in SIZE:
        return flows.vintages(cells, rows, line, indicator, k, allowed)
    return vintages.vintages(growing, line, indicator, k, allowed)


def _carried(cells: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The cells with the period whose value they show; one that has none to show is withheld."""
    on = [name for name in found.columns if name != VINTAGE]
    cells = cells.join(found, on=on, how="left")
    return cells.with_columns(
        hidden=pl.col("hidden") | (pl.col(VINTAGE) == "").fill_null(False)
    ).with_columns(pl.when(pl.col(VINTAGE) != "").then(VINTAGE).alias(VINTAGE))


def _first(
    cells: pl.DataFrame, counted: Counted, rows: pl.DataFrame, k: int, before: pl.DataFrame | None
) -> pl.DataFrame:
    """What each cell is withheld for by itself, or beside other figures of the same people."""
    indicator = counted.indicator
    cells = _primary(cells, indicator, k, before)
    if splits_families(indicator):
        small = (pl.col("families") > 0) & (pl.col("families") < CUT_FROM * k)
        cells = cells.with_columns(hidden=pl.col("hidden") | small)
    if counted.breakdown is not None:
        cells = withhold(cells, nested.told_by(indicator, counted.breakdown, k))
    by = [name for name in CELL if name in rows.columns]
    apart = readings.told_apart(_all_readings(counted, rows), by, indicator, k)
    if indicator.over is Over.FLOW:
        cells = withhold(cells, flows.but_the_latest(cells, apart))
    return withhold(cells, apart)


def _all_readings(counted: Counted, rows: pl.DataFrame) -> pl.DataFrame:
    other = counted.other_readings
    if other is None:
        return rows
    if "group" in rows.columns and rows["characteristic"].ne("all").any():
        names = rows["characteristic"].unique().sort().to_list()
        other = groups.divided(other, names, counted.indicator)
    else:
        other = other.with_columns(characteristic=pl.lit("all"), group=pl.lit("all"))
    return pl.concat([rows, other.select(rows.columns)])


def _primary(cells: pl.DataFrame, indicator: Indicator, k: int, before: pl.DataFrame | None) -> pl.DataFrame:
    cells = cells.with_columns(hidden=hides(indicator, k).fill_null(True))
    if "at_risk" in cells.columns and "month" in cells.columns:
        cells = course.read_off(cells, k)
    return cells if before is None else withhold(cells, before.filter("hidden").select(CELL))


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
    """`all` where every area with families is in the total, else `shown_areas` and a withheld `all`.

    A total is as old as the oldest of its areas' figures.
    """
    there = parts.filter(pl.col("families") > 0)
    present = there.select(*TABLE, "area").unique()
    left_out = present.join(included, on=included.columns, how="anti").select(TABLE).unique()
    inside = there.join(included, on=included.columns, how="semi").group_by(TABLE)
    cells = cells.join(
        inside.agg(
            areas=pl.col("area").unique().sort().str.join("+"),
            oldest=pl.coalesce(VINTAGE, "period").min(),
        ),
        on=TABLE,
        how="left",
    ).rename({"oldest": VINTAGE})
    whole = cells.join(left_out, on=TABLE, how="anti")
    partial = cells.join(left_out, on=TABLE, how="semi").with_columns(area=pl.lit("shown_areas"))
    refused = parts.join(left_out, on=TABLE, how="semi").select(*TABLE, "group").unique()
    # One family stands for "not shown": no rule lets it pass, and its number never leaves.
    refused = refused.with_columns(area=pl.lit("all"), families=pl.lit(1, pl.Int64))
    return pl.concat([whole, partial, refused], how="diagonal_relaxed")


def _withhold_where_a_part_is(cells: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """A total beside all its shown parts gives the withheld part away: withhold it there."""
    broken = parts.filter(pl.col("hidden"), pl.col("families") > 0).select(*TABLE, "group")
    return withhold(cells, broken.unique())


def _additive(cells: pl.DataFrame) -> str:
    """What adds up along a characteristic."""
    return "at_risk" if "at_risk" in cells.columns else "families"


def with_groups(indicator: Indicator, rows: pl.DataFrame) -> pl.DataFrame:
    """Contributions under every group they are counted in, with the columns `characteristic` and `group`."""
    whole = rows.with_columns(characteristic=pl.lit("all"), group=pl.lit("all"))
    divided = groups.divided(rows, _characteristics(indicator), indicator)
    return pl.concat([whole.select(divided.columns), divided])


def _characteristics(indicator: Indicator) -> tuple[str, ...]:
    if indicator.protection in WITHOUT_FAMILIES:
        return ()
    return groups.CHARACTERISTICS if indicator.characteristics else ("cohort",)
