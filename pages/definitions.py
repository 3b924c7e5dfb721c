"""What does each figure mean, and where does it come from?"""

from dashboard import definitions
from dashboard.page import Page

definitions.draw(Page("definitions"))
