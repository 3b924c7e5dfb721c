"""How good are the data behind the figures?"""

from dashboard.parts.data_quality import DataQuality
from dashboard.parts.page import Page

page = Page("data_quality")
quality = DataQuality(page)

page.say(quality.answer())
quality.freshness()
quality.completeness()
quality.warnings()
