"""The page About the figures: what it says of the release that is served."""

import pytest

from dashboard.audit.usefulness import of_subjects
from dashboard.parts.about import useful
from dashboard.stores.viewer import Level
from dashboard.text import LANGUAGES, Text
from tests.audit.cells import release

AREAS = {"gellerup": 30.0, "a": 10.0}


def cells() -> list[dict[str, object]]:
    """Two areas of 30 and 10 families in the programme; absence is withheld for the smaller one."""
    active = {"indicator": "caseload", "measure": "active", "cut": "day", "period": "2026-09-30"}
    absence = {"indicator": "absence", "measure": "stil_pct", "cut": "day", "period": "2026-09-30"}
    sizes = [active | {"area": area, "value": size} for area, size in AREAS.items()]
    hidden = {"area": "a", "value": None, "status": "withheld"}
    return [*sizes, absence | {"area": "gellerup", "value": 8.0}, absence | hidden]


def test_a_subject_says_how_much_of_it_is_shown_and_of_whom() -> None:
    rows = {row["indicator"]: row for row in of_subjects(release(*cells()).cells)}
    assert rows["absence"]["cells_shown"] == 0.5
    assert rows["absence"]["weight_shown"] == 0.75  # 30 of 40 families are in the area shown
    assert rows["caseload"]["cells_shown"] == rows["caseload"]["weight_shown"] == 1


def test_a_subject_without_figures_of_whole_areas_says_how_much_is_shown_alone() -> None:
    row = {"indicator": "wellbeing", "level": "public", "cells_shown": 0.25, "weight_shown": None}
    told, _ = useful([row], Level.PUBLIC, Text("da"))
    assert told == "Trivsel: 25,0 % af de tal, der handler om nogen, vises."


def test_a_reader_is_told_of_their_own_level() -> None:
    rows = of_subjects(release(*cells()).cells)
    level = Level(rows[0]["level"])
    other = next(each for each in Level if each is not level)
    told = useful(rows, level, Text("da"))
    assert told[0].startswith("Skolefravær: 50,0 %")
    assert "75,0 % af familierne" in told[0]
    assert useful(rows, other, Text("da")) == [Text("da")("page.about.useful_unknown")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_of_before_says_that_it_does_not_know(language: str) -> None:
    text = Text(language)
    assert useful([], Level.PUBLIC, text) == [text("page.about.useful_unknown")]
