"""The watch over every tab: what a page must not do is found."""

import pytest
from playwright.sync_api import Browser

from tests.browser.server import READY
from tests.browser.watched import watched

INLINE = "document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))"


@pytest.mark.parametrize(
    ("done", "complaint"),
    [
        (INLINE, "policy: script-src"),
        ("console.error('went wrong')", "console: went wrong"),
        ("void fetch('http://elsewhere.example/').catch(() => 0)", "elsewhere.example"),
    ],
    ids=["a script in the page", "an error", "another host"],
)
def test_a_watched_tab_tells_what_its_page_must_not_do(
    browser: Browser, server: str, done: str, complaint: str
) -> None:
    with pytest.raises(AssertionError, match=complaint):
        do(done, browser, server)


def do(what: str, browser: Browser, server: str) -> None:
    with watched(browser.new_context(base_url=server), server) as tab:
        tab.goto("/")
        tab.locator(READY).wait_for()
        tab.evaluate(what)
        tab.wait_for_timeout(500)
