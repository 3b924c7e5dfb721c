"""All that a run sends to the browser or writes down, and the numbers in it."""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

LEAST_DIGITS = 7
"""Fewer digits may stand somewhere by chance."""

NUMBER = re.compile(r"(?<![0-9A-Za-z])\d+(?:[.,\u00a0\u202f]\d+)*(?![0-9A-Za-z])")
PACKED = re.compile(r'"dtype": ?"(\w+)", ?"bdata": ?"([^"]+)"')


def long_enough(written: Iterable[str]) -> set[str]:
    """Without the zeros around them, and only those that say enough to be known again."""
    return {bare for digits in written if len(bare := digits.strip("0")) >= LEAST_DIGITS}


def numbers_in(words: str) -> Iterator[str]:
    """Every number in a text, as it is written there; one with many decimals also rounded.

    What commas hold together may be one number or a list of them: it is read both ways.
    """
    written = NUMBER.findall(words)
    parts = (part for found in written if "," in found for part in found.split(","))
    for found in (*written, *parts):
        yield found
        if re.fullmatch(r"\d+\.\d{3,}", found):
            yield from (f"{float(found):.{places}f}" for places in range(3))


def digits_of(written: Iterable[str]) -> set[str]:
    return long_enough(re.sub(r"\D", "", number) for number in written)


def leaks(messages: Iterable[str], hidden: frozenset[str]) -> set[str]:
    """The secret numbers among all that is said."""
    return {digits for words in messages for digits in digits_of(numbers_in(words))} & hidden


def names_in(messages: Iterable[str], names: frozenset[str]) -> set[str]:
    return {word for words in messages for word in re.findall(r"[\w-]+", words)} & names


def messages(session: AppTest) -> list[str]:
    """All that a run sends: every element whole, and the address."""
    address = [f"{key}={value}" for key, value in session.query_params.items()]
    return [*_sent(session._tree), *address]


def _sent(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield from _fields(proto)
    if node.type in ("table", "arrow_data_frame"):
        yield node.value.to_csv()
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
    for kind, packed in PACKED.findall(words):
        yield " ".join(map(str, np.frombuffer(base64.b64decode(packed), kind)))
