"""Nobody sees anything before signing in, and the browser talks to this machine only."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.stores.accounts import demo_users
from dashboard.stores.navigation import ENTRIES, entries_for
from dashboard.stores.viewer import Role
from tests.browser.server import READY

ADDRESSES = ["", *(entry.key for entry in ENTRIES[1:])]  # the first page stands at the root
USERS = [(user.username, user.role) for user in demo_users(["gellerup", "A", "B"])]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_asks_who_is_there(page: Page, address: str) -> None:
    page.goto(f"/{address}")
    page.locator(READY).wait_for()
    expect(page.locator("input[type=password]")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.get_by_test_id("stTable")).to_have_count(0)


@pytest.mark.parametrize(("username", "role"), USERS)
def test_each_demo_user_arrives_at_the_pages(
    signed_in: Callable[..., Page], username: str, role: Role
) -> None:
    page = signed_in(username)
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(entries_for(role)))
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_the_page_is_declared_to_be_danish(page: Page) -> None:
    page.goto("/")
    page.locator(READY).wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "da")
