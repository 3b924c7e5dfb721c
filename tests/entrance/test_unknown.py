"""An address that no page has is answered in words of ours, and the first page by its key leads to it."""

import pytest
from starlette.responses import PlainTextResponse

from dashboard.entrance.trouble import Told
from dashboard.entrance.unknown import BESIDE
from dashboard.running.server import ROUTES
from dashboard.stores.navigation import ENTRIES
from dashboard.text import LANGUAGES, Text
from tests.entrance.asgi import Answer, ask

UNDER = "what is answered where no layer does"


def typed(path: str, accept: str = "text/html,*/*") -> Answer:
    return ask(Told(PlainTextResponse(UNDER)), path, accept=accept)


@pytest.mark.parametrize(
    ("path", "home"),
    [("/unknown", "./"), ("/index.html", "./"), ("/caseload/unknown", "../"), ("/a/b/c", "../../")],
)
def test_an_unknown_address_says_so_in_both_languages_and_leads_to_the_first_page(
    path: str, home: str
) -> None:
    answer = typed(path)
    told = answer.body.decode()
    assert answer.status == 404
    for language in LANGUAGES:
        assert Text(language)("trouble.unknown") in told
        assert f'href="{home}?lang={language}"' in told


def test_the_address_is_not_repeated() -> None:
    assert "secret" not in typed("/secret").body.decode()


def test_the_first_page_by_its_key_is_led_to_the_root_with_what_was_chosen() -> None:
    answer = typed(f"/{ENTRIES[0].key}")
    assert (answer.status, answer.headers["location"]) == (307, "./?area=secret")


@pytest.mark.parametrize("path", ["/", *(f"/{entry.key}{end}" for entry in ENTRIES[1:] for end in ("", "/"))])
def test_every_page_is_known(path: str) -> None:
    assert typed(path).body.decode() == UNDER


def test_what_is_answered_beside_the_pages_is_known() -> None:
    assert {route.path.split("/")[1] for route in ROUTES} <= BESIDE


def test_what_a_page_fetches_is_never_taken_for_a_page() -> None:
    assert typed("/caseload/static/index.js", "*/*").body.decode() == UNDER
