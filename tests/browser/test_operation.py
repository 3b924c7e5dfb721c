"""The server as whoever runs it meets it: two beside each other, its log, and its end."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.stores.settings import Settings
from dashboard.text import Text
from tests.browser.conftest import PATIENCE
from tests.browser.server import READY, enter, serving

TEXT = Text()
PASSWORD = "input[type=password]"


@pytest.fixture
def shared(release_settings: Settings, tmp_path: Path) -> dict[str, str]:
    """The settings of every replica: one data folder, one app store."""
    return {
        "STAIRCASE_DATA_FOLDER": str(release_settings.data_folder),
        "DATABASE_URL": release_settings.case_database_url,
        "STAIRCASE_APP_STORE_URL": f"sqlite:///{tmp_path / 'app.db'}",
        "STAIRCASE_LOG_FORMAT": "json",
    }


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="da-DK")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def log_of(folder: Path) -> list[dict[str, object]]:
    """The lines the server wrote; what the command says before it serves is for a person."""
    lines = (folder / "server.log").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def test_a_session_begun_at_one_replica_is_good_at_the_other_and_ends_at_both(
    shared: dict[str, str], tmp_path: Path, tab: Page
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    with serving(one, shared) as first, serving(other, shared) as second:
        tab.goto(first)
        enter(tab, "leder")
        footer = tab.get_by_text(TEXT("app.footer")).inner_text()
        tab.goto(f"{second}/steps")  # a browser's cookies are a host's, whatever the port
        tab.locator(READY).wait_for()
        expect(tab.locator(PASSWORD)).to_have_count(0)
        assert tab.get_by_text(TEXT("app.footer")).inner_text() == footer  # the same release
        with tab.expect_response("**/session/end"):
            tab.get_by_role("button", name=TEXT("signin.out")).click()
        tab.goto(first)
        tab.locator(READY).wait_for()
        expect(tab.locator(PASSWORD)).to_be_visible()


def test_told_to_stop_it_finishes_the_file_under_way_and_leaves_no_trace_of_a_fault(
    shared: dict[str, str], tmp_path: Path, tab: Page
) -> None:
    with ThreadPoolExecutor() as pool:
        with serving(tmp_path, shared) as address:
            tab.goto(address)
            enter(tab, "leder")
            cookies = "; ".join(f"{each['name']}={each['value']}" for each in tab.context.cookies())
            asked = Request(f"{address}/council/council/file/pptx", headers={"Cookie": cookies})
            under_way = pool.submit(lambda: urlopen(asked, timeout=300).read())
            tab.wait_for_timeout(300)  # it has been asked for
        assert under_way.result()[:2] == b"PK"  # whole, after the server was told to stop
    told = log_of(tmp_path)
    assert told[-1]["event"] == "stopped"
    assert [line for line in told if line["level"] == "error" or "error" in line] == []
    assert "Traceback" not in (tmp_path / "server.log").read_text("utf-8")
    asked_for = [line for line in told if line["event"] == "request"]
    assert all({"request", "method", "path", "status", "ms"} <= line.keys() for line in asked_for)
    assert not any("?" in str(line["path"]) for line in asked_for)


def test_a_strange_host_gets_no_page(shared: dict[str, str], tmp_path: Path) -> None:
    with serving(tmp_path, shared) as address:
        with pytest.raises(OSError, match="400"):
            urlopen(Request(address, headers={"Host": "elsewhere.example"}), timeout=30)
        with urlopen(f"{address}/health/details", timeout=60) as answer:
            assert json.load(answer)["state"] == "ok"
