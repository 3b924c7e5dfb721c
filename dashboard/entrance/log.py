"""The log: one line an event, for a program (JSON) or a person (text), and no line about a family.

What a line may hold: when, how bad, what happened, at which request, and figures about it. No query of an
address, no name of a person, no row; and whatever looks like a CPR number is masked, wherever it came from.
"""

import json
import logging
import secrets
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from streamlit import logger as streamlits

from dashboard.stores.settings import LogFormat, Settings
from seed.delivery.cpr import without

LONGEST = 500  # characters of a message from elsewhere
DEEPEST = 12  # places of a failure, from where it happened outwards

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The number of the request being answered: on each line about it, and in the answer's X-Request-ID."""

QUIET = ("uvicorn", "websockets", "httpx", "alembic", "fontTools")
"""Libraries that tell of every step, some with the reader's address; their warnings are kept."""

AFTER_ALL_HAVE_LEFT = ("WebSocketDisconnect", "ClientDisconnected", "ConnectionClosed")
"""Failures of speaking to a browser that is gone: no failure at all."""

_log = logging.getLogger("staircase")


def begin(present: Settings) -> None:
    """Have every line of this process, its libraries' too, written once and in our form."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if present.log_format is LogFormat.JSON else _Plain())
    handler.addFilter(_is_worth_a_line)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(present.log_level.upper())
    logging.captureWarnings(True)

    def through_the_root(logger: logging.Logger) -> None:
        """Streamlit gives each of its loggers a handler of its own, which would tell a line in its words."""
        logger.handlers.clear()
        logger.propagate = True
        logger.streamlit_console_handler = handler  # type: ignore[attr-defined]

    streamlits.setup_formatter = through_the_root
    streamlits.update_formatter()
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        through_the_root(logging.getLogger(name))
    for name in (*QUIET, "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)


def event(name: str, level: int = logging.INFO, **fields: Any) -> None:
    """One line about something that happened, with its figures."""
    _log.log(level, name, extra={"fields": fields})


def failure(name: str, error: BaseException, **fields: Any) -> str:
    """One line about a failure; answers its number, which is told to whoever met it."""
    number = REQUEST.get() or new_number()
    _log.error(name, exc_info=error, extra={"fields": {"number": number, **fields}})
    return number


def new_number() -> str:
    return secrets.token_hex(6)


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or not kind.__name__.startswith(AFTER_ALL_HAVE_LEFT)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says, in the order it is read."""
    own: Mapping[str, Any] = getattr(record, "fields", {})
    told = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": record.getMessage()[:LONGEST],
        "source": record.name,
        **({"request": REQUEST.get()} if REQUEST.get() else {}),
        **own,
    }
    if record.exc_info and record.exc_info[1] is not None:
        kind, error, place = record.exc_info
        told |= {
            "error": getattr(kind, "__name__", ""),
            "says": str(error)[:LONGEST],
            "where": _places(place),
        }
    return told


def _places(trace: TracebackType | None) -> list[str]:
    """Files and lines of a failure. No source text and no values: a value could be a person's."""
    frames = traceback.extract_tb(trace)[-DEEPEST:]
    return [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno}" for frame in frames]


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return without(json.dumps(_fields(record), ensure_ascii=False, default=str))


class _Plain(logging.Formatter):
    """The same for a person at a console."""

    def format(self, record: logging.LogRecord) -> str:
        told = _fields(record)
        first = " ".join(str(told.pop(name)) for name in ("at", "level", "event"))
        rest = " ".join(f"{name}={value}" for name, value in told.items() if name != "source")
        return without(f"{first} {rest}".rstrip().replace("\n", " "))
