"""Which Chromium the browser tests drive: the machine's own, Playwright's, or one installed now.

`python -m tests.browser.chromium` makes sure there is one and prints where it is.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "google-chrome-stable", "google-chrome", "chrome")
HOW_TO_GET_ONE = (
    "No Chromium for the browser tests: run `make browser`, or install Chromium or Google Chrome."
)


def find() -> Path | None:
    """The browser's program, or None: what CHROMIUM names, else one on the PATH, else Playwright's own."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    found = next((Path(path) for path in candidates if path), None)
    return found or _playwrights_own()


def _playwrights_own() -> Path | None:
    with sync_playwright() as playwright:
        program = Path(playwright.chromium.executable_path)
    return program if program.exists() else None


def install() -> None:
    """Debian's package where we may install packages, else the build Playwright brings."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, env=quiet)
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    if not find():
        install()
    browser = find()
    print(f"Browser for the tests: {browser}" if browser else HOW_TO_GET_ONE, file=sys.stderr)
    return 0 if browser else 1


if __name__ == "__main__":
    sys.exit(main())
