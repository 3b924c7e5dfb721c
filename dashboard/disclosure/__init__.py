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
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from dashboard.building import groups
from dashboard.building.groups import CELL, KEY
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
from dashboard.disclosure.earlier import Points
from dashboard.disclosure.laid_out import LaidOut, characteristics
from dashboard.disclosure.nested import Breakdown
from dashboard.disclosure.primary import CUT_FROM, hides
from dashboard.disclosure.readings import Apart
from dashboard.disclosure.totals import TABLE
from dashboard.disclosure.vintages import VINTAGE, Allowed
from dashboard.disclosure.within_area import settled
from dashboard.indicator import SIZE, Indicator, Over, Protection


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
    of_whom: pl.DataFrame | None = None  # cells of the figure whose numerator is this one's n, as decided
    leading: pl.DataFrame | None = None  # cells of the figure about the same families that leads, as decided
    released: Points | None = None  # what an earlier release shows of it, where it grows

    @cached_property
    def laid_out(self) -> LaidOut:
        return LaidOut(self.indicator, self.rows, self.areas, self.quiet, self.other_readings)

    def at_level(
        self,
        breakdown: Breakdown | None,
        of_whom: pl.DataFrame | None,
        leading: pl.DataFrame | None,
        released: Points | None,
    ) -> "Counted":
        """The same contributions, laid out once, beside what has been decided at one level."""
        there = replace(self, breakdown=breakdown, of_whom=of_whom, leading=leading, released=released)
        vars(there)["laid_out"] = self.laid_out
        return there


def decide(counted: Counted, k: int, before: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every cell of an indicator with `hidden`, and `value_of`: the period whose value it shows.

    `before`: the same cells as decided for a level with fewer readers, who see these too. What is withheld
    there stays withheld, and what stands still there does not move here.
    """
    counted = _of_level(counted, before)
    indicator = counted.indicator
    plain = _areas(counted, k, before)
    tables = [plain.cells, _total(counted, plain, k, before)]
    if characteristics(indicator):
        cut = _cut(counted, plain.cells, k, before)
        tables += [cut.cells, _cut_total(indicator, cut, k, before)]
    cells = pl.concat(tables, how="diagonal_relaxed")
    return cells.with_columns(pl.coalesce(VINTAGE, "period").alias(VINTAGE))


@dataclass(frozen=True)
class _Decided:
    """The areas' cells, and the contributions they were counted from: of a vintage where they are carried."""

    cells: pl.DataFrame
    counted: pl.DataFrame  # the same cells with the families that are in them: a carried one's may be nobody
    of_now: pl.DataFrame
    found: pl.DataFrame  # which periods stand for which

    @cached_property
    def rows(self) -> pl.DataFrame:
        return vintages.relabelled(self.of_now, self.found)

    def over(self, included: pl.DataFrame, by: list[str], indicator: Indicator) -> pl.DataFrame:
        """One cell for each `by`, over the areas `included` names."""
        if groups.adds_up(indicator):
            part = self.counted.join(included, on=included.columns, how="semi")
            return groups.added_up(part, by, indicator)
        return groups.count(self.rows.join(included, on=included.columns, how="semi"), by, indicator)


def _of_level(counted: Counted, before: pl.DataFrame | None) -> Counted:
    """Months of money are for the level with the fewest readers; the others get quarters."""
    indicator = counted.indicator
    if before is None or indicator.over is not Over.FLOW or indicator.protection is not Protection.MONEY:
        return counted
    rows = counted.rows.filter(~pl.col("period").str.contains(flows.MONTH))
    return replace(counted, rows=rows)


def _areas(counted: Counted, k: int, before: pl.DataFrame | None) -> _Decided:
    indicator = counted.indicator
    rows = counted.laid_out.whole
    cells = _first(counted.laid_out.by_area, counted, counted.laid_out.apart_whole, k, before)
    cells = settled(cells, counted.laid_out.table_whole, indicator, k)
    line = vintages.line_of(indicator)
    found = _of_their_vintage(cells, rows, _vintages(cells, rows, line, counted, k, before))
    if indicator.over is not Over.FLOW or indicator.protection is not Protection.MONEY:
        return found
    return replace(found, cells=adding_up.without_what_tells(found.cells, cells, indicator, k))


def _of_their_vintage(cells: pl.DataFrame, rows: pl.DataFrame, found: pl.DataFrame) -> _Decided:
    """The cells with each carried period's replaced by those decided for its vintage, and its contributions.

    A period that has none to show is withheld. So is one that had nobody then: that there is somebody now is
    what must not be told.
    """
    if found.is_empty():
        same = cells.with_columns(pl.lit(None, pl.String).alias(VINTAGE))
        return _Decided(same, same, rows, found)
    line = [name for name in found.columns if name not in ("period", VINTAGE)]
    every, which = cells.lazy(), found.lazy()
    own = every.join(which, on=[*line, "period"], how="anti").with_columns(
        pl.lit(None, pl.String).alias(VINTAGE), carried=False
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
            pl.when(pl.col(VINTAGE) != "").then(VINTAGE).alias(VINTAGE),
            hidden=pl.col("hidden").fill_null(True) | (pl.col("families").fill_null(0) == 0),
            carried=True,
        )
        .select(*cells.columns, VINTAGE, "carried")
    )
    both = pl.concat([own, carried]).collect()
    somebody = pl.when("carried", "hidden").then(pl.max_horizontal("families", 1)).otherwise("families")
    return _Decided(both.with_columns(families=somebody).drop("carried"), both.drop("carried"), rows, found)


def _cut(counted: Counted, plain: pl.DataFrame, k: int, before: pl.DataFrame | None) -> _Decided:
    """An area's families by a characteristic: only where the area itself is shown and has 4k families."""
    indicator = counted.indicator
    line = vintages.line_of(indicator, "characteristic")
    still = plain.filter(pl.col(VINTAGE) != pl.col("period")).select(*line[:-1], "period").unique()
    rows = counted.laid_out.divided
    cells = _cut_cells(counted, plain, k, before)
    return _of_their_vintage(cells, rows, _vintages(cells, rows, line, counted, k, before, still))


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


def _total(counted: Counted, plain: _Decided, k: int, before: pl.DataFrame | None) -> pl.DataFrame:
    """Over the areas shown, and `all` in its place withheld where an area with families is not among them."""
    indicator = counted.indicator
    included = totals.included(counted.indicator, counted.entered, plain.cells, k)
    cells = groups.over_areas(plain.over(included, KEY, indicator), counted.quiet)
    cells = totals.labelled(cells, plain.cells, included)
    cells = _primary(cells, indicator, k, before)
    if indicator.partition:
        parts = plain.cells.join(included, on=included.columns, how="semi")
        cells = totals.withhold_where_a_part_is(cells, parts)
    return cells


def _cut_total(indicator: Indicator, cut: _Decided, k: int, before: pl.DataFrame | None) -> pl.DataFrame:
    """By a characteristic over the areas that are cut by it: withheld wherever one of them is."""
    some = ~pl.col("hidden") & (pl.col("families") > 0)
    included = cut.cells.filter(some).select(*TABLE, "area").unique()
    cells = groups.over_areas_by_characteristic(cut.over(included, [*TABLE, "group"], indicator))
    cells = _primary(totals.labelled(cells, cut.cells, included), indicator, k, before)
    return totals.withhold_where_a_part_is(cells, cut.cells.join(included, on=included.columns, how="semi"))


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
    places = growing.lazy().select(*line, "period").unique()
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
    if indicator.over is Over.FLOW and "characteristic" not in line:
        return flows.vintages(cells, rows, line, indicator, k, allowed)
    return vintages.vintages(growing, line, indicator, k, allowed)


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
