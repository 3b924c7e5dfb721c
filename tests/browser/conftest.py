"""The real dashboard in a real browser: a server with its own release, and tabs that are watched."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dashboard.stores.settings import Settings
from tests.browser import chromium
from tests.browser.server import enter, serving
from tests.browser.watched import PATIENCE, watched


@pytest.fixture(scope="session")
def server(release_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `staircase run`, started in a folder that is not the project's."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    environment = {
        "STAIRCASE_DATA_FOLDER": str(release_settings.data_folder),
        "DATABASE_URL": release_settings.case_database_url,
        "STAIRCASE_APP_STORE_URL": f"sqlite:///{elsewhere / 'app.db'}",
    }
    with serving(elsewhere, environment) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. A missing one is a failure, here and in CI."""
    program = chromium.find()
    if program is None:
        pytest.fail(chromium.HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A Danish reader's empty tab, watched."""
    context = browser.new_context(locale="da-DK", base_url=server, viewport={"width": 1280, "height": 900})
    with watched(context, server) as tab:
        yield tab


@pytest.fixture
def somebody_else(browser: Browser, server: str) -> Iterator[Page]:
    """An empty tab of another reader, in a browser that shares nothing with the first."""
    context = browser.new_context(locale="da-DK", base_url=server)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def signed_in(page: Page) -> Callable[..., Page]:
    """Signs a demo user in through the form and answers the tab, standing at `path`."""

    def sign_in(username: str, path: str = "/") -> Page:
        page.goto(path)
        enter(page, username)
        return page

    return sign_in
