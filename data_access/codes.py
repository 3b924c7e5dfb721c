"""The codes a case row may carry, stored by the values written here: those of the delivery format."""

from enum import StrEnum


class Role(StrEnum):
    """What a person was in the family at intake."""

    PARENT = "parent"
    YOUNG = "young"
    CHILD = "child"


class Sex(StrEnum):
    """As registered; empty where it is not."""

    FEMALE = "f"
    MALE = "m"
    OTHER = "x"


class Household(StrEnum):
    """Adults in the household at intake."""

    SINGLE = "single"
    COUPLE = "couple"


class EndedReason(StrEnum):
    """Why a family left the programme."""

    COMPLETED = "completed"
    MOVED = "moved"
    WITHDREW = "withdrew"
    OTHER = "other"


class Respondent(StrEnum):
    """Who answered, which is not whom the score is about."""

    STAFF = "staff"
    PARENT = "parent"
    CHILD = "child"


class StatusCategory(StrEnum):
    """Where a status stands in the hierarchy of work and education."""

    ORDINARY_FULL = "ordinary_full"
    ORDINARY_PART = "ordinary_part"
    FLEXJOB = "flexjob"
    EDUCATION = "education"
    PENSION = "pension"
    OTHER_BENEFIT = "other_benefit"
    NONE = "none"


class Sector(StrEnum):
    """Which of the municipality's budgets a cost falls on."""

    SOCIAL = "social"
    EMPLOYMENT = "employment"


class ProgrammeCostKind(StrEnum):
    """What the programme's own money was spent on."""

    SALARY = "salary"
    PREMISES = "premises"
    ACTIVITY = "activity"
    OTHER = "other"


class Funding(StrEnum):
    """Who paid for the programme."""

    GRANT = "grant"
    MUNICIPAL = "municipal"


class Comparison(StrEnum):
    """How a published figure is held against the calculated one."""

    EQUAL = "eq"
    AT_LEAST = "ge"
    AT_MOST = "le"
    APPROXIMATELY = "approx"


class EventKind(StrEnum):
    """What an event did to the figures around it."""

    EVENT = "event"
    SERIES_BREAK = "series_break"
    DISTURBANCE = "disturbance"
