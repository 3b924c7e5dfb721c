"""Where on the staircase are the families, and how long does it take to get on?"""

import streamlit as st

from dashboard import staircase
from dashboard.charts import bars, course, over_time
from dashboard.page import Page

page = Page("steps")
current = page.figure("steps.current", "day", by="step")
reached = page.figure("steps.cuminc", "months_since_joining", by="step", one_group=True)
on_the_way = page.figure("steps.at_risk", "months_since_joining", by="step", one_group=True)
median = page.figure("steps.median_months", "day", by="step", one_group=True)

page.answer(median, category="4")
picture, beside = st.columns([13, 9], gap="medium")
with picture:
    staircase.draw(page, current)
with beside:
    page.show((reached, on_the_way), course)
page.show(median, bars, by="category")
page.show(page.figure("steps.over_180_days_share", "day"), over_time)
page.show(page.figure("steps.moved_back_share", "to_date"), over_time)
page.show(page.figure("steps.first_arrivals", "quarter", by="step", one_group=True), over_time)
