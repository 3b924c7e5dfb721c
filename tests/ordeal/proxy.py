"""A proxy that hands each connection to the next of several servers, and changes nothing in it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import cycle
from urllib.parse import urlsplit

PART = 2**16


@asynccontextmanager
async def in_turn(addresses: Sequence[str], port: int) -> AsyncIterator[None]:
    """Listen on a port of this machine for the servers at these addresses, until the work with it is done."""
    following = cycle([urlsplit(address) for address in addresses])

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to = next(following)
        others_reader, others_writer = await asyncio.open_connection(to.hostname, to.port)
        await asyncio.gather(_copied(reader, others_writer), _copied(others_reader, writer))

    server = await asyncio.start_server(pass_on, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while part := await reader.read(PART):
            writer.write(part)
            await writer.drain()
    with suppress(ConnectionError):
        writer.close()
