"""One build of a release in a process of its own, so that its peak of memory is its own: answers in JSON.

`python -m tests.bench.one_build GIGABYTES`, with the settings of the dashboard in the environment.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dashboard.building import release
from dashboard.building.attacked import attacked
from dashboard.council.exports import FORMATS, made
from dashboard.council.kept import briefings
from dashboard.stores import approval, store
from dashboard.stores.approval import By
from dashboard.stores.served import served_release
from dashboard.stores.settings import settings
from dashboard.text import Text

BRIEFING = "council"


def main() -> None:
    """Build, approve, and make every file of a briefing, each with its seconds.

    The gigabytes of memory it may take are the argument: beyond them it ends, and not the machine.
    """
    most = int(sys.argv[1]) * 1024**3
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    seconds: dict[str, float] = {}
    peaks: list[float] = []
    vars(release)["attacked"] = _timed(attacked, seconds, "audit", lambda: peaks.append(_peak()))
    present = settings()
    with _timing(seconds, "whole"):
        folder = release.build(present)
    manifest = store.manifest_of(folder)
    told: dict[str, Any] = {
        "build": seconds["whole"] - seconds["audit"],
        "audit": seconds["audit"],
        "peak_mb": peaks[0],
        "audit_peak_mb": _peak(),
        "cells": sum(row["cells"] for row in manifest["cells"]),
        "wins": approval.lost(manifest),
    }
    if not told["wins"]:
        approval.approve(present.data_folder, folder.name, By.DEMO)
        told["exports"] = _exports()
    json.dump(told, sys.stdout)


def _exports() -> dict[str, float]:
    """The seconds of each file, the second time: the first of all reads the release and the typefaces."""
    served_release()
    briefing = briefings().of(BRIEFING)
    assert briefing
    seconds: dict[str, float] = {}
    for ending in FORMATS:
        made(briefing, ending, Text("da"))
        with _timing(seconds, ending):
            made(briefing, ending, Text("da"))
    return seconds


@contextmanager
def _timing(seconds: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - began


def _peak() -> float:
    """Megabytes this process has had in memory at most until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(
    work: Callable[..., Any], seconds: dict[str, float], name: str, first: Callable[[], None]
) -> Callable[..., Any]:
    def timed(*given: Any) -> Any:
        first()
        with _timing(seconds, name):
            return work(*given)

    return timed


if __name__ == "__main__":
    main()
