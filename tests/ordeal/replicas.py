"""Three servers behind one proxy: what one knows, all know."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.request import Request, urlopen

from dashboard.stores.sessions import Sessions
from tests.bench.servers import Server
from tests.ordeal.proxy import in_turn
from tests.ordeal.visitor import PATIENCE, arrived, cookie

NUMBER = 3
HEAD = "leder"


@asynccontextmanager
async def behind(servers: Sequence[Server], port: int) -> AsyncIterator[str]:
    """The address of the proxy before them."""
    async with in_turn([each.address for each in servers], port):
        yield f"http://127.0.0.1:{port}"


async def shared(addresses: Sequence[str], proxy: str, sessions: Sessions) -> bool:
    """Whether all show the same release, and a session that one began is known to all and ended at all."""
    releases = {_release(address) for address in addresses}
    kept = cookie(addresses[0], sessions, HEAD)
    known = [await _is_known(address, kept) for address in addresses]
    ended = Request(f"{addresses[1]}/session/end", b"", {"Sec-Fetch-Site": "same-origin", "Cookie": kept})
    urlopen(ended, timeout=PATIENCE).close()
    still = [await _is_known(address, kept) for address in addresses]
    return len(releases) == 1 and all(known) and not any(still)


async def _is_known(address: str, kept: str) -> bool:
    """Whether the page has its bar of choices: who is not signed in sees the form alone."""
    visitor = await arrived(address, kept, "steps")
    await visitor.leave()
    return bool(visitor.areas)


def _release(address: str) -> str:
    with urlopen(f"{address}/health/details", timeout=PATIENCE) as answer:
        return str(json.load(answer)["release"]["release_id"])
