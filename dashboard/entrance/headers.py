"""What every answer tells the browser for its own protection, and for which hosts there is one at all."""

import re
from base64 import b64encode
from collections.abc import Mapping, MutableMapping
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from dashboard.entrance.around import Around
from dashboard.entrance.document import STREAMLITS, ours
from dashboard.stores.settings import settings

THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names under which only this machine reaches itself: its health check, and the demo."""

CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Streamlit's own addresses that no page needs: they count sessions, and would drive the pages by program."""

A_YEAR = 365 * 24 * 3600  # seconds

UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
"""What a page could ask a browser for, and none of ours does."""

ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def policy() -> str:
    """What a page may load and run: this server's own files, and nothing that stands in the page itself.

    What Streamlit needs beyond 'self', as tried in a browser: `blob:` scripts, which is how it starts the
    code of an element; the scripts of the document, by their hashes; WebAssembly, in which it reads long
    numbers; styles in the page, which its elements make as they are drawn; pictures as `data:` and `blob:`.
    Scripts have no 'unsafe-inline' and no 'unsafe-eval'.
    """
    document = ours(STREAMLITS.read_text("utf-8"))
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in INLINE.findall(document))
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {scripts}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "media-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-src": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Protected(Around):
    """Refuses strange hosts and origins; gives every answer the headers it doesn't have already."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _refused(scope)

        async def protected(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message))
            await send(message)

        if refused is None:
            await self.app(scope, receive, protected)
        elif scope["type"] == "http":
            await PlainTextResponse(refused, 404 if refused == "Not found" else 400)(
                scope, receive, protected
            )
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": refused})


def hosts() -> frozenset[str]:
    """The host names this dashboard answers for: this machine's, its address's, and those that are set."""
    present = settings()
    own = {urlsplit(present.address).hostname or "", *present.hosts.lower().replace(",", " ").split()}
    return THIS_MACHINE | {name for name in own if name}


def _refused(scope: Scope) -> str | None:
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if _name(f"//{host}") not in hosts():
        return "Unknown host"
    if scope["path"].startswith(CLOSED):
        return "Not found"
    origin = headers.get("origin")
    if scope["type"] == "websocket" and origin is not None and not _is_own(origin, host):
        return "Unknown origin"
    return None


def _is_own(origin: str, host: str) -> bool:
    """Was a page of this dashboard the one that asked? A proxy may have changed the host it asked for."""
    return urlsplit(origin).netloc in {host, urlsplit(settings().address).netloc} - {""}


def _name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def _protect(headers: MutableHeaders) -> None:
    """A briefing's presentation has a stricter policy of its own, and keeps it."""
    told: Mapping[str, str] = {**ALWAYS, "Content-Security-Policy": policy()}
    if not settings().is_demo:
        told = {**told, "Strict-Transport-Security": f"max-age={A_YEAR}"}
    for name, value in told.items():
        headers.setdefault(name, value)


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
