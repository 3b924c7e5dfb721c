"""The addresses of a briefing's files, beside the pages: for whoever is signed in and may read briefings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.council.access import READERS
from dashboard.council.briefing import Briefing
from dashboard.council.exports import FORMATS, PICTURES, ExportError, file_name, made, picture_of
from dashboard.council.kept import briefings
from dashboard.entrance import logged
from dashboard.entrance.cookies import account_of
from dashboard.entrance.told import PROTECTED, told
from dashboard.stores.accounts import Account
from dashboard.stores.logbook import LogbookError
from dashboard.stores.served import NoRelease
from dashboard.text import LANGUAGES, Text

SELF_CONTAINED = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""Whatever a presentation holds, it asks nobody for anything."""


@dataclass(frozen=True)
class File:
    """What an address gives: the content, its kind, and its name where it is to be kept."""

    content: bytes
    media_type: str
    ending: str
    name: str = ""


async def presentation(request: Request) -> Response:
    """The presentation, shown in the browser."""
    html = FORMATS["html"]
    return await _answer(
        request, lambda briefing, text: File(made(briefing, html.ending, text), html.media_type, html.ending)
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
    return File(made(briefing, ending, text), FORMATS[ending].media_type, ending, name)


def _picture(number: int, ending: str, briefing: Briefing, text: Text) -> File:
    kind = PICTURES[ending]
    name = file_name(briefing, f"{number}.{ending}", text.language)
    return File(picture_of(briefing, number, ending, text), kind.media_type, ending, name)


async def _answer(request: Request, make: Callable[[Briefing, Text], File]) -> Response:
    return await run_sync(_answered, request, make)


def _answered(request: Request, make: Callable[[Briefing, Text], File]) -> Response:
    """The file, once the logbook has a line for it; or why not, in the reader's words."""
    text, account = _text(request), account_of(request)
    if account is None or account.role not in READERS:
        return _refused(account, text)
    try:
        briefing = briefings().of(request.path_params["identity"])
        if briefing is None:
            return told(text, "council.refused.unknown", status=404)
        file = make(briefing, text)
        logged.exported(account, "briefings", briefing=briefing.identity, format=file.ending)
        return _sent(file)
    except KeyError:
        return told(text, "council.refused.unknown", status=404)
    except NoRelease:
        return told(text, "council.desk.failed_release", status=503)
    except ExportError:
        return told(text, "council.desk.failed", status=500)
    except LogbookError:
        return told(text, "logbook.blocked", status=503)


def _text(request: Request) -> Text:
    language = request.query_params.get("lang", "")
    return Text(language if language in LANGUAGES else LANGUAGES[0])


def _refused(account: Account | None, text: Text) -> Response:
    """Nobody is signed in, or not somebody who may read briefings."""
    if account is None:
        return told(text, "council.refused.sign_in", status=401)
    logged.refused_file(account, "briefings")
    return told(text, "council.refused.role", status=403)


def _sent(file: File) -> Response:
    headers = {**PROTECTED, "Content-Security-Policy": SELF_CONTAINED}
    if file.name:
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return Response(file.content, media_type=file.media_type, headers=headers)


ROUTES = [
    Route("/council/{identity}/presentation", presentation),
    Route("/council/{identity}/file/{ending}", download),
    Route("/council/{identity}/chart/{number:int}/{ending}", chart),
]
