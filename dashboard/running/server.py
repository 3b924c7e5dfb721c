"""What the web server answers beside the pages: the session's cookie, a briefing's files, the document.

`uvicorn dashboard.running.server:app` serves the same as `staircase run`, but for what that tells uvicorn
(`dashboard/running/serving.py`).
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from anyio.to_thread import run_sync
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.council import routes as council
from dashboard.entrance import chart_files, health, known_browser, log, options
from dashboard.entrance.cookies import end_session_of, is_from_our_own_page, is_secure, keep
from dashboard.entrance.document import Ours
from dashboard.entrance.gathered import Gathered
from dashboard.entrance.headers import Protected
from dashboard.entrance.request_log import Logged
from dashboard.entrance.trouble import Told, tell
from dashboard.provider import routes as provider
from dashboard.running.warm import get_ready
from dashboard.screen import browser_code
from dashboard.stores.bridge import AWAY
from dashboard.stores.sessions import COOKIE, sessions
from dashboard.stores.settings import settings

LONGEST_TICKET = 200  # characters that are read of what a browser sends


@asynccontextmanager
async def before_anybody_comes(_: st.App) -> AsyncIterator[None]:
    """The slow beginnings, while nobody waits for them yet."""
    log.begin(settings())
    try:
        await run_sync(get_ready)
    except AWAY as silence:
        log.event("database away", logging.WARNING, error=type(silence).__name__)
    log.event("started", setting=settings().setting.value)
    yield
    log.event("stopped")


async def begin(request: Request) -> Response:
    """Exchange a ticket for the cookie. Whoever was signed in on this browser before is signed out."""
    if not is_from_our_own_page(request):
        return Response(status_code=403)
    ticket = (await request.body())[:LONGEST_TICKET].decode("ascii", "replace")
    token = await run_sync(sessions().redeem, ticket)
    if token is None:
        return Response(status_code=403)
    await run_sync(end_session_of, request)
    answer = Response(status_code=204)
    keep(request, answer, COOKIE, token)
    mark = await run_sync(_mark_for, token)
    keep(request, answer, known_browser.COOKIE, mark, known_browser.KEPT_SECONDS)
    return answer


def _mark_for(token: str) -> str:
    return known_browser.mark(sessions().username(sessions().of(token) or "") or "")


async def end(request: Request) -> Response:
    """End the session of the cookie, and drop the cookie."""
    if not is_from_our_own_page(request):
        return Response(status_code=403)
    await run_sync(end_session_of, request)
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=is_secure(request))
    return answer


ROUTES = [
    Route("/session/begin", begin, methods=["POST"]),
    Route("/session/end", end, methods=["POST"]),
    *browser_code.ROUTES,
    *chart_files.ROUTES,
    *council.ROUTES,
    *health.ROUTES,
    *provider.ROUTES,
]
"""Every address of ours beside the pages."""

options.take_options()
app = st.App(
    Path(__file__).parents[1] / "app.py",
    lifespan=before_anybody_comes,
    routes=ROUTES,
    middleware=[Middleware(each) for each in (Logged, Protected, Told, Ours, Gathered)],
    on_script_error=tell,
)
