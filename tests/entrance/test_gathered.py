"""A run of a page reaches the browser as one, in order, and a slow one piece by piece."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.entrance import gathered
from dashboard.entrance.gathered import Gathered

Run = Callable[[Send], Awaitable[None]]
LONG = 3 * gathered.LONGEST


def an_element(name: str) -> Message:
    message = ForwardMsg(hash=name)
    message.delta.new_element.markdown.body = name
    return sent(message)


def a_status(*, running: bool) -> Message:
    message = ForwardMsg()
    message.session_status_changed.script_is_running = running
    return sent(message)


def sent(message: ForwardMsg) -> Message:
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def connect(run: Run, browser: Send) -> None:
    """A connection from its beginning to its end, in a thread of its own: a browser's test may have left a
    loop in this one.
    """

    async def server(scope: Scope, receive: Receive, send: Send) -> None:
        await run(send)

    async def nothing() -> Message:
        return {}

    async def connection() -> None:
        await Gathered(server)({"type": "websocket"}, nothing, browser)

    with ThreadPoolExecutor(1) as of_its_own:
        of_its_own.submit(asyncio.run, connection()).result()


def told(run: Run) -> list[tuple[str, int]]:
    """What the browser got: each message's name, and how many the run had sent by then."""
    got: list[tuple[str, int]] = []
    count = 0

    async def counted(send: Send) -> None:
        async def one_more(message: Message) -> None:
            nonlocal count
            count += 1
            await send(message)

        await run(one_more)

    async def browser(message: Message) -> None:
        got.append((_name(message), count))

    connect(counted, browser)
    return got


def _name(message: Message) -> str:
    if message["type"] != "websocket.send":
        return str(message["type"])
    read = ForwardMsg.FromString(message["bytes"])
    return read.hash or f"running: {read.session_status_changed.script_is_running}"


def test_a_run_is_handed_on_when_it_has_ended_in_its_order() -> None:
    async def run(send: Send) -> None:
        for message in (a_status(running=True), an_element("a"), an_element("b"), a_status(running=False)):
            await send(message)

    assert told(run) == [("running: True", 4), ("a", 4), ("b", 4), ("running: False", 4)]


def test_a_slow_run_is_not_waited_for() -> None:
    async def run(send: Send) -> None:
        await send(an_element("soon"))
        await asyncio.sleep(LONG)
        await send(an_element("late"))
        await send(a_status(running=False))

    assert told(run) == [("soon", 1), ("late", 3), ("running: False", 3)]


def test_what_comes_while_a_browser_takes_its_time_stays_behind_what_came_before() -> None:
    got: list[str] = []

    async def five_at_once(send: Send) -> None:
        runs = [[an_element(str(run)), a_status(running=False)] for run in range(5)]
        await asyncio.gather(*(send(message) for run in runs for message in run))

    async def slow(message: Message) -> None:
        await asyncio.sleep(0)
        got.append(_name(message))

    connect(five_at_once, slow)
    assert [name for name in got if not name.startswith("running")] == ["0", "1", "2", "3", "4"]


def test_the_end_of_a_connection_waits_for_nothing_and_comes_last() -> None:
    async def run(send: Send) -> None:
        await send(an_element("a"))
        await send({"type": "websocket.close"})

    assert told(run) == [("a", 2), ("websocket.close", 2)]


def test_that_a_browser_is_gone_is_told_to_whoever_sends_next() -> None:
    heard: list[str] = []

    async def run(send: Send) -> None:
        await send(an_element("a"))
        await asyncio.sleep(LONG)
        try:
            await send(an_element("b"))
        except OSError as error:
            heard.append(str(error))

    async def gone(message: Message) -> None:
        raise OSError("gone")

    connect(run, gone)
    assert heard == ["gone"]
