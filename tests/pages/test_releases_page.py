"""The page of releases: the programme head looks, approves, and everybody reads the new release."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.parts import releases
from dashboard.stores import approval, store
from dashboard.stores.app_store import app_store
from dashboard.stores.logbook import Did, logbook
from dashboard.stores.released import Released, seal
from dashboard.stores.served import Served
from dashboard.stores.settings import Settings, settings
from dashboard.stores.viewer import Level
from dashboard.text import LANGUAGES, Text
from dashboard.words.release_words import lines
from tests.pages.frame import may_open, signed_in, words_of
from tests.pages.reading import read
from tests.release.stored import one_more, served_id, serving, stored
from tests.words.language import faults

TEXT = Text()
REVISED = {
    "indicator": "caseload",
    "measure": "active",
    "cut": "day",
    "area": "gellerup",
    "period": "2023-06-30",
    "cohort": "all",
    "characteristic": "all",
    "category": "all",
}
"""A cell that the next release writes anew, at every level."""


def next_release(cells: pl.DataFrame) -> Released:
    """The same cells, but with one family more in one area on one day that is long past."""
    hit = pl.all_horizontal(pl.col(name) == value for name, value in REVISED.items())
    return one_more(cells, hit)


@pytest.fixture
def waiting(served_release: Served, release_settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The id of a release that waits beside the served one."""
    like = store.served_folder(release_settings.data_folder)
    with serving(tmp_path, served_release.cells, like):
        yield stored(tmp_path, next_release(served_release.cells.cells), like)


def on_the_page(session: AppTest) -> AppTest:
    session.run()
    return session.switch_page("../pages/releases.py").run()


def test_only_the_programme_head_has_the_page() -> None:
    assert may_open("leder", "releases")
    assert not may_open("evaluator", "releases")
    assert not may_open("omraade-b", "releases")


@pytest.mark.usefixtures("served_release")
def test_without_a_waiting_release_the_page_says_so_and_has_nothing_to_approve() -> None:
    session = on_the_page(signed_in("leder"))
    assert TEXT("releases.none_waiting") in words_of(session)
    assert TEXT("releases.yes") not in [button.label for button in session.button]


def test_the_page_counts_what_changes_and_lists_each_revision(waiting: str) -> None:
    session = on_the_page(signed_in("leder"))
    by_figure, revised, _ = (table.value for table in session.main.table)
    assert by_figure[TEXT("releases.revised")].to_list() == ["1"]
    row = {heading: str(cells.iloc[0]) for heading, cells in revised.items()}
    assert row[TEXT("area.one")] == "Gellerup"
    assert row[TEXT("period.one")] == "30\\. juni 2023"
    before, after = (int(row[TEXT(f"releases.{when}")].split()[0]) for when in ("before", "after"))
    assert after == before + 1


def test_the_waiting_release_is_served_once_the_programme_head_approves_it(waiting: str) -> None:
    session, before = on_the_page(signed_in("leder")), served_id()
    assert before != waiting
    session.button(key=f"approve-{waiting}").click().run()
    assert not session.exception
    assert served_id() == waiting
    assert TEXT("releases.none_waiting") in words_of(session)
    latest = approval.calendar(settings().data_folder)[0]
    assert (latest.by, latest.username, latest.replaced) == ("programme_head", "leder", before)
    listed = session.main.table[0].value
    assert listed[TEXT("releases.approved_by")].to_list()[0] == "programlederen (leder)"
    assert listed[TEXT("releases.revised")].to_list() == ["1", "–"]


def test_an_approval_stands_in_the_logbook_and_is_not_done_without(waiting: str) -> None:
    session = on_the_page(signed_in("leder"))
    with app_store().begin() as connection:
        connection.exec_driver_sql("ALTER TABLE event RENAME TO elsewhere")
    session.button(key=f"approve-{waiting}").click().run()
    assert TEXT("logbook.blocked") in [error.value for error in session.error]
    assert served_id() != waiting
    with app_store().begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO event")
    session.button(key=f"approve-{waiting}").click().run()
    assert served_id() == waiting
    approved = next(one.line for one in logbook().read() if one.line.did is Did.APPROVED)
    assert (approved.username, approved.details) == ("leder", {"release": waiting})


def test_what_was_replaced_while_the_page_stood_open_is_not_approved(
    waiting: str, served_release: Served
) -> None:
    session, before = on_the_page(signed_in("leder")), served_id()
    button = session.button(key=f"approve-{waiting}")
    other = seal(served_release.cells.cells.head(50))
    stored(settings().data_folder, other, store.served_folder(settings().data_folder))
    button.click().run()
    assert served_id() == before


@pytest.mark.parametrize("user", ["leder", "evaluator", "omraade-b"])
def test_that_a_release_waits_is_told_to_the_programme_head_on_every_page_and_to_nobody_else(
    waiting: str, user: str
) -> None:
    told = words_of(signed_in(user).run())
    assert (TEXT("releases.waits") in told) == (user == "leder")


def test_as_the_public_the_programme_head_sees_what_changes_for_the_public(waiting: str) -> None:
    session = on_the_page(signed_in("leder"))
    session.toggle(key="choose-as_public").set_value(True).run()
    assert session.main.table[0].value[TEXT("releases.revised")].to_list() == ["1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_reader_s_language_with_a_release_waiting(waiting: str, language: str) -> None:
    session = on_the_page(signed_in("leder", language))
    assert session.main.table
    words = [
        told
        for told in read(session)
        if version("staircase-dashboard") not in told and "opdigtede" not in told
    ]
    assert [(fault, told) for told in words for fault in faults(told, language)] == []


def test_a_damaged_waiting_release_is_said_to_be_so_and_not_approved(waiting: str) -> None:
    with (store.folder_of(settings().data_folder, waiting) / store.CELLS).open("ab") as file:
        file.write(b" ")
    session = on_the_page(signed_in("leder"))
    assert not session.exception
    assert [error.value for error in session.error] == [TEXT("releases.damaged")]
    assert f"approve-{waiting}" not in [button.key for button in session.button]


def test_a_long_table_says_how_much_of_it_is_missing(waiting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "MOST_ROWS", 0)
    assert TEXT("releases.more_rows", n="1") in words_of(on_the_page(signed_in("leder")))


def test_the_command_prints_the_same_in_columns(waiting: str) -> None:
    folder = settings().data_folder
    served, next_one = store.served_folder(folder), store.waiting_folder(folder)
    assert served is not None
    assert next_one is not None
    told = lines(served, next_one, Level.PUBLIC, Text("en"))
    assert told[0].startswith("Measures that change: 1.")
    assert "Gellerup" in told[-1]
    assert lines(served, served, Level.PUBLIC, Text("en")) == [Text("en")("releases.nothing_changes")]
