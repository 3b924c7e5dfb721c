"""Contributions added up: every group of families a figure is published for, with what disclosure asks of it.

A *cell* is a group of families in one variant, category and period: an area, or an area's families with one
characteristic. Its columns:

    variant category period area characteristic group   which families
    families persons                                    behind the figure (behind a share: its denominator)
    families_x some:x rest:x                            with any / with less than all in a numerator
    largest two_largest absolute                        the biggest contributions, and all, without sign
    sum:… product:…                                     what the values and their intervals are formed of
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import polars as pl

from dashboard.building import statistics, statistics_course
from dashboard.indicator import IN_ORDER, Indicator, MedianTime, Over, Protection, Total

KEY = ["variant", "category", "period"]
CELL = [*KEY, "area", "characteristic", "group"]
GROUP = ["characteristic", "group"]
NO_GROUPS = pl.DataFrame(schema=dict.fromkeys(GROUP, pl.String))
CHARACTERISTICS = ("cohort", "intake_year", "household", "youngest_child", "years_without_work")
CUT_BY_CHARACTERISTICS = r"^(\d{4}-\d\d-\d\d|to .*|\d{4}Q\d|\d{4}/\d\d|\d{4}|baseline .*|now .*|m\d+)$"
"""Periods that may be cut by a characteristic: quarters, school years and longer; a month may not."""


def sum_columns(indicator: Indicator) -> tuple[str, ...]:
    """The sums an indicator's formulas need, each once, and those its protection looks at."""
    needed = [name for measure in indicator.measures for name in statistics.columns_of(measure.formula)]
    if indicator.protection is Protection.SHARE:
        needed += [*numerators(indicator), "n"]
    if indicator.protection is Protection.STAFF:
        needed += ["employees"]
    return tuple(dict.fromkeys(needed))


K = pl.col("k").first()
"""The level's k with the most readers, the same in every row of a group."""

COURSE_MONTHS = (6, 12, 18, 24)
"""Where a course is read off: its steps between these are single families' days."""


def prepared(rows: pl.DataFrame, indicator: Indicator, k: int, periods: Sequence[str]) -> pl.DataFrame:
    """An indicator's rows as they are counted: a course's latest state, once for each month read off.

    `periods`: those that any area has contributions to. A change since the quarter before begins with the
    second of them.

    Where families are put in order, each row carries `k`, the level's with the most readers: all levels then
    speak of the same middle, and none can be told from another's.
    """
    if any(isinstance(measure.formula, IN_ORDER) for measure in indicator.measures):
        return rows.with_columns(k=pl.lit(k, pl.Int64))
    if indicator.from_second:
        return rows.filter(pl.col("period") != min(periods, default=""))
    if not _is_curve(indicator):
        return rows
    months = pl.DataFrame({"month": COURSE_MONTHS}, schema={"month": pl.Int64})
    latest = rows.filter(pl.col("period") == max(periods, default="")).drop("period")
    return latest.join(months, how="cross").with_columns(period=pl.concat_str(pl.lit("m"), "month"))


def numerators(indicator: Indicator) -> tuple[str, ...]:
    """The groups a share speaks of, those counted in its numerators; `n` is who they are a share of."""
    formulas = [measure.formula for measure in indicator.measures]
    counted = [c for formula in formulas for c in statistics.columns_of(formula) if c != "n"]
    return tuple(dict.fromkeys([*counted, *indicator.protects]))


def remainders(indicator: Indicator, prefix: str) -> list[pl.Expr]:
    """Of each numerator of a share, who is not counted in it: columns `prefix`rest:x and so on."""
    if indicator.protection is not Protection.SHARE:
        return []
    return [(pl.col("n") - pl.col(x)).alias(f"{prefix}rest:{x}") for x in numerators(indicator)]


class Beyond(NamedTuple):
    """What areas have cells for though none of them has anybody there: other areas have, or nobody has."""

    keys: pl.DataFrame  # KEY
    groups: pl.DataFrame  # characteristic, group


def by_area(
    rows: pl.DataFrame, indicator: Indicator, areas: pl.DataFrame, beyond: pl.DataFrame
) -> pl.DataFrame:
    """One cell an area, for all these areas in every variant, category and period that any of them has, or
    that is named `beyond` (KEY).
    """
    counted = count(rows, [*KEY, "area"], indicator)
    keys = pl.concat([counted.lazy().select(KEY), beyond.lazy()]).unique()
    grid = keys.join(areas.lazy().select("area"), how="cross")
    return _named(_filled(grid, counted, [*KEY, "area"]))


def divided(rows: pl.DataFrame, names: Iterable[str], indicator: Indicator) -> pl.DataFrame:
    """Each row once for every characteristic its figure may be divided by, with the group it belongs to.

    `characteristic` and `group` take the place of the characteristics' own columns. A figure's own breakdown
    is divided by the cohort alone, and a flow only from the start to a day: its quarters would add up too.
    """
    cut = rows.filter(_may_be_cut(indicator))
    own = cut.drop(CHARACTERISTICS)
    parts = [
        own.with_columns(characteristic=pl.lit(name), group=cut[name]).filter(_is_cut_by(name))
        for name in names
    ]
    return pl.concat(parts)


def groups(rows: pl.DataFrame, names: Iterable[str], indicator: Indicator) -> pl.DataFrame:
    """Which groups `divided` would make of these rows. Columns: GROUP."""
    cut = rows.filter(_may_be_cut(indicator))
    found = [
        cut.select("category", characteristic=pl.lit(name), group=name).filter(_is_cut_by(name)).select(GROUP)
        for name in names
    ]
    return pl.concat([NO_GROUPS, *(each.unique() for each in found)])


def _may_be_cut(indicator: Indicator) -> pl.Expr:
    period = pl.col("period")
    to_date = period.str.starts_with("to ") if indicator.over is Over.FLOW else pl.lit(True)
    return period.str.contains(CUT_BY_CHARACTERISTICS) & to_date


def _is_cut_by(name: str) -> pl.Expr:
    return pl.col("group").is_not_null() & ((pl.col("category") == "all") | (name == "cohort"))


def by_characteristic(rows: pl.DataFrame, indicator: Indicator, beyond: pl.DataFrame) -> pl.DataFrame:
    """One cell for each area and value of a characteristic, of `divided` rows; for groups `beyond` too."""
    table = [*KEY, "area", "characteristic"]
    counted = count(rows, [*table, "group"], indicator)
    return _named(_every_group(counted, table, beyond))


def over_areas(counted: pl.DataFrame, quiet: pl.DataFrame) -> pl.DataFrame:
    """The cells of totals over areas, `counted` by KEY; `quiet` periods too."""
    keys = pl.concat([counted.lazy().select(KEY), quiet.lazy()]).unique()
    return _named(_filled(keys, counted, KEY).with_columns(area=pl.lit("all")))


def over_areas_by_characteristic(counted: pl.DataFrame) -> pl.DataFrame:
    """The same, for each value of a characteristic."""
    table = [*KEY, "characteristic"]
    return _named(_every_group(counted, table, NO_GROUPS).with_columns(area=pl.lit("all")))


def _every_group(counted: pl.DataFrame, table: list[str], beyond: pl.DataFrame) -> pl.LazyFrame:
    """Every value of a characteristic that anybody has, in every table that is cut by it."""
    values = pl.concat([counted.lazy().select(GROUP), beyond.lazy()]).unique()
    grid = counted.lazy().select(table).unique().join(values, on="characteristic")
    return _filled(grid, counted, [*table, "group"])


def adds_up(indicator: Indicator) -> bool:
    """Is what several cells are together made of their own numbers? A course or a middle is not."""
    in_order = any(isinstance(measure.formula, IN_ORDER) for measure in indicator.measures)
    return not in_order and indicator.protection is not Protection.COURSE


def added_up(cells: pl.DataFrame, by: list[str], indicator: Indicator) -> pl.DataFrame:
    """Cells of different families as one: all that is a sum, and the largest contributions of money."""
    sums = pl.col("^(families|families_x|some:.*|rest:.*|absolute|sum:.*|product:.*)$").sum()
    persons = pl.when(pl.col("persons").is_not_null().any()).then(pl.col("persons").sum())
    largest = []
    if indicator.protection is Protection.MONEY:
        second = pl.col("two_largest") - pl.col("largest")
        two = pl.concat_list("largest", second).explode().top_k(2).sum()
        largest = [pl.max("largest"), two.alias("two_largest")]
    there = cells.lazy().filter(pl.col("families") > 0)
    return there.group_by(by).agg(sums, persons.alias("persons"), *largest).collect()


def together(rows: pl.DataFrame, by: list[str], indicator: Indicator) -> pl.DataFrame:
    """What several cells of the same `by` are as one: a family that is in several of them counts once.

    Its numerators and amounts are added up; who they are a share of (`n`, the persons) stays the same.
    """
    if indicator.protection is Protection.COURSE:
        return count(rows, list(dict.fromkeys([*by, "period"])), indicator)  # each is about one period
    same = [name for name in ("n",) if indicator.protection is Protection.SHARE]
    added = [name for name in sum_columns(indicator) if name not in same]
    families = rows.lazy().group_by(*by, "family").agg(pl.col(added).sum(), pl.col(*same, "persons").max())
    return count(families, by, indicator)


def count(rows: pl.DataFrame | pl.LazyFrame, by: list[str], indicator: Indicator) -> pl.DataFrame:
    """One cell for each `by`, of the contributions."""
    if indicator.protection is Protection.COURSE:
        return _course(rows.lazy().collect(), by, indicator)
    columns = sum_columns(indicator)
    counted = (
        rows.lazy()
        .group_by(by)
        .agg(
            pl.len().cast(pl.Int64).alias("families"),
            pl.when(pl.col("persons").is_not_null().any()).then(pl.col("persons").sum()).alias("persons"),
            *_numerators(indicator),
            *_dominance(indicator),
            *statistics.sums(columns),
            *_in_order(rows.lazy(), indicator),
        )
    )
    return counted.collect()


def _in_order(rows: pl.LazyFrame, indicator: Indicator) -> list[pl.Expr]:
    """What is formed of the families' order; where the rows carry no k, nothing of it is asked for."""
    if not any(isinstance(measure.formula, IN_ORDER) for measure in indicator.measures):
        return []
    carried = "k" in rows.collect_schema().names()
    formulas = [measure.formula for measure in indicator.measures if carried]
    return [one for formula in formulas for one in statistics.in_order(formula, K)]


def _course(rows: pl.DataFrame, by: list[str], indicator: Indicator) -> pl.DataFrame:
    if _is_curve(indicator):
        estimate = statistics_course.incidence(rows.lazy(), by, COURSE_MONTHS).collect()
        estimate = estimate.filter(pl.col("period") == pl.concat_str(pl.lit("m"), "month"))
    else:
        estimate = statistics_course.median(rows.lazy(), by).drop("families").collect()
        estimate = estimate.join(_behind(rows, by), on=by)
    return estimate.with_columns(
        persons=pl.lit(None, pl.Int64),
        families_x="reached",
        **{"some:x": pl.col("reached"), "rest:x": pl.col("families") - pl.col("reached")},
    )


def _behind(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """How many families are behind a median, and in how many it has happened: a family may have two rows."""
    family = pl.col("family")
    return rows.group_by(by).agg(
        families=family.n_unique().cast(pl.Int64),
        reached=family.filter(pl.col("event") == 1).n_unique().cast(pl.Int64),
    )


def _is_curve(indicator: Indicator) -> bool:
    course = indicator.protection is Protection.COURSE
    return course and not isinstance(indicator.measures[0].formula, MedianTime)


def _numerators(indicator: Indicator) -> list[pl.Expr]:
    if indicator.protection is not Protection.SHARE:
        return [pl.len().cast(pl.Int64).alias("families_x")]
    names = numerators(indicator)
    some = [(pl.col(name) > 0).sum().cast(pl.Int64).alias(f"some:{name}") for name in names]
    rest = [(pl.col(name) < pl.col("n")).sum().cast(pl.Int64).alias(f"rest:{name}") for name in names]
    return [*some, *rest, (pl.col(names[0]) > 0).sum().cast(pl.Int64).alias("families_x")]


def _dominance(indicator: Indicator) -> list[pl.Expr]:
    if indicator.protection is not Protection.MONEY:
        return []
    formula = indicator.measures[0].formula
    amount = pl.col(formula.of if isinstance(formula, Total) else statistics.columns_of(formula)[0]).abs()
    return [
        amount.max().alias("largest"),
        amount.top_k(2).sum().alias("two_largest"),
        amount.sum().alias("absolute"),
    ]


def _filled(grid: pl.LazyFrame, counted: pl.DataFrame, on: list[str]) -> pl.LazyFrame:
    """Groups without any family count none: an empty cell, which is not a withheld one."""
    filled = grid.join(counted.lazy(), on=on, how="left")
    return filled.with_columns(pl.col("^(families|families_x|some:.*|rest:.*)$").fill_null(0))


def _named(cells: pl.LazyFrame) -> pl.DataFrame:
    if "group" not in cells.collect_schema().names():
        cells = cells.with_columns(characteristic=pl.lit("all"), group=pl.lit("all"))
    return cells.sort(CELL).collect()
