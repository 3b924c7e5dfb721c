"""What is drawn is seen: every line, mark and bar at 3:1 or better on the page, in both themes."""

import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from dashboard.charts.template import COLOURS, SERIES_COLOURS
from dashboard.stores.navigation import ENTRIES
from tests.pages.frame import signed_in
from tests.pages.reading import charts

LEAST = 3.0
"""WCAG 2.1, 1.4.11: what has to be seen to understand a picture, against what is beside it."""

THEMES = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
PAPER = {name: THEMES[name]["backgroundColor"] for name in ("light", "dark")}
PAGES = [entry.key for entry in ENTRIES if entry.has_charts]

Rgb = tuple[float, float, float]


def on_paper(colour: str, paper: str) -> Rgb:
    """#RRGGBB or rgba(…) as it is seen on a background."""
    if colour.startswith("#"):
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        return red, green, blue
    *ink, opacity = map(float, re.findall(r"[\d.]+", colour))
    under = on_paper(paper, paper)
    red, green, blue = (opacity * a + (1 - opacity) * b for a, b in zip(ink, under, strict=True))
    return red, green, blue


def luminance(colour: Rgb) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, paper: str) -> float:
    lights = sorted(luminance(on_paper(each, paper)) for each in (one, paper))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def every(colour: Any) -> list[str]:
    """One colour, or one for each point."""
    return [] if colour is None else [colour] if isinstance(colour, str) else list(colour)


def marks(figure: Any) -> Iterator[str]:
    """The colours of what is drawn. A band is no mark: its ends are in the sentence and the table."""
    for trace in figure["data"]:
        line, marker = trace.get("line", {}), trace.get("marker", {})
        if trace["type"] == "bar":
            yield from outlines(marker)
            continue
        if "lines" in trace["mode"] and line.get("width") != 0:
            yield from every(line["color"])
        if "markers" in trace["mode"]:
            thin = marker.get("symbol") == "x-thin"  # it is nothing but its line
            yield from every(marker["line"]["color"] if thin else marker["color"])
    for shape in figure["layout"].get("shapes", ()):
        if shape["line"].get("width"):
            yield shape["line"]["color"]


def outlines(marker: Any) -> list[str]:
    """What a bar is seen by: its colour, or of a hatched one its strokes and its edge."""
    if "pattern" in marker:
        return [marker["pattern"]["fgcolor"], marker["line"]["color"]]
    return every(marker["color"])


@pytest.mark.usefixtures("served_release")
@pytest.mark.parametrize("page", PAGES)
def test_every_mark_of_every_chart_is_seen_in_both_themes(page: str) -> None:
    session = signed_in("leder")
    session.session_state["more"] = True
    session.run()
    session.switch_page(f"../pages/{page}.py").run()
    colours = set(chain.from_iterable(marks(one["figure"]) for one in charts(session)))
    assert colours
    assert [
        (colour, theme)
        for colour in colours
        for theme, paper in PAPER.items()
        if contrast(colour, paper) < LEAST
    ] == []


@pytest.mark.parametrize("theme", PAPER)
def test_every_colour_a_chart_may_take_is_seen(theme: str) -> None:
    faint = [colour for colour in (*COLOURS, *SERIES_COLOURS) if contrast(colour, PAPER[theme]) < LEAST]
    assert faint == []


@pytest.mark.usefixtures("served_release")
def test_parts_beside_each_other_are_told_apart_by_a_line_of_the_page_s_colour() -> None:
    """Each part is at 3:1 against the page, and so against the line; the browser gives it that colour."""
    session = signed_in("leder").run()
    session.switch_page("../pages/employment.py").run()
    stacked = [one["figure"] for one in charts(session) if one["figure"]["layout"].get("barmode") == "stack"]
    parts = [trace["marker"] for figure in stacked for trace in figure["data"] if trace["type"] == "bar"]
    assert parts
    assert [part for part in parts if part["line"]["width"] < 1] == []


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("rgba(0,0,0,0.5)", "#FFFFFF") == pytest.approx(3.98, abs=0.01)
