"""A chain of figures decided: each area by what it has itself, part by part of the case, then the totals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from dashboard import disclosure
from dashboard.building import areas, figures
from dashboard.building.contributed import Contributed, contributed
from dashboard.building.groups import KEY, Beyond
from dashboard.building.parts import Part
from dashboard.disclosure.counted import Counted
from dashboard.disclosure.decided import Within
from dashboard.disclosure.earlier import Points, points
from dashboard.disclosure.nested import Breakdown, denominator
from dashboard.indicator import SIZE, WITHOUT_FAMILIES, Indicator, Over, Protection
from dashboard.indicators.periods import closed_quarter_ends, whole_months
from dashboard.stores.released import Released
from dashboard.stores.viewer import Level
from data_access.case import Case

Cells = dict[tuple[Indicator, Level], Within]


@dataclass(frozen=True)
class Given:
    """What every figure of a release is decided from."""

    case: Case
    parts: Sequence[Part]
    families: pl.DataFrame  # characteristics, with the number that stands for a family
    levels: dict[Level, int]
    before: Released | None
    late: dict[str, dict[str, date]]  # by subject and area: the last day that a late source has data of
    folder: Path | None  # where rows of parts may stand meanwhile

    @property
    def k(self) -> int:
        """That of the level with the most readers."""
        return max(self.levels.values())


@dataclass(frozen=True)
class _Figure:
    """An indicator with its contributions, and the cells there are of it."""

    indicator: Indicator
    contributed: Contributed
    quiet: pl.DataFrame
    beyond: Beyond
    released: dict[Level, Points | None]  # what an earlier release shows of it, where it grows


@dataclass(frozen=True)
class _Earlier:
    """What has been decided of a part in a chain so far, by figure and level."""

    cells: dict[tuple[str, Level], pl.DataFrame] = field(default_factory=dict)
    breakdowns: dict[tuple[str, Level], tuple[pl.DataFrame, Breakdown]] = field(default_factory=dict)


def chains(catalogue: Iterable[Indicator]) -> list[list[Indicator]]:
    """The catalogue as chains decided beside each other: figures of one breakdown, or of the same rows."""
    found: dict[str, list[Indicator]] = {}
    first: dict[object, str] = {}
    begun: dict[str, str] = {}
    for indicator in catalogue:
        of_its_rows = first.setdefault(indicator.contributes, indicator.keys[0])
        chain = begun.get(indicator.same_families or indicator.within, of_its_rows)
        begun |= dict.fromkeys(indicator.keys, chain)
        found.setdefault(chain, []).append(indicator)
    return sorted(found.values(), key=_is_light)


def _is_light(chain: list[Indicator]) -> bool:
    """Those over time have by far the most rows: begun last, one of them would be alone with one core."""
    return all(indicator.over is not Over.FLOW or indicator.protection in SIZE for indicator in chain)


def decided(chain: list[Indicator], given: Given) -> dict[Indicator, pl.DataFrame]:
    """The figures of each indicator of a chain, at every level, the one with the fewest readers first."""
    with TemporaryDirectory(dir=given.folder) as folder:
        every = list(_figures(chain, given, Path(folder)))
        within: Cells = {}
        for number in range(len(given.parts)):
            for at, cells in _of_part(every, number, given):
                within[at] = within[at].beside(cells) if at in within else cells
    return {each.indicator: pl.concat(_released(each, within, given)) for each in every}


def _figures(chain: list[Indicator], given: Given, folder: Path) -> Iterator[_Figure]:
    for number, (contributes, alike) in enumerate(groupby(chain, lambda indicator: indicator.contributes)):
        place = folder / str(number)
        place.mkdir()
        rows = contributed(contributes, given.parts, given.families, place)
        for one in alike:
            quiet = _quiet(given.case, rows.keys, one)
            released = {level: _points(one, given.before, level) for level in given.levels}
            yield _Figure(one, rows, quiet, rows.beyond(one, given.k, quiet), released)


def _of_part(
    every: Iterable[_Figure], number: int, given: Given
) -> Iterator[tuple[tuple[Indicator, Level], Within]]:
    """What is decided of the areas of one part."""
    earlier = _Earlier()
    for figure in every:
        for level, cells in _within(figure, number, given, earlier):
            yield (figure.indicator, level), cells


def _within(figure: _Figure, number: int, given: Given, earlier: _Earlier) -> Iterator[tuple[Level, Within]]:
    """The cells of one indicator in a part's areas, level by level; notes in `earlier` what was decided."""
    indicator, key = figure.indicator, figure.indicator.keys[0]
    rows = figure.contributed.of(number, indicator, given.k)
    other, _ = earlier.breakdowns.get((key, next(iter(given.levels))), (None, None))
    counted = Counted(indicator, rows, given.parts[number].areas, figure.beyond, other)
    before: pl.DataFrame | None = None
    for level, k in given.levels.items():
        here = _at_level(counted, level, earlier, figure.released[level])
        within = disclosure.within_areas(here, k, before)
        before = earlier.cells[key, level] = within.cells
        shared = indicator.partition or indicator.sum_of
        if shared and indicator.protection not in WITHOUT_FAMILIES:
            breakdown = Breakdown(indicator, counted.laid_out.every_group, before)
            earlier.breakdowns[key, level] = rows, breakdown
        yield level, within


def _at_level(counted: Counted, level: Level, earlier: _Earlier, released: Points | None) -> Counted:
    indicator = counted.indicator
    _, breakdown = earlier.breakdowns.get((indicator.within, level), (None, None))
    here = (each for (_, of), (_, each) in earlier.breakdowns.items() if of is level)
    leading = earlier.cells.get((indicator.same_families, level))
    return counted.at_level(breakdown, denominator(indicator, here), leading, released)


def _released(figure: _Figure, within: Cells, given: Given) -> Iterator[pl.DataFrame]:
    """The figures of one indicator, areas and totals, a table a level."""
    indicator = figure.indicator
    late = given.late.get(indicator.subject, {}) if indicator.over is not Over.GROWING else {}
    inside = within[indicator, next(iter(given.levels))]
    periods = inside.plain.cells["period"].unique().to_list()
    begun = figures.started(periods, areas.starts(given.case), late)
    entered = areas.entered(given.case, periods, given.k)
    before: pl.DataFrame | None = None
    for level, k in given.levels.items():
        of_areas = within.pop((indicator, level))
        before = disclosure.over_areas(indicator, of_areas, entered, figure.quiet, k, before)
        cells = pl.concat([of_areas.cells, before], how="diagonal_relaxed")
        yield figures.figures(indicator, cells, k, begun).with_columns(level=pl.lit(level.value))


def _points(indicator: Indicator, before: Released | None, level: Level) -> Points | None:
    if before is None or indicator.over is Over.STOCK:
        return None
    return points(before.cells, indicator.subject, indicator.measures[0].key, level.value)


def _quiet(case: Case, keys: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """A flow's months, quarters and years in which no family in any area came or went: a 0, not a gap."""
    if indicator.protection is not Protection.SIZE_FLOW:
        return keys.clear()
    start = min(areas.starts(case).values())
    quarters = closed_quarter_ends(start, case.as_of)
    labels = [f"{month:%Y-%m}" for month in whole_months(start, case.as_of)]
    labels += [f"{day.year}Q{day.month // 3}" for day in quarters]
    labels += sorted({str(day.year) for day in quarters})
    every = pl.DataFrame({"variant": "", "category": "all", "period": labels})
    return every.join(keys, on=KEY, how="anti")
