"""Everything a reader meets on a page: words, labels, help, tables, and what stands in and about a chart."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pandas as pd
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

MACHINE = {
    "id",
    "key",
    "user_key",
    "form_id",
    "tag",
    "type",
    "icon",
    "avatar",
    "anchor",
    "shortcut",
    "autocomplete",
    "url",
    "language",
    "page_script_hash",
    "component_name",
    "json",
    "html_content",
    "css_content",
    "css_source_path",
    "js_content",
    "js_source_path",
}
"""Fields of an element that the browser reads and nobody else; every other text of one is for the reader."""

IN_A_CHART = frozenset({"text", "hovertext", "ticktext", "label", "words", "picture", "decimal", "thousands"})
"""Parts of a chart that hold words; `name` does where the legend shows it."""

AROUND_A_CHART = frozenset({"title", "told", "remarks", "lines", "notes", "columns", "rows"})
"""What stands above and beneath it."""

BY_THE_BROWSER = ("tickformat", "hovertemplate", "texttemplate", "hoverformat", "tickprefix", "ticksuffix")

_UNSEEN = re.compile(
    r"<(script|style)\b.*?</\1>|:material/\w+:|(?<!\\):[\w-]+(?=\[)|(?:https?:/)?[\w:./-]*\?\w+=\S+",
    re.DOTALL,
)
_SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
_ESCAPED = re.compile(r"\\([^\w\s])")


def read(session: AppTest) -> list[str]:
    """Every piece of text on the page, as it is read: no markup, no addresses."""
    given = (words for node in _nodes(session._tree) for words in _of_node(node))
    return [seen for words in given if (seen := as_read(words))]


def as_read(words: str) -> str:
    """Words without their markup."""
    bare = _UNSEEN.sub(" ", words)
    spoken = " ".join(_SPOKEN.findall(bare))
    return unescape(_ESCAPED.sub(r"\1", f"{_TAG.sub(' ', bare)} {spoken}")).strip()


def charts(session: AppTest) -> list[dict[str, Any]]:
    """What the charts of a page draw and say."""
    return [each for each in around_charts(session) if "figure" in each]


def around_charts(session: AppTest) -> list[dict[str, Any]]:
    """Every chart with what stands around it, and what stands so without one, in tables."""
    return [told_to_the_browser(one) for one in elements(session, "staircase_chart")]


def told_to_the_browser(element: Any) -> dict[str, Any]:
    """The data of an element of ours; a chart's card is a text within it."""
    told: dict[str, Any] = json.loads(element.json)
    return {**told, **json.loads(told.pop("card", "{}"))}


def behind_words(session: AppTest) -> list[str]:
    """The words beneath charts behind which there is more."""
    parts = (part for each in around_charts(session) for part in each["beneath"]["parts"])
    return [str(part["title"]) for part in parts]


def elements(session: AppTest, name: str) -> list[Any]:
    """The page's elements of our own kind `name`, as they are sent to the browser."""
    drawn = (element.proto for element in session.get("bidi_component"))
    return [one for one in drawn if one.component_name.endswith(name)]


def in_chart(part: Any, name: str = "") -> Iterator[str]:
    """What a reader meets of a chart: ticks, titles, notes, hover texts, legend, buttons, description."""
    if isinstance(part, dict):
        if part.get("showlegend"):
            yield str(part.get("name", ""))
        for key, inner in part.items():
            yield from _said(inner) if key == "dictionary" else in_chart(inner, key)
    elif isinstance(part, list):
        yield from (words for inner in part for words in in_chart(inner, name))
    elif part is not None and name in IN_A_CHART | AROUND_A_CHART:
        yield str(part)


def left_to_the_browser(figure: dict[str, Any]) -> list[str]:
    """What plotly.js would write by itself, in its own language: numbers on an axis, hover texts."""
    layout = figure["layout"]
    axes = {name: axis for name, axis in layout.items() if re.fullmatch(r"[xy]axis\d*", name)}
    bare = [name for name in {"xaxis": {}, "yaxis": {}, **axes} if not _is_written(axes.get(name, {}))]
    hovers = [str(one.get("name")) for one in figure["data"] if not _is_quiet(one)]
    formats = [name for name in BY_THE_BROWSER if f'"{name}":' in json.dumps([figure["data"], layout])]
    return [*bare, *hovers, *formats]


def _said(dictionary: dict[str, str]) -> Iterator[str]:
    """The reader's words for what plotly.js says; its own English ones are the keys."""
    yield from dictionary.values()


def _is_written(axis: dict[str, Any]) -> bool:
    return "ticktext" in axis or axis.get("visible") is False or axis.get("showticklabels") is False


def _is_quiet(trace: dict[str, Any]) -> bool:
    """Nothing to point at, or nothing said but in our words."""
    return trace.get("x") == [None] or trace.get("hoverinfo") in ("text", "skip", "none")


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _of_node(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield from _texts(proto)
    if node.type == "bidi_component":
        yield from in_chart(told_to_the_browser(proto))
    if node.type in ("table", "arrow_data_frame"):
        yield from _of_table(node.value)


def _of_table(table: pd.DataFrame) -> Iterator[str]:
    yield from map(str, table.columns)
    yield from map(str, table.to_numpy().ravel())


def _texts(message: Message) -> Iterator[str]:
    """The texts of an element and of its parts, but for those the browser alone reads."""
    for field, value in message.ListFields():
        if field.name in MACHINE:
            continue
        for one in (
            value if not isinstance(value, str | bytes | Message) and hasattr(value, "__iter__") else [value]
        ):
            if isinstance(one, str):
                yield one
            elif isinstance(one, Message):
                yield from _texts(one)
