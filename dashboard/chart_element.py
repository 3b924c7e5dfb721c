"""The one element that draws every chart: plotly.js from this server, changed in place, with words for it.

Streamlit's own chart element is taken down and built anew whenever its figure changes; this one hands the new
figure to `Plotly.react`. What to draw comes as the element's `data`, where tests can read it.
"""

import shutil
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import plotly
import streamlit as st

from dashboard.text import Text

HERE = Path(__file__).parent
STATIC = HERE / "static"
"""Served by Streamlit at app/static (server.enableStaticServing); plotly.js is copied there."""

HTML = """
<figure class="staircase-chart">
  <div class="staircase-plot" role="img"></div>
  <p class="staircase-words"></p>
  <p class="staircase-blocked" role="alert" hidden></p>
</figure>
"""

_mount = st.components.v2.component(
    "staircase_chart",
    html=HTML,
    css=(HERE / "chart_element.css").read_text("utf-8"),
    js=(HERE / "chart_element.js").read_text("utf-8"),
    isolate_styles=False,
)


def draw(plot: Mapping[str, Any], text: Text, *, key: str, label: str, words: str, download: bool) -> None:
    """Draw a plot (`data` and `layout`, as plotly.js reads them) under a key that is its own on the page.

    The same key later changes it in place.
    `label` names the chart to a screen reader and `words` say what it shows. Without `download` nobody is
    offered the chart as a picture.
    """
    _mount(
        key=key,
        data={
            "figure": {"data": plot["data"], "layout": plot["layout"]},
            "label": label,
            "words": words,
            "address": library(),
            "picture": text("chart.tool.download") if download else "",
            "name": key,
            "blocked": text("logbook.blocked"),
            "locale": _locale(text),
            "language": text.language,
        },
    )


@cache
def library() -> str:
    """The address of plotly.js on this server, below the address of the page's own server."""
    name = f"plotly-{version('plotly')}.min.js"
    served = STATIC / name
    if not served.exists():
        STATIC.mkdir(exist_ok=True)
        arriving = served.with_suffix(".arriving")
        shutil.copyfile(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", arriving)
        arriving.replace(served)
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}/app/static/{name}" if base else f"/app/static/{name}"


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
