"""A session without a browser: signs in by the dashboard's address, then speaks Streamlit's own protocol.

It sends what the page's script in a browser would: a run for the first look, and one for each click in the
bar of choices. A page looks every 15 seconds whether its session lasts, counted from the last click: who
clicks every 5 never comes to that. Nothing is drawn, so that hundreds fit on one machine.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from dashboard.screen.choices import AREA
from dashboard.stores.sessions import COOKIE, Sessions

PATIENCE = 120  # seconds for one answer
OPENING = 60  # seconds for a connection while the server is busy
LARGEST = 2**26  # bytes of one message
WHOLE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def cookie(address: str, sessions: Sessions, username: str) -> str:
    """The cookie of a new session, by the address at which a browser hands in its ticket."""
    ticket = sessions.start(username).ticket.encode()
    asked = Request(f"{address}/session/begin", ticket, {"Sec-Fetch-Site": "same-origin", "Origin": address})
    with urlopen(asked, timeout=PATIENCE) as answer:
        kept = next(line for line in answer.headers.get_all("Set-Cookie") if line.startswith(COOKIE))
    return str(kept.partition(";")[0])


@dataclass
class Visitor:
    """Somebody at one page."""

    socket: ClientConnection
    page: str
    widget: str = ""
    areas: Sequence[str] = ()
    """The choice of area: the widget's id in the browser, and the words it offers."""
    fragment: str = ""
    """The part of the page that a choice runs."""
    wrong: int = 0
    """Runs that failed, or showed an error."""
    _hash: str = ""
    _chosen: int = 0
    _done: asyncio.Event = field(default_factory=asyncio.Event)
    _listening: asyncio.Task[None] | None = None

    async def look(self) -> None:
        """The first run of the page."""
        self._listening = asyncio.create_task(self._listen())
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        await self._run(asked)

    async def click(self) -> None:
        """The next area in the bar, until the page is whole again."""
        self._chosen = (self._chosen + 1) % len(self.areas)
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._hash
        asked.rerun_script.fragment_id = self.fragment
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self.widget, self.areas[self._chosen]
        await self._run(asked)

    async def leave(self) -> None:
        if self._listening:
            self._listening.cancel()
        with suppress(OSError):
            await self.socket.close()

    async def _run(self, asked: BackMsg) -> None:
        self._done.clear()
        await self.socket.send(asked.SerializeToString())
        await asyncio.wait_for(self._done.wait(), PATIENCE)

    async def _listen(self) -> None:
        async for told in self.socket:
            message = ForwardMsg.FromString(told if isinstance(told, bytes) else told.encode())
            match message.WhichOneof("type"):
                case "navigation":
                    self._hash = message.navigation.page_script_hash
                case "delta":
                    self._see(message)
                case "script_finished" if message.script_finished in WHOLE:
                    self._done.set()
                case "script_finished" if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self.wrong += 1

    def _see(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "selectbox" if f"choose-{AREA}-" in element.selectbox.id:
                self.widget, self.areas = element.selectbox.id, tuple(element.selectbox.options)
                self.fragment = message.delta.fragment_id
            case "exception":
                self.wrong += 1


async def arrived(address: str, kept: str, page: str) -> Visitor:
    """Somebody whose browser has a cookie, and who has seen the page for the first time."""
    socket = await connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        additional_headers={"Cookie": kept},
        origin=address,  # type: ignore[arg-type]  # a text of a type of its own
        subprotocols=["streamlit"],  # type: ignore[list-item]
        open_timeout=OPENING,
        ping_timeout=None,
        max_size=LARGEST,
    )
    visitor = Visitor(socket, page)
    await visitor.look()
    return visitor
