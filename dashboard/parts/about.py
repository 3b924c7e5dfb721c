"""About the figures: who sees how small a group, what the attacker tried, and what nobody promises."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from dashboard.audit import usefulness
from dashboard.parts.page import Page
from dashboard.screen.show import plain
from dashboard.stores.served import served_release
from dashboard.stores.viewer import Level
from dashboard.text import Text
from dashboard.text.numbers import number, quantity

PARTS = ("levels", "audit", "useful", "promised", "not_promised", "words")

STATUSES = (
    "shown",
    "zero",
    "carried",
    "few",
    "withheld",
    "not_measured",
    "not_applicable",
    "late",
    "no_access",
)


def draw(page: Page) -> None:
    """The served release's own account of itself, part by part."""
    served, text = served_release(), page.text
    manifest = served.manifest
    k = manifest["made_from"]["k"]
    told = {
        "levels": _levels(k, text),
        "audit": audited(manifest, text),
        "useful": useful(served.context.get(usefulness.KEY, ()), page.viewer.level, text),
        "promised": _each(text, "page.about.promise."),
        "not_promised": _each(text, "page.about.no_promise."),
        "words": _statuses(k, text),
    }
    for part in PARTS:
        st.subheader(plain(text(f"page.about.{part}")), anchor=part)
        st.markdown("\n".join(f"- {plain(line)}" for line in told[part]))


def audited(manifest: Mapping[str, Any], text: Text) -> list[str]:
    """What was tried on the release and what came of it, or that nobody tried."""
    result = manifest.get("audit")
    mark = str(manifest["release_id"]).rpartition("-")[2]  # its day stands on every page in words
    of_what = text("page.about.of_what", release=mark, version=manifest["made_from"]["version"])
    if result is None:
        return [text("page.about.not_audited"), of_what]
    tried = sum(each["cells"] for each in result["tried"])
    wins = len(result["wins"])
    went = text("page.about.tried", withheld=number(result["withheld"], text), tried=number(tried, text))
    won = text("page.about.nothing_won") if not wins else text("page.about.won", wins=number(wins, text))
    mended = [text("page.about.mended")] if result.get("mended") else []
    return [went, won, *mended, of_what]


def useful(rows: Iterable[Mapping[str, Any]], level: Level, text: Text) -> list[str]:
    """How much of each subject has a number at the reader's level; an older release does not say."""
    lines = [_shown_of(row, text) for row in rows if row["level"] == level.value]
    return [*lines, text("page.about.useful_why")] if lines else [text("page.about.useful_unknown")]


def _shown_of(row: Mapping[str, Any], text: Text) -> str:
    """Of families only where the subject has figures of whole areas: well-being has them by instrument."""
    shares = [row["cells_shown"], *([] if row["weight_shown"] is None else [row["weight_shown"]])]
    told = [
        text(
            f"page.about.{key}",
            share=quantity(100 * share, "pct", text),
            subject=text(f"{row['indicator']}.title"),
        )
        for key, share in zip(("useful_cells", "useful_weight"), shares, strict=False)
    ]
    return " ".join(told)


def _levels(k: Mapping[str, int], text: Text) -> list[str]:
    return [text(f"level.{level}_note", k=str(least)) for level, least in k.items()]


def _statuses(k: Mapping[str, int], text: Text) -> list[str]:
    """Every word that may stand in the place of a number, with its meaning where it has one."""
    least = str(max(k.values()))
    lines = []
    for status in (each for each in STATUSES if f"status.{each}" in text):
        word = text(f"status.{status}", k=least)
        why = f"status.why.{status}"
        lines.append(f"{word}: {text(why, k=least)}" if why in text else word)
    return lines


def _each(text: Text, prefix: str) -> list[str]:
    return [text(key) for key in text.keys(prefix)]
