"""What the pages write into the logbook, what they hand out without one, and the page that shows it."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard.council.kept import briefings
from dashboard.entrance import sign_in
from dashboard.running.server import ROUTES
from dashboard.stores.app_store import app_store
from dashboard.stores.logbook import Did, Line, logbook
from dashboard.stores.sessions import COOKIE, sessions
from dashboard.text import LANGUAGES, Text
from tests.pages.frame import enter, may_open, opened, signed_in, words_of

pytestmark = pytest.mark.usefixtures("served_release")

TEXT = Text()
TYPED = "010203" + "-9999"


def lines(*dids: Did) -> list[Line]:
    """The lines of these kinds, the earliest first."""
    return [one.line for one in reversed(logbook().read()) if not dids or one.line.did in dids]


def at(session: AppTest, page: str) -> AppTest:
    session.run()
    return session.switch_page(f"../pages/{page}.py").run()


def lose_the_logbook() -> None:
    """No line can be written any more."""
    full = "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    with app_store().begin() as connection:
        connection.exec_driver_sql(full)


@pytest.fixture
def browser() -> TestClient:
    """The programme head's browser, for the addresses beside the pages."""
    client = TestClient(Starlette(routes=ROUTES), base_url="https://staircase.example")
    client.cookies.set(COOKIE, str(sessions().redeem(sessions().start("leder").ticket)))
    return client


def test_signing_in_and_out_and_failing_to_are_lines() -> None:
    session = enter(opened().run(), "leder", "wrong")
    enter(session, "leder")
    session.button(key="sign_out").click().run()
    found = lines(Did.SIGN_IN_FAILED, Did.SIGNED_IN, Did.SIGNED_OUT)
    assert found == [
        Line(Did.SIGN_IN_FAILED, "leder", details={"why": "password"}),
        Line(Did.SIGNED_IN, "leder", "programme_head", details={"way": "form"}),
        Line(Did.SIGNED_OUT, "leder", "programme_head"),
    ]


def test_what_somebody_types_in_place_of_their_name_is_not_written_down() -> None:
    enter(opened().run(), "my secret password", "wrong")
    assert lines() == [Line(Did.SIGN_IN_FAILED, details={"why": "password"})]


def test_a_page_is_one_line_for_as_long_as_neither_it_nor_its_choices_change() -> None:
    session = at(signed_in("leder"), "absence")
    session.run()
    session.run()
    assert [(line.page, dict(line.details)) for line in lines()] == [("overview", {}), ("absence", {})]
    session.selectbox(key="choose-area-da").set_value("gellerup").run()
    session.run()
    assert lines()[-1] == Line(
        Did.VIEWED, "leder", "programme_head", "absence", "internal", {"area": "gellerup"}
    )
    session.toggle(key="choose-as_public").set_value(True).run()
    assert (lines()[-1].level, len(lines())) == ("public", 4)


def test_another_language_is_the_same_figures_and_no_new_line() -> None:
    session = at(signed_in("evaluator"), "caseload")
    before = len(lines())
    session.session_state["lang"] = "en"
    session.run()
    assert len(lines()) == before


@pytest.mark.parametrize("page", ["absence", "about", "briefings", "logbook"])
def test_what_an_address_holds_and_no_page_lists_is_not_written_down(page: str) -> None:
    session = signed_in("leder")
    typed = ("area", "period", "by", "of", "instrument", "briefing", "person", "day", "other")
    session.query_params.update(dict.fromkeys(typed, TYPED))
    at(session, page)
    assert TYPED not in str(lines())


def test_a_page_that_is_not_for_the_role_is_a_line_and_shows_nothing_of_itself() -> None:
    session = at(signed_in("omraade-b"), "logbook")
    assert lines()[-1] == Line(Did.REFUSED, "omraade-b", "area_manager", "logbook", "internal")
    told = words_of(session)
    assert TEXT("no_access.title") in told
    assert TEXT("page.logbook.question") not in told
    assert not session.dataframe
    assert not session.get("table")
    assert not session.metric


@pytest.mark.parametrize("page", ["overview", "absence", "definitions"])
def test_reading_goes_on_without_a_logbook(page: str) -> None:
    session = signed_in("evaluator").run()
    lose_the_logbook()
    at(session, page)
    assert not session.exception
    assert TEXT(f"page.{page}.question") in words_of(session)
    session.button(key="sign_out").click().run()
    assert not session.exception
    assert not enter(session, "evaluator").exception
    assert sign_in.SESSION in session.session_state


def test_a_file_on_the_page_of_briefings_is_a_line() -> None:
    session = at(signed_in("evaluator"), "briefings")
    session.button(key="make_file").click().run()
    assert session.get("download_button")
    assert lines(Did.EXPORTED) == [
        Line(
            Did.EXPORTED,
            "evaluator",
            "evaluator",
            "briefings",
            "public",
            {"briefing": "council", "format": "pdf"},
        )
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failed_log_write_blocks_exports_not_reading(language: str) -> None:
    session = at(signed_in("evaluator", language), "briefings")
    lose_the_logbook()
    session.button(key="make_file").click().run()
    assert Text(language)("logbook.blocked") in [error.value for error in session.error]
    assert not session.get("download_button")
    assert Text(language)("page.briefings.question") in words_of(session)


@pytest.mark.parametrize(
    ("address", "ending"), [("presentation", "html"), ("file/csv", "csv"), ("chart/2/svg", "svg")]
)
def test_each_address_of_a_file_is_a_line_and_without_one_no_file(
    browser: TestClient, address: str, ending: str
) -> None:
    assert browser.get(f"/council/council/{address}").status_code == 200
    details = {"briefing": "council", "format": ending}
    assert lines() == [Line(Did.EXPORTED, "leder", "programme_head", "briefings", "public", details)]
    lose_the_logbook()
    answer = browser.get(f"/council/council/{address}?lang=en")
    assert answer.status_code == 503
    assert "The logbook can&#x27;t be written" in answer.text


def press(word: str) -> Callable[[AppTest], AppTest]:
    """Press the button that has these words."""

    def pressed(session: AppTest) -> AppTest:
        return next(button for button in session.button if button.label == TEXT(word)).click().run()

    return pressed


def test_making_changing_and_deleting_a_briefing_are_lines() -> None:
    session = press("council.desk.copy")(at(signed_in("leder"), "briefings"))
    copied = briefings().every()[1]
    press("council.desk.remove")(session)
    press("council.desk.delete_yes")(session)
    dids = (Did.BRIEFING_CREATED, Did.BRIEFING_CHANGED, Did.BRIEFING_DELETED)
    found = lines(*dids)
    assert [line.did for line in found] == list(dids)
    assert [line.details["briefing"] for line in found] == ["council", copied.identity, copied.identity]
    assert {line.details["release"] for line in found} == {copied.release_id}


def test_without_a_logbook_no_briefing_is_made_or_changed() -> None:
    session = press("council.desk.copy")(at(signed_in("leder"), "briefings"))
    before = briefings().every()
    lose_the_logbook()
    for word in ("council.desk.copy", "council.desk.remove", "council.desk.delete_yes"):
        press(word)(session)
        assert TEXT("logbook.blocked") in [error.value for error in session.error]
    assert briefings().every() == before


def test_only_the_programme_head_has_the_page() -> None:
    assert may_open("leder", "logbook")
    assert not may_open("evaluator", "logbook")
    assert not may_open("omraade-b", "logbook")


def test_the_page_shows_who_did_what_in_words() -> None:
    at(signed_in("evaluator"), "absence")
    session = at(signed_in("leder"), "logbook")
    table = session.table[0].value
    assert list(table[TEXT("logbook.column.username")]) == ["leder", "evaluator", "evaluator"]
    assert set(table[TEXT("logbook.column.did")]) == {TEXT("logbook.did.viewed")}
    assert list(table[TEXT("logbook.column.page")])[1] == TEXT("page.absence.title")
    assert TEXT("logbook.told", n="3", days="180 dage") in words_of(session).replace("*", "")


def test_what_the_operator_did_to_an_account_is_told_in_words() -> None:
    details = {"user": "bo", "role": "area_manager", "area": "gellerup, omraade_a"}
    logbook().write(Line(Did.USER_ADDED, "root", "operator", details=details))
    table = at(signed_in("leder"), "logbook").table[0].value
    assert list(table[TEXT("logbook.column.did")])[-1] == "Oprettede en bruger"
    told = list(table[TEXT("logbook.column.details")])[-1].replace("\\", "")
    assert told == "bruger: bo · rolle: områdeleder · område: Gellerup, Udvidelsesområde A"


def test_one_person_is_picked_out() -> None:
    at(signed_in("evaluator"), "absence")
    session = at(signed_in("leder"), "logbook")
    session.selectbox(key="choose-person-da").set_value("evaluator").run()
    assert set(session.table[0].value[TEXT("logbook.column.username")]) == {"evaluator"}
    assert lines()[-1].details == {"person": "evaluator"}


def test_a_day_on_which_nothing_happened_is_empty_in_words() -> None:
    session = at(signed_in("leder"), "logbook")
    session.selectbox(key="choose-day-da").select_index(5).run()
    assert TEXT("logbook.none") in [info.value for info in session.info]


def test_the_file_of_the_logbook_is_a_line_too_and_blocked_without_one() -> None:
    session = at(signed_in("leder"), "logbook")
    session.button(key="make_file").click().run()
    assert session.get("download_button")
    assert lines(Did.EXPORTED)[-1].details == {"format": "csv"}
    lose_the_logbook()
    session.button(key="make_file").click().run()
    assert not session.get("download_button")
