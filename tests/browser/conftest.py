"""The real dashboard in a real browser: a server with its own release, and pages that are watched.

A page fails its test when it asks another host for anything, when the browser reports an error, or when it
does what the content security policy forbids.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from dashboard.stores.settings import Settings
from tests.browser import chromium
from tests.browser.server import enter, serving

PATIENCE = 60_000  # milliseconds a busy machine may take for whatever a test expects
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`))"""
"""Some violations of the content security policy make no line in the console by themselves."""

PROBES = (
    "/_stcore/health",
    "/_stcore/host-config",
)  # asked below a page's address first, to find the server's own


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
    """A Danish reader's empty tab, watched: no other host, no error."""
    complaints: list[str] = []

    def only_to_the_server(route: Route) -> None:
        if _is_elsewhere(route.request.url, server):
            complaints.append(f"asked another host: {route.request.url}")
            route.abort()
        else:
            route.continue_()

    context = browser.new_context(locale="da-DK", base_url=server, viewport={"width": 1280, "height": 900})
    context.route("**/*", only_to_the_server)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(TELL_VIOLATIONS)
    tab = context.new_page()
    tab.on("console", lambda message: complaints.extend(_errors(message)))
    tab.on("pageerror", lambda error: complaints.append(f"error on the page: {error}"))
    yield tab
    context.close()
    assert complaints == []


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


def _errors(message: ConsoleMessage) -> list[str]:
    place = message.location.get("url", "")
    if message.type != "error" or place.endswith(PROBES):
        return []
    return [f"console: {message.text} ({place})"]


def _is_elsewhere(url: str, server: str) -> bool:
    asked = urlsplit(url)
    return asked.scheme in ("http", "https", "ws", "wss") and asked.netloc != urlsplit(server).netloc
