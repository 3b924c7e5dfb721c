"""Every word of the interface, Danish first; numbers, months and money in the reader's language."""

from dashboard.text.labels import Labels
from dashboard.text.words import LANGUAGES, Text

__all__ = ["LANGUAGES", "Labels", "Text"]
