"""How the dashboard is, for whoever runs it: `/health` that it answers, `/health/details` on what it rests.

No secret and no address stands in it, and nothing that tells of a family. A proxy keeps the details inside.
"""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from threading import Lock

import sqlalchemy as sa
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.entrance.trouble import answers
from dashboard.stores import store
from dashboard.stores.served import NoRelease, served_release
from dashboard.stores.settings import settings
from data_access import CaseDatabaseError, newest_version, read_only_engine, schema_version

KEPT_SECONDS = 5.0
"""Asking more often gives the same answer: a check from outside can't keep the databases busy."""

NO_STORE = {"Cache-Control": "no-store"}


class State(StrEnum):
    """How well the dashboard does its work."""

    OK = "ok"
    DEGRADED = "degraded"  # the served figures are shown; no new release can be made
    FAILED = "failed"  # nobody can sign in, or there is nothing to show


@dataclass(frozen=True)
class Database:
    """The case database, as far as a release could be made from it now."""

    state: str  # ok, away, other_schema
    schema: str | None
    wanted: str


@dataclass(frozen=True)
class Release:
    """The served release: how old its data are, and whether another waits."""

    release_id: str
    as_of: str
    age_days: int
    waiting: bool


@dataclass(frozen=True)
class Health:
    """Everything the dashboard rests on."""

    state: State
    release: Release | None
    app_store: str  # ok, away
    case_database: Database


async def process(_: Request) -> Response:
    """This process answers: what an orchestrator restarts it by."""
    return JSONResponse({"state": "ok"}, headers=NO_STORE)


async def details(_: Request) -> Response:
    """What it rests on; 503 where nobody could use it."""
    found = await run_sync(_kept.health)
    return JSONResponse(asdict(found), 503 if found.state is State.FAILED else 200, NO_STORE)


def health() -> Health:
    """How things are at this moment."""
    release, database = _release(), _database()
    app_store = "ok" if answers() else "away"
    if release is None or app_store == "away":
        state = State.FAILED
    else:
        state = State.OK if database.state == "ok" else State.DEGRADED
    return Health(state, release, app_store, database)


def _release() -> Release | None:
    try:
        manifest: Mapping[str, str] = served_release().manifest
    except (NoRelease, OSError):
        return None
    waits = store.waiting_folder(settings().data_folder) is not None
    days = (date.today() - date.fromisoformat(manifest["as_of"])).days
    return Release(manifest["release_id"], manifest["as_of"], days, waits)


def _database() -> Database:
    wanted = newest_version()
    try:
        engine = read_only_engine(settings().case_database_url)
        try:
            found = schema_version(engine)
        finally:
            engine.dispose()
    except (CaseDatabaseError, sa.exc.SQLAlchemyError):
        return Database("away", None, wanted)
    return Database("ok" if found == wanted else "other_schema", found, wanted)


class Kept:
    """The last answer, for a few seconds; one caller at a time looks anew."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: Health | None = None
        self._at = 0.0

    def health(self) -> Health:
        with self._lock:
            if self._last is None or time.monotonic() - self._at > KEPT_SECONDS:
                self._last, self._at = health(), time.monotonic()
            return self._last


_kept = Kept()
ROUTES = [Route("/health", process), Route("/health/details", details)]
