"""Can everybody use the dashboard, and who should be told where somebody can't?"""

from dashboard import accessibility
from dashboard.page import Page

accessibility.draw(Page("accessibility").text)
