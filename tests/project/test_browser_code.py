"""The code that draws charts in the browser: this server's own, packed, and kept for good."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.screen import browser_code


@pytest.fixture
def browser() -> TestClient:
    return TestClient(Starlette(routes=browser_code.ROUTES))


def test_plotly_js_comes_from_this_server_and_is_the_packages_own(browser: TestClient) -> None:
    answer = browser.get(f"/{browser_code.plotly_js().address}")
    assert answer.text.startswith("/**\n* plotly.js v")
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("code", [browser_code.plotly_js, browser_code.charts])
def test_code_goes_packed_and_is_kept_for_good(browser: TestClient, code: object) -> None:
    assert callable(code)
    answer = browser.get(f"/{code().address}", headers={"accept-encoding": "br, gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == gzip.decompress(code().packed)


def test_a_browser_that_cannot_unpack_gets_it_as_it_is(browser: TestClient) -> None:
    answer = browser.get(f"/{browser_code.charts().address}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert "export function draw" in answer.text


def test_code_of_another_version_is_not_here(browser: TestClient) -> None:
    assert browser.get("/code/charts-0000000000000000.js").status_code == 404
    assert browser.get("/code/..%2Fapp.py").status_code == 404
