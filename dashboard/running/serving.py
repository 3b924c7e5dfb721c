"""The server: Streamlit in this process, with the same options wherever and however it starts."""

import os
import signal
import socket
import sys
from types import FrameType

from dashboard.console import unheard
from dashboard.entrance import log
from dashboard.stores.logbook import settle
from dashboard.stores.settings import Settings

STOP_SECONDS = 20
"""What has been asked for is finished: a file that is being made takes less. What takes longer is cut."""


def serve(present: Settings, port: int) -> None:
    """Serve the pages until told to stop; then end this process, at the latest after STOP_SECONDS."""
    log.begin(present)
    with unheard():
        import uvicorn

        from dashboard.running.server import app

    signal.signal(signal.SIGTERM, _leave)
    uvicorn.run(
        app,
        host=present.listen,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    _leave()


def is_taken(address: str, port: int) -> bool:
    """Whether something listens on the port already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0


def _leave(number: int = 0, frame: FrameType | None = None) -> None:
    """End now, with what was looked at written down.

    A thread that still makes a file is not waited for: what it has not finished is nowhere.
    """
    settle()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
