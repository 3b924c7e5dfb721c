"""A dashboard with one more indicator, as if somebody had added its file, its words and its catalogue line.

Run as a program on a case database and a data folder: everything that reads the catalogue reads it when it is
imported, so that the indicator has to be there before. Says in JSON where it stands, unasked.
"""

import json
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from dashboard import catalogue
from dashboard.indicator import Indicator, Measure, Protection, Ratio, Unit
from dashboard.indicators import caseload
from dashboard.indicators.contributions import contributions
from dashboard.indicators.membership import active_on
from dashboard.indicators.periods import day_label, quarter_ends
from dashboard.text import LANGUAGES, Text
from dashboard.text.words import words_of
from data_access.case import Case

FIGURE = "caseload.invented_share"
PARTS = ("title", "answer", "numerator", "denominator", "baseline")


def invented(case: Case) -> pl.LazyFrame:
    """Families with one adult among those in the programme at each quarter's end. Unit: percent."""
    household = case.family.select(family="family_id", x=(pl.col("household") == "single").cast(pl.Float64))
    rows = active_on(case, quarter_ends(case)).join(household, on="family")
    return contributions(rows.select("family", "x", n=pl.lit(1.0), period=day_label(pl.col("day"))), "x", "n")


SHARE = Measure("invented_share", Ratio("x", "n", 100), Unit.PERCENT)
INVENTED = Indicator("caseload", (SHARE,), invented, Protection.SHARE)


def add() -> None:
    """What somebody who adds an indicator writes elsewhere than in its file."""
    catalogue.CATALOGUE = (*catalogue.CATALOGUE, INVENTED)
    catalogue.INDICATOR_OF[FIGURE] = INVENTED
    for language in LANGUAGES:
        said: Any = words_of(language)
        said |= {f"{FIGURE}.{part}": f"the invented {part} in {language}" for part in PARTS}
        said[f"{FIGURE}.answer"] += " {When} {value} {place}"


def build() -> dict[str, Any]:
    """A release of it and the families in the programme, attacked and approved."""
    from dashboard.building import release
    from dashboard.stores import approval, store
    from dashboard.stores.settings import settings

    release.CATALOGUE = (*caseload.INDICATORS, INVENTED)  # the rest of a release takes a minute
    folder = release.build(settings())
    approval.approve(settings().data_folder, folder.name, approval.By.DEMO)
    audit: dict[str, Any] = store.manifest_of(folder)["audit"]
    return audit


def seen() -> dict[str, Any]:
    """Where it stands, by language."""
    from dashboard.audit.knowledge import figures
    from dashboard.building.figures_file import write_figures
    from dashboard.council.briefing import Chart, Part
    from dashboard.council.editing import FIGURES
    from dashboard.council.exports import FORMATS, made
    from dashboard.council.ready_made import council_briefing
    from dashboard.stores.served import served_release
    from dashboard.stores.settings import settings
    from tests.pages.frame import signed_in
    from tests.pages.frame import words_of as words_on

    release, written = served_release(), BytesIO()
    write_figures(settings(), written, "csv")
    briefing = council_briefing(release.manifest["release_id"])
    briefing = replace(briefing, parts=(Part("one", Chart.LINES, (FIGURE,), ("day",)),))
    on_definitions = {}
    for language in LANGUAGES:
        session = signed_in("evaluator", language).run()
        session.switch_page("../pages/definitions.py").run()
        on_definitions[language] = Text(language)(f"{FIGURE}.title") in words_on(session)
    return {
        "cells": sorted(set(release.figure(FIGURE).cells["status"])),
        "attacked": FIGURE in {key for one in figures() for key in one.indicator.keys},
        "offered": FIGURE in FIGURES,
        "figures": written.getvalue().decode(),
        "definitions": on_definitions,
        "csv": {each: made(briefing, "csv", Text(each)).decode("utf-8-sig") for each in LANGUAGES},
        "made": [ending for ending in FORMATS if made(briefing, ending, Text("da"))],
    }


if __name__ == "__main__":
    add()
    Path(sys.argv[1]).write_text(json.dumps({"audit": build(), **seen()}), "utf-8")
