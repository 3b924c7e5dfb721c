"""What a run of a page tells the browser, sent as one: a page that comes in pieces is drawn once for each.

Streamlit sends a message for every element, as the script reaches it. The browser draws what has come each
time it has a moment: half a page, then the rest, and every time all of it is gone through.
"""

import asyncio
from collections import deque
from collections.abc import MutableMapping
from typing import Any

from starlette.types import Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.entrance.around import Around

LONGEST = 0.08
"""Seconds that a message waits for the rest of its run at most: a slow page shows what there is of it."""

SHORT = 16
"""Bytes of a message beyond which it says more than that a run has ended."""

Message = MutableMapping[str, Any]


class Gathered(Around):
    """Holds the messages of a run back until it has ended, or has taken long; their order stays."""

    kinds = ("websocket",)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection, that is one open page."""
        held: deque[Message] = deque()
        sending = asyncio.Lock()
        waits: asyncio.Task[None] | None = None

        async def hand_on() -> None:
            async with sending:
                while held:
                    await send(held.popleft())

        async def later() -> None:
            await asyncio.sleep(LONGEST)
            await hand_on()

        async def gathered(message: Message) -> None:
            nonlocal waits
            held.append(message)
            if _is_last(message):
                await hand_on()
            elif waits is None or waits.done():
                if waits is not None:
                    waits.result()  # a browser that was gone by then: the sender hears of it now
                waits = asyncio.create_task(later())

        try:
            await self.app(scope, receive, gathered)
        finally:
            if waits is not None:
                waits.cancel()
                await asyncio.gather(waits, return_exceptions=True)


def _is_last(message: Message) -> bool:
    """Does nothing come after this that belongs to it? So it is with all that is not of a run, too."""
    told = message.get("bytes") if message["type"] == "websocket.send" else None
    if told is None:
        return True
    if len(told) > SHORT:
        return False
    read = ForwardMsg.FromString(told)
    status = read.session_status_changed
    return read.WhichOneof("type") == "session_status_changed" and not status.script_is_running
