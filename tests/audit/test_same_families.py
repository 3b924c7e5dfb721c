"""Figures about the same families are known to the attacker as such: held against the synthetic families."""

from itertools import combinations

import polars as pl

from dashboard.audit.counts import SAME
from dashboard.audit.knowledge import Figure, figures
from data_access import read_case
from data_access.case import Case
from data_access.engine import read_only_engine

BY_THEMSELVES = {
    "steps.over_180_days_share": "all that stand on a step, which the attacker knows as `LEFT_OUT`",
    "steps.cuminc": "a course, with attacks of its own",
    "steps.median_months": "a course, with attacks of its own",
    "steps.stay_months": "a course, with attacks of its own",
    "savings.before_cost": "a flow, whose amounts are gone for over time",
    "savings.placebo_per_family_year": "the same as others only where every family has a year before",
}
"""Figures about the same families as others that the attacker does not put under one name, and why."""

Who = dict[str, int]
"""A mark of who is behind a figure, by moment."""


def who(figure: Figure, unit: str, case: Case) -> Who:
    """Of all categories together: a breakdown into groups of families has no one name for them."""
    indicator = figure.indicator
    rows = indicator.contributes(case).filter(pl.col("variant") == indicator.default_variant).collect()
    if not figure.same_in_every_category:
        rows = rows.filter(pl.col("category") == "all")
    if unit == "persons" and rows["persons"].null_count() == rows.height:
        return {}
    moment = pl.col("period").str.replace(r"^to ", "").str.replace(r"^(\d{4}-\d\d)-\d\d$", "$1")
    persons = pl.lit("") if unit == "families" else pl.col("persons").max().cast(pl.String)
    each = rows.group_by("family", moment=moment).agg(named=persons)
    together = pl.concat_str("family", pl.lit(":"), "named").sort().str.join(",").hash()
    return dict(each.group_by("moment").agg(together).iter_rows())


def test_every_two_figures_about_the_same_families_or_persons_have_one_name_for_them(
    case_database: str,
) -> None:
    case = read_case(read_only_engine(case_database))
    asked = [each for each in figures() if not each.is_size and each.name not in BY_THEMSELVES]
    for unit, names in SAME.items():
        behind = {each.name: who(each, unit, case) for each in asked}
        for one, other in combinations(sorted(behind), 2):
            shared = behind[one].keys() & behind[other].keys()
            if len(shared) > 1 and all(behind[one][at] == behind[other][at] for at in shared):
                assert names.get(one), f"{one}: {unit} of {other}"
                assert names.get(one) == names.get(other), f"{one} and {other}: the same {unit}"
