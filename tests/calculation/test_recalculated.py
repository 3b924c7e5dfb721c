"""Every released value of a sum or a ratio, recalculated: the contributions added up one by one.

The build adds up whole columns, in several passes, for all groups at once. Here a family's row is laid into
every group it belongs to, and what a released cell says is formed of the groups it says it is of.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import floor
from typing import Any

import polars as pl
import pytest

from dashboard.catalogue import CATALOGUE
from dashboard.indicator import (
    COUNTED,
    DECIMALS,
    WITHOUT_FAMILIES,
    Difference,
    Formula,
    Indicator,
    Measure,
    Ratio,
    Relative,
    Total,
)
from dashboard.indicators import characteristics
from dashboard.stores.released import SHOWN
from dashboard.stores.served import Served
from data_access import read_case, read_only_engine
from data_access.case import Case

OF_SUMS = (Total, Ratio, Difference, Relative)
CUTS = ("intake_year", "household", "youngest_child", "years_without_work")
GROUP = ("variant", "period", "area", "cohort", "characteristic", "category")
SUBJECTS = tuple(dict.fromkeys(each.subject for each in CATALOGUE))

Group = tuple[str, ...]
Sums = Mapping[str, float]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def case(case_database: str) -> Case:
    return read_case(read_only_engine(case_database))


@pytest.fixture(scope="module")
def families(case: Case) -> dict[str, Row]:
    return {row["family"]: row for row in characteristics.families(case).collect().to_dicts()}


def belongs_to(row: Row, family: Row, breakdown: str) -> Iterator[tuple[str, str, str]]:
    """Cohort, characteristic and category of every group a family's row is counted in."""
    characteristic = "all" if row["category"] == "all" else breakdown
    yield "all", characteristic, row["category"]
    if "cohort" in family:
        yield family["cohort"], characteristic, row["category"]
    if row["category"] == "all":
        yield from (("all", cut, family[cut]) for cut in CUTS if family.get(cut) is not None)


def sums(indicator: Indicator, case: Case, families: dict[str, Row]) -> dict[Group, Sums]:
    """The sums of each group of families in one area."""
    found: dict[Group, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in indicator.contributes(case).collect().to_dicts():
        family = row if indicator.protection in WITHOUT_FAMILIES else families[row["family"]]
        amounts = [(name, amount) for name, amount in row.items() if isinstance(amount, float)]
        for group in belongs_to(row, family, indicator.breakdown):
            here = found[row["variant"], row["period"], family["area"], *group]
            for name, amount in amounts:
                here[name] += amount
    return dict(found)


def groups_of(cell: Row) -> list[Group]:
    """The groups a cell says it is of, one an area, on the day its value is of."""
    of = {**cell, "period": cell["value_of"]}
    return [tuple({**of, "area": area}[name] for name in GROUP) for area in cell["areas"].split("+")]


def together(parts: list[Sums]) -> Sums:
    total: dict[str, float] = defaultdict(float)
    for part in parts:
        for name, amount in part.items():
            total[name] += amount
    return total


def value(formula: Formula, total: Sums) -> float:
    match formula:
        case Total(of):
            return total[of]
        case Ratio(of, per, scale):
            return total[of] / total[per] * scale
        case Difference(after, before):
            return value(after, total) - value(before, total)
        case Relative(after, before):
            return (value(after, total) / value(before, total) - 1) * 100
    raise TypeError(formula)


def rounded(number: float, measure: Measure) -> float:
    """Half away from zero, at the digits the unit is read with."""
    is_count = measure.unit in COUNTED and isinstance(measure.formula, Total)
    decimals = 1 if measure.unit in COUNTED and not is_count else DECIMALS[measure.unit]
    step = measure.step or 10.0**-decimals
    steps = floor(round(abs(number) / step, 6) + 0.5)
    return steps * step if number >= 0 else -steps * step


def released(served: Served, subject: str) -> list[Row]:
    """Every cell with a value and families, but for totals of areas that are each of another day."""
    is_shown = pl.col("status").is_in(SHOWN) & (pl.col("families").is_null() | (pl.col("families") > 0))
    of_several_days = (pl.col("status") == "carried") & pl.col("areas").str.contains("+", literal=True)
    return served.cells.cells.filter(is_shown, pl.col("indicator") == subject, ~of_several_days).to_dicts()


def expected(cell: Row, measures: list[tuple[Measure, dict[Group, Sums]]]) -> float | None:
    """What the cell's families add up to: one of the measures by its name counts them. Nobody's sum is 0."""
    for measure, found in measures:
        if parts := [found[group] for group in groups_of(cell) if group in found]:
            return rounded(value(measure.formula, together(parts)), measure)
    return 0.0 if measures else None


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_released_value_is_what_its_families_add_up_to(
    served_release: Served, case: Case, families: dict[str, Row], subject: str
) -> None:
    known: dict[str, list[tuple[Measure, dict[Group, Sums]]]] = defaultdict(list)
    for indicator in (each for each in CATALOGUE if each.subject == subject):
        found = sums(indicator, case, families)
        for measure in indicator.measures:
            if isinstance(measure.formula, OF_SUMS):
                known[measure.key].append((measure, found))
    looked_at = set()
    for cell in released(served_release, subject):
        number = expected(cell, known[cell["measure"]])
        if number is not None:
            assert cell["value"] == pytest.approx(number), cell
            looked_at.add(cell["measure"])
    assert looked_at == {key for key, measures in known.items() if measures}
