"""Every indicator in one list, in the order of the definitions page: the dashboard's table of contents."""

from dashboard.indicator import Indicator
from dashboard.indicators import (
    absence,
    caseload,
    caseload_persons,
    caseload_staff,
    employment,
    employment_since_joining,
    programme_cost,
    programme_cost_shared,
    savings,
    savings_spread,
    since_quarter,
    steps,
    steps_course,
    wellbeing,
    wellbeing_bands,
    wellbeing_course,
    youth_jobs,
)

CATALOGUE: tuple[Indicator, ...] = (
    *caseload.INDICATORS,
    *caseload_persons.INDICATORS,
    *caseload_staff.INDICATORS,
    *steps.INDICATORS,
    *steps_course.INDICATORS,
    *wellbeing.INDICATORS,
    *wellbeing_bands.INDICATORS,
    *wellbeing_course.INDICATORS,
    *absence.INDICATORS,
    *employment.INDICATORS,
    *employment_since_joining.INDICATORS,
    *youth_jobs.INDICATORS,
    *savings.INDICATORS,
    *savings_spread.INDICATORS,
    *programme_cost.INDICATORS,
    *programme_cost_shared.INDICATORS,
    *since_quarter.INDICATORS,
)

DERIVED = ("savings.net", "savings.net_modelled")
"""Formed of released cells by `building/net.py`: of the saving before the programme's cost and that cost."""

INDICATOR_OF: dict[str, Indicator] = {
    **{key: indicator for indicator in reversed(CATALOGUE) for key in indicator.keys},
    **dict.fromkeys(DERIVED, savings.BEFORE_COST),
}
"""The indicator behind a figure's name (`absence.change_pct`); of a total and its breakdown, the total."""
