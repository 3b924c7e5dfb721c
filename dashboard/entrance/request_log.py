"""A number for each request, and one line in the log when it has been answered."""

import logging
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import Receive, Scope, Send

from dashboard.entrance import log
from dashboard.entrance.around import Around

NUMBER = "X-Request-ID"
UNTOLD = ("/static/", "/_stcore/health", "/_stcore/host-config", "/health", "/favicon.png")
"""Parts of the addresses of Streamlit's own files and of health checks: a line only when one breaks down.

Streamlit looks for its own also below a page's address, where they are not, and goes on.
"""


class Logged(Around):
    """Numbers what comes in. The number is made here: one from outside could stand for anything."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        number, began, status = log.new_number(), time.monotonic(), 0
        known = log.REQUEST.set(number)

        async def noted(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[NUMBER] = number
            elif message["type"] in ("websocket.accept", "websocket.close") and not status:
                status = 101 if message["type"] == "websocket.accept" else 403
                _line(scope, status, began)
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            _line(scope, status, began, ended=scope["type"] == "websocket")
            log.REQUEST.reset(known)


def _line(scope: Scope, status: int, began: float, *, ended: bool = False) -> None:
    """The path without its query, which holds what a reader has chosen."""
    broke_down = status >= 500 or not status
    if not broke_down and any(part in scope["path"] for part in UNTOLD):
        return
    kind = scope["type"] if not ended else "websocket ended"
    took = round((time.monotonic() - began) * 1000)
    told = {"method": scope.get("method", "GET"), "path": scope["path"], "status": status, "ms": took}
    log.event(
        "request" if kind == "http" else kind,
        level=logging.WARNING if status >= 500 else logging.INFO,
        **told,
    )
