"""The database refuses what the delivery format forbids, whoever writes."""

import pytest
import sqlalchemy as sa

from data_access.tables import CaseTable, StepSpell
from tests.case_database.case_rows import DAY, area, cost, family, instrument, person, school, score, step
from tests.case_database.databases import insert


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("UPDATE person SET role = 'YOUNG'", "ck_person_role"),
        ("UPDATE person SET sex = 'k'", "ck_person_sex"),
        ("UPDATE family SET household = 'trio'", "ck_family_household"),
        ("UPDATE family SET offered_on = '2024-02-02'", "ck_family_joined_after_offer"),
        ("UPDATE family SET ended_on = '2024-01-31'", "ck_family_ended_after_joining"),
        ("UPDATE family SET joined_on = NULL, ended_on = '2024-02-02'", "ck_family_only_joined_families_end"),
        ("UPDATE family SET ended_reason = 'moved'", "ck_family_reason_needs_an_end"),
        ("UPDATE step SET step_no = 8", "ck_step_seven_steps"),
        ("UPDATE step_spell SET left_on = '2024-01-31'", "ck_step_spell_days_in_order"),
        ("UPDATE school_month SET sick_days = 21", "ck_school_month_absence_within_school_days"),
        ("UPDATE school_month SET sick_days = -1", "ck_school_month_absence_not_negative"),
        ("UPDATE school_month SET school_days = 32", "ck_school_month_school_days"),
        ("UPDATE school_month SET month = '2024-07-01'", "ck_school_month_no_july"),
        ("UPDATE school_month SET month = '2024-02-02'", "ck_school_month_first_of_month"),
        ("UPDATE cost SET municipal_dkk = 10001", "ck_cost_municipal_within_gross"),
        ("UPDATE cost SET municipal_dkk = -1", "ck_cost_municipal_within_gross"),
        ("UPDATE cost SET gross_dkk = -10000", "ck_cost_municipal_within_gross"),
        ("UPDATE cost SET month = '2024-02-29'", "ck_cost_first_of_month"),
        ("UPDATE instrument SET scale_min = 10", "ck_instrument_scale_in_order"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_by_the_rules_name(
    connection: sa.Connection, change: str, rule: str
) -> None:
    spell = StepSpell(family_id="f", step_no=1, entered_on=DAY)
    insert(connection, area(), family(joined_on=DAY), person(), step(1), spell, school(20, 20))
    insert(connection, cost("line", "100", "50"), instrument())
    with pytest.raises(sa.exc.IntegrityError, match=rule):
        connection.exec_driver_sql(change)


def test_rows_at_the_edge_of_the_rules_are_accepted(connection: sa.Connection) -> None:
    all_on_one_day = family(joined_on=DAY, ended_on=DAY)
    corrected = [cost("correction", "-100", "-100"), cost("nothing", "0", "0"), cost("refunded", "100", "0")]
    full = school(31, 15, unlawful=16)
    insert(connection, area(), all_on_one_day, person(), full, step(7), *corrected)
    assert connection.exec_driver_sql("SELECT count(*) FROM cost").scalar() == 3


@pytest.mark.parametrize(
    "row",
    [
        family("g", area_id="nowhere"),
        person("q", family_id="nobody"),
        score(None, family_id="nobody"),
        score("nobody"),
    ],
    ids=["family", "person", "score of a family", "score of a person"],
)
def test_a_reference_that_leads_nowhere_is_refused(connection: sa.Connection, row: CaseTable) -> None:
    insert(connection, area(), family("f"), person("p"), instrument())
    with pytest.raises(sa.exc.IntegrityError, match=r"(?i)foreign key"):
        insert(connection, row)


def test_a_score_about_another_familys_person_is_refused(connection: sa.Connection) -> None:
    insert(connection, area(), family("f"), family("g"), person("p", "f"), instrument())
    with pytest.raises(sa.exc.IntegrityError, match=r"(?i)foreign key"):
        insert(connection, score("p", family_id="g"))


@pytest.mark.parametrize("about", [None, "p"], ids=["the family", "a person"])
def test_the_same_score_twice_is_refused(connection: sa.Connection, about: str | None) -> None:
    insert(connection, area(), family(), person(), instrument(), score(about))
    with pytest.raises(sa.exc.IntegrityError, match=r"(?i)unique"):
        insert(connection, score(about))


def test_scores_about_a_family_and_about_each_of_its_persons_stand_side_by_side(
    connection: sa.Connection,
) -> None:
    scores = [score(None), score("p"), score("q")]
    insert(connection, area(), family(), person("p"), person("q"), instrument(), *scores)
    assert connection.exec_driver_sql("SELECT count(*) FROM wellbeing_score").scalar() == 3
