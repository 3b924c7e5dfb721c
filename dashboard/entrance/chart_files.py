"""A chart saved as a picture: the browser draws the file itself, and asks here first.

What a browser sends is believed no further than that it names a page and figures there are.
"""

import json

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.catalogue import CATALOGUE, INDICATOR_OF
from dashboard.entrance import logged
from dashboard.entrance.cookies import account_of, is_from_our_own_page
from dashboard.stores.logbook import LogbookError
from dashboard.stores.navigation import ENTRIES

MOST = 2000  # characters that are read of what a browser sends
FIGURES = {*INDICATOR_OF, *(key for one in CATALOGUE for key in one.keys)}
PAGES = {entry.key for entry in ENTRIES}


async def picture(request: Request) -> Response:
    """204 when the logbook has its line and the picture may be saved; another status when it may not."""
    if not is_from_our_own_page(request):
        return Response(status_code=403)
    try:
        asked = json.loads((await request.body())[:MOST])
        page, chart = str(asked["page"]), str(asked["chart"])
    except (ValueError, KeyError, TypeError):
        return Response(status_code=400)
    return Response(status_code=await run_sync(_noted, request, page, chart))


def _noted(request: Request, page: str, chart: str) -> int:
    account = account_of(request)
    if account is None:
        return 401
    figures = ", ".join(part for part in chart.split("-") if part in FIGURES)
    named = page if page in PAGES else ENTRIES[0].key  # the first page stands at the root
    try:
        logged.exported(account, named, format="png", figure=figures)
    except LogbookError:
        return 503
    return 204


ROUTES = [Route("/session/picture", picture, methods=["POST"])]
