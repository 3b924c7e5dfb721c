"""The accessibility statement: how it was tested, when, and which failures are known.

The tests in a browser let exactly `KNOWN` pass, and fail when one of them is no longer found.
"""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.screen.show import plain
from dashboard.text import Text
from dashboard.text.periods import day

TESTED = date(2026, 11, 26)
"""The day on which every page was last tested as `TESTED_WITH` says, and the statement was read through."""

TESTED_WITH = {"axe-core": "4.12.1", "Streamlit": "1.67.0"}


@dataclass(frozen=True)
class Failure:
    """A known failure: its word in the statement, and since when it is listed.

    `rule` is axe-core's name for it and `within` the element that it is let pass in. Without a rule it was
    found by hand, and no program can say when it is gone.
    """

    key: str
    since: date
    rule: str = ""
    within: str = ""


KNOWN: tuple[Failure, ...] = ()
"""What axe-core finds and is let pass."""

BY_HAND = (Failure("english", date(2026, 11, 26)),)

PARTS = ("law", "method", "failures", "tell")


def draw(text: Text) -> None:
    """The statement, part by part; it needs no release and nobody signed in."""
    told = {
        "law": [text("page.accessibility.aim")],
        "method": _method(text),
        "failures": [text(f"page.accessibility.failure.{each.key}") for each in (*KNOWN, *BY_HAND)],
        "tell": [text("page.accessibility.whom"), text("page.accessibility.authority")],
    }
    for part in PARTS:
        st.subheader(plain(text(f"page.accessibility.{part}")), anchor=f"accessibility-{part}")
        st.markdown("\n".join(f"- {plain(line)}" for line in told[part]))


def _method(text: Text) -> list[str]:
    programs = ", ".join(f"{program} {version}" for program, version in TESTED_WITH.items())
    return [
        text("page.accessibility.by_program", programs=programs),
        text("page.accessibility.by_width"),
        text("page.accessibility.tested", day=day(TESTED, text)),
    ]
