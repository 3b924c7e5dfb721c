"""What a command says beside its result: on the error channel, so that the result can be passed on alone."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def say(sentence: str) -> None:
    """A sentence for whoever typed the command."""
    print(sentence, file=sys.stderr, flush=True)


def progress(done: int, of: int, what: str = "") -> None:
    """How far a longer work has come, in one line of a terminal; nothing where nobody is looking."""
    if sys.stderr.isatty():
        told = f"{100 * done // of:3} %  {what}"
        print(f"\r{told:<40}", end="\n" if done == of else "", file=sys.stderr, flush=True)


@contextmanager
def unheard() -> Iterator[None]:
    """Libraries made for a page complain where they are imported before any: that is nobody's concern."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
