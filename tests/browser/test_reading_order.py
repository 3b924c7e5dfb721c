"""What a screen reader meets on each page, in which order, is as a person has read it through."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from dashboard.stores.accounts import DEMO_HEAD
from dashboard.text import LANGUAGES
from tests.browser.reading_order import FOLDER, file_of, snapshots

CHANGED = "the reading order has changed: run `make reading-order`, and read what it wrote"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_is_read_in_the_order_that_was_judged(
    language: str, signed_in: Callable[..., Page]
) -> None:
    met = dict(snapshots(signed_in(DEMO_HEAD), language))
    assert {file.stem for file in (FOLDER / language).glob("*.txt")} == set(met)
    changed = [name for name, text in met.items() if text != file_of(language, name).read_text("utf-8")]
    assert changed == [], CHANGED
