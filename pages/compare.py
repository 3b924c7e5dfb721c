"""What do two choices look like side by side?"""

from dashboard.parts import comparison
from dashboard.parts.page import Page

comparison.draw(
    Page("compare"),
    {
        "caseload.active": "day",
        "employment.in_education_or_employment": "day",
        "employment.part_or_flex_of_those": "day",
        "absence.change_pp": "day",
        "absence.stil_pct": "school_year",
        "absence.high_share": "school_year",
        "steps.over_180_days_share": "day",
        "steps.moved_back_share": "to_date",
        "savings.per_family_year": "to_date",
    },
)
