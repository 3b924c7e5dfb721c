"""How are the families getting on right now?"""

from dashboard.charts import change, over_time
from dashboard.page import Page

page = Page("overview")

page.answer(page.figure("caseload.active", "month", "day"))
page.answer(page.figure("employment.in_education_or_employment", "month", "day"))
page.answer(page.figure("absence.change_pp", "day"))
page.answer(page.figure("savings.net", "to_date"))

page.show(
    page.figure("caseload.active", "month", "day"), over_time, key="active", events=page.events("event")
)
page.show(
    page.figure("employment.in_education_or_employment", "month", "day"),
    over_time,
    events=page.events("series_break"),
)
page.show(
    (page.figure("absence.before", "day"), page.figure("absence.after", "day")),
    change,
    title=page.text("absence.change_pp.title"),
    says=page.figure("absence.change_pp", "day"),
)
