"""Who has looked at what, taken what along, and changed what?"""

from dashboard.parts.logbook_view import LogbookView
from dashboard.parts.page import Page

page = Page("logbook")
logbook = LogbookView(page)

page.say(logbook.answer())
page.note("logbook.about")
logbook.choose()
logbook.lines()
logbook.take_along()
