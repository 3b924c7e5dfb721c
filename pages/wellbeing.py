"""Are the families better off than when they began?"""

from dashboard.charts import bars, change, over_time, shares
from dashboard.page import Page

page = Page("wellbeing")
scale = page.pick("instrument", "wellbeing.change_mean", "day", by="instrument|dimension|respondent")

change_since_start = scale.figure("wellbeing.change_mean", "day")

page.scale(scale.category)
page.answer(change_since_start)
page.show(
    (scale.figure("wellbeing.baseline_mean", "day"), scale.figure("wellbeing.followup_mean", "day")),
    change,
    says=change_since_start,
    title=page.text("wellbeing.change_mean.title"),
)
page.show(
    [scale.figure(f"wellbeing.share_{way}", "day") for way in ("better", "unchanged", "worse")],
    shares,
    by="area",
    title=page.text("page.wellbeing.shares"),
)
page.show(scale.figure("wellbeing.course_mean", "months_since_joining"), over_time)
with page.more():
    page.show(scale.figure("wellbeing.relative_pct", "day"), bars)
    page.show(
        [scale.figure(f"wellbeing.{group}", "day") for group in ("n_paired", "n_no_followup", "n_left")],
        bars,
        title=page.text("page.wellbeing.measured"),
    )
