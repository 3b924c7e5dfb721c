"""The real dashboard in a real browser: a server with its own release, and pages that are watched.

A page fails its test when it asks another host for anything, or when the browser reports an error.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from dashboard.accounts import DEMO_PASSWORD
from dashboard.settings import Settings
from tests.browser import chromium

HERE = Path(__file__).parent
PATIENCE = 60_000  # milliseconds a busy machine may take for whatever a test expects
START = 300  # seconds the server may take to fill, release and answer on a busy machine
PROBES = (
    "/_stcore/health",
    "/_stcore/host-config",
)  # asked below a page's address first, to find the server's own
READY = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server and one browser for all of these: they run in one worker."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def server(release_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `staircase run`, started in a folder that is not the project's."""
    port, elsewhere = _free_port(), tmp_path_factory.mktemp("elsewhere")
    log = elsewhere / "server.log"
    environment = {
        **os.environ,
        "STAIRCASE_DATA_FOLDER": str(release_settings.data_folder),
        "DATABASE_URL": release_settings.case_database_url,
        "STAIRCASE_APP_STORE_URL": f"sqlite:///{elsewhere / 'app.db'}",
    }
    command = [staircase(), "run", "--port", str(port)]
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=elsewhere, env=environment, stdout=written, stderr=written)
    try:
        _wait_until_it_answers(process, f"http://127.0.0.1:{port}", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=START)


def staircase() -> str:
    """The command as it is installed beside the Python that runs the tests."""
    found = shutil.which("staircase", path=str(Path(sys.executable).parent))
    assert found, "the project is not installed: run `uv sync`"
    return found


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
        page.locator(READY).wait_for()
        page.locator("form, [data-testid=stForm]").locator("input").nth(0).fill(username)
        page.locator("input[type=password]").fill(DEMO_PASSWORD)
        page.locator("[data-testid=stFormSubmitButton] button").click()
        page.locator("input[type=password]").wait_for(state="detached")
        page.locator(READY).wait_for()
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    latest = time.monotonic() + START
    while time.monotonic() < latest and process.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")
