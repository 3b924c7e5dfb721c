"""Addresses that no page has. Streamlit would open its first page under a message of its own, in English.

Deeper than one part, it would not find its own files either, and the window would stay empty.
"""

from starlette.datastructures import Headers
from starlette.types import Scope

from dashboard.stores.navigation import ENTRIES

BESIDE = frozenset({"session", "code", "council", "health", "static", "media", "component", "_stcore"})
"""What the addresses that are no pages begin with: ours, and Streamlit's."""

PAGES = frozenset({"", *(entry.key for entry in ENTRIES[1:])})
FIRST = f"/{ENTRIES[0].key}"
"""The first page's own key: its address is the root."""


def is_first(scope: Scope) -> bool:
    """Is the first page asked for by its key?"""
    return scope["path"] == FIRST and _asks_for_a_page(scope)


def is_unknown(scope: Scope) -> bool:
    """Is a page asked for at an address that none has? A slash at its end makes no difference."""
    path = scope["path"].rstrip("/")
    beside = path.split("/")[1:2]
    return (
        _asks_for_a_page(scope) and path[1:] not in PAGES and path != FIRST and not BESIDE.issuperset(beside)
    )


def home(path: str) -> str:
    """The root as seen from a path, whatever a proxy puts before it."""
    return "../" * (path.count("/") - 1) or "./"


def _asks_for_a_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")
