"""Published figures beside calculated ones: does what has been said agree with what the rows say?

A published figure names what it is about by the figure's key, and where needed a category: `subject.measure`,
`subject.measure:category`, or `subject.measure:a+b` for a count of two categories together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import polars as pl

from dashboard.catalogue import CATALOGUE
from dashboard.indicator import DECIMALS, Unit
from dashboard.screen.measure import measure
from dashboard.stores.released import Released
from dashboard.stores.served import served_release
from dashboard.stores.viewer import Viewer
from dashboard.text.numbers import half_up

ALMOST = Decimal("0.9")
"""“Almost 25 %” says at least nine tenths of 25, and less than 25."""
ALMOST_WORDS = ("næsten", "almost")
FIXED_COHORTS = ("project",)
"""Families of one area by definition: the total of the areas shown is the whole of them."""
CELL_PERIODS = ("{}", "to {}", "now {}")
"""How the day of a published figure may stand in a cell: on it, up to it, and of two ends the later."""

SAVING, COST = "savings.before_cost", "savings.programme_cost"

LookUp = Callable[[str, str], Released]
"""Figure and cohort to this viewer's released cells; raises KeyError for a figure that nobody calculates."""


class Verdict(StrEnum):
    """How the two compare."""

    AGREE = "agree"
    DIFFER = "differ"
    CANNOT = "cannot"


@dataclass(frozen=True)
class Comparison:
    """One published figure, quoted, and the same figure calculated for the same families and day."""

    published: Mapping[str, Any]  # a row of published_figure
    verdict: Verdict
    why: str = ""  # withheld, no_access, late, unknown, unit, not_measured: why they can't be compared
    value: float | None = None
    cells: tuple[Mapping[str, Any], ...] = ()  # what was calculated; several where categories are added up

    @property
    def figure(self) -> str:
        return str(self.published["indicator"]).partition(":")[0]

    @property
    def about(self) -> tuple[str, str, str, str]:
        """What it says something about: the figure, its categories, the families and the day.

        Of a category that nobody calculates: the figure alone, so that it stands beside what is said of that.
        """
        categories = "" if self.why == "unknown" else str(self.published["indicator"]).partition(":")[2]
        return self.figure, categories, str(self.published["cohort"]), str(self.published["as_of"])


def about_the_same(compared: Iterable[Comparison]) -> list[list[Comparison]]:
    """The same comparisons, those about one thing together, in the order in which each thing comes up."""
    together: dict[tuple[str, ...], list[Comparison]] = {}
    for one in compared:
        together.setdefault(one.about, []).append(one)
    return list(together.values())


def disagree(said: Iterable[Comparison]) -> bool:
    """Do published figures about the same thing say different things of it?"""
    parts = ("indicator", "value", "unit", "comparison")
    return len({tuple(str(one.published[part]) for part in parts) for one in said}) > 1


def gap(differs: Comparison) -> str:
    """What the calculated cells say of the difference: counted, within, beyond, or no_interval to tell."""
    cells, said = differs.cells, float(differs.published["value"])
    if all(cell["interval"] == "full_count" for cell in cells):
        return "counted"
    if len(cells) > 1 or cells[0]["interval"] != "shown":
        return "no_interval"
    return "within" if cells[0]["lower"] <= said <= cells[0]["upper"] else "beyond"


def comparisons(viewer: Viewer) -> list[Comparison]:
    """Every published figure of the served release, those about the same side by side, compared."""

    def look_up(figure: str, cohort: str) -> Released:
        if cohort.isdigit():
            return measure(viewer, figure, characteristic="intake_year")
        return measure(viewer, figure, cohort=cohort, characteristic=None)

    figures = [figure for indicator in CATALOGUE for figure in indicator.keys]

    def place(row: Mapping[str, Any]) -> tuple[int, str, str]:
        figure, _, categories = str(row["indicator"]).partition(":")
        known = figures.index(figure) if figure in figures else len(figures)
        return known, categories, str(row["published_on"])

    return compare(sorted(served_release().context["published_figure"], key=place), look_up)


def compare(figures: Iterable[Mapping[str, Any]], look_up: LookUp) -> list[Comparison]:
    """Each published figure beside the calculated one, in the order of the publications."""
    return [_compare_one(figure, look_up) for figure in figures]


def _compare_one(published: Mapping[str, Any], look_up: LookUp) -> Comparison:
    figure, _, categories = str(published["indicator"]).partition(":")
    try:
        released = look_up(figure, str(published["cohort"]))
    except KeyError:
        return Comparison(published, Verdict.CANNOT, "unknown")
    cells = _cells_of(released, published, categories)
    if not cells:
        return Comparison(published, Verdict.CANNOT, "unknown")
    if any(cell["unit"] != published["unit"] for cell in cells):
        return Comparison(published, Verdict.CANNOT, "unit", cells=cells)
    if any(cell["value"] is None for cell in cells):
        return Comparison(published, Verdict.CANNOT, _why({cell["status"] for cell in cells}), cells=cells)
    value = sum(cell["value"] for cell in cells)
    verdict = Verdict.AGREE if agrees(value, published) else Verdict.DIFFER
    return Comparison(published, verdict, value=value, cells=cells)


def _why(statuses: set[str]) -> str:
    """Which of the cells' statuses says why nothing could be calculated."""
    if statuses & {"few", "withheld"}:
        return "withheld"
    return next((status for status in ("no_access", "late") if status in statuses), "not_measured")


def _cells_of(
    released: Released, published: Mapping[str, Any], categories: str
) -> tuple[Mapping[str, Any], ...]:
    """One cell for each category asked for, over all areas, on the day; none if one of them is missing."""
    cohort = str(published["cohort"])
    wanted = [cohort] if cohort.isdigit() else (categories or "all").split("+")
    areas = ["all", "shown_areas"] if cohort in FIXED_COHORTS else ["all"]
    periods = [form.format(published["as_of"]) for form in CELL_PERIODS]
    cells = released.only(
        pl.col("area").is_in(areas), pl.col("period").is_in(periods), pl.col("category").is_in(wanted)
    ).cells.sort("value", "area", nulls_last=True)
    found: dict[str, Mapping[str, Any]] = {}
    for row in cells.rows(named=True):
        found.setdefault(row["category"], row)
    return tuple(found[category] for category in wanted) if set(wanted) <= set(found) else ()


def agrees(value: float, published: Mapping[str, Any]) -> bool:
    """Whether a calculated value bears out the published one, by the word that joins them.

    `eq` and `approx`: the same at the precision that was printed, or that figures are released with where
    that is coarser; where the wording says “almost”, less than that and at least nine tenths of it.
    """
    calculated, said = Decimal(str(value)), Decimal(str(published["value"]))
    match published["comparison"]:
        case "ge":
            return calculated >= said
        case "le":
            return calculated <= said
        case "approx" if _says_almost(published):
            return calculated * said > 0 and ALMOST * abs(said) <= abs(calculated) < abs(said)
        case _:
            digits = min(printed_decimals(said), DECIMALS[Unit(published["unit"])])
            return half_up(calculated, digits) == half_up(said, digits)


def _says_almost(published: Mapping[str, Any]) -> bool:
    wordings = f"{published['wording_da'] or ''} {published['wording_en'] or ''}".lower()
    return any(word in wordings for word in ALMOST_WORDS)


def printed_decimals(said: Decimal) -> int:
    """How many decimals a figure was printed with; none for 15,000,000."""
    exponent = said.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def cost_beyond_saving(viewer: Viewer, compared: Iterable[Comparison]) -> tuple[float, float] | None:
    """The programme's cost up to the day of a calculated saving, and the saving, where it is smaller."""
    for one in compared:
        if one.figure == SAVING and one.value is not None and one.published["unit"] == Unit.DKK:
            period = f"to {one.published['as_of']}"
            cells = measure(viewer, COST, area="all", period=period).cells["value"].drop_nulls()
            cost = float(cells.sum())
            return (cost, one.value) if cost > one.value else None
    return None
