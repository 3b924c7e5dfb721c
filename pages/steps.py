"""Where on the staircase are the families, and how long does it take to get on?"""

import streamlit as st

from dashboard.charts import bars, course, over_time
from dashboard.parts import staircase
from dashboard.parts.page import Page

page = Page("steps")
current = page.figure("steps.current", "day", by="step")
active = page.figure("caseload.active", "day", by="all")
reached = page.figure("steps.cuminc", "months_since_joining", by="step", one_area=True)
on_the_way = page.figure("steps.at_risk", "months_since_joining", by="step", one_area=True)
median = page.figure("steps.median_months", "day", by="step")

page.answer(median, category="4")
staircase.draw(page, current, active)
page.show((reached, on_the_way), course, title=page.of_area("steps.cuminc.title"))
way, stay = st.columns(2, gap="large")
for place, figure in ((way, "steps.median_months"), (stay, "steps.stay_months")):
    with place:
        months = page.figure(figure, "day", by="step", one_area=True)
        page.show(months, bars, by="category", title=page.of_area(f"{figure}.title"))
page.show(page.figure("steps.over_180_days_share", "day"), over_time)
page.show(page.figure("steps.moved_back_share", "to_date"), over_time)
more = page.more()
if more.open:
    with more:
        arrivals = page.figure("steps.first_arrivals", "quarter", by="step", one_area=True)
        page.show(arrivals, bars, by="category", title=page.of_area("steps.first_arrivals.title"))
