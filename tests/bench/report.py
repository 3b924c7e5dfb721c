"""What was measured, in words and tables: ratios first, for seconds are this machine's."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.clicks import QUIET, Waited

VERSIONS = ("streamlit", "dash", "plotly", "polars")


@dataclass(frozen=True)
class OnScreen:
    """One size in the browser. Waits are milliseconds, starts seconds, memory megabytes."""

    pages: dict[str, Waited]
    loads: dict[str, float]
    starts: dict[str, float]
    per_session: float
    memory: float


@dataclass
class Report:
    """A whole run."""

    rounds: int
    browser: str = ""
    builds: dict[str, dict[str, Any]] = field(default_factory=dict)
    screens: dict[str, OnScreen] = field(default_factory=dict)


def written(report: Report) -> str:
    """The page docs/performance.md."""
    parts = (_head, _clicks, _frame, _builds, _exports)
    return "\n".join(line for part in parts for line in part(report)) + "\n"


def _head(report: Report) -> Iterator[str]:
    tools = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    yield "# How fast it is"
    yield ""
    yield f"Written by `make bench` on {date.today():%d %B %Y}: {_machine()},"
    yield f"Python {platform.python_version()}, {tools}, Chromium {report.browser}."
    yield f"Load of the machine at the end of the run: {load}."
    yield ""
    yield f"A wait is the middle of {report.rounds} clicks: from the click until no script runs, every chart"
    yield f"in sight is drawn and nothing in sight has changed for {QUIET} ms, which are not counted. The"
    yield "floors are pages that do nothing but show as many constant Plotly charts, measured right after."
    yield "Compare the ratios: the milliseconds are this machine's."
    yield ""


def _machine() -> str:
    names = Path("/proc/cpuinfo")
    lines = names.read_text("utf-8").splitlines() if names.is_file() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{platform.system()}, {os.cpu_count()} cores{f' ({model})' if model else ''}"


def _clicks(report: Report) -> Iterator[str]:
    for size, screen in report.screens.items():
        yield f"## A click, size {size}"
        yield ""
        yield from _table(
            (
                "page",
                "charts",
                "area, to Streamlit's floor",
                "to Dash's",
                "area ms",
                "Streamlit's ms",
                "Dash's ms",
                "period ms",
                "opened ms",
            ),
            (_page(key, waited) for key, waited in screen.pages.items()),
        )


def _page(key: str, waited: Waited) -> list[str]:
    area, period = waited.of("area"), waited.of("period")
    floors = [waited.floors.get(name) for name in ("streamlit", "dash")]
    ratios = [_ratio(area, floor) for floor in floors]
    waits = map(_number, (area, *floors, period, median(waited.switch) if waited.switch else None))
    return [key, str(waited.charts), *ratios, *waits]


def _frame(report: Report) -> Iterator[str]:
    yield "## Arriving"
    yield ""
    yield "The first load of a page with charts, in a browser that was never here; the start of the server."
    yield ""
    yield from _table(
        ("size", "load, to Streamlit's", "to Dash's", "ms", "start s", "bare s", "server MB", "MB a session"),
        (_arrival(size, screen) for size, screen in report.screens.items()),
    )


def _arrival(size: str, screen: OnScreen) -> list[str]:
    ours = screen.loads["dashboard"]
    ratios = [_ratio(ours, screen.loads[name]) for name in ("streamlit", "dash")]
    starts = [f"{screen.starts[name]:.1f}" for name in ("dashboard", "streamlit")]
    return [size, *ratios, _number(ours), *starts, f"{screen.memory:.0f}", f"{screen.per_session:.2f}"]


def _builds(report: Report) -> Iterator[str]:
    yield "## Building a release"
    yield ""
    yield "Growth: how many times the seconds of the size before, for how many times the rows."
    yield ""
    sizes = list(report.builds)
    before = dict(zip(sizes[1:], sizes, strict=False))
    yield from _table(
        (
            "size",
            "rows",
            "build s",
            "growth",
            "peak MB",
            "audit s",
            "its peak MB",
            "cells",
            "won by the audit",
        ),
        (
            _build(size, build, report.builds.get(before.get(size, "")))
            for size, build in report.builds.items()
        ),
    )


def _build(size: str, build: dict[str, Any], before: dict[str, Any] | None) -> list[str]:
    rows = f"{build['rows']:,}"
    if "failed" in build:
        return [size, rows, f"not built: {build['failed']}", *[""] * 6]
    known = before is not None and "build" in before
    growth = _growth(before, build) if before and known else ""
    own = [f"{build['build']:.1f}", growth, f"{build['peak_mb']:.0f}"]
    audit = [f"{build['audit']:.1f}", f"{build['audit_peak_mb']:.0f}"]
    return [size, rows, *own, *audit, f"{build['cells']:,}", str(build["wins"])]


def _growth(before: dict[str, Any], now: dict[str, Any]) -> str:
    return f"{now['build'] / before['build']:.1f} for {now['rows'] / before['rows']:.0f}"


def _exports(report: Report) -> Iterator[str]:
    yield "## Files of the council briefing, seconds"
    yield ""
    made = {size: build["exports"] for size, build in report.builds.items() if "exports" in build}
    endings = list(next(iter(made.values()), {}))
    seconds = ([size, *(f"{each[ending]:.2f}" for ending in endings)] for size, each in made.items())
    yield from _table(("size", *endings), seconds)


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heading)} |"
    yield "|" + "---|" * len(heading)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _ratio(wait: float | None, floor: float | None) -> str:
    return f"{wait / floor:.2f}" if wait and floor else ""


def _number(milliseconds: float | None) -> str:
    return f"{milliseconds:.0f}" if milliseconds is not None else ""
