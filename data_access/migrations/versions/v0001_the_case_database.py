"""The case database as it begins. There is no way down: it would drop what was delivered."""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.columns import (
    code,
    day,
    first_of_month,
    flags,
    key,
    number,
    oere,
    refers,
    rule,
    whole,
    words,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    areas_and_staff()
    families()
    steps()
    wellbeing()
    school()
    status()
    family_costs()
    programme_costs()
    published_figures()
    events_and_delivery()


def areas_and_staff() -> None:
    op.create_table(
        "area",
        *words("area_id", "name_da", "name_en"),
        day("started_on"),
        *flags("is_origin", "provisional"),
        whole("sort"),
        key("area_id"),
    )
    op.create_table("department", *words("department_id", "name_da", "name_en"), key("department_id"))
    op.create_table(
        "team_member",
        *words("member_id", "area_id", "department_id"),
        number("fte"),
        day("started_on"),
        day("ended_on", empty=True),
        key("member_id"),
        refers("area_id", "area.area_id"),
        refers("department_id", "department.department_id"),
        rule("fte", "fte BETWEEN 0 AND 1.5"),
        rule("days_in_order", "started_on <= ended_on"),
    )


def families() -> None:
    op.create_table(
        "family",
        *words("family_id", "area_id"),
        day("offered_on"),
        day("joined_on", empty=True),
        day("ended_on", empty=True),
        code("ended_reason", "completed moved withdrew other", empty=True),
        code("household", "single couple"),
        *flags("project_cohort"),
        key("family_id"),
        refers("area_id", "area.area_id"),
        rule("joined_after_offer", "offered_on <= joined_on"),
        rule("ended_after_joining", "joined_on <= ended_on"),
        rule("only_joined_families_end", "joined_on IS NOT NULL OR ended_on IS NULL"),
        rule("reason_needs_an_end", "ended_on IS NOT NULL OR ended_reason IS NULL"),
    )
    op.create_table(
        "contact_person",
        *words("family_id", "member_id"),
        day("started_on"),
        day("ended_on", empty=True),
        key("family_id", "member_id", "started_on"),
        refers("family_id", "family.family_id"),
        refers("member_id", "team_member.member_id"),
        rule("days_in_order", "started_on <= ended_on"),
    )
    op.create_table(
        "person",
        *words("person_id", "family_id"),
        code("role", "parent young child"),
        whole("birth_year"),
        code("sex", "f m x", empty=True),
        number("years_without_work", empty=True),
        key("person_id"),
        refers("family_id", "family.family_id"),
        sa.UniqueConstraint("person_id", "family_id"),
    )


def steps() -> None:
    op.create_table(
        "step",
        sa.Column("step_no", sa.Integer(), autoincrement=False, nullable=False),
        *words("name_da", "name_en"),
        *words("description_da", "description_en", empty=True),
        *flags("provisional"),
        key("step_no"),
        rule("seven_steps", "step_no BETWEEN 1 AND 7"),
    )
    op.create_table(
        "step_spell",
        *words("family_id"),
        whole("step_no"),
        day("entered_on"),
        day("left_on", empty=True),
        key("family_id", "step_no", "entered_on"),
        refers("family_id", "family.family_id"),
        refers("step_no", "step.step_no"),
        rule("seven_steps", "step_no BETWEEN 1 AND 7"),
        rule("days_in_order", "entered_on <= left_on"),
    )


def wellbeing() -> None:
    op.create_table(
        "instrument",
        *words("instrument_id", "name_da", "name_en"),
        number("scale_min"),
        number("scale_max"),
        *flags("higher_is_better"),
        number("relevant_change"),
        key("instrument_id"),
        rule("scale_in_order", "scale_min < scale_max"),
    )
    op.create_table(
        "wellbeing_score",
        whole("row_no"),
        *words("family_id"),
        *words("person_id", empty=True),
        *words("instrument_id", "dimension"),
        code("respondent", "staff parent child"),
        day("assessed_on"),
        number("score"),
        key("row_no"),
        refers("family_id", "family.family_id"),
        refers("instrument_id", "instrument.instrument_id"),
        sa.ForeignKeyConstraint(["person_id", "family_id"], ["person.person_id", "person.family_id"]),
    )
    person_or_none = sa.text("coalesce(person_id, '')")
    op.create_index(
        "uq_wellbeing_score_key",
        "wellbeing_score",
        ["family_id", person_or_none, "instrument_id", "dimension", "respondent", "assessed_on"],
        unique=True,
    )


def school() -> None:
    op.create_table(
        "school_month",
        *words("person_id"),
        day("month"),
        *(whole(days) for days in ("school_days", "sick_days", "permitted_days", "unlawful_days")),
        key("person_id", "month"),
        refers("person_id", "person.person_id"),
        first_of_month(),
        sa.CheckConstraint(sa.extract("month", sa.column("month", sa.Date())) != 7, name="no_july"),
        rule("school_days", "school_days BETWEEN 0 AND 31"),
        rule("absence_not_negative", "sick_days >= 0 AND permitted_days >= 0 AND unlawful_days >= 0"),
        rule("absence_within_school_days", "sick_days + permitted_days + unlawful_days <= school_days"),
    )


def status() -> None:
    op.create_table(
        "status_code",
        *words("status", "name_da", "name_en"),
        code("category", "ordinary_full ordinary_part flexjob education pension other_benefit none"),
        *flags("is_youth_job"),
        day("valid_from", empty=True),
        day("valid_to", empty=True),
        key("status"),
        rule("days_in_order", "valid_from <= valid_to"),
    )
    op.create_table(
        "status_spell",
        *words("person_id", "status"),
        day("started_on"),
        day("ended_on", empty=True),
        number("weekly_hours", empty=True),
        key("person_id", "status", "started_on"),
        refers("person_id", "person.person_id"),
        refers("status", "status_code.status"),
        rule("days_in_order", "started_on <= ended_on"),
        rule("weekly_hours", "weekly_hours BETWEEN 0 AND 60"),
    )


def family_costs() -> None:
    op.create_table(
        "cost",
        *words("family_id"),
        day("month"),
        code("sector", "social employment"),
        *words("line"),
        *(oere(amount) for amount in ("gross_dkk", "municipal_dkk")),
        whole("price_year"),
        key("family_id", "month", "sector", "line"),
        refers("family_id", "family.family_id"),
        first_of_month(),
        rule(
            "municipal_within_gross",
            "(gross_dkk >= 0 AND municipal_dkk BETWEEN 0 AND gross_dkk)"
            " OR (gross_dkk < 0 AND municipal_dkk BETWEEN gross_dkk AND 0)",
        ),
    )
    op.create_table(
        "comparison_cost",
        code("sector", "social employment"),
        *words("line"),
        day("month"),
        whole("families"),
        oere("municipal_dkk"),
        whole("price_year"),
        key("sector", "line", "month"),
        first_of_month(),
    )


def programme_costs() -> None:
    op.create_table(
        "programme_cost",
        *words("area_id"),
        day("month"),
        code("kind", "salary premises activity other"),
        code("funding", "grant municipal"),
        oere("dkk"),
        whole("price_year"),
        key("area_id", "month", "kind", "funding"),
        refers("area_id", "area.area_id"),
        first_of_month(),
    )
    op.create_table(
        "price_index",
        *words("index_id"),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        number("value"),
        *words("source"),
        key("index_id", "year"),
    )


def published_figures() -> None:
    op.create_table(
        "published_figure",
        *words("figure_id", "indicator"),
        *words("wording_da", "wording_en", empty=True),
        number("value"),
        *words("unit"),
        code("comparison", "eq ge le approx"),
        *words("source"),
        day("published_on"),
        *words("cohort"),
        day("as_of"),
        key("figure_id"),
    )
    op.create_table(
        "reference_series",
        *words("series", "period"),
        number("value"),
        *words("unit", "source"),
        key("series", "period"),
    )


def events_and_delivery() -> None:
    op.create_table(
        "event_note",
        *words("event_id"),
        *words("area_id", empty=True),
        day("starts_on"),
        day("ends_on", empty=True),
        code("kind", "event series_break disturbance"),
        *words("text_da", "text_en"),
        key("event_id"),
        refers("area_id", "area.area_id"),
        rule("days_in_order", "starts_on <= ends_on"),
    )
    op.create_table(
        "delivery",
        *words("delivery_id"),
        sa.Column("delivered_at", sa.DateTime(), nullable=False),
        *words("source"),
        day("as_of"),
        *words("note", empty=True),
        key("delivery_id"),
    )
