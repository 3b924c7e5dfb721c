"""One term for one thing: the glossary in the dashboard and in docs is the same, and words have one form."""

import re
from pathlib import Path

import pytest

from dashboard.parts.glossary import glossary
from dashboard.text import LANGUAGES, Text
from dashboard.text.words import words_of
from tests.words.language import PARAMETER

DA, EN = Text("da"), Text("en")
DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(
    r"^\| (?P<da>[^|]+) \| (?P<en>[^|]+) \| (?P<code>[^|]+) \| (?P<meaning>[^|]+) \|$", re.MULTILINE
)

INSTEAD = {
    "da": {
        r"\bindsats(en|ens)?\b(?<!varig indsats)(?<!varige indsats)": "programmet",
        r"måleredskab": "skema",
        r"måleinstrument": "skema",
        r"læsemåde|regnemåde": "beregning",
        r"programudgift": "programmets udgift",
        r"lovligt fravær(?<!ulovligt fravær)": "fravær med tilladelse",
        r"personale": "medarbejdere",
        r"frafly|udtråd": "flyttet, trukket sig",
        r"\bindikator": "nøgletal",
        r"hukommelse": "database",
        r"udviklerne|it-afdeling": "driften",
    },
    "en": {
        r"\binstruments?\b": "questionnaire",
        r"\binterventions?\b|\btreatments?\b": "programme",
        r"\boperations\b|\badministrators?\b": "the operator",
        r"\bindicators?\b": "measure",
        r"\bsuppress": "hidden, not shown",
        r"the dashboard's memory": "database",
    },
}
"""By language: a word that is not used, because the interface has another for the same thing."""


def documented() -> list[dict[str, str]]:
    rows = [found.groupdict() for found in ROW.finditer((DOCS / "glossary.md").read_text("utf-8"))]
    return [row for row in rows if row["da"] not in ("Dansk", "---")]


def test_the_glossary_on_the_page_is_the_one_in_docs() -> None:
    danish, english = ([term for terms in glossary(text).values() for term in terms] for text in (DA, EN))
    assert [row["da"] for row in documented()] == [term.word for term in danish]
    assert [(row["en"], row["meaning"]) for row in documented()] == [(t.word, t.meaning) for t in english]
    assert len(danish) > 50


def test_a_term_says_what_the_other_language_says() -> None:
    pairs = [[(t.word, t.other) for terms in glossary(text).values() for t in terms] for text in (DA, EN)]
    assert pairs[0] == [(other, word) for word, other in pairs[1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_has_two_meanings(language: str) -> None:
    words = [term.word for terms in glossary(Text(language)).values() for term in terms]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("language", INSTEAD)
def test_no_text_of_the_interface_has_a_second_word_for_the_same_thing(language: str) -> None:
    found = [
        (key, said[0], instead)
        for key, words in words_of(language).items()
        for pattern, instead in INSTEAD[language].items()
        for said in re.finditer(pattern, PARAMETER.sub("", words), re.IGNORECASE)
    ]
    assert found == []


def test_the_second_words_are_found_where_they_stand() -> None:
    for words in ("hvad indsatsen vil", "lovligt fravær", "Personalets vurdering"):
        assert any(re.search(pattern, words, re.IGNORECASE) for pattern in INSTEAD["da"]), words
    for words in ("den varige indsats", "ulovligt fravær"):
        assert not any(re.search(pattern, words, re.IGNORECASE) for pattern in INSTEAD["da"]), words
