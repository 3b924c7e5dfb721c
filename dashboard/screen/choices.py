"""What a viewer may choose among: the areas, periods and characteristics that have a figure for them to see.

A choice that would lead to hidden cells alone is not offered, and the reason is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from dashboard.building.groups import CHARACTERISTICS
from dashboard.indicators.periods import last_day
from dashboard.screen.measure import seen_by
from dashboard.stores.kept import kept
from dashboard.stores.released import HIDDEN, SHOWN, Released
from dashboard.stores.served import served_release
from dashboard.stores.viewer import Viewer
from dashboard.text import Labels, Text
from dashboard.text.periods import in_order, period_of

LANGUAGE, AREA, PERIOD, SPLIT, VALUE = "lang", "area", "period", "by", "of"
"""What the choices are called in an address."""

CHOSEN = "chosen-"
"""What the session's names of them begin with."""

KEPT = 500
"""Lists of options kept: a few kinds of readers, each with some ten areas and thirty quarters looked at."""

ALL = "all"
COHORT = "cohort"
QUARTER = "2000Q1"  # the form of a quarter's label
REASONS = ("withheld", *(status for status in HIDDEN if status != "withheld"))


@dataclass(frozen=True)
class Choice:
    """Which released cells are looked at: an area, up to when, and at most one thing about the families.

    `period` is a quarter, "" the latest. `value` is one value of the characteristic, or all side by side.
    """

    area: str = ALL
    period: str = ""
    characteristic: str = ALL
    value: str = ALL

    @property
    def until(self) -> date | None:
        """The day up to which figures are looked at; None where that is the latest."""
        return last_day(self.period) if self.period else None

    @property
    def is_part(self) -> bool:
        """Are some families looked at, or are they divided?"""
        return (self.area, self.characteristic) != (ALL, ALL)

    def families(self, by: str = "") -> tuple[pl.Expr, ...]:
        """Whose cells: all families', those with one value of the characteristic, or each value's apart.

        A figure's own breakdown `by` takes the characteristic's place; a single cohort holds beside it.
        """
        alone, is_cohort = self.value != ALL, self.characteristic == COHORT
        own = ALL if is_cohort else self.characteristic
        cohort = pl.col("cohort") == (self.value if is_cohort and alone else ALL)
        apart = pl.col("cohort") != ALL
        chosen = [
            apart if is_cohort and not alone and not by else cohort,
            pl.col("characteristic") == (by or own),
        ]
        return (
            (*chosen, pl.col("category") == self.value) if alone and own != ALL and not by else tuple(chosen)
        )

    def as_of(self, cells: Released) -> Released:
        """The same cells without the periods that end after the chosen one; months since joining stay."""
        until = self.until
        if until is None:
            return cells
        ends = {label: last_day(label) for label in set(cells.cells["period"].unique())}
        return cells.only(
            pl.col("period").is_in([one for one, end in ends.items() if not end or end <= until])
        )


@dataclass(frozen=True)
class Seen:
    """What readers of one kind see of a release."""

    release: str
    reader: Viewer


@dataclass(frozen=True)
class Options:
    """What is offered, the default first; and what is not, each with the status of its cells."""

    offered: Sequence[str]
    refused: Mapping[str, str] = field(default_factory=dict)


def areas(viewer: Viewer, labels: Labels) -> Options:
    """All areas together, then each this viewer has access to, in their one order."""
    return _areas(_seen(viewer), tuple(area for area in labels.areas if viewer.level_for(area)))


@kept(KEPT)
def _areas(seen: Seen, known: tuple[str, ...]) -> Options:
    cells = _groups(seen)
    return _sorted((ALL,), {area: cells.filter(pl.col("area") == area) for area in known})


def periods(viewer: Viewer, chosen: Choice) -> Options:
    """The quarters at whose end something is released, the latest first."""
    return _periods(_seen(viewer), chosen, served_release().manifest["last_quarter_end"])


@kept(KEPT)
def _periods(seen: Seen, chosen: Choice, last_quarter_end: str) -> Options:
    cells = _of_area(seen, chosen)
    closed = date.fromisoformat(last_quarter_end)
    days = (day for day in cells["end"].unique() if day.month % 3 == 0 and day <= closed)
    quarters = in_order({period_of(day, QUARTER) for day in days})
    ends = {quarter: cells.filter(pl.col("end") == last_day(quarter)) for quarter in reversed(quarters)}
    return _sorted((), ends)


def characteristics(viewer: Viewer, chosen: Choice) -> Options:
    """No division, then each characteristic by which the chosen area's figures may be divided."""
    return _characteristics(_seen(viewer), chosen)


@kept(KEPT)
def _characteristics(seen: Seen, chosen: Choice) -> Options:
    cells = _of_area(seen, chosen)
    return _sorted((ALL,), {name: cells.filter(pl.col("by") == name) for name in CHARACTERISTICS})


def values(viewer: Viewer, chosen: Choice, text: Text, labels: Labels) -> Options:
    """All values of the chosen characteristic side by side, then each alone, as the words list them."""
    return _values(_seen(viewer), chosen, text, labels)


@kept(KEPT)
def _values(seen: Seen, chosen: Choice, text: Text, labels: Labels) -> Options:
    name = chosen.characteristic
    cells = _of_area(seen, chosen).filter(pl.col("by") == name)
    known = sorted(cells["group"].unique(), key=lambda value: labels.category_place(name, value, text))
    return _sorted((ALL,), {value: cells.filter(pl.col("group") == value) for value in known})


def among(figures: Mapping[str, Released]) -> Options:
    """Each option by the cells it leads to, in the order given.

    Where none has a cell to see the first is offered all the same: its figure then says why it is empty.
    """
    return _among(tuple(figures.items()))


@kept(KEPT)
def _among(figures: tuple[tuple[str, Released], ...]) -> Options:
    found = _sorted((), {option: one.cells for option, one in figures})
    if found.offered or not figures:
        return found
    (first, _), *others = figures
    return Options((first,), {option: found.refused[option] for option, _ in others})


def _sorted(first: tuple[str, ...], cells: Mapping[str, pl.DataFrame]) -> Options:
    reasons = {option: _reason(own) for option, own in cells.items()}
    offered = (option for option, reason in reasons.items() if not reason)
    return Options((*first, *offered), {option: reason for option, reason in reasons.items() if reason})


def _reason(cells: pl.DataFrame) -> str:
    """Why none of the cells is shown: too few families where that is the case for any; "" where one is."""
    if cells["status"].is_in(SHOWN).any():
        return ""
    why = set(cells["status"].to_list())
    return next((status for status in REASONS if status in why), "not_applicable")


def _of_area(seen: Seen, chosen: Choice) -> pl.DataFrame:
    """What is seen of the chosen area up to the chosen period."""
    cells = _groups(seen)
    if chosen.area != ALL:
        cells = cells.filter(pl.col("area") == chosen.area)
    return cells.filter(pl.col("end") <= chosen.until) if chosen.until else cells


def _seen(viewer: Viewer) -> Seen:
    """What is worked out for one reader holds for all who see the same."""
    return Seen(served_release().manifest["release_id"], replace(viewer, username="", language=""))


@kept(64)
def _groups(seen: Seen) -> pl.DataFrame:
    """Which statuses the cells have, by area, end of period and group of families.

    `by` and `group` name the characteristic and its value; a cohort is one of them.
    """
    cells = seen_by(seen.reader, served_release().cells, once=True).cells
    ends = {label: last_day(label) for label in cells["period"].unique(maintain_order=True)}
    of_cohort = pl.col("cohort") != ALL
    return (
        cells.filter(~of_cohort | (pl.col("characteristic") == ALL))
        .select(
            "area",
            "status",
            end=pl.col("period").replace_strict(ends, return_dtype=pl.Date),
            by=pl.when(of_cohort).then(pl.lit(COHORT)).otherwise("characteristic"),
            group=pl.when(of_cohort).then("cohort").otherwise("category"),
        )
        .drop_nulls("end")
        .unique()
    )
