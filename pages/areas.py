"""How far have the families of each area come, as long after joining?"""

from dashboard.charts import course, over_time
from dashboard.parts.areas import SideBySide
from dashboard.parts.page import Page

page = Page("areas")
areas = SideBySide(page)

page.say(areas.answer())
page.remark(areas.reference())
areas.grid()
page.note("areas.not_ranked")
page.whole()
page.show((areas.reached(), areas.on_the_way()), course, key="reached")
page.show(areas.wellbeing(), over_time, key="wellbeing")
