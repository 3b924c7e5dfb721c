"""A file that one process at a time can hold: the system lets go of it when the process ends in any way."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Taken(Exception):
    """Another process holds the file."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the file; raises Taken at once where another does."""
    with path.open("ab") as file:
        try:
            _take(file)
        except OSError:
            raise Taken(f"{path} is held by another process: wait until it has finished.") from None
        yield
