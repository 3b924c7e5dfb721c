"""The dashboard and the two bare pages beside it, each in a process of its own whose memory can be read."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from tests.browser.server import START, free_port, staircase

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Server:
    """A server that answers: where, as which process, and how many seconds it took from its start."""

    address: str
    process: int
    start: float

    def memory(self) -> float:
        """Megabytes the process has in memory (Linux)."""
        status = Path(f"/proc/{self.process}/status").read_text("utf-8")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


@contextmanager
def dashboard(folder: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """`staircase run` on a release that has been built."""
    port = free_port()
    with _started(
        [staircase(), "run", "--port", str(port)], port, "_stcore/health", folder, environment
    ) as at:
        yield at


@contextmanager
def bare_streamlit(folder: Path) -> Iterator[Server]:
    port = free_port()
    page = str(HERE / "bare_streamlit.py")
    command = [sys.executable, "-m", "streamlit", "run", page, "--server.port", str(port)]
    with _started(command, port, "_stcore/health", ROOT, {}, folder / "bare-streamlit.log") as at:
        yield at


@contextmanager
def bare_dash(folder: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare_dash", str(port)]
    with _started(command, port, "", ROOT, {}, folder / "bare-dash.log") as at:
        yield at


@contextmanager
def _started(
    command: Sequence[str],
    port: int,
    path: str,
    folder: Path,
    environment: Mapping[str, str],
    log: Path | None = None,
) -> Iterator[Server]:
    began = time.monotonic()
    with (log or folder / "server.log").open("wb") as written:
        given = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        process = subprocess.Popen(command, cwd=folder, env=given, stdout=written, stderr=written)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, f"{address}/{path}")
        yield Server(address, process.pid, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(timeout=START)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    latest = time.monotonic() + START
    while time.monotonic() < latest and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{address} does not answer")
