"""Readers that attack at the same time: the one with most to read in a process of its own."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread

from dashboard.audit.counts import Labels
from dashboard.audit.seen import Reader
from dashboard.audit.win import Found

Attacks = Callable[[Reader, Labels], Iterable[Found]]

WORTH_A_PROCESS = 50_000
"""Cells of a reader from which a second process is started in less time than it saves."""


def each(attacks: Attacks, readers: Sequence[Reader], labels: Labels) -> list[Found]:
    """What every reader found, in their order. `attacks`: a function that another process can import."""
    first, *others = readers
    if len(first.cells) < WORTH_A_PROCESS:
        return [found for reader in readers for found in attacks(reader, labels)]
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=_ends_with_its_parent) as another:
        waiting = another.submit(_all, attacks, first, labels)
        found = [found for reader in others for found in attacks(reader, labels)]
        return [*waiting.result(), *found]


def _all(attacks: Attacks, reader: Reader, labels: Labels) -> list[Found]:
    return list(attacks(reader, labels))


def _ends_with_its_parent() -> None:
    """A build that is stopped, however rudely, leaves no process behind."""
    Thread(target=_await_the_end, daemon=True).start()


def _await_the_end() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
