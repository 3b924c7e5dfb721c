"""The one element through which a page has the browser do something: no page carries a script of its own.

So the content security policy can forbid every script that stands in a page, whoever wrote it there.
"""

import secrets
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "staircase_in_browser",
    html='<span class="staircase-in-browser"></span>',
    css=".stElementContainer:has(.staircase-in-browser) { display: none; }",
    js=(HERE / "in_browser.js").read_text("utf-8"),
    isolate_styles=False,
)


def prepare(language: str, *code: str) -> None:
    """Say which language the document is in: screen readers and the browser's own translation go by it.

    And have the code that charts need loaded while somebody signs in or reads a page without any.
    """
    _mount(key="prepared", data={"language": language, "code": code})


def run_errand(errand: str, ticket: str) -> None:
    """Have the browser hand in a ticket at `session/{errand}`: once, however often the page is drawn."""
    number = secrets.token_hex(8)
    _mount(key=f"errand-{number}", data={"errand": errand, "number": number, "ticket": ticket})


def listen(*, to_single_keys: bool) -> None:
    """Have `?` open the list of keys in the foot, unless the reader has turned single keys off."""
    _mount(key="single-keys", data={"opensByKey": "keys" if to_single_keys else ""})
