"""What the addresses beside the pages share: who asks, from where, and how a cookie is protected."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from dashboard.entrance import logged
from dashboard.entrance.sign_in import current_accounts
from dashboard.stores.accounts import Account
from dashboard.stores.sessions import COOKIE, sessions
from dashboard.stores.settings import settings


def account_of(request: Request) -> Account | None:
    """Whose session the cookie stands for, as the accounts describe them now; None: nobody's."""
    kept = sessions()
    return current_accounts().get(kept.username(kept.of(request.cookies.get(COOKIE, "")) or "") or "")


def is_from_our_own_page(request: Request) -> bool:
    """Another site may neither sign anybody in, as somebody else, nor sign anybody out."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "-")


def is_secure(request: Request) -> bool:
    """Only over TLS; in service always, in the demo when a proxy in front says so."""
    forwarded = request.headers.get("x-forwarded-proto", request.url.scheme)
    return not settings().is_demo or forwarded.split(",")[0].strip() == "https"


def keep(request: Request, answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    """A cookie no script reads and no other site sends; without seconds it goes with the browser."""
    secure = is_secure(request)
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict", secure=secure)


def end_session_of(request: Request) -> None:
    """Whoever is signed in on this browser is signed out."""
    account = account_of(request)
    if identity := sessions().of(request.cookies.get(COOKIE, "")):
        sessions().end(identity)
        logged.signed_out(account)
