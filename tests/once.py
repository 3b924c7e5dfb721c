"""Making something costly once, though several test workers need it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

WAITING = 0.1  # seconds between two looks
PATIENCE = 300  # seconds after which the worker that makes it must have been lost


def common_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """The folder, filled by the first worker that asks; the others wait for it, and fail with it."""
    done, failed = folder.with_name(f"{folder.name}.done"), folder.with_name(f"{folder.name}.failed")
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(done, failed)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


def _wait_for(done: Path, failed: Path) -> None:
    for _ in range(int(PATIENCE / WAITING)):
        if done.exists():
            return
        if failed.exists():
            break
        time.sleep(WAITING)
    pytest.fail(f"{done.stem} was not made: see the first test that asked for it")
