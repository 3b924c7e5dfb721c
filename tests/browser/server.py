"""`staircase run` in a process of its own, and the way in through its form."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.stores.accounts import DEMO_PASSWORD
from tests.browser import chromium

START = 300  # seconds the server may take to fill, release and answer on a busy machine
READY = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"


@contextmanager
def serving(folder: Path, environment: Mapping[str, str], port: int = 0) -> Iterator[str]:
    """The address of a server started in a folder, until the work with it is done."""
    port, log = port or free_port(), folder / "server.log"
    command = [staircase(), "run", "--port", str(port)]
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=written, stderr=written
        )
    try:
        _wait_until_it_answers(process, f"http://127.0.0.1:{port}", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        status = process.wait(timeout=START)
    assert status == 0, f"the server did not stop in order: {status}"


@contextmanager
def browsing() -> Iterator[tuple[Browser, str]]:
    """A browser, and the address of a server with invented families: for a command that visits the pages."""
    program = chromium.find()
    if program is None:
        raise SystemExit(chromium.HOW_TO_GET_ONE)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), {}) as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser, address
        browser.close()


def enter(page: Page, username: str) -> None:
    """Through the form as a demo user, and on to the page the tab stands at."""
    page.locator(READY).wait_for()
    page.locator("[data-testid=stForm] input").nth(0).fill(username)
    page.locator("input[type=password]").fill(DEMO_PASSWORD)
    with page.expect_response("**/session/begin"):
        page.locator("[data-testid=stFormSubmitButton] button").click()
    page.locator("input[type=password]").wait_for(state="detached")
    page.locator(READY).wait_for()


def staircase() -> str:
    """The command as it is installed beside the Python that runs the tests."""
    found = shutil.which("staircase", path=str(Path(sys.executable).parent))
    assert found, "the project is not installed: run `uv sync`"
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    latest = time.monotonic() + START
    while time.monotonic() < latest and process.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except OSError:  # refused, or on a busy machine not answered in time
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")
