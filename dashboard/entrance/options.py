"""Streamlit's options: the values of config.toml, wherever and however the server is started."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from streamlit.web import bootstrap

PACKAGE = Path(__file__).parents[1]


def take_options() -> None:
    """Have Streamlit run with the values of config.toml: it finds the file only when started beside it.

    An installed package carries the file in its own folder; in the project it stands at the top.
    """
    places = (folder / ".streamlit" / "config.toml" for folder in (PACKAGE, PACKAGE.parent))
    options = _flat(tomllib.loads(next(filter(Path.is_file, places)).read_text("utf-8")))
    bootstrap.load_config_options(dict(options))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
