"""How many families are in the programme, and who comes and goes?"""

from dashboard.charts import bars, over_time, shares
from dashboard.parts.page import Page

page = Page("caseload")
active = page.figure("caseload.active", "month", "day")

page.answer(active)
page.show(active, over_time, events=page.events("event"))
page.show(page.figure("caseload.joined", "quarter"), over_time)
page.show(page.figure("caseload.ended", "quarter"), over_time)
page.show(page.figure("caseload.ended_share", "to_date", by="reason"), shares, by="area")
more = page.more()
if more.open:
    with more:
        page.show(
            page.figure("caseload.persons_active", "day", by="role", one_group=True), bars, by="category"
        )
        page.show(page.figure("caseload.offered", "to_date"), bars)
        page.show(page.figure("caseload.declined", "to_date"), bars)
        page.show(page.figure("caseload.waiting_days_mean", "day"), over_time)
        page.show(page.figure("caseload.months_in_programme_mean", "day"), over_time)
        page.show(page.figure("caseload.families_per_contact_person", "day"), over_time)
        page.show(page.figure("caseload.families_per_post", "day"), over_time)
        page.show(page.figure("caseload.fewer_than_two_contacts_share", "day"), over_time)
