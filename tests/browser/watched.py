"""A tab that fails its test when a page does what it must not.

It asks another host for anything, the browser reports an error, or the content security policy forbids it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route

PATIENCE = 60_000  # milliseconds a busy machine may take for whatever a test expects
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`))"""
"""Some violations of the content security policy make no line in the console by themselves."""

REFUSAL = "Failed to load resource"
PROBES = (
    "/_stcore/health",
    "/_stcore/host-config",
)  # asked below a page's address first, to find the server's own


@contextmanager
def watched(context: BrowserContext, *servers: str, refused: Sequence[str] = ()) -> Iterator[Page]:
    """An empty tab that asks these servers and no other; `refused`: paths whose answer may be an error."""
    complaints: list[str] = []

    def only_to_the_servers(route: Route) -> None:
        if _is_elsewhere(route.request.url, servers):
            complaints.append(f"asked another host: {route.request.url}")
            route.abort()
        else:
            route.continue_()

    context.route("**/*", only_to_the_servers)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(TELL_VIOLATIONS)
    tab = context.new_page()
    tab.on("console", lambda message: complaints.extend(_errors(message, (*PROBES, *refused))))
    tab.on("pageerror", lambda error: complaints.append(f"error on the page: {error}"))
    yield tab
    context.close()
    assert complaints == [], complaints


def _errors(message: ConsoleMessage, refused: tuple[str, ...]) -> list[str]:
    place = message.location.get("url", "")
    is_refusal = message.text.startswith(REFUSAL) and urlsplit(place).path.endswith(refused)
    return [f"console: {message.text} ({place})"] if message.type == "error" and not is_refusal else []


def _is_elsewhere(url: str, servers: Sequence[str]) -> bool:
    asked = urlsplit(url)
    known = {urlsplit(server).netloc for server in servers}
    return asked.scheme in ("http", "https", "ws", "wss") and asked.netloc not in known
