"""Do the published figures agree with what the data say?"""

from dashboard.parts import quotations
from dashboard.parts.page import Page

quotations.draw(Page("published"))
