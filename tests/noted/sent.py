"""All that a run sends to the browser or writes down, and the numbers in it."""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import numpy as np
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

LEAST = 1_000_000
"""Smaller numbers may stand somewhere by chance."""

TABLES = ("table", "arrow_data_frame")
"""Elements that are sent packed, one value against the next: they are read unpacked."""

ROUND = 100_000
"""Multiples of this stand on axes."""

NUMBER = re.compile(r"(?<![0-9A-Za-z])\d+(?:[.,\u00a0\u202f]\d+)*(?![0-9A-Za-z])")
BARE = re.compile(r"\d+(?:\.\d+)?")
DANISH = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
PACKED = re.compile(r'"dtype": ?"(\w+)", ?"bdata": ?"([^"]+)"')


def numbers_in(words: str) -> set[int]:
    """The whole part of every large number in a text, in each way in which it may be read."""
    shortest = len(str(LEAST))
    as_read = words.replace("\\.", ".")  # as Markdown writes a point after the digits that begin a line
    written = {found for found in NUMBER.findall(as_read) if len(found) >= shortest}
    read = {int(float(number)) for found in written for number in _readings(found)}
    return {number for number in read if number >= LEAST}


def _readings(written: str) -> Iterator[str]:
    """As a program writes it, alone or in a list; as a reader does in Danish, in English, or with spaces."""
    together = re.sub(r"[\u00a0\u202f]", "", written)
    yield from filter(BARE.fullmatch, together.split(","))
    if DANISH.fullmatch(together):
        yield together.replace(".", "").replace(",", ".")
    if ENGLISH.fullmatch(together):
        yield together.replace(",", "")


def leaks(messages: Iterable[str], hidden: frozenset[int]) -> set[int]:
    """The secret numbers among all that is said."""
    return set().union(*map(numbers_in, messages)) & hidden


def names_in(messages: Iterable[str], names: frozenset[str]) -> set[str]:
    return {word for words in messages for word in re.findall(r"[\w-]+", words)} & names


def messages(session: AppTest) -> list[str]:
    """All that a run sends: every element whole, and the address."""
    address = [f"{key}={value}" for key, value in session.query_params.items()]
    return [*_sent(session._tree), *address]


def _sent(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if node.type in TABLES:
        yield from map(str, (*node.value.columns, *node.value.to_numpy().ravel()))
    elif isinstance(proto, Message):
        yield from _fields(proto)
    for child in getattr(node, "children", {}).values():
        yield from _sent(child)


def _fields(message: Message) -> Iterator[str]:
    """Every field of a message and of the messages in it; a chart's arrays in figures, however packed."""
    for _, value in message.ListFields():
        for part in _parts(value):
            if isinstance(part, Message):
                yield from _fields(part)
            else:
                words = part.decode("latin-1") if isinstance(part, bytes) else str(part)
                yield words
                yield from _unpacked(words)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return (*value.keys(), *value.values())
    return [value] if isinstance(value, str | bytes | Message) or not hasattr(value, "__iter__") else value


def _unpacked(words: str) -> Iterator[str]:
    if words.startswith("{"):
        with suppress(ValueError):
            yield from _strings(json.loads(words))
    for kind, packed in PACKED.findall(words):
        yield " ".join(map(str, np.frombuffer(base64.b64decode(packed), kind)))


def _strings(part: Any) -> Iterator[str]:
    """The texts in what an element is given, as the browser reads them: without the signs of JSON.

    A text may itself be such data: a chart's card is.
    """
    if isinstance(part, str):
        yield part
        yield from _unpacked(part)
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _strings(inner)
