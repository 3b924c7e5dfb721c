"""Sign-in at a provider in a real browser: a link, the provider's page, and the page that was asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.stores.sessions import COOKIE
from dashboard.stores.settings import Settings
from dashboard.text import Text
from tests.browser.server import READY, free_port, serving
from tests.browser.watched import watched
from tests.entrance.provider import CLIENT_ID, CLIENT_SECRET, Provider, running

TEXT = Text()
REFUSED = ("/session/oidc/callback", "/session/picture")
"""Where a test here means the answer to be an error: nobody's group, and a logbook that is away."""
MAPPING = '[[group]]\nvalue = "g-heads"\nname = "Programledelsen"\nrole = "programme_head"\n'


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def address(
    provider: Provider, release_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a dashboard whose people sign in at the provider."""
    elsewhere, port = tmp_path_factory.mktemp("provider"), free_port()
    (elsewhere / "groups.toml").write_text(MAPPING, "utf-8")
    environment = {
        "STAIRCASE_DATA_FOLDER": str(release_settings.data_folder),
        "DATABASE_URL": release_settings.case_database_url,
        "STAIRCASE_APP_STORE_URL": f"sqlite:///{elsewhere / 'app.db'}",
        "STAIRCASE_ADDRESS": f"http://127.0.0.1:{port}",
        "STAIRCASE_OIDC_ISSUER": provider.issuer,
        "STAIRCASE_OIDC_CLIENT_ID": CLIENT_ID,
        "STAIRCASE_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "STAIRCASE_OIDC_GROUPS": str(elsewhere / "groups.toml"),
    }
    with serving(elsewhere, environment, port) as started:
        assert "Programledelsen" in (elsewhere / "server.log").read_text("utf-8"), "the mapping is printed"
        yield started


@pytest.fixture
def tab(browser: Browser, address: str, provider: Provider) -> Iterator[Page]:
    """Watched like every other tab; the provider is the one other host it may ask."""
    context = browser.new_context(locale="da-DK", base_url=address, viewport={"width": 1440, "height": 900})
    with watched(context, address, provider.issuer, refused=REFUSED) as tab:
        yield tab


def follow(tab: Page) -> None:
    tab.locator(READY).wait_for()
    tab.get_by_role("link", name=TEXT("signin.work_account")).click()


def test_the_link_leads_by_the_provider_to_the_page_that_was_asked_for(tab: Page, provider: Provider) -> None:
    provider.is_anna("g-heads")
    tab.goto("/steps?area=omraade_a")
    follow(tab)
    expect(tab.get_by_role("heading", name=TEXT("page.steps.question"))).to_be_visible()
    expect(tab).to_have_url("/steps?area=omraade_a")
    tab.reload()
    expect(tab.get_by_text("anna@example.dk")).to_be_attached()
    assert [cookie["name"] for cookie in tab.context.cookies() if "staircase" in cookie["name"]] == [COOKIE]


def test_signing_out_ends_what_the_provider_began(tab: Page, provider: Provider) -> None:
    provider.is_anna("g-heads")
    tab.goto("/")
    follow(tab)
    with tab.expect_response("**/session/end"):
        tab.get_by_role("button", name=TEXT("signin.out")).click()
    expect(tab.get_by_role("link", name=TEXT("signin.work_account"))).to_be_visible()
    tab.reload()
    expect(tab.locator("input[type=password]")).to_be_visible()
    assert [cookie["name"] for cookie in tab.context.cookies() if cookie["name"] == COOKIE] == []


def test_somebody_without_a_group_sees_whom_to_ask_and_no_figure(tab: Page, provider: Provider) -> None:
    provider.is_anna("g-canteen")
    tab.goto("/")
    follow(tab)
    expect(tab.get_by_role("heading", name=TEXT("provider.no_access"))).to_be_visible()
    expect(tab.get_by_text(TEXT("provider.do.group"))).to_be_visible()
    tab.get_by_role("link", name=TEXT("told.back")).click()
    expect(tab.locator("input[type=password]")).to_be_visible()


def test_a_chart_is_saved_once_it_stands_in_the_logbook_and_the_head_reads_it_there(
    tab: Page, provider: Provider, tmp_path: Path
) -> None:
    provider.is_anna("g-heads")
    tab.goto("/caseload")
    follow(tab)
    tab.get_by_text(TEXT("level.switch")).click()
    tab.locator(READY).wait_for()
    chart = tab.locator(".staircase-chart[data-drawn]").first
    button = tab.get_by_role("button", name=TEXT("chart.tool.download")).first
    with tab.expect_download() as saved:
        button.click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    tab.route("**/session/picture", lambda route: route.fulfill(status=503))
    button.click()
    expect(chart.get_by_role("alert")).to_have_text(TEXT("logbook.blocked"))
    tab.goto("/logbook")
    table = tab.get_by_test_id("stTable")
    expect(table.get_by_text(TEXT("logbook.did.exported"))).to_have_count(1)
    expect(table.get_by_text("png")).to_have_count(1)


def test_a_page_that_is_left_while_it_is_drawn_has_been_seen_too(tab: Page, provider: Provider) -> None:
    provider.is_anna("g-heads")
    tab.goto("/wellbeing")
    follow(tab)
    tab.get_by_role("heading", name=TEXT("page.wellbeing.question")).wait_for()
    tab.goto("/about")
    tab.locator(READY).wait_for()
    tab.goto("/logbook")
    expect(tab.get_by_test_id("stTable").get_by_text(TEXT("page.wellbeing.title")).first).to_be_visible()
