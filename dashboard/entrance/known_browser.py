"""A browser somebody has signed in with before doesn't wait for the wrong passwords of strangers.

Otherwise whoever keeps trying a name would keep its owner out. The browser holds a mark, as a cookie no
script can read, signed for that one name. It lets nobody in: it is worth a few attempts, as any name is.
"""

import hmac
import secrets

from dashboard.stores.settings import settings

COOKIE = "staircase_known"
KEPT_SECONDS = 90 * 24 * 3600


def mark(username: str) -> str:
    """The mark of a browser this person has just signed in with."""
    number = secrets.token_urlsafe(16)
    return f"{number}.{_signature(number, username)}"


def number_of(marked: str, username: str) -> str:
    """The number of a browser that is known for this name; empty for every other browser and name."""
    number, _, signature = marked.partition(".")
    is_ours = hmac.compare_digest(signature.encode(), _signature(number, username).encode())
    return number if is_ours else ""


def _signature(number: str, username: str) -> str:
    key = settings().session_key.get_secret_value().encode()
    return hmac.new(key, f"known {number} {username}".encode(), "sha256").hexdigest()
