"""`make bench`: how long a build and a click take at each size, beside floors, into docs/performance.md.

`python -m tests.bench --sizes S M L --rounds 7`; a size that is left out is not measured, and one that needs
more memory or seconds than it may have is reported as not built. Nothing is asserted: speed is no test.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.bench import clicks, servers
from tests.bench.families import SIZES, fill
from tests.bench.report import OnScreen, Report, written
from tests.bench.section import section
from tests.browser import chromium
from tests.ordeal.under_load import HEADING

RESULT = Path(__file__).parents[2] / "docs" / "performance.md"
CHARTS = "/caseload"


def main() -> None:
    """Measure the sizes asked for, and write what was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES))
    asked.add_argument("--rounds", type=int, default=7, help="clicks behind each middle value")
    asked.add_argument("--to", type=Path, default=RESULT, help="the file that is written")
    asked.add_argument("--patience", type=int, default=1800, help="seconds a build may take")
    asked.add_argument(
        "--in", type=Path, dest="folder", help="a folder that keeps what is built, for another run"
    )
    asked.add_argument("--memory", type=int, default=12, help="gigabytes a build may take")
    chosen = asked.parse_args()
    most = Most(chosen.patience, chosen.memory)
    with tempfile.TemporaryDirectory() as passing:
        report = measured(chosen.folder or Path(passing), chosen.sizes, chosen.rounds, most)
    before = chosen.to.read_text("utf-8") if chosen.to.is_file() else ""
    chosen.to.write_text(f"{written(report)}\n{section(before, HEADING)}".rstrip() + "\n", "utf-8")
    _tell(f"Written to {chosen.to}")


@dataclass(frozen=True)
class Most:
    """What a build may take before it is given up."""

    seconds: int
    gigabytes: int


def measured(folder: Path, sizes: Iterable[str], rounds: int, most: Most) -> Report:
    """Every size: its build, and its pages beside the floors of the same run."""
    program = chromium.find()
    if program is None:
        raise SystemExit(chromium.HOW_TO_GET_ONE)
    report = Report(rounds=rounds)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        report.browser = browser.version
        for size in sizes:
            report.builds[size] = build = _built(folder, size, most)
            if "exports" in build:
                report.screens[size] = _on_screen(browser, folder, size, rounds)
        browser.close()
    return report


def _built(folder: Path, size: str, most: Most) -> dict[str, Any]:
    """A database of the size, and one build of its release in a process of its own."""
    place, kept = folder / size, folder / size / "build.json"
    if kept.is_file():
        return dict(json.loads(kept.read_text("utf-8")))
    place.mkdir(parents=True)
    began = time.monotonic()
    fill(place / "case.db", SIZES[size])
    told: dict[str, Any] = {"filled": time.monotonic() - began, "rows": _rows(place / "case.db")}
    _tell(f"{size}: filled in {told['filled']:.0f} s")
    command = [sys.executable, "-m", "tests.bench.one_build", str(most.gigabytes)]
    given = {**os.environ, **_environment(place), "PYTHONPATH": str(servers.ROOT)}
    try:
        done = subprocess.run(
            command, cwd=place, env=given, capture_output=True, check=True, timeout=most.seconds
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        _tell(f"{size}: not built: {error}")
        return told | {"failed": type(error).__name__}
    told |= json.loads(done.stdout)
    kept.write_text(json.dumps(told), "utf-8")
    _tell(f"{size}: built in {told['build']:.1f} s, attacked in {told['audit']:.1f} s")
    return told


def _rows(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        tables = ("family", "person", "step_spell", "wellbeing_score", "school_month", "status_spell", "cost")
        return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


def _on_screen(browser: Browser, folder: Path, size: str, rounds: int) -> OnScreen:
    """The pages of the built release, and the bare pages with as many charts."""
    place = folder / size
    with (
        servers.dashboard(place, _environment(place)) as ours,
        servers.bare_streamlit(place) as streamlit,
        servers.bare_dash(place) as dash,
    ):
        with clicks.watched(browser, ours) as page:
            floors = {
                name: partial(_floor, browser, server, rounds)
                for name, server in (("streamlit", streamlit), ("dash", dash))
            }
            pages = clicks.pages(page, rounds, floors)
            _tell(f"{size}: {len(pages)} pages clicked through")
            charts = pages["caseload"].charts
            bare = f"/?charts={charts}"
            loads = {
                "dashboard": clicks.first_load(browser, ours, CHARTS, page),
                "streamlit": clicks.first_load(browser, streamlit, bare),
                "dash": clicks.first_load(browser, dash, bare),
            }
            memory = clicks.memory_per_session(browser, ours, page)
        starts = {"dashboard": ours.start, "streamlit": streamlit.start, "dash": dash.start}
        return OnScreen(pages, loads, starts, memory, ours.memory())


def _floor(browser: Browser, server: servers.Server, rounds: int, charts: int) -> float:
    with clicks.watched(browser, server) as page:
        return clicks.floor(page, server.address, charts, rounds)


def _environment(place: Path) -> dict[str, str]:
    return {
        "STAIRCASE_DATA_FOLDER": str(place / "data"),
        "DATABASE_URL": f"sqlite:///{place / 'case.db'}",
        "STAIRCASE_APP_STORE_URL": f"sqlite:///{place / 'app.db'}",
    }


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
