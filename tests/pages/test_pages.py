"""Every page, for every role, in both languages: it renders, in words, and only for whom it is meant."""

import dataclasses
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.stores import navigation
from dashboard.stores.navigation import ENTRIES, PAGES
from dashboard.stores.viewer import Role
from dashboard.text import Text
from tests.pages.frame import may_open, opened, role_of, signed_in, words_of
from tests.pages.reading import around_charts, charts, in_chart

pytestmark = pytest.mark.usefixtures("served_release")

PAGE_FILES = sorted(PAGES.glob("[!_]*.py"))
READERS = (("leder", "da"), ("omraade-b", "da"), ("evaluator", "en"), ("omraade-gellerup", "en"))
VISITS = [
    (file.stem, user, language)
    for file in PAGE_FILES
    for user, language in READERS
    if may_open(user, file.stem)
]
RAW_KEY = re.compile(r"\b(?:page|show|status|filter|category|unit|caseload|steps|absence|savings)\.[a-z_]+\b")


def at(session: AppTest, page: str) -> AppTest:
    """The session after a run of a page."""
    session.run()
    return session.switch_page(f"../pages/{page}.py").run()


def test_every_page_stands_in_the_navigation_and_every_entry_has_its_file() -> None:
    assert {entry.file for entry in ENTRIES} == set(PAGE_FILES)


@pytest.mark.parametrize(("page", "user", "language"), VISITS)
def test_a_page_answers_its_question_in_the_readers_words(page: str, user: str, language: str) -> None:
    session = at(signed_in(user, language), page)
    assert not session.exception
    assert not session.error
    assert session.header[0].value == Text(language)(f"page.{page}.question")
    assert Text(language)("guide.title") in [part.proto.popover.label for part in session.get("popover")]
    assert Text(language)("keys.title") in [part.label for part in session.get("expander")]
    assert RAW_KEY.findall(words_of(session)) == []


@pytest.mark.parametrize("page", [file.stem for file in PAGE_FILES])
def test_without_sign_in_every_page_is_the_form_and_nothing_else(page: str) -> None:
    session = at(opened(), page)
    assert not session.exception
    assert [field.label for field in session.text_input] == ["Brugernavn", "Adgangskode"]
    assert not session.sidebar.children
    assert Text()(f"page.{page}.question") not in words_of(session)
    assert charts(session) == []


REFUSED = [
    (entry.key, user, language)
    for entry in ENTRIES
    for user, language in READERS
    if not may_open(user, entry.key)
]


@pytest.mark.parametrize(("page", "user", "language"), REFUSED)
def test_the_address_of_a_page_for_other_roles_says_so_in_the_readers_words_and_shows_no_figure(
    page: str, user: str, language: str
) -> None:
    session, text = at(signed_in(user, language), page), Text(language)
    assert not session.exception
    assert [header.value for header in session.header] == [text("no_access.title")]
    assert [each.value for each in session.main.markdown if "-badge[" not in each.value] == [
        text("no_access.why", role=text(f"role.{role_of(user)}")),
        text("no_access.do"),
    ]
    assert charts(session) == []
    for kind in ("table", "metric", "selectbox", "subheader"):
        assert not session.get(kind), kind


def test_a_page_that_is_closed_to_a_role_is_not_run_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tuple(
        dataclasses.replace(entry, roles=frozenset({Role.PROGRAMME_HEAD}))
        if entry.key == "savings"
        else entry
        for entry in ENTRIES
    )
    monkeypatch.setattr(navigation, "ENTRIES", kept)
    question = Text()("page.savings.question")
    assert question in words_of(at(signed_in("leder"), "savings"))
    assert question not in words_of(at(signed_in("evaluator"), "savings"))


@pytest.mark.parametrize("page", [entry.key for entry in ENTRIES if entry.has_choices])
@pytest.mark.parametrize(
    "choices",
    [
        {"area": "omraade_b"},
        {"by": "cohort", "of": "project"},
        {"area": "gellerup", "period": "2024Q2", "by": "household"},
        {"area": "gellerup", "by": "intake_year"},
        {"area": "nowhere", "period": "<script>", "by": "1", "of": "2"},
    ],
    ids=str,
)
def test_a_page_survives_every_kind_of_choice_in_its_address(page: str, choices: dict[str, str]) -> None:
    session = signed_in("leder")
    for key, chosen in choices.items():
        session.query_params[key] = chosen
    assert not at(session, page).exception


def test_a_choice_is_kept_when_the_page_and_the_language_change() -> None:
    session = at(signed_in("leder"), "absence")
    session.selectbox(key="choose-area-da").set_value("omraade_a").run()
    session.switch_page("../pages/steps.py").run()
    assert session.selectbox(key="choose-area-da").value == "omraade_a"
    session.session_state["lang"] = "en"
    session.run()
    assert session.selectbox(key="choose-area-en").value == "omraade_a"


def told(session: AppTest) -> list[str]:
    """What the page says beside the frame: its sentences and every row of its tables."""
    assert not session.exception
    sentences = [element.value for element in session.main.markdown if "-badge[" not in element.value]
    around = (in_chart([{"told": each["told"]}, each["beneath"]]) for each in around_charts(session))
    return sentences + [words for each in around for words in each]


@pytest.mark.parametrize("page", ["caseload", "steps", "wellbeing", "absence", "employment", "savings"])
def test_others_areas_are_shown_to_a_manager_as_to_the_public(page: str) -> None:
    manager, public = signed_in("omraade-b"), signed_in("evaluator")
    for session in (manager, public):
        session.query_params["area"] = "gellerup"
    assert told(at(manager, page)) == told(at(public, page))


def test_the_programme_heads_switch_shows_what_the_public_sees() -> None:
    head, public = at(signed_in("leder"), "caseload"), at(signed_in("evaluator"), "caseload")
    assert told(head) != told(public)
    head.toggle(key="choose-as_public").set_value(True).run()
    assert told(head) == told(public)


def test_the_demo_says_on_every_page_that_its_families_are_invented() -> None:
    session = signed_in("leder")
    for file in PAGE_FILES:
        assert Text()("app.synthetic") in words_of(at(session, file.stem))
