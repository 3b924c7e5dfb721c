"""Briefings: kept, copied, frozen to a release, and moved to a newer one when their author says so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.council.briefing import APART, STAFF_RATING, TOTAL, Briefing, Chart, Part
from dashboard.council.cells import chosen
from dashboard.council.data import harmless, table_of_cells
from dashboard.council.drawing import drawn
from dashboard.council.kept import Briefings, ChangedElsewhereError, briefings
from dashboard.council.newer import change
from dashboard.council.ready_made import COUNCIL, council_briefing
from dashboard.council.sheet import read
from dashboard.council.slides import slides
from dashboard.stores import store
from dashboard.stores.app_store import opened
from dashboard.stores.approval import By, approve
from dashboard.stores.released import Released
from dashboard.stores.served import Served, release_of
from dashboard.stores.settings import Settings, settings
from dashboard.text import Text
from tests.council import files
from tests.pages.frame import signed_in, words_of
from tests.release.stored import one_more, served_id, serving, stored
from tests.released import released

DANISH = Text("da")
DAY = date(2026, 10, 6)
PARTS = (
    Part("a", Chart.LINES, ("caseload.active",), ("day",), latest=2, text={"da": "Egne ord."}),
    Part("b", heading={"da": "Kun ord"}),
    Part("c", Chart.BARS, ("caseload.joined",), ("to_date",)),
)


class Clock:
    """A time that goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def kept(blank_url: str) -> Briefings:
    return Briefings(opened(blank_url), Clock())


def a_briefing(release_id: str = "2026-09-30-abc") -> Briefing:
    return Briefing("", {"da": "Et oplæg"}, release_id, PARTS)


def test_a_copy_is_kept_with_its_parts_words_and_release(kept: Briefings) -> None:
    copied = kept.copy(a_briefing(), {"da": "Kopi"}, "leder")
    again = kept.of(copied.identity)
    assert again == copied
    assert again is not None
    assert (again.parts, again.release_id, again.author) == (PARTS, "2026-09-30-abc", "leder")


def test_what_two_people_change_at_once_is_kept_of_the_first_alone(kept: Briefings) -> None:
    copied = kept.copy(a_briefing(), {"da": "Kopi"}, "leder")
    kept.change(copied, copied.moved(0, 1), "leder")
    with pytest.raises(ChangedElsewhereError):
        kept.change(copied, copied.without(0), "another")
    again = kept.of(copied.identity)
    assert again is not None
    assert [part.key for part in again.parts] == ["b", "a", "c"]


def test_a_deleted_briefing_is_gone(kept: Briefings) -> None:
    copied = kept.copy(a_briefing(), {"da": "Kopi"}, "leder")
    kept.delete(copied.identity)
    assert kept.of(copied.identity) is None


def test_a_part_moves_by_one_place_and_not_beyond_the_ends() -> None:
    briefing = a_briefing()
    assert [part.key for part in briefing.moved(2, -1).parts] == ["a", "c", "b"]
    assert briefing.moved(0, -1).parts == briefing.parts
    assert briefing.moved(2, 1).parts == briefing.parts


def test_words_in_one_language_leave_the_other_as_they_are() -> None:
    part = Part("a", heading={"da": "Før", "en": "Before"})
    changed = part.worded("en", heading="After", text="Own", notes="")
    assert (changed.heading["da"], changed.heading["en"], changed.text["en"]) == ("Før", "After", "Own")


def of_areas(*rows: dict[str, Any]) -> Served:
    """A small release: the areas a and b, and these cells of families in the programme."""

    cells = released("caseload", "active", [{"unit": "families", "area": "a", **row} for row in rows])
    area = [
        {"area_id": each, "name_da": each.upper(), "name_en": each.upper(), "sort": place}
        for place, each in enumerate(("a", "b"))
    ]
    none: list[dict[str, Any]] = []
    context = {"area": area, "step": none, "instrument": none, "event_note": none}
    return Served(cells, context, {"as_of": "2026-09-30", "release_id": "r", "made_from": MADE_FROM})


MADE_FROM = {"delivery": {"delivery_id": "d"}, "version": "0", "k": {"public": 5}}
WITH_A_GAP = (
    {"period": "2026-03-31", "value": 8.0, "families": 8},
    {"period": "2026-06-30", "status": "withheld"},
    {"period": "2026-09-30", "value": 9.0, "families": 9},
)


def as_read(release: Served, part: Part, monkeypatch: pytest.MonkeyPatch, text: Text = DANISH) -> Any:
    """A briefing of one part, read from a small release."""
    monkeypatch.setattr("dashboard.council.sheet.release_of", lambda _: release)
    return read(Briefing("x", {"da": "X"}, "r", (part,)), text, DAY)


def test_a_withheld_quarter_is_a_gap_in_every_chart_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    part = Part("x", Chart.LINES, ("caseload.active",), ("day",))
    whole = as_read(of_areas(*WITH_A_GAP), part, monkeypatch)
    sheet = whole.sheets[0]
    svg = drawn(sheet, DANISH, whole.labels, width=700, height=300, size=14)
    lines = [points for points in svg.split('<polyline points="')[1:] if 'stroke="#2F7DC1"' in points]
    assert [line for line in lines if 'stroke-width="2.24"' in line] == []  # two points with a gap: no line
    assert svg.count("<circle") == 2
    content = slides(whole)
    assert files.charts_in_slides(content) == [[(8.0, None, 9.0)]]
    assert "for få familier" in files.tables_in_slides(content)[0][2][1]
    _, rows = table_of_cells(whole)
    assert [row[10] for row in rows] == [8.0, None, 9.0]
    assert DANISH("status.why.withheld") in " ".join(sheet.remarks)


def test_internal_cells_are_not_in_any_part(monkeypatch: pytest.MonkeyPatch) -> None:
    release = of_areas({"value": 4.0, "families": 4, "level": "internal"}, {"status": "withheld"})
    part = Part("x", Chart.BARS, ("caseload.active",), ("day",))
    cells = chosen(part, release).drawn[0].cells
    assert cells.select("level", "value").rows() == [("public", None)]


def test_the_last_periods_are_the_last_of_all_lines_together() -> None:
    rows = [{"period": f"2026-0{month}-30", "value": 6.0 + month} for month in (4, 6, 9)]
    part = Part("x", Chart.LINES, ("caseload.active",), ("month", "day"), latest=2, area=APART)
    drawn_cells = chosen(part, of_areas(*rows)).drawn[0].cells
    assert drawn_cells["period"].to_list() == ["2026-06-30", "2026-09-30"]


def test_a_text_that_begins_like_a_formula_is_harmless_and_a_number_is_left_alone() -> None:
    assert [harmless(words) for words in ("=1+1", "-2", "@x", "+4", "1=1", "")] == [
        "'=1+1",
        "'-2",
        "'@x",
        "'+4",
        "1=1",
        "",
    ]


# Frozen: the data change, the briefing does not.


def families_more(cells: pl.DataFrame) -> Released:
    """The same release with one family more in every count of families in the programme."""
    hit = (
        (pl.col("indicator") == "caseload") & (pl.col("measure") == "active") & pl.col("value").is_not_null()
    )
    return one_more(cells, hit)


@pytest.fixture
def next_release(served_release: Served, release_settings: Settings, tmp_path: Path) -> Iterator[str]:
    """A data folder that serves the known release, and the id of the next one that waits in it."""
    like = store.served_folder(release_settings.data_folder)
    public = served_release.cells.only(pl.col("level") == "public", pl.col("indicator") == "caseload")
    folder = tmp_path / "data"
    with serving(folder, public, like):
        yield stored(folder, families_more(public.cells), like)


def numbers(briefing: Briefing) -> list[list[Any]]:
    """Every row of the briefing's data."""
    return table_of_cells(read(briefing, DANISH, DAY))[1]


def test_new_data_leave_a_frozen_briefing_as_it_was_until_it_is_moved(
    next_release: str, kept: Briefings
) -> None:
    frozen = kept.copy(replace(council_briefing(served_id()), parts=PARTS), {"da": "Til byrådet"}, "leder")
    before = numbers(frozen)
    approve(settings().data_folder, next_release, By.DEMO)
    assert served_id() == next_release
    again = kept.of(frozen.identity)
    assert again is not None
    assert numbers(again) == before
    assert council_briefing(served_id()).release_id == next_release
    found = change(again, release_of(again.release_id), release_of(next_release))
    active = [row for row in before if row[2] == DANISH("caseload.active.title") and row[10] is not None]
    assert found.other_values == len(active) == len(found.revised)
    moved = kept.change(again, replace(again, release_id=next_release), "leder")
    assert [row[10] for row in numbers(moved) if row[10] is not None] != [
        row[10] for row in before if row[10] is not None
    ]
    assert change(moved, release_of(next_release), release_of(next_release)).is_none


# The page.


def on_the_page(session: AppTest, briefing: str = "") -> AppTest:
    if briefing:
        session.query_params["briefing"] = briefing
    session.run()
    return session.switch_page("../pages/briefings.py").run()


def label(key: str) -> str:
    return DANISH(f"council.desk.{key}")


def click(session: AppTest, key: str) -> AppTest:
    button = next(each for each in session.button if each.label == label(key))
    return button.click().run()


def test_the_programme_head_copies_edits_and_deletes_and_a_link_opens_it_again(
    next_release: str,
) -> None:
    session = click(on_the_page(signed_in("leder")), "copy")
    identity = session.session_state["chosen-briefing"]
    assert identity != COUNCIL
    heading = next(each for each in session.text_input if each.label == label("heading_label"))
    heading.input("Min overskrift")
    [each for each in session.button if each.label == label("save")][1].click().run()
    assert not session.exception
    approve(settings().data_folder, next_release, By.DEMO)
    other = on_the_page(signed_in("evaluator"), identity)
    assert not other.exception
    told = words_of(other)
    assert "Min overskrift" in told
    assert label("read_only") in told
    assert not [each for each in other.button if each.label in (label("copy"), label("move"))]
    assert any("nyere udgivelse" in warning.value for warning in other.warning)
    head = click(on_the_page(signed_in("leder"), identity), "move")
    assert not head.exception
    assert not head.warning
    assert click(head, "delete_yes").session_state["chosen-briefing"] == COUNCIL


def test_a_chart_of_another_figure_is_added_if_the_public_may_see_any_of_it(next_release: str) -> None:
    session = click(on_the_page(signed_in("leder")), "copy")
    identity = session.session_state["chosen-briefing"]
    session.radio(key="add-da").set_value("add_figure").run()
    session.selectbox(key="add-figure-da").set_value("caseload.joined").run()
    session.selectbox(key="add-cut-da").set_value("year").run()
    click(session, "add_button")
    assert not session.exception
    kept_now = briefings().of(identity)
    assert kept_now is not None
    added = kept_now.parts[-1]
    assert (added.figures, added.cuts, added.chart) == (("caseload.joined",), ("year",), Chart.LINES)
    session.selectbox(key="add-figure-da").set_value("absence.change_pp").run()
    assert not session.exception
    assert label("no_cells") in [each.value for each in session.info]
    assert label("add_button") not in [each.label for each in session.button]


def test_a_file_is_made_on_the_page_and_a_failure_says_what_to_do(
    next_release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = click(on_the_page(signed_in("evaluator")), "make")
    assert not session.exception
    assert session.get("download_button")
    monkeypatch.setattr("dashboard.council.paper.TEMPLATE", Path("nowhere.typ"))
    refused = click(session, "make")
    assert [each.value for each in refused.error] == [label("failed")]
    assert not refused.get("download_button")


def test_the_link_in_a_file_opens_the_view_with_the_same_choices(served_release: Served) -> None:
    part = Part("x", Chart.BARS, ("absence.high_share",), ("school_year",), by="household", area="gellerup")
    sheet = read(Briefing("x", {}, served_release.manifest["release_id"], (part,)), DANISH).sheets[0]
    address = urlsplit(sheet.address)
    assert address.path == "/absence"
    session = signed_in("evaluator")
    for key, value in parse_qsl(address.query):
        session.query_params[key] = value
    session.run()
    session.switch_page("../pages/absence.py").run()
    assert session.selectbox(key="choose-area-da").value == "gellerup"
    assert session.selectbox(key="choose-by-da").value == "household"


def test_the_staff_s_own_scale_is_found_whatever_it_is_called(served_release: Served) -> None:
    by = "instrument|dimension|respondent"
    part = Part(
        "x", Chart.BARS, ("wellbeing.change_mean",), ("day",), by=by, category=STAFF_RATING, area=TOTAL
    )
    found = set(chosen(part, served_release).drawn[0].cells["category"])
    assert len(found) == 1
    assert next(iter(found)).endswith("|staff")


def test_a_total_is_in_a_part_once(served_release: Served) -> None:
    part = Part("x", Chart.LINES, ("caseload.active",), ("day",))
    cells = chosen(part, served_release).drawn[0].cells
    totals = cells.filter(pl.col("area").is_in(["all", "shown_areas"]))
    assert totals["period"].is_unique().all()
