"""Figures about the same families are known to the attacker as such: held against the synthetic families."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import polars as pl
import pytest

from dashboard.audit import audit
from dashboard.audit.counts import SAME
from dashboard.audit.knowledge import ANY_OPEN, LATEST, SAME_FAMILIES, Figure, figures
from dashboard.building import release
from dashboard.building.groups import CELL
from dashboard.catalogue import CATALOGUE
from dashboard.disclosure import same_families
from dashboard.indicators import caseload, steps
from dashboard.stores.viewer import Level
from data_access import read_case
from data_access.case import Case
from data_access.engine import read_only_engine
from tests.indicators.cases import case

BY_THEMSELVES = {
    "steps.over_180_days_share": "all that stand on a step, which the attacker knows as `LEFT_OUT`",
    "steps.cuminc": "a course, with attacks of its own",
    "steps.median_months": "a course, with attacks of its own",
    "steps.stay_months": "a course, with attacks of its own",
    "savings.before_cost": "a flow, whose amounts are gone for over time",
    "savings.placebo_per_family_year": "the same as others only where every family has a year before",
}
"""Figures about the same families as others that the attacker does not put under one name, and why."""

BY_CATEGORIES = ("employment.status_share", "employment.in_education_or_employment")
"""Decided together as a breakdown and a sum of its categories (`nested.py`)."""

Who = dict[str, int]
"""A mark of who is behind a figure, by moment."""


def who(figure: Figure, unit: str, known: Case) -> Who:
    """Of all categories together: a breakdown into groups of families has no one name for them."""
    indicator = figure.indicator
    rows = indicator.contributes(known).filter(pl.col("variant") == indicator.default_variant).collect()
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
    known = read_case(read_only_engine(case_database))
    asked = [each for each in figures() if not each.is_size and each.name not in BY_THEMSELVES]
    for unit, names in SAME.items():
        behind = {each.name: who(each, unit, known) for each in asked}
        for one, other in combinations(sorted(behind), 2):
            shared = behind[one].keys() & behind[other].keys()
            if len(shared) > 1 and all(behind[one][at] == behind[other][at] for at in shared):
                assert names.get(one), f"{one}: {unit} of {other}"
                assert names.get(one) == names.get(other), f"{one} and {other}: the same {unit}"


def test_figures_about_the_same_families_are_decided_by_one_of_them() -> None:
    """And that one is decided before them."""
    decided: set[str] = set()
    leads: dict[str, set[str]] = {}
    for indicator in CATALOGUE:
        for key in indicator.keys:
            leads.setdefault(key, set()).add(indicator.same_families or key)
        assert not indicator.same_families or indicator.same_families in decided
        decided |= set(indicator.keys)
    of_steps = {LATEST: "steps.current", ANY_OPEN: "steps.current"}
    for families in set(SAME_FAMILIES.values()):
        about = [name for name, of in SAME_FAMILIES.items() if of == families and name not in BY_CATEGORIES]
        assert len(set().union(*(leads[of_steps.get(name, name)] for name in about))) <= 1, families


HOUSEHOLDS = {"couple": (14, 7), "single": (13, 4), "with others": (12, 6), "alone": (1, 1)}
"""How many families there are of each, and how many of them have moved back."""


def _households() -> Case:
    """One area, everybody joined on the same day, to step 2 and then to step 1 or 3."""
    joined, moved = date(2024, 8, 1), date(2024, 10, 1)
    tables: dict[str, list[dict[str, Any]]] = {"family": [], "step_spell": []}
    for household, (families, back) in HOUSEHOLDS.items():
        for number in range(families):
            family = {"family_id": f"{household} {number}", "area_id": "a", "household": household}
            days = {"offered_on": joined - timedelta(number % 3), "joined_on": joined}
            tables["family"].append(family | days)
            steps_of = ((2, joined, moved), (1 if number < back else 3, moved, None))
            tables["step_spell"] += [
                {"family_id": family["family_id"], "step_no": step, "entered_on": entered, "left_on": left}
                for step, entered, left in steps_of
            ]
    area = {"area_id": "a", "started_on": date(2024, 7, 1), "is_origin": False, "sort": 0}
    return case(date(2024, 12, 31), area=[area], **tables)


@pytest.mark.parametrize("ruled", [True, False], ids=["with the rule", "without it"])
def test_two_figures_decided_apart_leave_one_family(ruled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """40 families. One figure would show 14 and 13 of them, the other 14 and 12: the last is alone."""
    monkeypatch.setattr(release, "CATALOGUE", (caseload.WAITING, steps.MOVED_BACK))
    if not ruled:
        monkeypatch.setattr(same_families, "withheld", lambda cells, _: cells.select(CELL).clear())
    released = release.release(_households(), {Level.INTERNAL: 5, Level.PUBLIC: 5})
    wins = audit(released, k_internal=5, k_public=5).wins
    assert {win.group for win in wins if win.area == "a"} == (set() if ruled else {"alone"})
