"""Which figures do we take to the council?"""

from dashboard.council.desk import Desk
from dashboard.parts.page import Page

desk = Desk(Page("briefings"))

desk.freshness()
desk.take_along()
desk.edit()
desk.parts()
