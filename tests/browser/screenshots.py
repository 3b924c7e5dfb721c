"""`make screenshots`: every page as the programme head sees it, wide and narrow, light and dark.

They are written to docs/screens.

A server with synthetic families is started for it, so that the pictures show what a first start shows.
"""

import io
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from dashboard.stores.accounts import DEMO_HEAD
from dashboard.stores.navigation import ENTRIES
from tests.browser.server import browsing, enter
from tests.browser.visits import go, settle

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = (1440, 390)
THEMES = ("light", "dark")
HEIGHT = 900
LONGEST = 6000
TALL = "document.querySelector('[data-testid=stMain]').scrollHeight"
PAUSE = 700  # milliseconds between two looks at how tall a page is
COLOURS = 256  # a page has few: a picture of as many is a third of the size


def photograph(page: Page, width: int, to: Path) -> None:
    """The whole page from top to bottom, once it grows no more."""
    tall, before = page.evaluate(TALL), 0
    while tall != before:
        page.wait_for_timeout(PAUSE)
        settle(page)
        tall, before = page.evaluate(TALL), tall
    page.set_viewport_size({"width": width, "height": max(HEIGHT, min(int(tall), LONGEST))})
    page.wait_for_timeout(800)  # charts are laid out anew
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    few.save(to, optimize=True)
    page.set_viewport_size({"width": width, "height": HEIGHT})


def tour(browser: Browser, server: str, width: int, theme: str) -> None:
    """Every page in one width and theme."""
    context = browser.new_context(
        base_url=server,
        locale="da-DK",
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    page.goto("/")
    enter(page, DEMO_HEAD)
    for entry in ENTRIES:
        go(page, entry.key)
        photograph(page, width, SCREENS / f"{entry.key}-{width}-{theme}.png")
    context.close()


def main() -> None:
    """Every picture anew; those of pages that are gone are taken away."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for old in SCREENS.glob("*.png"):
        old.unlink()
    with browsing() as (browser, server):
        for width, theme in product(WIDTHS, THEMES):
            tour(browser, server, width, theme)


if __name__ == "__main__":
    main()
