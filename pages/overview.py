"""How are the families getting on right now?"""

import streamlit as st

from dashboard.parts.overview import Overview
from dashboard.parts.page import Page

page = Page("overview")
overview = Overview(page)
overview.row("caseload.active", "day")
overview.row("employment.in_education_or_employment", "day")
overview.row("steps.median_months", "day", category="4")
overview.row("absence.change_pp", "day")
overview.staff_rating("wellbeing.relative_pct")
overview.row("savings.per_family_year", "to_date")
overview.row("savings.net", "to_date")

page.answer(page.figure("caseload.active", "day"))
state, beside = st.columns([8, 3], gap="medium")
with state:
    overview.grid()
with beside:
    overview.changes()
    overview.freshness()
    overview.unknown()
