"""How a page is read, and which keys there are, stands on every page; one added tomorrow has to say it."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.screen.guidance import how_to_read
from dashboard.stores.navigation import ENTRIES, PAGES
from dashboard.text import LANGUAGES, Text
from dashboard.text.words import MissingWordError
from tests.pages.frame import signed_in

SHORTCUT = re.compile(r'shortcut="(\w)"|event\.key !== "(.)"')


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [entry.key for entry in ENTRIES])
def test_every_page_says_in_a_few_whole_sentences_how_it_is_read(page: str, language: str) -> None:
    text = Text(language)
    own = text(f"page.{page}.guide").splitlines()
    assert 2 <= len(own) <= 4
    assert how_to_read(page, text)[: len(own)] == own
    assert all(line[0].isupper() and line.endswith(".") for line in how_to_read(page, text))


def test_a_page_without_such_words_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Text()
    monkeypatch.setattr(
        text, "_words", {key: words for key, words in text._words.items() if "guide" not in key}
    )
    with pytest.raises(MissingWordError, match=r"page\.overview\.guide"):
        how_to_read("overview", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_does_something_is_told_of(language: str) -> None:
    sources = [file.read_text("utf-8") for file in _sources()]
    used = {key for source in sources for found in SHORTCUT.findall(source) for key in found if key}
    told = {Text(language)(key).partition(":")[0] for key in Text(language).keys("keys.key.")}
    assert used == {key for key in told if len(key) == 1}
    assert used


def _sources() -> list[Path]:
    return [file for ending in ("py", "js") for file in (PAGES.parent / "dashboard").rglob(f"*.{ending}")]


@pytest.mark.usefixtures("served_release")
def test_whoever_turns_single_keys_off_has_the_button_without_its_key() -> None:
    session = signed_in("leder").run()
    session.switch_page("../pages/absence.py").run()
    assert tables_key(session) == "t"
    session.toggle(key="choose-no_single_keys").set_value(True).run()
    assert tables_key(session) == ""


def tables_key(session: AppTest) -> str:
    """The key of the button that turns charts into tables."""
    return str(session.button(key="tables").proto.shortcut).lower()
