"""What the synthetic families are like: as many as the programme had, and as untidy as real ones."""

import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

import seed
from data_access import tables
from data_access.engine import writing_engine
from tests.seed.conftest import Rows

REFORM = date(2025, 7, 1)
FAR = date(2100, 1, 1)
DIGEST = "import hashlib, seed; print(hashlib.sha256(repr(seed.rows()).encode()).hexdigest())"


def months_after(month: date, months: int) -> date:
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def test_the_same_rows_are_told_whatever_the_hash_seed(rows: Rows) -> None:
    here = hashlib.sha256(repr(rows).encode()).hexdigest()
    elsewhere = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == here


def test_writing_twice_leaves_the_rows_once(rows: Rows, blank_url: str) -> None:
    seed.write(blank_url)
    seed.write(blank_url)
    engine = writing_engine(blank_url)
    with engine.connect() as connection:
        for table in tables.CaseTable.metadata.sorted_tables:
            assert connection.scalar(select(func.count()).select_from(table)) == len(
                rows.get(table.name, ())
            ), table.name
    engine.dispose()


def test_the_project_has_62_families_97_parents_and_191_children_and_young_people(rows: Rows) -> None:
    project = {family["family_id"] for family in rows["family"] if family["project_cohort"]}
    roles = Counter(person["role"] for person in rows["person"] if person["family_id"] in project)
    assert (len(project), roles["parent"], roles["young"] + roles["child"]) == (62, 97, 191)


def test_the_areas_have_joined_families_as_told(joined: dict[str, Any]) -> None:
    families = Counter((family["area_id"], family["project_cohort"]) for family in joined.values())
    assert families == {
        ("gellerup", True): 62,
        ("gellerup", False): 25,
        ("omraade_a", False): 31,
        ("omraade_b", False): 9,
    }


def test_about_a_quarter_of_the_offers_is_not_taken_up_in_each_area(rows: Rows) -> None:
    for area in ("gellerup", "omraade_a", "omraade_b"):
        offers = [family for family in rows["family"] if family["area_id"] == area]
        declined = sum(family["joined_on"] is None for family in offers)
        assert 0.2 <= declined / len(offers) <= 0.3


def test_families_leave_for_every_reason_and_some_for_none_that_is_stated(joined: dict[str, Any]) -> None:
    reasons = {family["ended_reason"] for family in joined.values() if family["ended_on"]}
    assert reasons == {"completed", "moved", "withdrew", "other", None}
    assert any(family["ended_on"] is None for family in joined.values())


def test_families_have_from_one_to_ten_children_and_young_people(rows: Rows, joined: dict[str, Any]) -> None:
    sizes = Counter(person["family_id"] for person in rows["person"] if person["role"] != "parent")
    assert set(sizes) == set(joined)
    assert (min(sizes.values()), max(sizes.values())) == (1, 10)


def test_families_go_back_skip_pause_overlap_and_return(rows: Rows) -> None:
    stays = defaultdict(list)
    for stay in sorted(rows["step_spell"], key=lambda row: (row["family_id"], row["entered_on"])):
        stays[stay["family_id"]].append(stay)
    moves = [pair for own in stays.values() for pair in pairwise(own)]
    assert any(after["step_no"] < before["step_no"] for before, after in moves)
    assert any(after["step_no"] > before["step_no"] + 1 for before, after in moves)
    assert any(after["entered_on"] < before["left_on"] for before, after in moves)
    assert any(after["entered_on"] > before["left_on"] for before, after in moves)
    assert any(len({stay["step_no"] for stay in own}) < len(own) for own in stays.values())
    assert any(own[-1]["left_on"] is None for own in stays.values())


def test_some_families_lack_a_baseline_or_a_follow_up(rows: Rows, joined: dict[str, Any]) -> None:
    rated = defaultdict(list)
    for score in rows["wellbeing_score"]:
        if score["dimension"] == "samlet":
            rated[score["family_id"]].append(score["assessed_on"])
    late = [
        own for family, own in rated.items() if min(own) > joined[family]["joined_on"] + timedelta(days=90)
    ]
    once = [own for own in rated.values() if len(own) == 1]
    assert len(late) >= 3
    assert len(once) >= 3


def test_costs_are_known_for_two_years_before_joining_and_for_few_families_less(
    rows: Rows, joined: dict[str, Any]
) -> None:
    first: dict[str, date] = {}
    for cost in rows["cost"]:
        first[cost["family_id"]] = min(cost["month"], first.get(cost["family_id"], FAR))
    begun = {family: months_after(row["joined_on"], -24) for family, row in joined.items()}
    shorter = [family for family in joined if first[family] > begun[family]]
    assert 0 < len(shorter) < len(joined) / 8
    assert all(first[family] >= begun[family] for family in joined)


def test_one_family_dominates_placements_for_a_while_but_never_the_costs(rows: Rows) -> None:
    placed: Counter[str] = Counter()
    all_lines: Counter[str] = Counter()
    for cost in rows["cost"]:
        if date(2021, 1, 1) <= cost["month"] < date(2021, 4, 1):
            all_lines[cost["family_id"]] += cost["municipal_dkk"]
            if cost["line"] == "anbringelse":
                placed[cost["family_id"]] += cost["municipal_dkk"]
    family, most = placed.most_common(1)[0]
    assert len(placed) >= 5
    assert most > Decimal("0.5") * placed.total()
    assert all_lines[family] < Decimal("0.3") * all_lines.total()


def test_a_few_costs_are_corrections_below_zero(rows: Rows) -> None:
    below = [cost for cost in rows["cost"] if cost["gross_dkk"] < 0]
    assert 0 < len(below) < 0.01 * len(rows["cost"])


def test_benefits_change_their_names_on_the_day_of_the_reform(rows: Rows) -> None:
    ended = {spell["person_id"] for spell in rows["status_spell"] if spell["ended_on"] == REFORM}
    renamed = {
        spell["person_id"]
        for spell in rows["status_spell"]
        if spell["started_on"] == REFORM and spell["status"].startswith("kth_")
    }
    assert len(renamed) > 20
    assert renamed <= ended


def test_registration_is_uneven_before_2020_and_nearly_stops_in_the_spring_of_2020(rows: Rows) -> None:
    registered = Counter(month["month"] for month in rows["school_month"])
    assert registered[date(2020, 4, 1)] < 0.5 * registered[date(2020, 2, 1)]
    assert registered[date(2019, 11, 1)] < 0.95 * registered[date(2020, 1, 1)]


def test_absence_is_higher_in_the_winter_of_the_pandemic(rows: Rows) -> None:
    def share(months: list[date]) -> float:
        own = [row for row in rows["school_month"] if row["month"] in months]
        absent = sum(row["sick_days"] + row["permitted_days"] + row["unlawful_days"] for row in own)
        return float(absent / sum(row["school_days"] for row in own))

    pandemic = share([date(2021, 12, 1), date(2022, 1, 1), date(2022, 2, 1)])
    assert pandemic > 1.2 * share([date(2022, 12, 1), date(2023, 1, 1), date(2023, 2, 1)])


def test_ten_full_time_posts_of_five_departments_are_filled_in_gellerup(rows: Rows) -> None:
    for day in (date(2019, 3, 1), date(2021, 9, 1), date(2023, 6, 30), date(2026, 9, 30)):
        there = [
            member
            for member in rows["team_member"]
            if member["area_id"] == "gellerup" and member["started_on"] <= day < (member["ended_on"] or FAR)
        ]
        assert [member["fte"] for member in there] == [1.0] * 10
        assert len({member["department_id"] for member in there}) == 5


def test_most_families_have_two_contact_persons_and_some_are_short_of_one(
    rows: Rows, joined: dict[str, Any]
) -> None:
    for day in (date(2021, 9, 15), date(2025, 9, 10)):
        active = {key for key, row in joined.items() if row["joined_on"] <= day < (row["ended_on"] or FAR)}
        now = Counter(
            contact["family_id"]
            for contact in rows["contact_person"]
            if contact["started_on"] <= day < (contact["ended_on"] or FAR)
        )
        short = sum(now[family] < 2 for family in active)
        assert 0 < short < 0.2 * len(active), day


def test_the_grant_is_exact_and_the_programme_costs_more_than_the_grant(rows: Rows) -> None:
    grant = sum(row["dkk"] for row in rows["programme_cost"] if row["funding"] == "grant")
    months = {row["month"] for row in rows["programme_cost"] if row["funding"] == "grant"}
    project = sum(row["dkk"] for row in rows["programme_cost"] if row["month"] < date(2023, 7, 1))
    assert grant == Decimal("23363875")
    assert (min(months), max(months)) == (date(2019, 7, 1), date(2023, 6, 1))
    assert project > grant


def test_names_that_are_not_public_are_marked_provisional(rows: Rows) -> None:
    assert all(step["provisional"] for step in rows["step"])
    assert [area["name_da"] for area in rows["area"] if area["provisional"]] == [
        "Udvidelsesområde A",
        "Udvidelsesområde B",
    ]
