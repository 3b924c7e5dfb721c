"""What do the families cost the municipality now against before, and what does the programme cost?"""

from dashboard.charts import bars
from dashboard.parts.account import Account
from dashboard.parts.page import Page
from dashboard.parts.scenario_panel import Scenario

page = Page("savings")
variant = page.pick_variant("savings.before_cost")
account = Account(page, variant)

account.answer()
account.course()
account.readings()
page.show(page.figure("savings.per_family_year", "to_date", variant=variant), bars)
page.show(
    page.figure("savings.per_family_year", "to_date", variant=variant, by="sector"),
    bars,
    key="sector",
    title=page.text("page.savings.sectors"),
)
account.placebo()
page.show(page.figure("savings.middle_per_family_year", "to_date", variant=variant), bars)
Scenario(account).draw()
more = page.more()
if more.open:
    with more:
        account.cohorts()
        page.show(page.figure("savings.largest_fifth_pct", "to_date", variant=variant), bars)
        page.show(page.figure("savings.before_cost", "year", variant=variant), bars, key="year")
        page.show(page.figure("savings.family_years", "to_date", variant=variant), bars)
        page.show(page.figure("savings.families_without_own_level", "to_date"), bars)
        page.show(page.figure("savings.programme_cost", "to_date", by="funding"), bars, key="funding")
