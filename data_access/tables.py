"""The case database, table by table. Columns, units and keys are explained in docs/case-database.md.

Every spell is half-open: the day in `ended_on`, `left_on` or `valid_to` is the first that is not covered.
No table holds a name, an address or a CPR number of a person; ids are pseudonyms.
"""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field

from data_access import codes
from data_access.columns import CaseTable, Money, code, first_of_month, rule
from data_access.reference_tables import (
    Area,
    ComparisonCost,
    Department,
    EventNote,
    Instrument,
    PriceIndex,
    PublishedFigure,
    ReferenceSeries,
    StatusCode,
    Step,
    TeamMember,
)

NOT_DELIVERED = {"delivered": False}
"""The mark of a column or table that the import writes and no delivery holds."""

__all__ = [
    "NOT_DELIVERED",
    "Area",
    "CaseTable",
    "ComparisonCost",
    "ContactPerson",
    "Cost",
    "Delivery",
    "DeliveryWarning",
    "Department",
    "EventNote",
    "Family",
    "Instrument",
    "Person",
    "PriceIndex",
    "ProgrammeCost",
    "PublishedFigure",
    "ReferenceSeries",
    "SchoolMonth",
    "StatusCode",
    "StatusSpell",
    "Step",
    "StepSpell",
    "TeamMember",
    "WellbeingScore",
]


class Family(CaseTable, table=True):
    """A family that was offered the programme; one that has not joined has no `joined_on`."""

    __tablename__ = "family"
    __table_args__ = (
        rule("offered_on <= joined_on", "joined_after_offer"),
        rule("joined_on <= ended_on", "ended_after_joining"),
        rule("joined_on IS NOT NULL OR ended_on IS NULL", "only_joined_families_end"),
        rule("ended_on IS NOT NULL OR ended_reason IS NULL", "reason_needs_an_end"),
    )
    family_id: str = Field(primary_key=True)
    area_id: str = Field(foreign_key="area.area_id")
    offered_on: date
    joined_on: date | None = None
    ended_on: date | None = None
    ended_reason: codes.EndedReason | None = Field(
        default=None, sa_type=code(codes.EndedReason, "ended_reason")
    )
    household: codes.Household = Field(sa_type=code(codes.Household, "household"))
    project_cohort: bool


class ContactPerson(CaseTable, table=True):
    """A team member as a family's contact person."""

    __tablename__ = "contact_person"
    __table_args__ = (rule("started_on <= ended_on", "days_in_order"),)
    family_id: str = Field(primary_key=True, foreign_key="family.family_id")
    member_id: str = Field(primary_key=True, foreign_key="team_member.member_id")
    started_on: date = Field(primary_key=True)
    ended_on: date | None = None


class Person(CaseTable, table=True):
    """A member of a joined family, with the role at intake."""

    __tablename__ = "person"
    # What a score's person and family refer to together, so that it is never about another family's person.
    __table_args__ = (sa.UniqueConstraint("person_id", "family_id"),)
    person_id: str = Field(primary_key=True)
    family_id: str = Field(foreign_key="family.family_id")
    role: codes.Role = Field(sa_type=code(codes.Role, "role"))
    birth_year: int
    sex: codes.Sex | None = Field(default=None, sa_type=code(codes.Sex, "sex"))
    years_without_work: float | None = None


class StepSpell(CaseTable, table=True):
    """A family's stay on a step; stays may repeat, skip, go back and overlap."""

    __tablename__ = "step_spell"
    __table_args__ = (
        rule("step_no BETWEEN 1 AND 7", "seven_steps"),
        rule("entered_on <= left_on", "days_in_order"),
    )
    family_id: str = Field(primary_key=True, foreign_key="family.family_id")
    step_no: int = Field(primary_key=True, foreign_key="step.step_no")
    entered_on: date = Field(primary_key=True)
    left_on: date | None = None


class WellbeingScore(CaseTable, table=True):
    """A score; without a person it is about the family as a whole.

    The person may be empty and yet is part of the key, which a primary key can't hold in any database.
    So rows have a number of their own, and the key is a unique index in which an empty person counts as "".
    The number means nothing outside the database and is not read.
    """

    __tablename__ = "wellbeing_score"
    __table_args__ = (
        sa.ForeignKeyConstraint(["person_id", "family_id"], ["person.person_id", "person.family_id"]),
        sa.Index(
            "uq_wellbeing_score_key",
            "family_id",
            sa.text("coalesce(person_id, '')"),
            "instrument_id",
            "dimension",
            "respondent",
            "assessed_on",
            unique=True,
        ),
    )
    row_no: int | None = Field(default=None, primary_key=True, sa_column_kwargs={"info": {"read": False}})
    family_id: str = Field(foreign_key="family.family_id")
    person_id: str | None = None
    instrument_id: str = Field(foreign_key="instrument.instrument_id")
    dimension: str
    respondent: codes.Respondent = Field(sa_type=code(codes.Respondent, "respondent"))
    assessed_on: date
    score: float


class SchoolMonth(CaseTable, table=True):
    """A pupil's school days and days of absence in a month."""

    __tablename__ = "school_month"
    __table_args__ = (
        first_of_month(),
        sa.CheckConstraint(sa.extract("month", sa.column("month", sa.Date())) != 7, name="no_july"),
        rule("school_days BETWEEN 0 AND 31", "school_days"),
        rule("sick_days >= 0 AND permitted_days >= 0 AND unlawful_days >= 0", "absence_not_negative"),
        rule("sick_days + permitted_days + unlawful_days <= school_days", "absence_within_school_days"),
    )
    person_id: str = Field(primary_key=True, foreign_key="person.person_id")
    month: date = Field(primary_key=True)
    school_days: int
    sick_days: int
    permitted_days: int
    unlawful_days: int


class StatusSpell(CaseTable, table=True):
    """A person's time in a status."""

    __tablename__ = "status_spell"
    __table_args__ = (
        rule("started_on <= ended_on", "days_in_order"),
        rule("weekly_hours BETWEEN 0 AND 60", "weekly_hours"),
    )
    person_id: str = Field(primary_key=True, foreign_key="person.person_id")
    status: str = Field(primary_key=True, foreign_key="status_code.status")
    started_on: date = Field(primary_key=True)
    ended_on: date | None = None
    weekly_hours: float | None = None


class Cost(CaseTable, table=True):
    """What a family cost the municipality in a month, kroner in the prices of `price_year`.

    A correction is netted into its month, so a cost may be negative.
    """

    __tablename__ = "cost"
    __table_args__ = (
        first_of_month(),
        rule(
            "(gross_dkk >= 0 AND municipal_dkk BETWEEN 0 AND gross_dkk)"
            " OR (gross_dkk < 0 AND municipal_dkk BETWEEN gross_dkk AND 0)",
            "municipal_within_gross",
        ),
    )
    family_id: str = Field(primary_key=True, foreign_key="family.family_id")
    month: date = Field(primary_key=True)
    sector: codes.Sector = Field(primary_key=True, sa_type=code(codes.Sector, "sector"))
    line: str = Field(primary_key=True)
    gross_dkk: Decimal = Field(sa_type=Money)
    municipal_dkk: Decimal = Field(sa_type=Money)
    price_year: int


class ProgrammeCost(CaseTable, table=True):
    """What the programme itself cost in an area and month."""

    __tablename__ = "programme_cost"
    __table_args__ = (first_of_month(),)
    area_id: str = Field(primary_key=True, foreign_key="area.area_id")
    month: date = Field(primary_key=True)
    kind: codes.ProgrammeCostKind = Field(primary_key=True, sa_type=code(codes.ProgrammeCostKind, "kind"))
    funding: codes.Funding = Field(primary_key=True, sa_type=code(codes.Funding, "funding"))
    dkk: Decimal = Field(sa_type=Money)
    price_year: int


class Delivery(CaseTable, table=True):
    """The one delivery the database holds; its data are complete to and including `as_of`.

    `content_sha256` is the mark of all its rows, set by the import: the same delivery twice changes nothing.
    """

    __tablename__ = "delivery"
    delivery_id: str = Field(primary_key=True)
    delivered_at: datetime = Field(sa_type=sa.DateTime())
    source: str
    as_of: date
    note: str | None = None
    content_sha256: str | None = Field(default=None, sa_column_kwargs={"info": NOT_DELIVERED})


class DeliveryWarning(CaseTable, table=True):
    """Something the import let pass and remembers: the rule, where in the delivery, and whom it concerns.

    Without a family it concerns a table or a row that is about no family. The value is not kept.
    """

    __tablename__ = "delivery_warning"
    __table_args__ = ({"info": NOT_DELIVERED},)
    warning_no: int | None = Field(default=None, primary_key=True, sa_column_kwargs={"info": {"read": False}})
    delivery_id: str = Field(foreign_key="delivery.delivery_id")
    rule: str
    table_name: str
    row_no: int | None = None
    column_name: str | None = None
    family_id: str | None = Field(default=None, foreign_key="family.family_id")
