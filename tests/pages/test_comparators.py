"""A manager sees the own area beside public cells of the others, and what a total is over."""

from typing import Any

import pytest

from dashboard.screen import comparators
from dashboard.screen.choices import Choice
from dashboard.screen.comparators import held_together, own_in_total
from dashboard.stores.viewer import Level, Role, Viewer
from dashboard.text import Labels, Text
from dashboard.words.sentences import rows
from tests.pages.frame import signed_in, words_of
from tests.released import released

LABELS = Labels(areas={"gellerup": "Gellerup", "a": "Område A", "b": "Område B"})
DA = Text("da")
MANAGER = Viewer("m", Role.AREA_MANAGER, frozenset({"b"}), Level.INTERNAL, "da")
HEAD = Viewer("h", Role.PROGRAMME_HEAD, frozenset(), Level.INTERNAL, "da")


class Release:
    """A served release whose data end in the middle of a quarter, or with it."""

    def __init__(self, as_of: str) -> None:
        self.manifest = {"as_of": as_of, "last_quarter_end": "2026-09-30"}


@pytest.fixture
def open_quarter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparators, "served_release", lambda: Release("2026-10-31"))


@pytest.mark.usefixtures("open_quarter")
def test_the_own_area_stands_beside_the_others_as_of_the_last_closed_quarter() -> None:
    assert held_together(MANAGER, Choice()) == Choice(period="2026Q3")
    assert held_together(MANAGER, Choice("gellerup")) == Choice("gellerup", "2026Q3")


@pytest.mark.usefixtures("open_quarter")
def test_a_chosen_period_the_own_area_alone_and_other_roles_keep_theirs() -> None:
    for viewer, chosen in ((MANAGER, Choice(period="2025Q1")), (MANAGER, Choice("b")), (HEAD, Choice())):
        assert held_together(viewer, chosen) == chosen


def test_a_quarter_that_ends_with_the_data_is_the_latest_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparators, "served_release", lambda: Release("2026-09-30"))
    assert held_together(MANAGER, Choice()) == Choice()


def told(*totals: dict[str, Any], own: str = "b") -> str:
    cells = [{"value": 9.0, "area": "gellerup", "areas": "gellerup"}, *totals]
    return own_in_total(rows(released("absence", "stil_pct", cells)), frozenset(own.split()), DA, LABELS)


def test_it_is_said_whether_a_total_is_over_the_own_area_too() -> None:
    over_all, without = (
        {"value": 9.0, "areas": "a+b+gellerup"},
        {"value": 9.0, "area": "shown_areas", "areas": "a+gellerup"},
    )
    assert told(over_all) == "Totalen omfatter dit eget område (Område B)."
    assert told(without) == "Totalen omfatter ikke dit eget område (Område B)."
    assert told(over_all, without).startswith("Totalen omfatter dit eget område (Område B) nogle steder")
    assert "(Område A og Område B) nogle steder" in told(without, own="a b")


def test_nothing_is_said_without_a_total_or_an_own_area_or_from_before_it_had_families() -> None:
    assert told() == ""
    assert told({"status": "withheld", "value": None}) == ""
    assert told({"value": 9.0, "areas": "gellerup"}) == ""
    assert told({"value": 9.0, "areas": "a+b+gellerup"}, own="") == ""


@pytest.mark.usefixtures("served_release")
def test_a_managers_page_says_it_and_nobody_elses_does() -> None:
    said = {}
    for user in ("omraade-b", "leder"):
        session = signed_in(user)
        session.run()
        said[user] = words_of(session.switch_page("../pages/caseload.py").run())
    assert "Totalen omfatter" in said["omraade-b"]
    assert "Totalen omfatter" not in said["leder"]
