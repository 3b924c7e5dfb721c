"""What may be told of a value that is wrong: enough to find it, never whom it is about."""

import re

from seed.delivery import cpr
from seed.delivery.contract import PERSONAL

_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_LONGEST = 40


def masked(table: str, rule: str, value: str | None) -> str | None:
    """The value; about persons its shape alone (1982-13-01 becomes 9999-99-99); never a CPR number."""
    if value is None:
        return None
    if rule == "cpr":
        return cpr.MASK
    if table in PERSONAL and rule != "fields":
        value = _DIGIT.sub("9", _LETTER.sub("a", value))
    told = cpr.without(value)
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
