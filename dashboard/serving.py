"""The server: Streamlit in this process, for this machine only, with the same options wherever it starts."""

import logging
import socket
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ADDRESS = "127.0.0.1"  # only this machine; a municipality puts its own TLS in front


def serve(port: int) -> None:
    """Serve the pages until stopped."""
    logging.disable(logging.WARNING)  # libraries made for a page complain of being imported before any
    from dashboard.server import app

    logging.disable(logging.NOTSET)
    app.run(config={**_options(), "server.address": ADDRESS, "server.port": port})


def is_taken(port: int) -> bool:
    """Whether something listens on the port already."""
    with socket.socket() as probe:
        return probe.connect_ex((ADDRESS, port)) == 0


def _options() -> dict[str, object]:
    """The values of config.toml, passed on: Streamlit finds the file only when started beside it.

    An installed package carries the file in its own folder; in the project it stands at the top.
    """
    places = (folder / ".streamlit" / "config.toml" for folder in (HERE, HERE.parent))
    return dict(_flat(tomllib.loads(next(filter(Path.is_file, places)).read_text("utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
