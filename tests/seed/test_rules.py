"""The synthetic rows keep every rule of the delivery format, so that an import would take them."""

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from data_access import tables
from tests.seed.conftest import Rows

AS_OF = date(2026, 9, 30)
FAR = date(2100, 1, 1)

SPELLS = {
    "contact_person": ("started_on", "ended_on"),
    "status_spell": ("started_on", "ended_on"),
    "step_spell": ("entered_on", "left_on"),
    "team_member": ("started_on", "ended_on"),
}
HAPPENED = {
    "family": ("offered_on", "joined_on", "ended_on"),
    "wellbeing_score": ("assessed_on",),
    "school_month": ("month",),
    "cost": ("month",),
    "comparison_cost": ("month",),
    "programme_cost": ("month",),
    "event_note": ("starts_on", "ends_on"),
    **SPELLS,
}
KEYS = {
    "area": ("area_id",),
    "family": ("family_id",),
    "person": ("person_id",),
    "team_member": ("member_id",),
    "step_spell": ("family_id", "step_no", "entered_on"),
    "wellbeing_score": ("family_id", "person_id", "instrument_id", "dimension", "respondent", "assessed_on"),
    "school_month": ("person_id", "month"),
    "status_spell": ("person_id", "status", "started_on"),
    "cost": ("family_id", "month", "sector", "line"),
    "programme_cost": ("area_id", "month", "kind", "funding"),
    "comparison_cost": ("sector", "line", "month"),
    "contact_person": ("family_id", "member_id", "started_on"),
    "published_figure": ("figure_id",),
    "reference_series": ("series", "period"),
    "event_note": ("event_id",),
}


def test_every_table_is_filled(rows: Rows) -> None:
    delivered = {table.name for table in tables.CaseTable.metadata.sorted_tables if not table.info}
    assert {name for name, filled in rows.items() if filled} == delivered


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique(rows: Rows, table: str) -> None:
    keys = Counter(tuple(row[column] for column in KEYS[table]) for row in rows[table])
    assert [key for key, times in keys.items() if times > 1] == []


def test_references_resolve(rows: Rows) -> None:
    known = {
        f"{table.name}.{column.name}": {row[column.name] for row in rows[table.name]}
        for table in (tables.CaseTable.metadata.tables[name] for name in rows)
        for column in table.primary_key
        if column.name in rows[table.name][0]
    }
    for table in (tables.CaseTable.metadata.tables[name] for name in rows):
        for reference in table.foreign_keys:
            target = reference.target_fullname
            if target in known:
                used = {row[reference.parent.name] for row in rows[table.name]} - {None}
                assert used <= known[target], f"{table.name}.{reference.parent.name}"


def test_a_score_is_about_a_person_of_its_own_family(rows: Rows) -> None:
    family = {person["person_id"]: person["family_id"] for person in rows["person"]}
    about = [score for score in rows["wellbeing_score"] if score["person_id"]]
    assert all(family[score["person_id"]] == score["family_id"] for score in about)


@pytest.mark.parametrize("table", SPELLS)
def test_spells_do_not_end_before_they_start(rows: Rows, table: str) -> None:
    start, end = SPELLS[table]
    assert [row for row in rows[table] if row[end] and row[end] <= row[start]] == []


def test_a_family_is_offered_joins_and_ends_in_this_order(rows: Rows) -> None:
    for family in rows["family"]:
        days = [family[column] for column in ("offered_on", "joined_on", "ended_on") if family[column]]
        assert days == sorted(days)
        assert family["joined_on"] or not family["ended_on"]
        assert family["ended_on"] or not family["ended_reason"]


@pytest.mark.parametrize("table", HAPPENED)
def test_nothing_happens_after_the_last_day(rows: Rows, table: str) -> None:
    days = {row[column] for row in rows[table] for column in HAPPENED[table]} - {None}
    assert max(days) <= AS_OF


def test_scores_lie_within_their_scale(rows: Rows) -> None:
    scale = {row["instrument_id"]: (row["scale_min"], row["scale_max"]) for row in rows["instrument"]}
    for score in rows["wellbeing_score"]:
        low, high = scale[score["instrument_id"]]
        assert low <= score["score"] <= high


def test_absence_fits_into_the_school_days_and_july_has_none(rows: Rows) -> None:
    for month in rows["school_month"]:
        kinds = [month[kind] for kind in ("sick_days", "permitted_days", "unlawful_days")]
        assert min(kinds) >= 0
        assert sum(kinds) <= month["school_days"] <= 31
        assert month["month"].month != 7


def test_the_municipal_cost_is_a_part_of_the_gross_cost(rows: Rows) -> None:
    for cost in rows["cost"]:
        assert abs(cost["municipal_dkk"]) <= abs(cost["gross_dkk"])
        assert cost["municipal_dkk"] * cost["gross_dkk"] >= 0
        assert cost["gross_dkk"] == round(cost["gross_dkk"], 2)


def test_spells_of_the_same_person_and_status_do_not_overlap(rows: Rows) -> None:
    ordered = sorted(
        rows["status_spell"], key=lambda row: (row["person_id"], row["status"], row["started_on"])
    )
    for spell, following in pairwise(ordered):
        if (spell["person_id"], spell["status"]) == (following["person_id"], following["status"]):
            assert (spell["ended_on"] or FAR) <= following["started_on"]


def test_every_joined_family_has_a_parent_and_a_declined_one_has_nothing(
    rows: Rows, joined: dict[str, Any]
) -> None:
    assert {person["family_id"] for person in rows["person"] if person["role"] == "parent"} == set(joined)
    for table in ("person", "contact_person", "step_spell", "wellbeing_score", "cost"):
        assert {row["family_id"] for row in rows[table]} <= set(joined), table


def test_a_family_has_at_most_two_contact_persons_at_a_time(rows: Rows, joined: dict[str, Any]) -> None:
    for family_id in joined:
        own = [row for row in rows["contact_person"] if row["family_id"] == family_id]
        for day in {row["started_on"] for row in own}:
            assert sum(row["started_on"] <= day < (row["ended_on"] or FAR) for row in own) <= 2


def test_statuses_stay_within_the_validity_of_their_codes(rows: Rows) -> None:
    valid = {
        row["status"]: (row["valid_from"] or date.min, row["valid_to"] or FAR) for row in rows["status_code"]
    }
    for spell in rows["status_spell"]:
        start, end = valid[spell["status"]]
        last = (spell["ended_on"] or AS_OF + timedelta(days=1)) - timedelta(days=1)
        assert start <= spell["started_on"]
        assert last < end


def test_nothing_looks_like_a_cpr_number_or_a_formula(rows: Rows) -> None:
    cpr = re.compile(r"(?<![0-9a-zæøå])\d{6}[- ]?\d{4}(?![0-9a-zæøå])", re.IGNORECASE)
    for table, filled in rows.items():
        texts = {str(value) for row in filled for value in row.values() if isinstance(value, str)}
        assert [text for text in texts if cpr.search(text) or text[:1] in "=+-@\t"] == [], table


def test_ids_are_letters_that_mean_nothing(rows: Rows) -> None:
    ids = [row["family_id"] for row in rows["family"]] + [row["person_id"] for row in rows["person"]]
    assert all(re.fullmatch(r"[fp][bcdfghjkmnpqrstvwxz]{7}", each) for each in ids)
