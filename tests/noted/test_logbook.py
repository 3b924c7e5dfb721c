"""The logbook: lines are added and never changed, none holds a figure, and without one nothing leaves."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.parts.logbook_view import as_csv
from dashboard.running.server import ROUTES
from dashboard.stores.accounts import Account, add
from dashboard.stores.app_store import EVENT, TABLES, app_store, opened
from dashboard.stores.logbook import DAY, Did, Line, Logbook, LogbookError, logbook, settle
from dashboard.stores.sessions import COOKIE, sessions
from dashboard.stores.settings import settings
from dashboard.stores.viewer import Role
from dashboard.text import LANGUAGES, Text
from tests.entrance.test_sessions import Clock

DAYS = 180
VIEWED = Line(
    Did.VIEWED, "anna", Role.PROGRAMME_HEAD, "steps", "internal", {"area": "gellerup", "by": "household"}
)
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def clock() -> Clock:
    return Clock(1_700_000_000.0)


@pytest.fixture
def book(blank_url: str, clock: Clock) -> Logbook:
    return Logbook(opened(blank_url), DAYS, clock)


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Anna's browser, signed in as the programme head of a municipality."""
    for name, value in {"SETTING": "service", "SESSION_KEY": "k" * 40, "DATA_FOLDER": str(tmp_path)}.items():
        monkeypatch.setenv(f"STAIRCASE_{name}", value)
    settings.cache_clear()
    add(settings(), Account("anna", Role.PROGRAMME_HEAD, password_hash="x"), ())
    with TestClient(Starlette(routes=ROUTES), base_url="https://staircase.example") as client:
        client.cookies.set(COOKIE, str(sessions().redeem(sessions().start("anna").ticket)))
        yield client
    settings.cache_clear()


def lines() -> list[Line]:
    return [one.line for one in logbook().read()]


def test_a_line_is_read_back_as_it_was_written_the_latest_first(book: Logbook, clock: Clock) -> None:
    book.write(VIEWED)
    clock.now += 1
    book.write(Line(Did.SIGNED_OUT, "anna", Role.PROGRAMME_HEAD))
    found = book.read()
    assert [one.line.did for one in found] == [Did.SIGNED_OUT, Did.VIEWED]
    assert found[1].line == VIEWED
    assert found[1].at == clock.now - 1
    assert book.count() == 2


def test_lines_of_the_same_moment_keep_their_order(book: Logbook) -> None:
    for did in (Did.SIGNED_IN, Did.VIEWED, Did.SIGNED_OUT):
        book.write(Line(did, "anna"))
    assert [one.line.did for one in book.read()] == [Did.SIGNED_OUT, Did.VIEWED, Did.SIGNED_IN]


def test_a_line_can_not_be_changed_not_even_by_the_dashboard_itself(book: Logbook) -> None:
    book.write(VIEWED)
    with pytest.raises(sa.exc.DBAPIError, match="never changed"), book.store.begin() as connection:
        connection.execute(sa.update(EVENT).values(username="bo"))
    assert [one.line.username for one in book.read()] == ["anna"]


def test_lines_go_when_they_are_too_old_and_not_before(book: Logbook, clock: Clock) -> None:
    book.write(VIEWED)
    clock.now += DAYS * DAY
    book.forget_old()
    assert book.count() == 1
    clock.now += 1
    assert book.read() == [], "what is too old is not shown, though it waits to be deleted"
    assert book.names() == []
    book.forget_old()
    with book.store.begin() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(EVENT)) == 0


def test_one_person_and_one_time_can_be_picked_out(book: Logbook, clock: Clock) -> None:
    began = clock.now
    for name in ("anna", "bo", "anna", ""):
        book.write(Line(Did.VIEWED, name))
        clock.now += 10
    assert book.names() == ["anna", "bo"]
    assert len(book.read(username="anna")) == 2
    assert len(book.read(since=began + 10, before=began + 30)) == 2
    assert len(book.read(most=3)) == 3


def test_an_app_store_from_before_gets_its_logbook(blank_url: str) -> None:
    before = sa.create_engine(opened.__wrapped__(blank_url).url)
    with before.begin() as connection:
        connection.exec_driver_sql("DROP TABLE event")
        connection.exec_driver_sql("DROP TABLE provider_person")
    before.dispose()
    after = opened.__wrapped__(blank_url)
    Logbook(after, DAYS).write(VIEWED)
    with pytest.raises(sa.exc.DBAPIError, match="never changed"), after.begin() as connection:
        connection.execute(sa.update(EVENT).values(username="bo"))
    after.dispose()


def test_opening_the_app_store_again_leaves_the_logbook_as_it_is(book: Logbook, blank_url: str) -> None:
    book.write(VIEWED)
    again = opened.__wrapped__(blank_url)
    assert Logbook(again, DAYS, book.clock).count() == 1
    again.dispose()


def test_there_is_no_column_for_a_figure() -> None:
    columns = {column.name for column in EVENT.columns}
    assert columns == {"identity", "at", "did", "username", "role", "page", "level", "details"}


def test_a_line_that_can_not_be_written_says_so_without_what_stood_in_it(book: Logbook) -> None:
    TABLES.tables["event"].drop(book.store)
    with pytest.raises(LogbookError) as failed:
        book.write(VIEWED)
    assert "anna" not in str(failed.value)


def test_reading_goes_on_without_a_line_and_the_operator_is_told(
    book: Logbook, caplog: pytest.LogCaptureFixture
) -> None:
    TABLES.tables["event"].drop(book.store)
    caplog.set_level(logging.ERROR)
    book.write_or_go_on(VIEWED)
    assert "exports are blocked" in caplog.text
    assert "anna" not in caplog.text


def test_the_file_holds_codes_and_times_and_nothing_a_spreadsheet_calculates(
    book: Logbook, clock: Clock
) -> None:
    book.write(VIEWED)
    book.write(Line(Did.SIGN_IN_FAILED, "=1+1", details={"why": "password"}))
    told = as_csv(book.read()).decode("utf-8-sig").splitlines()
    assert told == [
        "time,did,username,role,page,level,details",
        '2023-11-14T23:13:20+01:00,sign_in_failed,\'=1+1,,,,"{""why"": ""password""}"',
        "2023-11-14T23:13:20+01:00,viewed,anna,programme_head,steps,internal,"
        '"{""area"": ""gellerup"", ""by"": ""household""}"',
    ]


def test_a_chart_is_saved_as_a_picture_only_once_it_stands_in_the_logbook(browser: TestClient) -> None:
    asked = {"page": "caseload", "chart": "chart-over_time-caseload.active-no.figure"}
    assert browser.post("/session/picture", json=asked, headers=OURS).status_code == 204
    assert lines() == [
        Line(
            Did.EXPORTED,
            "anna",
            "programme_head",
            "caseload",
            "public",
            {"format": "png", "figure": "caseload.active"},
        )
    ]


@pytest.mark.parametrize("asked", [b"", b"{}", b"[]", b"no json", b'"x"', b'{"page": 1}'])
def test_a_picture_that_is_not_asked_for_in_our_way_is_no_line(browser: TestClient, asked: bytes) -> None:
    assert browser.post("/session/picture", content=asked, headers=OURS).status_code == 400
    assert lines() == []


def test_what_a_browser_sends_never_stands_in_the_logbook_as_it_came(browser: TestClient) -> None:
    typed = "010203" + "-9999"
    asked = {"page": typed, "chart": f"chart-{typed}"}
    browser.post("/session/picture", json=asked, headers=OURS)
    assert [(line.page, line.details["figure"]) for line in lines()] == [("overview", "")]


def test_without_a_logbook_no_picture_leaves(browser: TestClient) -> None:
    with app_store().begin() as connection:
        connection.exec_driver_sql("DROP TABLE event")
    asked = {"page": "caseload", "chart": "chart-over_time-caseload.active"}
    assert browser.post("/session/picture", json=asked, headers=OURS).status_code == 503


def test_signing_out_by_the_address_is_a_line_and_so_is_a_session_that_another_takes_the_place_of(
    browser: TestClient,
) -> None:
    ticket = sessions().start("anna").ticket
    assert browser.post("/session/begin", content=ticket, headers=OURS).status_code == 204
    assert browser.post("/session/end", headers=OURS).status_code == 204
    assert lines() == [Line(Did.SIGNED_OUT, "anna", "programme_head")] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_exports_are_blocked_is_said_with_what_to_do(language: str) -> None:
    told = Text(language)("logbook.blocked")
    assert len(told.split(". ")) >= 3


def test_a_line_that_nobody_waits_for_is_there_for_whoever_reads_and_of_when_it_happened(
    book: Logbook, clock: Clock
) -> None:
    happened = clock.now
    with book.store.begin() as connection:  # the store is busy: the line has to wait for it
        connection.execute(sa.select(EVENT))
        book.write_soon(VIEWED)
        clock.now += 1
    book.write(Line(Did.EXPORTED, "anna"))
    assert [one.line.did for one in book.read()] == [Did.EXPORTED, Did.VIEWED]
    assert book.read()[1].at == happened


def test_a_line_that_nobody_waits_for_and_that_can_not_be_written_is_told_to_the_operator(
    book: Logbook, caplog: pytest.LogCaptureFixture
) -> None:
    with book.store.begin() as connection:
        connection.exec_driver_sql("DROP TABLE event")
    book.write_soon(VIEWED)
    settle()
    assert "exports are blocked" in caplog.text
