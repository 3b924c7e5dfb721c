"""Whoever runs the dashboard can ask how it is, and learns nothing they should not."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette

from dashboard.entrance import health
from dashboard.entrance.health import Health, Kept, State
from dashboard.stores.served import NoRelease
from dashboard.stores.settings import settings
from data_access import newest_version, upgrade
from tests.entrance.asgi import ask

Places = Callable[..., None]
AS_OF = date.today() - timedelta(days=40)


@pytest.fixture
def places(no_release: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Says where case database and app store are, and whether a release is served."""
    manifest = {"release_id": "2026-09-30-a1", "as_of": str(AS_OF)}

    def set_to(case: str = "", app_store: str = "", served: bool = True) -> None:
        monkeypatch.setenv("DATABASE_URL", case or settings().case_database_url)
        monkeypatch.setenv("STAIRCASE_APP_STORE_URL", app_store)
        settings.cache_clear()

        def release() -> SimpleNamespace:
            if not served:
                raise NoRelease
            return SimpleNamespace(manifest=manifest)

        monkeypatch.setattr(health, "served_release", release)

    return set_to


def test_with_everything_there_it_is_ok_and_says_how_old_the_data_are(
    places: Places, database_url: str
) -> None:
    places(database_url)
    found = health.health()
    assert (found.state, found.app_store) == (State.OK, "ok")
    assert asdict(found.case_database) == {
        "state": "ok",
        "schema": newest_version(),
        "wanted": newest_version(),
    }
    assert found.release is not None
    assert (found.release.age_days, found.release.waiting) == (40, False)


def test_without_the_case_database_the_figures_are_still_shown(places: Places) -> None:
    places("postgresql://staircase_read:secret@127.0.0.1:1/staircase_case")
    found = health.health()
    assert (found.state, found.case_database.state) == (State.DEGRADED, "away")


def test_another_schema_is_told_with_both_versions(places: Places, blank_url: str) -> None:
    upgrade(blank_url, "0001")
    places(blank_url)
    found = health.health()
    assert (found.state, found.case_database.state) == (State.DEGRADED, "other_schema")
    assert (found.case_database.schema, found.case_database.wanted) == ("0001", newest_version())


def test_nobody_can_use_it_without_a_release_or_an_app_store(places: Places, database_url: str) -> None:
    places(database_url, served=False)
    assert health.health().state is State.FAILED
    places(database_url, app_store="postgresql://staircase_app:secret@127.0.0.1:1/staircase_app")
    assert (health.health().state, health.health().app_store) == (State.FAILED, "away")


def test_the_answers_have_a_status_for_a_proxy_and_no_secret(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = "postgresql://somebody:secret@127.0.0.1:1/staircase"
    places(away, app_store=away)
    monkeypatch.setattr(health, "_kept", Kept())
    app = Starlette(routes=health.ROUTES)
    assert (ask(app, "/health").status, ask(app, "/health").body) == (200, b'{"state":"ok"}')
    details = ask(app, "/health/details")
    assert details.status == 503
    assert json.loads(details.body)["state"] == "failed"
    assert not any(
        word in details.body for word in (b"secret", b"somebody", b"127.0.0.1", b"postgresql", b"/tmp")
    )


def test_asking_often_looks_once(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    places()
    looked: list[Health] = []
    at_first = health.health()
    monkeypatch.setattr(health, "health", lambda: looked.append(at_first) or at_first)
    kept = Kept()
    assert kept.health() is kept.health() is at_first
    assert len(looked) == 1
