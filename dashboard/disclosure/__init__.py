"""What may be shown: the one place that decides. `stores/released.py` holds the type that vouches for it.

Three ideas keep every figure safe beside every other (rules: docs/disclosure.md).

*A total is the total of the areas shown.* An area whose own cell is withheld is in no total, so that nothing
is left when the areas shown are subtracted from it: an area never costs another its figures, and a manager
who knows their own area learns nothing about the next.

*What is left could be shown.* Wherever shown figures of an area can be taken from one another (a total and
its parts, months and quarters, two readings), what remains is nothing, or a group that the rules would show.

*What grows moves by k.* A figure of everything until a day stands still until k families have changed.
"""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from dashboard.building import groups
from dashboard.building.groups import CELL, KEY, Beyond
from dashboard.disclosure import (
    adding_up,
    course,
    flows,
    intake,
    nested,
    readings,
    same_families,
    totals,
    vintages,
)
from dashboard.disclosure.complement import splits_families, withhold
from dashboard.disclosure.counted import Counted
from dashboard.disclosure.decided import Decided, Within
from dashboard.disclosure.laid_out import Growth, characteristics
from dashboard.disclosure.primary import CUT_FROM, hides
from dashboard.disclosure.readings import Apart
from dashboard.disclosure.totals import TABLE
from dashboard.disclosure.vintages import VINTAGE, Allowed
from dashboard.disclosure.within_area import settled
from dashboard.indicator import Indicator, Over, Protection


def within_areas(counted: Counted, k: int, before: pl.DataFrame | None = None) -> Within:
    """Every cell of the areas, with `hidden`, and `value_of`: the period whose value it shows.

    No area's decision depends on another's families. `before`: the same cells as decided for a level with
    fewer readers, who see these too. What is withheld there stays withheld, and what stands still there does
    not move here.
    """
    counted = _of_level(counted, before)
    plain = _areas(counted, k, before)
    if not characteristics(counted.indicator):
        return Within(plain, None)
    return Within(plain, _cut(counted, plain.cells, k, before))


def over_areas(
    indicator: Indicator,
    within: Within,
    entered: pl.DataFrame,
    quiet: pl.DataFrame,
    k: int,
    before: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Every total over areas, in the same columns. `within`: all areas there are.

    `entered` (period, area): the area has had k families since the period's quarter or before. `quiet` (KEY):
    a flow's periods in which nothing happened. `before`: the totals of a level with fewer readers.
    """
    totals_of = [_total(indicator, within.plain, entered, quiet, k, before)]
    if within.cut is not None:
        totals_of.append(_cut_total(indicator, within.cut, k, before))
    cells = pl.concat(totals_of, how="diagonal_relaxed")
    return cells.with_columns(pl.coalesce(VINTAGE, "period").alias(VINTAGE))


def _of_level(counted: Counted, before: pl.DataFrame | None) -> Counted:
    """Months of money are for the level with the fewest readers; the others get quarters."""
    indicator = counted.indicator
    if before is None or indicator.over is not Over.FLOW or indicator.protection is not Protection.MONEY:
        return counted
    longer = ~pl.col("period").str.contains(flows.MONTH)
    keys, values = counted.beyond
    return replace(counted, rows=counted.rows.filter(longer), beyond=Beyond(keys.filter(longer), values))


def _areas(counted: Counted, k: int, before: pl.DataFrame | None) -> Decided:
    indicator = counted.indicator
    rows = counted.laid_out.whole
    cells = _first(counted.laid_out.by_area, counted, counted.laid_out.apart_whole, k, before)
    cells = settled(cells, counted.laid_out.table_whole, indicator, k)
    moved = _vintages(cells, counted.laid_out.growth_whole, counted, k, before)
    found = _of_their_vintage(cells, rows, moved, indicator)
    if indicator.over is not Over.FLOW or indicator.protection is not Protection.MONEY:
        return found
    return replace(found, cells=adding_up.without_what_tells(found.cells, cells, indicator, k))


def _of_their_vintage(
    cells: pl.DataFrame, rows: pl.DataFrame, found: pl.DataFrame, indicator: Indicator
) -> Decided:
    """The cells with each carried period's replaced by those decided for its vintage, and its contributions.

    A period that has none to show is withheld. So is one that had nobody then: that there is somebody now is
    what must not be told.
    """
    own_rows = rows.drop(groups.CHARACTERISTICS, strict=False)
    of_rows = None if groups.adds_up(indicator) else vintages.relabelled(own_rows, found)
    if found.is_empty():
        same = cells.with_columns(pl.col("period").alias(VINTAGE))
        return Decided(same, same, of_rows)
    line = [name for name in found.columns if name not in ("period", VINTAGE)]
    every, which = cells.lazy(), found.lazy()
    own = every.join(which, on=[*line, "period"], how="anti").with_columns(
        pl.col("period").alias(VINTAGE), carried=False
    )
    carried = (
        every.join(which, on=[*line, "period"])
        .select(*CELL, VINTAGE)
        .join(
            every.rename({"period": VINTAGE}),
            on=[*(name for name in CELL if name != "period"), VINTAGE],
            how="left",
        )
        .with_columns(
            pl.when(pl.col(VINTAGE) != "").then(VINTAGE).otherwise("period").alias(VINTAGE),
            hidden=pl.col("hidden").fill_null(True) | (pl.col("families").fill_null(0) == 0),
            carried=True,
        )
        .select(*cells.columns, VINTAGE, "carried")
    )
    both = pl.concat([own, carried]).collect()
    somebody = pl.when("carried", "hidden").then(pl.max_horizontal("families", 1)).otherwise("families")
    return Decided(both.with_columns(families=somebody).drop("carried"), both.drop("carried"), of_rows)


def _cut(counted: Counted, plain: pl.DataFrame, k: int, before: pl.DataFrame | None) -> Decided:
    """An area's families by a characteristic: only where the area itself is shown and has 4k families."""
    indicator = counted.indicator
    line = vintages.line_of(indicator, "characteristic")
    still = plain.filter(pl.col(VINTAGE) != pl.col("period")).select(*line[:-1], "period").unique()
    rows = counted.laid_out.divided
    cells = _cut_cells(counted, plain, k, before)
    found = _vintages(cells, counted.laid_out.growth_divided, counted, k, before, still)
    return _of_their_vintage(cells, rows, found, indicator)


def _cut_cells(counted: Counted, plain: pl.DataFrame, k: int, before: pl.DataFrame | None) -> pl.DataFrame:
    indicator, table = counted.indicator, counted.laid_out.table_divided
    cells = _first(counted.laid_out.by_characteristic, counted, counted.laid_out.apart_divided, k, before)
    cells = withhold(cells, _not_cut(cells, counted, plain, k))
    cells = settled(cells, table, indicator, k)
    apart = intake.told_apart(counted.rows, cells, indicator, k)
    while not apart.is_empty():
        cells = withhold(cells, apart.with_columns(characteristic=pl.lit(intake.YEAR)))
        cells = settled(cells, table, indicator, k)
        apart = intake.told_apart(counted.rows, cells, indicator, k)
    return cells


def _not_cut(cells: pl.DataFrame, counted: Counted, plain: pl.DataFrame, k: int) -> pl.DataFrame:
    """The cells of areas that are not cut, empty groups too: a 0 beside them would tell of all there.

    An area that came after the project has one cohort, which is the area by another name.
    """
    parents = plain.lazy().filter(~pl.col("hidden")).select(*KEY, "area", of="families")
    later = counted.areas.filter(~pl.col("is_origin"))["area"].to_list()
    named = (pl.col("characteristic") == "cohort") & pl.col("area").is_in(later)
    known = cells.lazy().select(CELL).join(parents, on=[*KEY, "area"], how="left")
    cut = (pl.col("of") >= CUT_FROM * k) | (named & pl.col("of").is_not_null())
    return known.filter(~cut.fill_null(False)).select(CELL).collect()


def _total(
    indicator: Indicator,
    plain: Decided,
    entered: pl.DataFrame,
    quiet: pl.DataFrame,
    k: int,
    before: pl.DataFrame | None,
) -> pl.DataFrame:
    """Over the areas shown, and `all` in its place withheld where an area with families is not among them."""
    included = totals.included(indicator, entered, plain.cells, k)
    cells = groups.over_areas(plain.over(included, KEY, indicator), quiet)
    cells = totals.labelled(cells, plain.cells, included)
    cells = _primary(cells, indicator, k, before)
    if indicator.partition:
        parts = plain.cells.join(included, on=included.columns, how="semi")
        cells = totals.withhold_where_a_part_is(cells, parts)
    return cells


def _cut_total(indicator: Indicator, cut: Decided, k: int, before: pl.DataFrame | None) -> pl.DataFrame:
    """By a characteristic over the areas that are cut by it: withheld wherever one of them is."""
    some = ~pl.col("hidden") & (pl.col("families") > 0)
    included = cut.cells.filter(some).select(*TABLE, "area").unique()
    cells = groups.over_areas_by_characteristic(cut.over(included, [*TABLE, "group"], indicator))
    cells = _primary(totals.labelled(cells, cut.cells, included), indicator, k, before)
    return totals.withhold_where_a_part_is(cells, cut.cells.join(included, on=included.columns, how="semi"))


def _vintages(
    cells: pl.DataFrame,
    growth: Growth | None,
    counted: Counted,
    k: int,
    before: pl.DataFrame | None,
    still: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Which periods show an earlier one. `still`: where the area itself stands still."""
    if growth is None:
        return vintages.none([])
    line, indicator, released = growth.line, counted.indicator, counted.released
    places = growth.places.lazy()
    moved = pl.col(VINTAGE) != pl.col("period")
    if before is not None:
        same = pl.lit("characteristic" in line) | (pl.col("characteristic") == "all")
        stood = before.lazy().filter(moved, same).select(*line, "period")
        places = places.join(stood, on=[*line, "period"], how="anti")
    if still is not None:
        places = places.join(still.lazy(), on=still.columns, how="anti")
    if counted.leading is not None:
        places = same_families.where_it_moves(places.collect(), counted.leading).lazy()
    shows = cells.lazy().filter(~pl.col("hidden"), pl.col("families") > 0).select(*line, "period").unique()
    where, shown = (set(each.iter_rows()) for each in pl.collect_all([places, shows]))
    shown_before = released.of(line) if released is not None else {}
    until = released.until if released is not None else ""
    allowed = Allowed(where, shown, shown_before, until)
    if growth.of_quarters:
        return flows.vintages(cells, growth.tables, line, k, allowed)
    return vintages.vintages(growth.tables, line, indicator, k, allowed)


def _first(
    cells: pl.DataFrame, counted: Counted, found: Sequence[Apart], k: int, before: pl.DataFrame | None
) -> pl.DataFrame:
    """What each cell is withheld for by itself, or beside other figures of the same people."""
    indicator = counted.indicator
    cells = _primary(cells, indicator, k, before)
    if splits_families(indicator):
        small = (pl.col("families") > 0) & (pl.col("families") < CUT_FROM * k)
        cells = cells.with_columns(hidden=pl.col("hidden") | small)
    if counted.breakdown is not None:
        cells = withhold(cells, nested.told_by(indicator, counted.breakdown, k))
    if counted.of_whom is not None:
        cells = withhold(cells, counted.of_whom.filter("hidden").select(CELL))
    if counted.leading is not None:
        cells = withhold(cells, same_families.withheld(cells, counted.leading))
    apart = readings.told_apart(cells, CELL, found, k)
    if indicator.over is Over.FLOW:
        cells = withhold(cells, flows.but_the_latest(cells, apart.filter("same")))
    return withhold(cells, apart.drop("same"))


def _primary(cells: pl.DataFrame, indicator: Indicator, k: int, before: pl.DataFrame | None) -> pl.DataFrame:
    cells = cells.with_columns(hides(cells, indicator, k))
    if "at_risk" in cells.columns and "month" in cells.columns:
        cells = course.read_off(cells, k)
    return cells if before is None else withhold(cells, before.filter("hidden").select(CELL))
