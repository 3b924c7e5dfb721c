"""How far a longer work has come, told to whoever waits for it."""

from collections.abc import Callable

Tell = Callable[[int, int], None]
"""Called with how many parts are done, and of how many."""


def silent(done: int, of: int) -> None:
    """Nobody waits."""
