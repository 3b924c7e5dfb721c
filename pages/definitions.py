"""What does each figure mean, and where does it come from?"""

from dashboard.parts import definitions
from dashboard.parts.page import Page

definitions.draw(Page("definitions"))
