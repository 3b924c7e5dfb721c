"""`make reading-order`: what a screen reader meets on each page, in order, as text that a person can judge.

It is the browser's own accessibility tree as the programme head meets it: roles and names, and for a figure
what describes it. Numbers are written 0 and months alike, so that new data change nothing. `frame.txt` is
what stands beside every page.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from playwright.sync_api import Page

from dashboard.stores.accounts import DEMO_HEAD
from dashboard.stores.navigation import ENTRIES
from dashboard.text import LANGUAGES, Text
from tests.browser.server import browsing, enter
from tests.browser.visits import go

FOLDER = Path(__file__).with_name("reading_order")
FRAME, FRAMED = "frame", "caseload"
"""The name of what stands beside the pages, and the page that it is read beside."""

SAID = {
    "alert": "alert",
    "button": "button",
    "combobox": "combobox",
    "DisclosureTriangle": "fold",
    "heading": "heading",
    "image": "image",
    "link": "link",
    "listitem": "item",
    "paragraph": "paragraph",
    "radio": "radio",
    "slider": "slider",
    "switch": "switch",
    "table": "table",
    "textbox": "textbox",
}
"""What is written down of the tree, and as what; the rest are its branches."""

IN_WORDS = ("paragraph", "listitem")
"""Without a name of their own: they are what stands in them."""

LONGEST = 150
"""Letters of a line: enough to know what is said."""

NUMBER = re.compile(r"\+?\b(?=[a-f]*\d)[0-9a-f]{8,}\b|[-+]?\d+(?:[.,]\d+)*")
"""A number, or the mark of a release or a version."""

GROWS = "logbook.more"
"""The word of the one sentence that stands there only once many have looked."""

PAUSE = 1000  # milliseconds between two looks at whether a page is complete
Node = dict[str, Any]


def read(page: Page, language: str, within: str = "main") -> str:
    """A page's main part, or its frame (`region`), line by line, once nothing more is put into it."""
    before, now = "", _read(page, language, within)
    while now != before:
        page.wait_for_timeout(PAUSE)
        before, now = now, _read(page, language, within)
    return now


def _read(page: Page, language: str, within: str) -> str:
    told = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in told}
    top = next(node for node in told if _role(node) == within)
    lines = [_steady(line, language)[:LONGEST].rstrip() for line in _lines(top, nodes)]
    grows = f"paragraph {Text(language)(GROWS, n='0')}"
    return "\n".join(line for line in lines if line != grows) + "\n"


def _lines(node: Node, nodes: dict[str, Node]) -> Iterator[str]:
    role = _role(node)
    if role in SAID and not (role == "listitem" and _leads_on(node, nodes)):
        yield _line(node, role, nodes)
    else:
        for child in _children(node, nodes):
            yield from _lines(child, nodes)


def _line(node: Node, role: str, nodes: dict[str, Node]) -> str:
    words = " ".join(_words(node, nodes)) if role in IN_WORDS else _said(node, "name")
    level = next(
        (each["value"]["value"] for each in node.get("properties", ()) if each["name"] == "level"), ""
    )
    described = f" -- {_said(node, 'description')}" if role == "image" else ""
    return " ".join(f"{SAID[role]}{level if role == 'heading' else ''} {words}{described}".split())


def _leads_on(node: Node, nodes: dict[str, Node]) -> bool:
    """Is there something to press within?"""
    return any(_role(each) in ("link", "button") or _leads_on(each, nodes) for each in _children(node, nodes))


def _words(node: Node, nodes: dict[str, Node]) -> Iterator[str]:
    for child in _children(node, nodes):
        if _role(child) in ("StaticText", "image"):
            yield _said(child, "name")
        else:
            yield from _words(child, nodes)


def _children(node: Node, nodes: dict[str, Node]) -> list[Node]:
    return [nodes[each] for each in node.get("childIds", ()) if each in nodes]


def _role(node: Node) -> str:
    return "" if node["ignored"] else str(node["role"]["value"])


def _said(node: Node, what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


def _steady(line: str, language: str) -> str:
    """A line as it is whatever the figures and the day."""
    months = Locale.parse(Text(language).locale).months["format"]
    names = {name.rstrip(".") for width in ("wide", "abbreviated") for name in months[width].values()}
    line = re.sub(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b\.?", "(month)", line)
    head, _, words = line.partition(" ")
    return f"{head} {NUMBER.sub('0', words)}"


def snapshots(page: Page, language: str) -> Iterator[tuple[str, str]]:
    """The name of each page's text, and the text."""
    for entry in ENTRIES:
        go(page, entry.key, language)
        yield entry.key, read(page, language)
        if entry.key == FRAMED:
            yield FRAME, read(page, language, "region")


def file_of(language: str, name: str) -> Path:
    return FOLDER / language / f"{name}.txt"


def main() -> None:
    """Every text anew."""
    with browsing() as (browser, server):
        page = browser.new_page(base_url=server, locale="da-DK", viewport={"width": 1280, "height": 900})
        page.goto("/")
        enter(page, DEMO_HEAD)
        for language in LANGUAGES:
            (FOLDER / language).mkdir(parents=True, exist_ok=True)
            for name, text in snapshots(page, language):
                file_of(language, name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
