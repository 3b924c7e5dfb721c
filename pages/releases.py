"""Which figures are shown now, and what changes with the next?"""

from dashboard.parts.page import Page
from dashboard.parts.releases import Releases

page = Page("releases")
releases = Releases(page)

page.say(releases.served())
releases.waiting()
releases.calendar()
