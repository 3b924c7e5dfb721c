"""Many sessions that click every five seconds: how many it holds, and whether it holds them for long.

`make load` runs it outside the tests and writes its section of docs/performance.md. A click is answered when
the page's last word has arrived; one that waits for the click before it is counted from when it was due.
"""

import argparse
import asyncio
import os
import random
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import quantiles

from dashboard.stores.app_store import opened
from dashboard.stores.sessions import Sessions
from tests.bench.section import with_section
from tests.bench.servers import Server, dashboard
from tests.browser.server import free_port, staircase
from tests.ordeal import replicas
from tests.ordeal.under_load import HEADING, RESULT, Level, Report, written
from tests.ordeal.visitor import Visitor, arrived, cookie

EVERY = 5.0  # seconds between two clicks of a session
ENOUGH = 1.0  # seconds within which 95 of 100 clicks are to be answered
LEVELS = (20, 40, 60, 80, 120, 160, 200, 250, 300)
USERS = ("leder", "evaluator", "omraade-a", "omraade-gellerup")
PAGES = ("overview", "steps", "absence", "savings", "wellbeing", "caseload")
HOUR = 3600

Click = tuple[float, float]
"""When a click was due, and the seconds until its answer."""


def p95(waits: Sequence[float]) -> float:
    """The wait that 95 of 100 clicks stay under, in seconds."""
    return quantiles(waits, n=100)[94] if len(waits) > 1 else float("inf")


@dataclass
class Crowd:
    """Everybody who has a page open at an address."""

    address: str
    sessions: Sessions
    there: list[Visitor] = field(default_factory=list)
    lost: int = 0
    """Clicks that were never answered."""

    async def grow(self, number: int) -> None:
        """More people come, each with a session of their own, one after the other."""
        ways = cycle([(user, page) for page in PAGES for user in USERS])
        for place, (user, page) in enumerate(ways):
            if place >= number:
                return
            if place >= len(self.there):
                kept = await asyncio.to_thread(cookie, self.address, self.sessions, user)
                self.there.append(await arrived(self.address, kept, page))

    async def shrink(self, number: int) -> None:
        """The last to come go first."""
        leaving, self.there = self.there[number:], self.there[:number]
        await asyncio.gather(*(each.leave() for each in leaving))

    async def hold(self, seconds: float) -> list[Click]:
        """Everybody clicks every so often: when each click was due, and the seconds until its answer."""
        until = time.monotonic() + seconds
        told = await asyncio.gather(*(self._clicks(each, until) for each in self.there))
        return sorted(click for clicks in told for click in clicks)

    async def _clicks(self, visitor: Visitor, until: float) -> list[Click]:
        due = time.monotonic() + random.uniform(0, EVERY)
        clicks: list[Click] = []
        while due < until:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            try:
                await visitor.click()
            except (OSError, TimeoutError):
                self.lost += 1
                return clicks
            clicks.append((due, time.monotonic() - due))
            due += EVERY
        return clicks

    @property
    def wrong(self) -> int:
        return sum(each.wrong for each in self.there)


async def levels(crowd: Crowd, servers: Sequence[Server], most: int, seconds: float) -> AsyncIterator[Level]:
    """More and more sessions, until the clicks take too long or there are as many as were asked for.

    The first number is held twice: what it asks for first, nobody has looked at before.
    """
    for number in (LEVELS[0], *(each for each in LEVELS if each <= most)):
        await crowd.grow(number)
        level, _ = await held(crowd, servers, seconds)
        print(f"{len(servers)} servers, {number} sessions: p95 {level.p95:.2f} s", flush=True)
        yield level
        if level.p95 >= ENOUGH and number > LEVELS[0]:
            return


async def held(crowd: Crowd, servers: Sequence[Server], seconds: float) -> tuple[Level, list[Click]]:
    """How everybody who is there is answered for so long, and every click."""
    before = sum(map(worked, servers))
    clicks = await crowd.hold(seconds)
    waits = [wait for _, wait in clicks]
    work = (sum(map(worked, servers)) - before) / max(1, len(waits))
    memory = sum(each.memory() for each in servers)
    return Level(
        len(servers), len(crowd.there), p95(waits), len(waits), memory, work, os.getloadavg()[0]
    ), clicks


def worked(server: Server) -> float:
    """Seconds of processor time the server has taken (Linux)."""
    told = Path(f"/proc/{server.process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


async def recovery(crowd: Crowd, server: Server, number: int, seconds: float) -> float:
    """Too many click, and then all but `number` no more: the seconds until nobody has to wait too long."""
    _, clicks = await held(crowd, [server], seconds)
    backlog = max(due + wait for due, wait in clicks) - max(due for due, _ in clicks)
    await crowd.shrink(number)
    began = time.monotonic()
    late = [due - began for due, wait in await crowd.hold(seconds) if wait >= ENOUGH]
    return backlog + max(late, default=0.0)


async def soak(crowd: Crowd, server: Server, minutes: float) -> list[Level]:
    """The same sessions for long: how they are answered and how much memory the server has, by the minute."""
    told = []
    for _ in range(max(1, round(minutes))):
        told.append((await held(crowd, [server], 60))[0])
        print(f"  {told[-1].p95:.2f} s, {told[-1].memory:.0f} MB", flush=True)
    return told


@asynccontextmanager
async def crowd_at(address: str, sessions: Sessions) -> AsyncIterator[Crowd]:
    crowd = Crowd(address, sessions)
    try:
        yield crowd
    finally:
        with suppress(OSError):
            await crowd.shrink(0)


async def measured(folder: Path, environment: dict[str, str], chosen: argparse.Namespace) -> Report:
    """One server until it is too much, its recovery and the soak; then three behind a proxy."""
    sessions = Sessions(opened(environment["STAIRCASE_APP_STORE_URL"]), HOUR, 12 * HOUR)
    with dashboard(folder, environment) as server:
        report = Report(minutes=chosen.minutes, empty=server.memory())
        async with crowd_at(server.address, sessions) as crowd:
            report.levels = [each async for each in levels(crowd, [server], chosen.most, chosen.seconds)]
            half = max(1, report.held(ENOUGH) // 2)
            report.recovery = await recovery(crowd, server, half, chosen.seconds)
            print(f"recovered after {report.recovery:.0f} s; soak with {half}", flush=True)
            report.soak = await soak(crowd, server, chosen.minutes)
            report.wrong, report.lost = crowd.wrong, crowd.lost
    with ExitStack() as stack:
        servers = [stack.enter_context(dashboard(folder, environment)) for _ in range(replicas.NUMBER)]
        async with replicas.behind(servers, free_port()) as address:
            report.shared = await replicas.shared([each.address for each in servers], address, sessions)
            async with crowd_at(address, sessions) as crowd:
                report.beside = [each async for each in levels(crowd, servers, chosen.most, chosen.seconds)]
                report.wrong, report.lost = report.wrong + crowd.wrong, report.lost + crowd.lost
    return report


def prepared(folder: Path) -> dict[str, str]:
    """The settings of a dashboard whose release is built and served, in a folder."""
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'case.db'}",
        "STAIRCASE_APP_STORE_URL": f"sqlite:///{folder / 'app.db'}",
        "STAIRCASE_DATA_FOLDER": f"{folder / 'data'}",
        "STAIRCASE_SETTING": "demo",
    }
    for command in (["seed", "--if-empty"], ["figures", "--output", os.devnull]):
        subprocess.run([staircase(), *command], env={**os.environ, **environment}, check=True)
    return environment


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.ordeal.load", description=__doc__)
    asked.add_argument("--minutes", type=float, default=20, help="how long half of them go on")
    asked.add_argument("--seconds", type=float, default=30, help="how long each number of sessions is held")
    asked.add_argument("--most", type=int, default=LEVELS[-1], help="sessions at most")
    asked.add_argument("--folder", type=Path, help="where a release of an earlier run may stand")
    asked.add_argument("--to", type=Path, default=RESULT, help="the file whose section is written")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        report = asyncio.run(measured(folder, prepared(folder), chosen))
    page = chosen.to.read_text("utf-8") if chosen.to.is_file() else ""
    chosen.to.write_text(with_section(page, HEADING, written(report, ENOUGH)), "utf-8")
    assert report.wrong == report.lost == 0, f"{report.wrong} pages failed, {report.lost} clicks were lost"


if __name__ == "__main__":
    main()
