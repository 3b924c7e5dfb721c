"""What any reader of the figures knows without a number: what their labels mean, and who is among whom.

Nothing here comes from case rows. It is read from the catalogue and the words on the pages.
"""

from dataclasses import dataclass
from functools import cache

from dashboard.catalogue import CATALOGUE
from dashboard.indicator import (
    SIZE,
    WITHOUT_FAMILIES,
    Difference,
    Formula,
    Indicator,
    Measure,
    Protection,
    Ratio,
    Total,
)

TRAITS = ("cohort", "intake_year", "household", "youngest_child", "years_without_work")
"""What figures are divided by, under the names that stand in their cells."""

PROJECT, PERMANENT = "project", "permanent"
PROJECT_YEARS = ("2019", "2023")
"""The project's families joined in 2019–23, as the pages call them; the others in 2023 or later."""

LATEST, ANY_OPEN = "steps.current_share", "steps.current_share (any open)"
"""One name in a release, two figures: a family on its latest step adds up, one on each open step doesn't."""

SAME_FAMILIES = {
    "caseload.months_in_programme_mean": "active",
    "caseload.fewer_than_two_contacts_share": "active",
    LATEST: "active",
    ANY_OPEN: "active",
    "caseload.waiting_days_mean": "joined",
    "steps.moved_back_share": "joined",
    "caseload.persons_active": "active",
    "caseload.persons_active_share": "active",
    "caseload.persons_joined": "joined",
    "caseload.persons_joined_share": "joined",
    "absence.stil_pct": "with pupils",
    "absence.high_share": "with pupils",
    "absence.unlawful_10_share": "with pupils in a quarter",
    "absence.unlawful_15_share": "with pupils in a quarter",
    "employment.status_share": "with parents",
    "employment.in_education_or_employment": "with parents",
    "savings.middle_per_family_year": "with an own level",
    "savings.largest_fifth_pct": "with an own level",
}
"""Figures about the same families: who is behind one is behind the other. Written by hand, as the labels say
it, for the attacker takes over no declaration of those who protect. `tests/audit/test_same_families.py` holds
it against the families themselves, and asks for every new figure."""

SAME_PERSONS = {
    "absence.stil_pct": "pupils",
    "absence.high_share": "pupils",
    "absence.unlawful_10_share": "pupils in a quarter",
    "absence.unlawful_15_share": "pupils in a quarter",
    "caseload.persons_active": "active",
    "caseload.persons_active_share": "active",
    "caseload.persons_joined": "joined",
    "caseload.persons_joined_share": "joined",
    "employment.status_share": "parents",
    "employment.in_education_or_employment": "parents",
}
"""The same for persons with something measured."""

SAME_IN_EVERY_CATEGORY = (
    "absence.stil_pct",
    LATEST,
    ANY_OPEN,
    "steps.first_arrivals_share",
    "steps.cuminc",
    "steps.median_months",
)
"""Figures whose categories are each about the same families: every kind of absence, every step."""

LEFT_OUT = (("steps.over_180_days_share", LATEST, "stand on no step"),)
"""Figures whose families are those of another but for some, and what the labels say of the rest."""

NESTED = (
    (LATEST, ANY_OPEN),
    ("absence.unlawful_15_share", "absence.unlawful_10_share"),
    ("employment.part_or_flex_of_those", "employment.in_education_or_employment"),
)
"""Figures of which everybody counted in the first is counted in the second, among the same persons."""

MAY_SHRINK = ("absence.before",)
"""Growing figures that families also leave, when their pupils do: who is behind one day is not among who is
behind the next, so that a difference in number names nobody."""

OF_STAFF = ("caseload.families_per_post", "caseload.families_per_contact_person")
FEWEST_EMPLOYEES = 3
"""Figures about employees, and from how many of them one is not told from the others."""

ON_THE_WAY = 2
"""A course of single steps needs this many times k families still on the way."""

ALL_JOINED = ("steps.median_months",)
"""Figures about every family that has joined: how many those are is the programme's size."""

EVER_FEWER = ("caseload.ended_share", "steps.moved_back_share", "caseload.persons_joined_share")
"""Growing figures that nobody leaves who was counted once: in the numerator for good."""

AFTER_LEAVING = (
    ("employment", "joined", "active"),
    ("savings", "own/followed", "own/active"),
    ("savings", "comparison/followed", "comparison/active"),
)
"""Subjects with two readings that differ by the families that have left, and by nothing else."""


@dataclass(frozen=True)
class Figure:
    """An indicator's released numbers as a reader takes them apart.

    `n` names the measure whose families and persons are all behind the figure; `x` the ones whose value times
    that is a count of those with something in common, or itself is one.
    """

    name: str
    indicator: Indicator
    n: str
    counts: tuple[str, ...]  # measures that are counts of those in a numerator
    shares: tuple[str, ...]  # measures that are 100 x counted / n
    amounts: tuple[str, ...]  # sums, and means over a count that is shown: value x n is a sum
    own: bool  # are its cells those of its breakdown, beside another figure without one?

    @property
    def is_size(self) -> bool:
        return self.indicator.protection in SIZE

    @property
    def categories_add_up(self) -> bool:
        return self.indicator.partition

    @property
    def same_in_every_category(self) -> bool:
        """Are the same families behind every category, so that its n is one number?"""
        indicator = self.indicator
        return indicator.partition or self.name in SAME_IN_EVERY_CATEGORY


def figures() -> tuple[Figure, ...]:
    """The catalogue as a reader knows it, without figures that concern no family."""
    of_families = [each for each in CATALOGUE if each.protection not in WITHOUT_FAMILIES]
    return tuple(_figure(indicator) for indicator in of_families)


@cache
def _first_readings() -> dict[str, str]:
    return {figure.name: figure.indicator.default_variant for figure in figures()}


def is_first_reading(figure: str, variant: str) -> bool:
    """Is it the reading a page shows first? A further one is decided beside it."""
    return _first_readings().get(figure) == variant


def _name(indicator: Indicator, n: str) -> str:
    """A figure is named by the measure with its n; of two under one name, one by more."""
    name = f"{indicator.subject}.{n}"
    return ANY_OPEN if name == LATEST and not indicator.partition else name


def _figure(indicator: Indicator) -> Figure:
    measures = indicator.measures
    counts = tuple(each.key for each in measures if _is_count(each.formula, indicator))
    shares = tuple(each.key for each in measures if _is_share(each, indicator))
    amounts = tuple(each.key for each in measures if _is_amount(each, indicator))
    others = [each.key for each in measures if each.key not in counts]
    n = (others or [measures[0].key])[0]
    return Figure(
        _name(indicator, n),
        indicator,
        n,
        counts=counts,
        shares=shares,
        amounts=amounts,
        own=indicator.partition and indicator.protection is Protection.SHARE,
    )


def _is_count(formula: Formula, indicator: Indicator) -> bool:
    return isinstance(formula, Total) and formula.of == "x" and indicator.protection is Protection.SHARE


def _is_share(measure: Measure, indicator: Indicator) -> bool:
    formula = measure.formula
    share = isinstance(formula, Ratio) and formula.per == "n" and formula.scale == 100
    return share and indicator.protection is Protection.SHARE


def _is_amount(measure: Measure, indicator: Indicator) -> bool:
    """A sum of money, or a mean per family or person that is counted: not one weighted by months."""
    match measure.formula:
        case Total(of):
            return of in ("saving",)
        case Ratio(_, per, 1.0):
            return per == "n" or measure.key == "placebo_per_family_year"
        case Difference(Ratio(_, after), Ratio(_, before)):
            return after == before == "n"
        case _:
            return False
