"""The document that every page begins as: Streamlit's own, in our language, and told what it will need.

Streamlit's says that it is English; ours begins in Danish, and follows the reader's choice. It names what
charts need, so that a browser fetches that beside Streamlit's own scripts, not after. And it says where the
server is: below a page's address Streamlit looks for it at the address first, where it is not, and waits.
"""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import streamlit
from starlette.types import Receive, Scope, Send

from dashboard.entrance.around import Around
from dashboard.screen import browser_code
from dashboard.text import LANGUAGES

STREAMLITS = Path(streamlit.__file__).parent / "static" / "index.html"
END_OF_HEAD = "</head>"
STREAMLITS_OWN, OURS = '<html lang="en"', f'<html lang="{LANGUAGES[0]}"'

WHERE = (
    'window.__streamlit = {BACKEND_BASE_URL: new URL(".", location.href).href,'
    " HOST_CONFIG: {allowedOrigins: [location.origin], useExternalAuthToken: false}}"
)
"""What Streamlit would find out by asking, and asks for all the same once it is connected.

Every page stands directly below the dashboard's root, wherever a proxy puts that. The names are not among
those Streamlit documents: a version that doesn't know them asks first, as if nothing were said.
"""


class Ours(Around):
    """Changes the document on its way to the browser."""

    kinds = ("http",)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks_for_a_document(scope):
            await self.app(scope, receive, send)
            return
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]  # to be read here
        start: MutableMapping[str, Any] = {}
        body = b""

        async def changed(message: MutableMapping[str, Any]) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                written = _changed(body)
                await send({**start, "headers": _resized(start["headers"], written)})
                await send({"type": "http.response.body", "body": written})

        await self.app({**scope, "headers": headers}, receive, changed)


def ours(document: str) -> str:
    """Streamlit's document as it is sent."""
    code = (browser_code.plotly_js().address, browser_code.charts().address)
    ahead = "".join(f'<link rel="modulepreload" href="./{each}">' for each in code)
    head = f"<script>{WHERE}</script>{ahead}{END_OF_HEAD}"
    return document.replace(STREAMLITS_OWN, OURS, 1).replace(END_OF_HEAD, head, 1)


def _changed(body: bytes) -> bytes:
    """Streamlit's own document, changed; any other, such as a presentation, as it is."""
    return ours(body.decode()).encode() if STREAMLITS_OWN.encode() in body else body


def _asks_for_a_document(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _resized(headers: list[tuple[bytes, bytes]], body: bytes) -> list[tuple[bytes, bytes]]:
    length = (b"content-length", str(len(body)).encode())
    return [length if name.lower() == b"content-length" else (name, value) for name, value in headers]
