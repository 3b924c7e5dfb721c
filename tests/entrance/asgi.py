"""Asking a web application without a server: one request, or one websocket's opening, and what it answers."""

from collections.abc import Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp


@dataclass
class Answer:
    """What came back. A websocket's status is 101 where it was accepted, else 403."""

    status: int = 0
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""


def ask(app: ASGIApp, path: str = "/", kind: str = "http", **headers: str) -> Answer:
    """One request; a header's underscores are hyphens. Without a host it comes from this machine."""
    told = {"host": "127.0.0.1:8501"} | {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Answer()
    scope = _scope(path, kind, told)
    with ThreadPoolExecutor(1) as of_its_own:  # a browser's test may have left a loop in this thread
        of_its_own.submit(anyio.run, _ask, app, scope, answer).result()
    return answer


def _scope(path: str, kind: str, headers: Mapping[str, str]) -> dict[str, Any]:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    own = {
        "type": kind,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"area=secret",
        "root_path": "",
    }
    method = {"method": "GET", "http_version": "1.1"} if kind == "http" else {"subprotocols": []}
    return own | method | {"headers": raw, "scheme": "http", "client": ("127.0.0.1", 1), "server": ("x", 1)}


async def _ask(app: ASGIApp, scope: dict[str, Any], answer: Answer) -> None:
    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request" if scope["type"] == "http" else "websocket.connect", "body": b""}

    async def send(message: MutableMapping[str, Any]) -> None:
        match message["type"]:
            case "http.response.start":
                answer.status, answer.headers = message["status"], Headers(raw=message["headers"])
            case "http.response.body":
                answer.body += message.get("body", b"")
            case "websocket.accept":
                answer.status = 101
            case "websocket.close":
                answer.status = answer.status or 403

    await app(scope, receive, send)
