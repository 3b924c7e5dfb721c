"""The way to the provider and back: it ends in the session that the form ends in, or in words why not.

While somebody is at the provider, a signed cookie of their browser holds what their return is checked
against. It goes with them on that one way, and is worth nothing ten minutes later.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.entrance import logged
from dashboard.entrance.cookies import end_session_of, is_secure, keep
from dashboard.entrance.sign_in import current_accounts
from dashboard.entrance.told import told
from dashboard.provider.client import CALLBACK, Leaving, ProviderError, arrive, leave
from dashboard.provider.people import Arrived, people
from dashboard.stores.accounts import is_taken
from dashboard.stores.navigation import ENTRIES
from dashboard.stores.sessions import COOKIE, sessions
from dashboard.stores.settings import settings
from dashboard.text import LANGUAGES, Text

HERE = "/session/oidc"
LOGIN = f"{HERE}/login"
WAITING, WAIT_SECONDS = "staircase_arriving", 600
PLACES = {"", *(entry.key for entry in ENTRIES)}
LONGEST_PLACE = 1000
CHOICES = re.compile(r"[\w.~%+=&|-]*", re.ASCII)


async def login(request: Request) -> Response:
    """To the provider; whoever was signed in on this browser before is signed out."""
    text = _text(request.query_params.get("lang", ""))
    if not settings().has_provider:
        return _told(text, "none", 404)
    await run_sync(end_session_of, request)
    try:
        address, leaving = await leave()
    except ProviderError as error:
        return _not_reached(text, error)
    answer = RedirectResponse(address, 303)
    place = _place(request.query_params.get("next", ""))
    waiting = _signer().dumps({**asdict(leaving), "lang": text.language, "next": place})
    secure = is_secure(request)
    # Lax, not strict: the provider's page sends the browser back, and this cookie must come with it.
    answer.set_cookie(
        WAITING, str(waiting), WAIT_SECONDS, path=HERE, httponly=True, samesite="lax", secure=secure
    )
    return answer


async def callback(request: Request) -> Response:
    """Back from the provider."""
    waiting = _waiting(request.cookies.get(WAITING, ""))
    text = _text(str(waiting.get("lang", "")))
    answer = await _arrived(request, waiting, text)
    answer.delete_cookie(WAITING, path=HERE, httponly=True, samesite="lax", secure=is_secure(request))
    return answer


async def _arrived(request: Request, waiting: Mapping[str, str], text: Text) -> Response:
    returned = request.query_params
    if not settings().has_provider or not waiting or returned.get("state") != waiting["state"]:
        return await run_sync(_refused, text, "state", "")
    if "code" not in returned:
        return await run_sync(_refused, text, "provider", "")
    leaving = Leaving(waiting["state"], waiting["nonce"], waiting["code_verifier"])
    try:
        arrived = await arrive(returned["code"], leaving)
    except ProviderError as error:
        logging.getLogger(__name__).error("A sign-in at the provider is not believed: %s", error)
        return await run_sync(_refused, text, "provider", "")
    return await run_sync(_let_in, request, arrived, waiting["next"], text)


def _let_in(request: Request, arrived: Arrived, place: str, text: Text) -> Response:
    """The same session as behind the form, for whoever has an account by their groups now."""
    present, name = settings(), arrived.username
    if is_taken(present, name):
        return _refused(text, "name", name)
    if people(present.app_store).remember(arrived):
        sessions().end_all(name)  # the name has passed to somebody else
    account = current_accounts().get(name)
    if account is None:
        sessions().end_all(name)
        return _refused(text, "group" if not arrived.groups else "disabled", name)
    token = sessions().redeem(sessions().start(name).ticket)
    logged.signed_in(account, "provider")
    answer = RedirectResponse(f"{_home()}/{place}", 303)
    keep(request, answer, COOKIE, str(token))
    return answer


def _refused(text: Text, why: str, username: str) -> Response:
    logged.sign_in_failed(username, why)
    return _told(text, why, 403)


def _not_reached(text: Text, error: ProviderError) -> Response:
    logging.getLogger(__name__).error("The provider can't be asked: %s", error)
    return _told(text, "away", 503)


def _told(text: Text, why: str, status: int) -> Response:
    """What happened, why, and what to do or whom to ask; never a figure."""
    title = "no_access" if why in ("group", "disabled") else "failed"
    words = f"provider.why.{why}", f"provider.do.{why}"
    return told(text, *words, title=f"provider.{title}", status=status, link=_home())


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().session_key.get_secret_value(), salt="arriving")


def _waiting(cookie: str) -> Mapping[str, Any]:
    """What the cookie holds, if it is ours and young; otherwise nothing."""
    try:
        return dict(_signer().loads(cookie, max_age=WAIT_SECONDS))
    except BadSignature:
        return {}


def _place(wanted: str) -> str:
    """Where somebody wanted to go: one of our pages with its choices, or the first page."""
    page, choices = urlsplit(wanted).path, urlsplit(wanted).query
    known = page in PLACES and len(wanted) <= LONGEST_PLACE and CHOICES.fullmatch(choices)
    return wanted if known and wanted in (page, f"{page}?{choices}") else ""


def _home() -> str:
    return settings().reached_at


def _text(language: str) -> Text:
    return Text(language if language in LANGUAGES else LANGUAGES[0])


ROUTES = [Route(LOGIN, login), Route(CALLBACK, callback)]
