"""What the browser is told for its protection, on every answer; and whom nobody answers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.entrance.headers import ALWAYS, Protected, policy
from dashboard.entrance.trouble import Told
from dashboard.stores.settings import settings
from tests.entrance.asgi import ask

Set = Callable[..., None]


@pytest.fixture
def set_to(no_release: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    """Gives a setting another value."""

    def change(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"STAIRCASE_{name.upper()}", value)
        settings.cache_clear()

    yield change
    settings.cache_clear()


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await PlainTextResponse("a page")(scope, receive, send)


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise ValueError("secret")


async def presentation(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("", headers={"Content-Security-Policy": "default-src 'none'"})(
        scope, receive, send
    )


@pytest.mark.usefixtures("no_release")
@pytest.mark.parametrize(
    ("app", "status"), [(page, 200), (Told(broken), 500), (Told(page), 200)], ids=["page", "error", "told"]
)
def test_every_answer_protects_the_browser(app: ASGIApp, status: int) -> None:
    answer = ask(Protected(app))
    assert answer.status == status
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.usefixtures("no_release")
def test_a_stricter_policy_of_an_answer_stays() -> None:
    assert ask(Protected(presentation)).headers["content-security-policy"] == "default-src 'none'"


def test_no_script_runs_that_stands_in_a_page() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy().split("; "))
    assert rules["default-src"] == "'none'"
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "'unsafe-eval'" not in rules["script-src"]
    assert rules["script-src"].count("'sha256-") == 2  # Streamlit's, and where the server is
    assert all("http" not in sources and "*" not in sources for sources in rules.values())


@pytest.mark.usefixtures("no_release")
@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST.:80", "[::1]:8501"])
def test_in_the_demo_this_machine_is_answered(host: str) -> None:
    assert ask(Protected(page), host=host).status == 200


@pytest.mark.usefixtures("no_release")
@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "",
        "127.0.0.1.elsewhere.example",
        "localhost@elsewhere.example",
        "a b",
        "[::1",
        "http://",
    ],
)
def test_a_strange_host_is_refused_and_told_nothing(host: str) -> None:
    answer = ask(Protected(page), host=host)
    assert (answer.status, answer.body) == (400, b"Unknown host")
    assert ask(Protected(page), kind="websocket", host=host).status == 403


def test_the_names_of_the_settings_are_answered(set_to: Set) -> None:
    set_to(address="https://staircase.example/", hosts="balancer, 10.1.2.3")
    for host in ("staircase.example", "balancer:8501", "10.1.2.3"):
        assert ask(Protected(page), host=host).status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://127.0.0.1:8501"}, 101),
        ({}, 101),  # no browser
        ({"origin": "https://staircase.example"}, 101),  # a proxy asked this machine by another name
        ({"origin": "http://127.0.0.1:8502"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_a_page_from_elsewhere_can_not_talk_to_the_program(
    set_to: Set, headers: dict[str, str], status: int
) -> None:
    set_to(address="https://staircase.example")
    assert ask(Protected(page), kind="websocket", **headers).status == status


def test_browsers_keep_to_tls_in_service_alone(set_to: Set) -> None:
    assert "strict-transport-security" not in ask(Protected(page)).headers
    set_to(setting="service", session_key="k" * 40)
    assert ask(Protected(page)).headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.usefixtures("no_release")
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_no_page_needs_is_closed(path: str) -> None:
    assert ask(Protected(page), path).status == 404
