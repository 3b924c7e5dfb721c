"""What is made once of released cells is kept, for every reader of them, until another release is served."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Made = TypeVar("Made")

_forgetting: list[Callable[[], None]] = []


def kept(most: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Keep what a function made of the last `most` arguments: cells that don't change, words, a language."""

    def keeping(make: Callable[Given, Made]) -> Callable[Given, Made]:
        keeps = lru_cache(most)(make)
        _forgetting.append(keeps.cache_clear)
        return cast(Callable[Given, Made], keeps)

    return keeping


def forget() -> None:
    """Let go of all of it: the release it was made of is not served any more."""
    for each in _forgetting:
        each()
