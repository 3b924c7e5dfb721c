"""What a reader is told when something fails: that it did, a number to quote, and nothing from the inside.

A database that is away is no fault of the program: pages say so and look again by themselves.
"""

import logging
from collections.abc import MutableMapping
from html import escape
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from dashboard.entrance import log
from dashboard.entrance.around import Around
from dashboard.screen.filters import language
from dashboard.stores.app_store import app_store
from dashboard.stores.bridge import AWAY
from dashboard.stores.settings import SettingsError
from dashboard.text import LANGUAGES, Text

LOOKS_AGAIN_EVERY = 5  # seconds
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def tell(error: Exception) -> bool:
    """A page failed: into the log with all of it, on to the screen with its number alone."""
    text = Text(language())
    if isinstance(error, AWAY):
        log.event("database away", level=logging.WARNING, error=type(error).__name__)
        st.warning(text("trouble.away"))
    else:
        number = log.failure("page failed", error)
        st.error(text("trouble.failed", number=number))
    return True


def wait_for_the_store(text: Text, error: Exception) -> None:
    """In the place of a page whose reader can't be known now; the page comes back by itself."""
    log.event("database away", level=logging.WARNING, error=type(error).__name__)
    st.warning(text("trouble.away"))
    _look_again()


@st.fragment(run_every=LOOKS_AGAIN_EVERY)
def _look_again() -> None:
    if answers():
        st.rerun()


def answers() -> bool:
    """Does the app store answer now?"""
    try:
        with app_store().connect():
            return True
    except (*AWAY, SettingsError, OSError):
        return False


class Told(Around):
    """Whatever fails on the way to an answer becomes a page of our own: 503 for a database away, else 500."""

    kinds = ("http",)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def noted(message: MutableMapping[str, Any]) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            answer = _answer(Request(scope), error)
            if has_begun:  # too late for another answer: the browser sees that this one is not whole
                raise ConnectionAbortedError from None
            await answer(scope, receive, send)


def _answer(request: Request, error: Exception) -> Response:
    if isinstance(error, AWAY):
        log.event("database away", level=logging.WARNING, error=type(error).__name__)
        return _page("trouble.away", 503, {"Retry-After": str(LOOKS_AGAIN_EVERY)})
    number = log.failure("request failed", error, path=request.url.path)
    return _page("trouble.failed", 500, {}, number=number)


def _page(key: str, status: int, headers: dict[str, str], **parameters: str) -> Response:
    """In both languages: whoever asks without a page has said in none."""
    texts = [Text(each) for each in LANGUAGES]
    said = "".join(f'<p lang="{text.language}">{escape(text(key, **parameters))}</p>' for text in texts)
    title = escape(texts[0]("app.title"))
    head = f'<!doctype html><html lang="{LANGUAGES[0]}"><meta charset="utf-8"><title>{title}</title>'
    told = {**headers, "Cache-Control": "no-store", "Content-Security-Policy": NOTHING}
    return HTMLResponse(f"{head}{said}</html>", status, told)
