"""How are the figures protected, and what is not promised?"""

from dashboard.parts import about
from dashboard.parts.page import Page

about.draw(Page("about"))
