"""Do the children come to school more?"""

from dashboard.charts import bars, change, over_time
from dashboard.parts.page import Page

page = Page("absence")
development = page.figure("absence.change_pp", "day")
marks = page.events("series_break", "disturbance", without="reform")

page.answer(development)
page.show(
    (page.figure("absence.before", "day"), page.figure("absence.after", "day")),
    change,
    says=development,
    title=page.text("absence.change_pp.title"),
)
page.parts(*(page.figure(f"absence.n_{part}", "day") for part in ("paired", "without_followup", "not_yet")))
page.rule("absence.change_pp")
page.show(
    page.figure("absence.stil_pct", "school_year"),
    over_time,
    events=marks,
    reference=page.reference("folkeskole_fravaer"),
)
page.show(page.figure("absence.month_pct", "month"), over_time, events=marks)
page.show(
    page.figure("absence.stil_pct", "school_year", by="kind", one_group=True),
    over_time,
    key="kind",
    title=page.text("page.absence.kinds"),
    events=marks,
)
more = page.more()
if more.open:
    with more:
        page.show(page.figure("absence.change_pct", "day"), bars)
        page.show(page.figure("absence.change_pp_since_quarter", "day"), bars)
        page.show(
            page.figure("absence.high_share", "school_year"),
            over_time,
            events=marks,
            reference=page.reference("folkeskole_hoejt_fravaer"),
        )
        page.show(page.figure("absence.unlawful_10_share", "quarter"), over_time)
        page.show(page.figure("absence.unlawful_15_share", "quarter"), over_time)
