"""What the rows about families refer to and are read against: areas, staff, steps, scales, codes, prices.

No row here is about a family. The tables are used by way of `data_access.tables`, which has all of them.
"""

from datetime import date
from decimal import Decimal

from sqlmodel import Field

from data_access import codes
from data_access.columns import CaseTable, Money, code, first_of_month, rule


class Area(CaseTable, table=True):
    """A neighbourhood the programme works in."""

    __tablename__ = "area"
    area_id: str = Field(primary_key=True)
    name_da: str
    name_en: str
    started_on: date
    is_origin: bool
    provisional: bool
    sort: int


class Department(CaseTable, table=True):
    """A municipal department that staffs the programme."""

    __tablename__ = "department"
    department_id: str = Field(primary_key=True)
    name_da: str
    name_en: str


class TeamMember(CaseTable, table=True):
    """An employee in an area's team; `fte` is the share of a full-time post."""

    __tablename__ = "team_member"
    __table_args__ = (
        rule("fte BETWEEN 0 AND 1.5", "fte"),
        rule("started_on <= ended_on", "days_in_order"),
    )
    member_id: str = Field(primary_key=True)
    area_id: str = Field(foreign_key="area.area_id")
    department_id: str = Field(foreign_key="department.department_id")
    fte: float
    started_on: date
    ended_on: date | None = None


class Step(CaseTable, table=True):
    """One of the seven steps of the staircase, named in the database and not in code."""

    __tablename__ = "step"
    __table_args__ = (rule("step_no BETWEEN 1 AND 7", "seven_steps"),)
    step_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name_da: str
    name_en: str
    description_da: str | None = None
    description_en: str | None = None
    provisional: bool


class Instrument(CaseTable, table=True):
    """A well-being scale; a dimension with its own range or direction is an instrument of its own."""

    __tablename__ = "instrument"
    __table_args__ = (rule("scale_min < scale_max", "scale_in_order"),)
    instrument_id: str = Field(primary_key=True)
    name_da: str
    name_en: str
    scale_min: float
    scale_max: float
    higher_is_better: bool
    relevant_change: float


class StatusCode(CaseTable, table=True):
    """A status of work, education or benefit as the municipality registers it."""

    __tablename__ = "status_code"
    __table_args__ = (rule("valid_from <= valid_to", "days_in_order"),)
    status: str = Field(primary_key=True)
    name_da: str
    name_en: str
    category: codes.StatusCategory = Field(sa_type=code(codes.StatusCategory, "category"))
    is_youth_job: bool
    valid_from: date | None = None
    valid_to: date | None = None


class ComparisonCost(CaseTable, table=True):
    """What `families` families outside the programme cost together in a month."""

    __tablename__ = "comparison_cost"
    __table_args__ = (first_of_month(),)
    sector: codes.Sector = Field(primary_key=True, sa_type=code(codes.Sector, "sector"))
    line: str = Field(primary_key=True)
    month: date = Field(primary_key=True)
    families: int
    municipal_dkk: Decimal = Field(sa_type=Money)
    price_year: int


class PriceIndex(CaseTable, table=True):
    """A price index by year; `nettopris` is the one amounts are converted with."""

    __tablename__ = "price_index"
    index_id: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    value: float
    source: str


class PublishedFigure(CaseTable, table=True):
    """A figure somebody published about the programme, quoted: never a result of this calculation."""

    __tablename__ = "published_figure"
    figure_id: str = Field(primary_key=True)
    indicator: str
    wording_da: str | None = None
    wording_en: str | None = None
    value: float
    unit: str
    comparison: codes.Comparison = Field(sa_type=code(codes.Comparison, "comparison"))
    source: str
    published_on: date
    cohort: str
    as_of: date


class ReferenceSeries(CaseTable, table=True):
    """A published series to read the programme's figures against, such as the country's absence."""

    __tablename__ = "reference_series"
    series: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    value: float
    unit: str
    source: str


class EventNote(CaseTable, table=True):
    """Something that explains a turn in a curve; without an area it concerns all."""

    __tablename__ = "event_note"
    __table_args__ = (rule("starts_on <= ends_on", "days_in_order"),)
    event_id: str = Field(primary_key=True)
    area_id: str | None = Field(default=None, foreign_key="area.area_id")
    starts_on: date
    ends_on: date | None = None
    kind: codes.EventKind = Field(sa_type=code(codes.EventKind, "kind"))
    text_da: str
    text_en: str
