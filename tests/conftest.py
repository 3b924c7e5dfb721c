"""What many tests start from: the synthetic case database, and the release built from it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from dashboard.stores.served import Served
from dashboard.stores.served import served_release as release_in_memory
from dashboard.stores.settings import Settings, settings
from tests.once import common_folder, made_once


class BrowserInOneWorker(LoadScopeScheduling):
    """One server and one browser for all tests in a browser; every other test goes where there is room."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BrowserInOneWorker:
    return BrowserInOneWorker(config, log)


pytest_plugins = ["tests.case_database.databases"]

# A busy machine is no reason for a test to fail.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")


def pytest_configure() -> None:
    """The tests don't depend on the settings of whoever runs them."""
    for name in [name for name in os.environ if name == "DATABASE_URL" or name.startswith("STAIRCASE_")]:
        del os.environ[name]


@pytest.fixture(scope="session")
def case_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of the synthetic case database, filled once; a test reads it and never writes."""
    import seed

    folder = made_once(
        common_folder(tmp_path_factory) / "seeded", lambda place: seed.write(f"sqlite:///{place / 'case.db'}")
    )
    return f"sqlite:///{folder / 'case.db'}"


@pytest.fixture(scope="session")
def release_settings(case_database: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose data folder holds an approved release of the synthetic case database, built once."""
    from dashboard.building import release
    from dashboard.stores import approval

    folder = common_folder(tmp_path_factory) / "released"
    present = Settings.model_validate({"data_folder": folder, "DATABASE_URL": case_database})

    def build(place: Path) -> None:
        approval.approve(place, release.build(present).name, approval.By.DEMO)

    made_once(folder, build)
    return present


@pytest.fixture
def served_release(
    release_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Served]:
    """The release of the synthetic case database, served by the settings; nobody is signed in."""
    monkeypatch.setenv("STAIRCASE_APP_STORE_URL", f"sqlite:///{tmp_path / 'app.db'}")
    monkeypatch.setenv("STAIRCASE_DATA_FOLDER", str(release_settings.data_folder))
    monkeypatch.setenv("DATABASE_URL", release_settings.case_database_url)
    settings.cache_clear()
    yield release_in_memory()
    settings.cache_clear()


@pytest.fixture
def no_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder in which nothing has been made yet."""
    monkeypatch.setenv("STAIRCASE_DATA_FOLDER", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()
