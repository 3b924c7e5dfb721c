"""Caseload: the persons in the families, by the role they had at intake (parent, young person, child)."""

import polars as pl

from dashboard.indicator import Indicator, Measure, Over, Protection, Ratio, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.membership import active_on, joined_by
from dashboard.indicators.periods import day_label, quarter_ends
from data_access.case import Case

ROLES = ("parent", "young", "child")


def persons_active(case: Case) -> pl.LazyFrame:
    """Persons in the families active at each quarter's end. Unit: persons."""
    return _persons(case, active_on(case, quarter_ends(case)))


def persons_joined(case: Case) -> pl.LazyFrame:
    """Persons in all families joined by each quarter's end, those that left included. Unit: persons."""
    return _persons(case, joined_by(case, quarter_ends(case)))


def persons_active_by_role(case: Case) -> pl.LazyFrame:
    """Parents, young people and children among the persons in the active families.

    Numerator: persons with the role; denominator: persons in the families. Units: persons, percent.
    """
    return _by_role(case, active_on(case, quarter_ends(case)))


def persons_joined_by_role(case: Case) -> pl.LazyFrame:
    """The same among the persons in all families that had joined. Units: persons, percent."""
    return _by_role(case, joined_by(case, quarter_ends(case)))


def _persons(case: Case, families: pl.LazyFrame) -> pl.LazyFrame:
    persons = case.person.group_by(family="family_id").agg(n=pl.len())
    rows = families.join(persons, on="family").select(
        "family", "n", period=day_label(pl.col("day")), persons="n"
    )
    return contributions(rows, "n")


def _by_role(case: Case, families: pl.LazyFrame) -> pl.LazyFrame:
    counts = [(pl.col("role") == role).sum().alias(role) for role in ROLES]
    roles = (
        case.person.group_by(family="family_id")
        .agg(pl.len().alias("n"), *counts)
        .unpivot(ROLES, index=["family", "n"], variable_name="category", value_name="x")
    )
    rows = families.join(roles, on="family").select(
        "family", "category", "x", "n", period=day_label(pl.col("day")), persons="n"
    )
    return contributions(rows, "x", "n")


PERSONS_ACTIVE = Indicator(
    "caseload",
    (Measure("persons_active", Total("n"), Unit.PERSONS),),
    persons_active,
    Protection.MEAN,
    same_families="caseload.months_in_programme_mean",
)
PERSONS_JOINED = Indicator(
    "caseload",
    (Measure("persons_joined", Total("n"), Unit.PERSONS),),
    persons_joined,
    Protection.MEAN,
    over=Over.GROWING,
    same_families="caseload.waiting_days_mean",
)
PERSONS_ACTIVE_BY_ROLE = Indicator(
    "caseload",
    (
        Measure("persons_active", Total("x"), Unit.PERSONS),
        Measure("persons_active_share", Ratio("x", "n", 100), Unit.PERCENT),
    ),
    persons_active_by_role,
    Protection.SHARE,
    breakdown="role",
    partition=True,
    same_families="caseload.months_in_programme_mean",
)
PERSONS_JOINED_BY_ROLE = Indicator(
    "caseload",
    (
        Measure("persons_joined", Total("x"), Unit.PERSONS),
        Measure("persons_joined_share", Ratio("x", "n", 100), Unit.PERCENT),
    ),
    persons_joined_by_role,
    Protection.SHARE,
    breakdown="role",
    partition=True,
    over=Over.GROWING,
    same_families="caseload.waiting_days_mean",
)
INDICATORS = (PERSONS_ACTIVE, PERSONS_JOINED, PERSONS_ACTIVE_BY_ROLE, PERSONS_JOINED_BY_ROLE)
