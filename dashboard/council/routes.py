"""The addresses of a briefing's files, beside the pages: for whoever is signed in and may read briefings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.council.access import READERS
from dashboard.council.briefing import Briefing
from dashboard.council.exports import FORMATS, PICTURES, ExportError, file_name, made, picture_of
from dashboard.council.kept import briefings
from dashboard.served import NoRelease
from dashboard.sessions import COOKIE, sessions
from dashboard.sign_in import current_accounts
from dashboard.text import LANGUAGES, Text

SELF_CONTAINED = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""Whatever a presentation holds, it asks nobody for anything."""

PROTECTED = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True)
class File:
    """What an address gives: the content, its kind, and its name where it is to be kept."""

    content: bytes
    media_type: str
    name: str = ""


async def presentation(request: Request) -> Response:
    """The presentation, shown in the browser."""
    html = FORMATS["html"]
    return await _answer(
        request, lambda briefing, text: File(made(briefing, html.ending, text), html.media_type)
    )


async def download(request: Request) -> Response:
    """The briefing as a file of one of the formats."""
    return await _answer(request, partial(_file, request.path_params["ending"]))


async def chart(request: Request) -> Response:
    """One part's chart as a picture."""
    number, ending = int(request.path_params["number"]), request.path_params["ending"]
    return await _answer(request, partial(_picture, number, ending))


def _file(ending: str, briefing: Briefing, text: Text) -> File:
    name = file_name(briefing, ending, text.language)
    return File(made(briefing, ending, text), FORMATS[ending].media_type, name)


def _picture(number: int, ending: str, briefing: Briefing, text: Text) -> File:
    kind = PICTURES[ending]
    name = file_name(briefing, f"{number}.{ending}", text.language)
    return File(picture_of(briefing, number, ending, text), kind.media_type, name)


async def _answer(request: Request, make: Callable[[Briefing, Text], File]) -> Response:
    return await run_sync(_answered, request, make)


def _answered(request: Request, make: Callable[[Briefing, Text], File]) -> Response:
    """The file; or why not, in the reader's words."""
    text = _text(request)
    if refused := _refused(request, text):
        return refused
    briefing = briefings().of(request.path_params["identity"])
    if briefing is None:
        return _told(text, "council.refused.unknown", 404)
    try:
        return _sent(make(briefing, text))
    except KeyError:
        return _told(text, "council.refused.unknown", 404)
    except NoRelease:
        return _told(text, "council.desk.failed_release", 503)
    except ExportError:
        return _told(text, "council.desk.failed", 500)


def _text(request: Request) -> Text:
    language = request.query_params.get("lang", "")
    return Text(language if language in LANGUAGES else LANGUAGES[0])


def _refused(request: Request, text: Text) -> Response | None:
    """Nobody is signed in, or not somebody who may read briefings."""
    kept = sessions()
    account = current_accounts().get(kept.username(kept.of(request.cookies.get(COOKIE, "")) or "") or "")
    if account is None:
        return _told(text, "council.refused.sign_in", 401)
    if account.role not in READERS:
        return _told(text, "council.refused.role", 403)
    return None


def _sent(file: File) -> Response:
    headers = {**PROTECTED, "Content-Security-Policy": SELF_CONTAINED}
    if file.name:
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return Response(file.content, media_type=file.media_type, headers=headers)


def _told(text: Text, key: str, status: int) -> Response:
    page = (
        f'<!doctype html><html class="council" lang="{text.language}"><meta charset="utf-8">'
        f"<title>{escape(text('app.title'))}</title><p>{escape(text(key))}</p></html>"
    )
    return HTMLResponse(page, status, PROTECTED)


ROUTES = [
    Route("/council/{identity}/presentation", presentation),
    Route("/council/{identity}/file/{ending}", download),
    Route("/council/{identity}/chart/{number:int}/{ending}", chart),
]
