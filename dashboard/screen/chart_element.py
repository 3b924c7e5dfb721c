"""The one element that draws every chart: plotly.js from this server, changed in place, with words for it.

Streamlit's own chart element is taken down and built anew whenever its figure changes; this one hands the new
figure to `Plotly.react`. What stands beneath a chart is of the same element: a page of ten charts would have
a hundred of Streamlit's, and a click would wait for every one of them. What to draw comes as one text within
the element's `data`: it is written once, and the browser compares it with what it has drawn before.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.screen import browser_code
from dashboard.screen.surrounding import NOTHING, Surrounding
from dashboard.text import Text

HERE = Path(__file__).parent
STYLE = HERE / "chart_element.css"
"""Stands on a page once, for all its charts."""

HTML = """
<figure class="staircase-figure">
  <h3 hidden></h3>
  <p class="staircase-told" hidden></p>
  <div class="staircase-chart" hidden>
    <div class="staircase-plot" role="img"></div>
    <p class="staircase-words"></p>
    <p class="staircase-blocked" role="alert" hidden></p>
  </div>
  <button type="button" class="staircase-picture" hidden></button>
  <div class="staircase-beneath"></div>
</figure>
"""

_mount = st.components.v2.component(
    "staircase_chart",
    html=HTML,
    js=(HERE / "chart_loader.js").read_text("utf-8"),
    isolate_styles=False,
)


def written(
    plot: Mapping[str, Any] | None,
    text: Text,
    *,
    label: str,
    words: str,
    download: bool,
    around: Surrounding = NOTHING,
) -> str:
    """A plot (`data` and `layout`, as plotly.js reads them) and what stands around it, for the browser.

    Without a plot only what is around it stands there. `label` names the chart to a screen reader and `words`
    say what it shows. Without `download` nobody is offered the chart as a picture.
    """
    told = around.told()
    if plot is not None:
        told |= {
            "figure": {"data": plot["data"], "layout": plot["layout"]},
            "label": label,
            "words": words,
            "address": browser_code.plotly_js().address,
            "picture": text("chart.tool.download") if download else "",
            "blocked": text("logbook.blocked"),
            "locale": _locale(text),
            "language": text.language,
        }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def put(card: str, *, key: str, report: Mapping[str, str] | None = None) -> None:
    """Put on the page what was `written`, under a key that is its own there: later the same changes in place.

    `report`: words and address of the letter by which a figure is reported.
    """
    _mount(key=key, data={"code": browser_code.charts().address, "card": card, "name": key, "report": report})


def stand(around: Surrounding, *, key: str, report: Mapping[str, str] | None = None) -> None:
    """What stands around a chart, without one."""
    put(json.dumps(around.told(), ensure_ascii=False), key=key, report=report)


def _locale(text: Text) -> dict[str, Any]:
    """What plotly.js itself may say while a picture is made; its English words are the keys."""
    said = {
        "Taking snapshot - this may take a few seconds": "taking",
        "Snapshot succeeded": "taken",
        "Sorry, there was a problem downloading your snapshot!": "failed",
    }
    return {
        "dictionary": {english: text(f"chart.tool.{key}") for english, key in said.items()},
        "format": {"decimal": text("chart.tool.decimal"), "thousands": text("chart.tool.thousands")},
    }
