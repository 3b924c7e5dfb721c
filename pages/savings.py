"""What do the families cost the municipality now against before, and what does the programme cost?"""

from dashboard.charts import bars, money
from dashboard.page import Page

page = Page("savings")
variant = page.pick_variant("savings.before_cost")
before_cost = page.figure("savings.before_cost", "to_date", variant=variant, one_group=True)
cost = page.figure("savings.programme_cost", "to_date", one_group=True)
net = page.figure("savings.net", "to_date", variant=variant, one_group=True)

page.answer(net)
page.show(
    (before_cost, cost, net),
    money,
    title=page.text("page.savings.cumulative"),
    notes=page.money_notes("measured"),
    events=page.events("event"),
)
page.show(page.figure("savings.per_family_year", "to_date", variant=variant), bars)
page.show(
    page.figure("savings.per_family_year", "to_date", variant=variant, by="sector"),
    bars,
    key="sector",
    title=page.text("page.savings.sectors"),
)
page.note("savings.choice.placebo")
page.show(page.figure("savings.placebo_per_family_year", "to_date"), bars)
with page.more():
    page.show(page.figure("savings.before_cost", "year", variant=variant), bars, key="year")
    page.show(page.figure("savings.family_years", "to_date", variant=variant), bars)
    page.show(page.figure("savings.families_without_own_level", "to_date"), bars)
    page.show(page.figure("savings.programme_cost", "to_date", by="funding"), bars, key="funding")
