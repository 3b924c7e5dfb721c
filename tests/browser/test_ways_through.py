"""Each role signs in and goes through every page: charts are drawn, and nothing of others is shown."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.stores.navigation import entries_for
from dashboard.stores.viewer import Role
from dashboard.text import Text
from tests.browser.server import READY

CHART = ".staircase-chart .js-plotly-plot"
PATIENCE = 30_000  # milliseconds a busy machine may take to run a page, load the library and draw

SignIn = Callable[..., Page]


def go_to(page: Page, key: str) -> None:
    """By the navigation, as a reader does."""
    title = Text()(f"page.{key}.title")
    page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
    question = page.get_by_role("heading", name=Text()(f"page.{key}.question"))
    expect(question).to_be_visible(timeout=PATIENCE)
    page.locator(READY).wait_for()


def drawn(page: Page) -> list[Any]:
    """The data of every chart on the page, as the browser holds them."""
    page.locator(CHART).first.wait_for(timeout=PATIENCE)
    figures = page.locator(".staircase-chart:not([hidden])").count()
    expect(page.locator(CHART)).to_have_count(figures, timeout=PATIENCE)
    read = "plots => plots.map(plot => JSON.stringify(plot.data))"
    return [json.loads(data) for data in page.locator(CHART).evaluate_all(read)]


def what_is_said(page: Page) -> str:
    """Every word under the page's first line, which names the viewer's level, and outside its charts.

    An axis reaches over the areas its reader may see, and a manager sees more of their own.
    """
    copied = """main => {
        const copy = main.cloneNode(true);
        copy.querySelectorAll(".staircase-plot").forEach(plot => plot.remove());
        return copy.textContent;
    }"""
    return str(page.get_by_test_id("stMain").evaluate(copied)).partition("?")[2]


@pytest.mark.parametrize(
    ("user", "role"),
    [("leder", Role.PROGRAMME_HEAD), ("omraade-b", Role.AREA_MANAGER), ("evaluator", Role.EVALUATOR)],
)
def test_a_role_goes_through_every_page(user: str, role: Role, signed_in: SignIn, tmp_path: Path) -> None:
    page = signed_in(user)
    for entry in entries_for(role):
        go_to(page, entry.key)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        if entry.has_charts:
            assert any(trace for figure in drawn(page) for trace in figure)
        page.screenshot(path=tmp_path / f"{user}-{entry.key}.png", full_page=True)


def test_the_manager_of_another_area_is_told_no_more_than_the_public(signed_in: SignIn) -> None:
    told = {}
    for user in ("omraade-b", "evaluator"):
        page = signed_in(user, "/steps?area=gellerup")
        told[user] = (drawn(page), what_is_said(page))
        page.context.clear_cookies()
    assert told["omraade-b"] == told["evaluator"]


def test_the_language_changes_words_and_document_and_keeps_page_and_area(signed_in: SignIn) -> None:
    page = signed_in("leder", "/absence?area=omraade_a")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    page.get_by_text("English", exact=True).click()
    question = Text("en")("page.absence.question")
    expect(page.get_by_role("heading", name=question)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/absence\?(?=.*area=omraade_a)(?=.*lang=en)"), timeout=PATIENCE)
