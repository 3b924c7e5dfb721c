"""A Danish page is Danish to the last tick and an English one English: words, numbers, charts and tables."""

import json
from importlib.metadata import version

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.parts.glossary import glossary
from dashboard.stores.navigation import ENTRIES, PAGES
from dashboard.stores.served import served_release
from dashboard.text import LANGUAGES, Text
from tests.pages.frame import enter, may_open, opened, signed_in
from tests.pages.reading import as_read, charts, elements, in_chart, left_to_the_browser, read
from tests.words.language import PARAMETER, faults, quoted, without

PAGE_FILES = sorted(file.stem for file in PAGES.glob("[!_]*.py"))
READERS = (
    ("leder", "da", False),
    ("omraade-b", "da", True),
    ("evaluator", "da", False),
    ("leder", "en", True),
    ("omraade-gellerup", "en", False),
)
"""Who reads, in which language, and whether as tables instead of charts."""

VISITS = [(page, *reader) for page in PAGE_FILES for reader in READERS if may_open(reader[0], page)]
CHOICES = (
    ("da", {"by": "cohort"}),
    ("da", {"area": "gellerup", "period": "2024Q2", "by": "household"}),
    ("en", {"area": "omraade_b", "by": "youngest_child"}),
    ("en", {"area": "nowhere", "period": "2199Q9", "by": "1", "of": "2"}),
)
CHOOSING = ("absence", "caseload", "savings", "steps", "wellbeing")


def on(page: str, session: AppTest) -> AppTest:
    """The session after a run of a page."""
    session.run()
    return session.switch_page(f"../pages/{page}.py").run()


def amiss(session: AppTest, language: str) -> list[tuple[str, str]]:
    """Every fault on the page, each with the text it stands in."""
    release = served_release()
    mark = str(release.manifest["release_id"]).rpartition("-")[2]  # it may begin like a number
    names = quoted(release.context, language) | {release.manifest["made_from"]["version"], mark}
    names |= {version("staircase-dashboard"), "leder", "omraade-b", "omraade-gellerup", "evaluator"}
    translated = {term.other for terms in glossary(Text(language)).values() for term in terms}
    said = dict.fromkeys(words for words in read(session) if words not in translated)
    every = (without(" ".join(words.split()), names) for words in said)
    return [(fault, words[:200]) for words in every for fault in faults(words, language)]


def declared(session: AppTest) -> list[str]:
    """What the page tells the browser its language is."""
    told = (json.loads(one.json) for one in elements(session, "staircase_in_browser"))
    return [one["language"] for one in told if "language" in one]


@pytest.mark.usefixtures("served_release")
@pytest.mark.parametrize(("page", "user", "language", "tables"), VISITS)
def test_a_page_speaks_one_language_and_leaves_nothing_unsaid(
    page: str, user: str, language: str, tables: bool
) -> None:
    session = signed_in(user, language)
    session.session_state["chosen-tables"] = tables
    on(page, session)
    assert not session.exception
    assert amiss(session, language) == []
    assert [left for chart in charts(session) for left in left_to_the_browser(chart["figure"])] == []
    assert not (tables and charts(session))
    assert declared(session) == [language]


@pytest.mark.usefixtures("served_release")
@pytest.mark.parametrize("page", CHOOSING)
@pytest.mark.parametrize(("language", "chosen"), CHOICES, ids=str)
def test_a_choice_is_answered_in_the_readers_language(
    page: str, language: str, chosen: dict[str, str]
) -> None:
    session = signed_in("leder", language)
    for key, value in chosen.items():
        session.query_params[key] = value
    on(page, session)
    assert not session.exception
    assert amiss(session, language) == []
    assert [left for chart in charts(session) for left in left_to_the_browser(chart["figure"])] == []


@pytest.mark.usefixtures("served_release")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_and_its_refusal_are_in_the_readers_language(language: str) -> None:
    session = opened()
    session.session_state["lang"] = language
    session.run()
    assert amiss(session, language) == []
    enter(session, "leder", "not the password")
    assert Text(language)("signin.wrong") in read(session)
    assert amiss(session, language) == []
    assert declared(session)[-1] == language


@pytest.mark.usefixtures("served_release")
def test_what_is_read_of_a_page_is_all_of_it() -> None:
    text, session = Text(), on("absence", signed_in("leder"))
    seen = read(session)
    figure = charts(session)[-1]["figure"]
    ticks, hovers = figure["layout"]["xaxis"]["ticktext"], figure["data"][-1]["hovertext"]
    assert ticks
    assert hovers
    for key in ("page.absence.question", "show.about", "show.source", "chart.tool.taken", "show.tables_help"):
        assert any(text(key) in words for words in seen), key
    assert {"Gellerup", "Usikkerhedsinterval", *ticks, *map(as_read, hovers)} <= set(seen)
    assert any(words.startswith("Kurve over tid: ") for words in seen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_named_in_the_readers_language(language: str) -> None:
    text = Text(language)
    assert [fault for entry in ENTRIES for fault in faults(text(f"page.{entry.key}.title"), language)] == []


@pytest.mark.parametrize(
    ("language", "words", "fault"),
    [
        ("da", "I March 2025", "March"),
        ("da", "30 September 2026", "September 2026"),
        ("da", "Sep 2026", "Sep 2026"),
        ("da", "leveret Thursday", "Thursday"),
        ("da", "Fraværet var 8.3 %", "8.3"),
        ("da", "12,400 kr.", "12,400"),
        ("da", "WCAG 2.1 var 2.1 %", "2.1"),
        ("da", "8,3%", "3%"),
        ("da", "DKK 12.400", "DKK"),
        ("da", "12400 kr.", "12400"),
        ("da", "1.2e+06 kr.", "2e+0"),
        ("da", "1 familier", "1 familier"),
        ("da", "page.absence.question", "page.absence.question"),
        ("da", "Opdelt efter youngest_child", "youngest_child"),
        ("da", "I 2026-09", "2026-09"),
        ("da", "I 2026Q3", "2026Q3"),
        ("da", "Efter m12", "m12"),
        ("da", "{n} tal vises ikke.", "{n}"),
        ("da", "%{y} familier", "%{"),
        ("da", "None familier", "None"),
        ("da", "nan %", "nan"),
        ("da", "How are the families doing now?", "doing"),
        ("da", "Show tables", "tables"),
        ("da", "Illness", "Illness"),
        ("en", "in marts 2025", "marts"),
        ("en", "on 30 september 2026", "september 2026"),
        ("en", "8,3%", "8,3"),
        ("en", "DKK 12.400", "12.400"),
        ("en", "8.3 %", "3 %"),
        ("en", "1.234 kr.", "kr."),
        ("en", "»not applicable«", "»"),
        ("en", "None families", "None"),
        ("en", "1 months", "1 months"),
        ("en", "Hvordan går det familierne lige nu?", "familierne"),
        ("en", "ved start", "ved"),
    ],
)
def test_a_fault_is_found(language: str, words: str, fault: str) -> None:
    assert fault in faults(words, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "I marts 2025 var fraværet 8,3 % (usikkerhed 7,1 til 9,5 %; 45 elever i 31 familier)."),
        (
            "da",
            "15,5 mio. kr. · 1.234.500 kr. · 1. juli 2025 · 3. kvt. 2026 · sep. 2026 · 2023/24 · 21 familier",
        ),
        ("da", "Startdatoen. En måned er 30,4375 dage."),
        ("da", "Kravet er WCAG 2.1 på niveau AA."),
        ("en", "In March 2025, absence was 8.3% (uncertainty 7.1 to 9.5%; 45 pupils in 31 families)."),
        ("en", "DKK 15.5 million · DKK 1,234,500 · 1 July 2025 · Q3 2026 · Sept 2026 · None: a count. None."),
    ],
)
def test_what_is_right_is_left_in_peace(language: str, words: str) -> None:
    assert faults(words, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_itself_is_without_fault(language: str) -> None:
    text = Text(language)
    for key in text.keys(""):
        assert faults(PARAMETER.sub("x", text.template(key)), language) == [], key


def test_names_from_the_data_are_no_fault_where_the_data_say_them_in_this_language() -> None:
    rows = {
        "step": [{"name_da": "Fælles plan", "name_en": "Joint plan"}],
        "note": [{"text_da": "Ny lov", "text_en": None}],
    }
    assert quoted(rows, "da") == {"Fælles plan", "Ny lov"}
    assert quoted(rows, "en") == {"Joint plan", "Ny lov"}
    assert without("trin 1 · Fælles plan", quoted(rows, "da")) == "trin 1 ·  – "


def test_markup_and_addresses_are_not_read() -> None:
    assert as_read(r":blue-badge[:material/public: Offentligt] 8\.3 <b aria-label='x'>fed</b>").split() == [
        "[",
        "Offentligt]",
        "8.3",
        "fed",
    ]
    assert (
        as_read("<script>lang</script><style>td{}</style>https://a.example/steps?area=omraade_b&lang=en")
        == ""
    )
    assert as_read('<th title="Område">B</th>').split() == ["B", "Område"]


def test_a_number_that_the_browser_would_write_is_found() -> None:
    written = {"ticktext": ["0,5 %"]}
    good = {"data": [{"hoverinfo": "text"}], "layout": {"xaxis": written, "yaxis": {"visible": False}}}
    bad = {"data": [{"name": "A", "hovertemplate": "%{y}"}], "layout": {"xaxis": written, "yaxis2": {}}}
    assert left_to_the_browser(good) == []
    assert sorted(left_to_the_browser(bad)) == ["A", "hovertemplate", "yaxis", "yaxis2"]


def test_every_word_of_a_chart_is_read_and_none_of_its_machinery() -> None:
    chart = {
        "label": "Kurve",
        "figure": {
            "data": [{"name": "Gellerup", "showlegend": True, "hovertext": ["31 familier"], "mode": "lines"}],
            "layout": {
                "yaxis": {"title": {"text": "familier"}, "ticktext": ["0"]},
                "images": [{"name": "x"}],
            },
        },
        "locale": {"dictionary": {"Snapshot succeeded": "Billedet er klar."}},
    }
    assert list(in_chart(chart)) == ["Kurve", "Gellerup", "31 familier", "familier", "0", "Billedet er klar."]
