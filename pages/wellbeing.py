"""Are the families better off than when they began?"""

from functools import partial

from dashboard.charts import bars, change, over_time, shares
from dashboard.page import Page

SCALE = "instrument|dimension|respondent"

page = Page("wellbeing")
scale = page.pick("instrument", page.figure("wellbeing.change_mean", "day", by=SCALE))
figure = partial(page.figure, by=SCALE, category=scale)
development = figure("wellbeing.change_mean", "day")

page.scale(scale)
page.show(
    (figure("wellbeing.baseline_mean", "day"), figure("wellbeing.followup_mean", "day")),
    change,
    says=development,
    title=page.text("wellbeing.change_mean.title"),
)
page.show(
    [figure(f"wellbeing.share_{way}", "day") for way in ("better", "unchanged", "worse")],
    shares,
    by="area",
    title=page.text("page.wellbeing.shares"),
)
page.show(figure("wellbeing.course_mean", "months_since_joining"), over_time)
page.show(figure("wellbeing.relative_pct", "day"), bars)
page.show(
    [figure(f"wellbeing.{group}", "day") for group in ("n_paired", "n_no_followup", "n_left")],
    bars,
    title=page.text("page.wellbeing.measured"),
)
