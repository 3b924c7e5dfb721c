"""Who carries the families: families short of a contact person, and how many each post and person has.

Staff are persons too: their load is given by area only, never by department. Those frames carry `area` in the
place of `family`, and `employees` is what their protection looks at (from three up).
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Protection, Ratio, Total, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.membership import active_on, open_on
from dashboard.indicators.periods import day_label, quarter_ends
from data_access.case import Case

CONTACT_PERSONS = 2
"""Every family should have two."""


def fewer_than_two_contacts(case: Case) -> pl.LazyFrame:
    """Families without the two contact persons they should have.

    Numerator: families with no or one contact person on the quarter's last day; denominator: families active
    on that day. Units: families, percent.
    """
    there = open_on("started_on", "ended_on").fill_null(False)
    families = (
        active_on(case, quarter_ends(case))
        .join(case.contact_person, left_on="family", right_on="family_id", how="left")
        .group_by("family", "day")
        .agg(contacts=pl.col("member_id").filter(there).n_unique())
    )
    short = pl.col("contacts") < CONTACT_PERSONS
    return contributions(families.select("family", period=day_label(pl.col("day")), x=short, n=1.0), "x", "n")


def per_post(case: Case) -> pl.LazyFrame:
    """Active families per full-time post in the area's team, at each quarter's end.

    Numerator: families active that day; denominator: full-time posts, the sum of `fte` of the team members
    employed that day. Unit: families. Columns: area, variant, category, period, persons and the sums
    families, fte, employees.
    """
    days = quarter_ends(case)
    team = (
        case.team_member.join(days, how="cross")
        .filter(open_on("started_on", "ended_on"))
        .group_by("day", area="area_id")
        .agg(fte=pl.col("fte").sum(), employees=pl.col("member_id").n_unique())
    )
    families = _active_by_area(case, days).group_by("day", "area").agg(families=pl.len())
    carried = team.join(families, on=["day", "area"], how="full", coalesce=True)
    return _by_area(carried, "families", "fte", "employees")


def per_contact_person(case: Case) -> pl.LazyFrame:
    """Families that a contact person has on average, at each quarter's end.

    Numerator: pairs of an active family and a contact person it has that day (a family with two is in two);
    denominator: contact persons with at least one such family. Unit: families. The area is the families'.
    Columns: area, variant, category, period, persons and the sums pairs, employees.
    """
    carried = (
        _active_by_area(case, quarter_ends(case))
        .join(case.contact_person, left_on="family", right_on="family_id")
        .filter(open_on("started_on", "ended_on"))
        .unique(["day", "family", "member_id"])
        .group_by("day", "area")
        .agg(pairs=pl.len(), employees=pl.col("member_id").n_unique())
    )
    return _by_area(carried, "pairs", "employees")


def _active_by_area(case: Case, days: pl.LazyFrame) -> pl.LazyFrame:
    areas = case.family.select(family="family_id", area="area_id")
    return active_on(case, days).join(areas, on="family")


def _by_area(carried: pl.LazyFrame, *sums: str) -> pl.LazyFrame:
    return carried.select(
        pl.col("area"),
        pl.lit("").alias("variant"),
        pl.lit("all").alias("category"),
        day_label(pl.col("day")).alias("period"),
        pl.col("employees").fill_null(0).cast(pl.Int64).alias("persons"),
        *[pl.col(name).fill_null(0).cast(pl.Float64) for name in sums],
    )


FEWER_THAN_TWO_CONTACTS = Indicator(
    "caseload",
    (
        Measure("fewer_than_two_contacts", Total("x"), Unit.FAMILIES),
        Measure("fewer_than_two_contacts_share", Ratio("x", "n", 100), Unit.PERCENT),
    ),
    fewer_than_two_contacts,
    Protection.SHARE,
    characteristics=True,
    same_families="caseload.months_in_programme_mean",
)
FAMILIES_PER_POST = Indicator(
    "caseload",
    (Measure("families_per_post", Ratio("families", "fte"), Unit.FAMILIES),),
    per_post,
    Protection.STAFF,
)
FAMILIES_PER_CONTACT_PERSON = Indicator(
    "caseload",
    (Measure("families_per_contact_person", Ratio("pairs", "employees"), Unit.FAMILIES),),
    per_contact_person,
    Protection.STAFF,
)
INDICATORS = (FEWER_THAN_TWO_CONTACTS, FAMILIES_PER_POST, FAMILIES_PER_CONTACT_PERSON)
