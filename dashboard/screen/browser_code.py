"""What the browser runs of ours beside Streamlit: plotly.js, and the code that draws with it.

Each stands at an address that has its contents' digest in it, so that a browser keeps it for good, and goes
packed: Streamlit's own static files would go as they are, and be asked for again each time.
"""

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE = Path(__file__).parent
FOLDER = "code"
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Code:
    """A script, and its address below that of the pages."""

    address: str
    packed: bytes


@cache
def plotly_js() -> Code:
    """plotly.js, as it comes with the package of that name."""
    return _code("plotly", Path(plotly.__file__).parent / "package_data" / "plotly.min.js")


@cache
def charts() -> Code:
    """The code of every chart element."""
    return _code("charts", HERE / "surrounding.js", HERE / "chart_element.js")


def _code(name: str, *files: Path) -> Code:
    written = b"\n".join(file.read_bytes() for file in files)
    digest = sha256(written).hexdigest()[:16]
    return Code(f"{FOLDER}/{name}-{digest}.js", gzip.compress(written, 6, mtime=0))


def get_ready() -> None:
    """Pack it before the first browser asks."""
    plotly_js()
    charts()


async def code(request: Request) -> Response:
    """A script by its address; what has another digest is of another version, and not here."""
    address = f"{FOLDER}/{request.path_params['name']}"
    found = next((one for one in (plotly_js(), charts()) if one.address == address), None)
    if found is None:
        return Response(status_code=404)
    headers = {"Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            found.packed, media_type="text/javascript", headers={**headers, "Content-Encoding": "gzip"}
        )
    return Response(gzip.decompress(found.packed), media_type="text/javascript", headers=headers)


ROUTES = [Route(f"/{FOLDER}/{{name}}", code, methods=["GET"])]
