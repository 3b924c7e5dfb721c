"""Are the families better off than when they began?"""

import streamlit as st

from dashboard.charts import bars, change, over_time, shares
from dashboard.parts.page import Page

page = Page("wellbeing")
scale = page.pick("instrument", "wellbeing.change_mean", "day", by="instrument|dimension|respondent")

change_since_start = scale.figure("wellbeing.change_mean", "day")
measured = [
    scale.figure(f"wellbeing.n_{part}", "day") for part in ("baseline", "paired", "no_followup", "left")
]

page.answer(change_since_start)
page.scale(scale.category)
page.show(
    (scale.figure("wellbeing.baseline_mean", "day"), scale.figure("wellbeing.followup_mean", "day")),
    change,
    says=change_since_start,
    title=page.text("wellbeing.change_mean.title"),
)
page.parts(*measured)
page.rule("wellbeing.change_mean")
page.show(
    [scale.figure(f"wellbeing.share_{way}", "day") for way in ("better", "unchanged", "worse")],
    shares,
    by="area",
    title=page.text("page.wellbeing.shares"),
)
before, after = st.columns(2, gap="large")
for place, end, title in ((before, "baseline", "bands_before"), (after, "followup", "bands_after")):
    with place:
        thirds = [scale.figure(f"wellbeing.{end}_{band}", "day") for band in ("low", "middle", "high")]
        page.show(thirds, shares, by="area", key=title, title=page.text(f"page.wellbeing.{title}"))
page.show(scale.figure("wellbeing.course_mean", "months_since_joining"), over_time)
more = page.more()
if more.open:
    with more:
        page.show(scale.figure("wellbeing.relative_pct", "day"), bars)
        page.show(scale.figure("wellbeing.change_mean_since_quarter", "day"), bars)
        page.show(measured[1:], bars, title=page.text("page.wellbeing.measured"))
