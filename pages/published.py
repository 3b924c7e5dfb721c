"""Do the published figures agree with what the data say?"""

from dashboard import quotations
from dashboard.page import Page

quotations.draw(Page("published"))
