"""How many parents are in work or education?"""

from dashboard.charts import bars, change, over_time, shares
from dashboard.parts.page import Page

page = Page("employment")
reform = page.events("series_break", without="registrering")
at_work = page.figure("employment.in_education_or_employment", "month", "day")

page.answer(at_work)
page.show(at_work, over_time, events=reform)
page.show(page.figure("employment.status_share", "day", by="status"), shares, by="area")
since_joining = page.figure(
    "employment.status_since_joining_share", "months_since_joining", by="status_group", one_area=True
)
page.show(since_joining, shares, title=page.of_area("employment.status_since_joining_share.title"))
page.show(page.figure("employment.part_or_flex_of_those", "month", "day"), over_time, events=reform)
more = page.more()
if more.open:
    with more:
        page.show(page.figure("employment.years_without_work", "day"), bars)
        youth_jobs = page.figure("employment.youth_job_change_pct", "day")
        for measured, says in (("count", youth_jobs), ("share", None)):
            figures = [page.figure(f"employment.youth_job_{measured}", side) for side in ("baseline", "now")]
            page.show(figures, change, says=says or figures[1])
        page.show(page.figure("employment.in_education_or_employment_since_quarter", "day"), bars)
        page.show(page.figure("employment.parents_not_measured", "day"), over_time)
