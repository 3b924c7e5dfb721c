"""Can everybody use the dashboard, and who should be told where somebody can't?"""

from dashboard.parts import accessibility
from dashboard.parts.page import Page

accessibility.draw(Page("accessibility").text)
