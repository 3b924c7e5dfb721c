"""A layer around everything the server answers: what its kinds of call have in common."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Around:
    """Calls of these kinds go through `answer`; every other passes by."""

    kinds: tuple[str, ...] = ("http", "websocket")

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self.answer if scope["type"] in self.kinds else self.app)(scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call, for a layer to change or refuse; without one of its own it goes on as it is."""
        await self.app(scope, receive, send)
