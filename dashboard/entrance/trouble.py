"""What a reader is told when something fails: that it did, a number to quote, and nothing from the inside.

A database that is away is no fault of the program: pages say so and look again by themselves. Nor is an
address that no page has.
"""

import logging
from base64 import b64encode
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from hashlib import sha256
from html import escape
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from dashboard.entrance import log, unknown
from dashboard.entrance.around import Around
from dashboard.screen.filters import keep, language
from dashboard.stores.app_store import app_store
from dashboard.stores.bridge import AWAY
from dashboard.stores.served import NoRelease
from dashboard.stores.settings import SettingsError
from dashboard.text import LANGUAGES, Text

LOOKS_AGAIN_EVERY = 5  # seconds
STYLE = """:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { max-width: 36rem; margin: 15vh auto 0; padding: 0 1rem; }"""
NOTHING = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
)


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


@contextmanager
def or_say_why() -> Iterator[None]:
    """Nothing can be shown, or not now: said to the reader; the reason is for the operator's log."""
    try:
        yield
    except (NoRelease, SettingsError) as refusal:
        text = Text(language())
        logging.getLogger(__name__).error("%s", refusal)
        st.error(f"{text('app.no_release')} {text('app.no_release_do')}")
    except AWAY as silence:
        keep()
        _wait_for_the_store(Text(language()), silence)


def _wait_for_the_store(text: Text, error: Exception) -> None:
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
    """Whatever fails on the way to an answer becomes a page of our own: 503 for a database away, else 500.

    So does an address that no page has: 404. The first page by its key is led to the root, its choices kept.
    """

    kinds = ("http",)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False
        if beforehand := _beforehand(Request(scope)):
            await beforehand(scope, receive, send)
            return

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


def _beforehand(request: Request) -> Response | None:
    """What is known to be no page, answered before Streamlit is asked."""
    home = unknown.home(request.url.path)
    if unknown.is_first(request.scope):
        query = request.url.query
        return RedirectResponse(f"{home}?{query}" if query else home)
    if unknown.is_unknown(request.scope):
        return _page("trouble.unknown", 404, {}, home)
    return None


def _answer(request: Request, error: Exception) -> Response:
    if isinstance(error, AWAY):
        log.event("database away", level=logging.WARNING, error=type(error).__name__)
        return _page("trouble.away", 503, {"Retry-After": str(LOOKS_AGAIN_EVERY)})
    number = log.failure("request failed", error, path=request.url.path)
    return _page("trouble.failed", 500, {}, number=number)


def _page(key: str, status: int, headers: dict[str, str], home: str = "", **parameters: str) -> Response:
    """In both languages: whoever asks without a page has said in none. `home` is where a link leads."""
    texts = [Text(each) for each in LANGUAGES]
    said = "".join(
        f'<p lang="{text.language}">{escape(text(key, **parameters))}{_link(home, text)}</p>'
        for text in texts
    )
    head = (
        f'<!doctype html><html lang="{LANGUAGES[0]}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(texts[0]("app.title"))}</title>'
    )
    told = {**headers, "Cache-Control": "no-store", "Content-Security-Policy": NOTHING}
    return HTMLResponse(f"{head}<style>{STYLE}</style><main>{said}</main></html>", status, told)


def _link(home: str, text: Text) -> str:
    return f' <a href="{home}?lang={text.language}">{escape(text("trouble.to_first"))}</a>' if home else ""
