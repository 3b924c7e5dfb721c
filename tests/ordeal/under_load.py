"""What the load showed, in words and a table: a section of docs/performance.md."""

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

HEADING = "Under load"
RESULT = Path(__file__).parents[2] / "docs" / "performance.md"
WARM = 2
"""Minutes after which the server's memory is to be flat."""


@dataclass(frozen=True)
class Level:
    """So many servers and sessions: seconds that 95 of 100 clicks stayed under, clicks, megabytes, seconds of
    the server's processor time for a click, the machine's load.
    """

    servers: int
    sessions: int
    p95: float
    clicks: int
    memory: float
    work: float
    load: float


@dataclass
class Report:
    """A whole run. `empty`: the server's megabytes before anybody came; `recovery` in seconds."""

    minutes: float
    empty: float
    levels: list[Level] = field(default_factory=list)
    recovery: float = 0.0
    soak: list[Level] = field(default_factory=list)
    beside: list[Level] = field(default_factory=list)  # of three replicas
    shared: bool = False
    wrong: int = 0
    lost: int = 0

    def held(self, enough: float) -> int:
        """The most sessions that one server answered within `enough` seconds."""
        return _held(self.levels, enough)

    @property
    def per_session(self) -> float:
        """Megabytes each session after the first twenty takes: what the first ones fill is shared."""
        first, last = self.levels[0], self.levels[-1]
        more = last.sessions - first.sessions
        return (last.memory - first.memory) / more if more else 0.0

    @property
    def growth(self) -> float:
        """Megabytes a minute, from the middle of the soak's first half to that of its second."""
        told = [level.memory for level in self.soak[WARM:]] or [level.memory for level in self.soak]
        half = len(told) // 2
        return (median(told[-half:]) - median(told[:half])) / max(1, len(told) - half) if half else 0.0


def _held(levels: Sequence[Level], enough: float) -> int:
    return max((level.sessions for level in levels if level.p95 < enough), default=0)


def written(report: Report, enough: float) -> str:
    return "\n".join((*_head(), *_levels(report), *_told(report, enough)))


def _head() -> Iterator[str]:
    tools = f"Python {platform.python_version()}, streamlit {version('streamlit')}"
    machine = f"{platform.system()}, {os.cpu_count()} cores"
    yield f"Written by `make load` on {date.today():%d %B %Y}: {machine}, {tools}."
    yield ""
    yield "Sessions that speak Streamlit's protocol without a browser, on six pages, each with a sign-in of"
    yield "its own, choose another area every 5 seconds. They run on the same machine, whose load is in the"
    yield "table: what else it does counts against the dashboard."
    yield ""


def _levels(report: Report) -> Iterator[str]:
    yield "| servers | sessions | p95 s | clicks | MB | processor ms a click | load |"
    yield "|---|---|---|---|---|---|---|"
    yield f"| 1 | 0 |  |  | {report.empty:.0f} |  |  |"
    yield from (_row(level) for level in (*report.levels, *report.beside))
    yield ""


def _row(level: Level) -> str:
    cells = (
        f"{level.servers}",
        f"{level.sessions}",
        f"{level.p95:.2f}",
        f"{level.clicks}",
        f"{level.memory:.0f}",
        f"{1000 * level.work:.0f}",
        f"{level.load:.1f}",
    )
    return f"| {' | '.join(cells)} |"


def _told(report: Report, enough: float) -> Iterator[str]:
    first, last = report.soak[0], report.soak[-1]
    yield f"- Held within {enough:.0f} second (p95): {report.held(enough)} sessions by one server,"
    yield f"  {_held(report.beside, enough)} by three behind a proxy; they share release and sessions:"
    yield f"  {_yes(report.shared)}."
    yield "- The first row of a number of servers is of what nobody has looked at since they started."
    yield f"- Memory: {report.per_session:.2f} MB a session, beyond the first {report.levels[0].sessions}."
    yield "- After the last number all but half of what it holds left: nobody waited too long any more"
    yield f"  {report.recovery:.0f} s later."
    yield f"- For {len(report.soak)} minutes {first.sessions} sessions: p95 {first.p95:.2f} s in the first"
    yield f"  and {last.p95:.2f} in the last; {first.memory:.0f} MB and {last.memory:.0f},"
    yield f"  {report.growth:+.1f} MB a minute once warm."
    yield f"- Pages that failed: {report.wrong}; clicks without an answer: {report.lost}."


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "NO"
