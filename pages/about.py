"""How are the figures protected, and what is not promised?"""

from dashboard import about
from dashboard.page import Page

about.draw(Page("about"))
