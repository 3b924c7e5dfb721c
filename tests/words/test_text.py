"""Every word is there, in both languages, and every sentence says what its cell says."""

import re
from string import Formatter
from typing import Any

import pytest

from dashboard.catalogue import CATALOGUE, DERIVED
from dashboard.stores.released import HIDDEN, SHOWN, Released
from dashboard.text import LANGUAGES, Labels, Text
from dashboard.text.words import MissingWordError, words_of
from dashboard.words.sentences import answer, rows, size, value
from tests.released import released

LABELS = Labels(
    areas={"gellerup": "Gellerup", "a": "Område A"}, steps={"4": "Fælles plan"}, instruments={"who5": "WHO-5"}
)
UNITS = {f"{one.subject}.{measure.key}": measure.unit.value for one in CATALOGUE for measure in one.measures}
BREAKDOWNS = {f"{one.subject}.{measure.key}": one.breakdown for one in CATALOGUE for measure in one.measures}
FIGURES = sorted({*UNITS, *DERIVED})
PARTS = ("title", "answer", "numerator", "denominator", "baseline")
DA, EN = Text("da"), Text("en")

each_language = pytest.mark.parametrize("text", [*map(Text, LANGUAGES)], ids=LANGUAGES)


def one(figure: str, **cell: Any) -> Released:
    subject, measure = figure.split(".")
    return released(subject, measure, [{"unit": UNITS.get(figure, "dkk"), "value": 12.0, **cell}])


def parameters(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_danish_is_the_default() -> None:
    assert Text().language == "da"


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_keys_and_the_parameters_of_the_first(language: str) -> None:
    danish, other = words_of(LANGUAGES[0]), words_of(language)
    assert danish.keys() == other.keys()
    assert [key for key in danish if parameters(danish[key]) != parameters(other[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_blank_and_none_promises_an_effect(language: str) -> None:
    for key, words in words_of(language).items():
        assert words.strip(), key
        assert not re.search(r"\b(effekt|effect)", words.lower()), key


def test_a_missing_word_is_an_error_never_a_blank() -> None:
    with pytest.raises(MissingWordError, match=r"da\.toml: no\.such\.word"):
        DA("no.such.word")
    with pytest.raises(MissingWordError, match=r"unit\.dkk"):
        DA("unit.dkk")


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match=", ".join(LANGUAGES)):
        Text("de")


@each_language
def test_every_figure_of_the_catalogue_is_explained(text: Text) -> None:
    assert [
        f"{figure}.{part}" for figure in FIGURES for part in PARTS if f"{figure}.{part}" not in text
    ] == []
    for subject in {figure.partition(".")[0] for figure in FIGURES}:
        assert all(text(f"{subject}.{part}") for part in ("title", "who", "source", "caveats"))


@each_language
def test_no_figure_is_explained_that_nobody_calculates(text: Text) -> None:
    explained = {key.removesuffix(".answer") for key in text.keys("") if key.endswith(".answer")}
    assert explained == set(FIGURES)


@each_language
@pytest.mark.parametrize("status", [*SHOWN, *HIDDEN])
def test_every_figure_in_every_status_is_a_whole_sentence(text: Text, status: str) -> None:
    for figure in FIGURES:
        number = {"shown": 77.0, "zero": 0.0, "carried": 77.0}.get(status)
        behind = 31 if status in SHOWN else None
        cell = {"status": status, "value": number, "families": behind, "persons": behind}
        cell |= {"value_of": "2026-03-31"} if status == "carried" else {}
        told = answer(one(figure, **cell, **_breakdown(BREAKDOWNS.get(figure, ""))), text, LABELS)
        assert told.endswith("."), figure
        assert not re.search(r"None|nan|[{}]|\bshown_areas\b|_", told), told
        assert ("77" in told) == (status in ("shown", "carried")), told


def _breakdown(characteristic: str) -> dict[str, str]:
    categories = {"step": "4", "instrument|dimension|respondent": "who5|total|parent"}
    known = [key.rpartition(".")[2] for key in DA.keys(f"category.{characteristic}.")]
    category = categories.get(characteristic) or next(iter(known), "")
    return {"characteristic": characteristic, "category": category} if characteristic and category else {}


@each_language
def test_a_change_is_said_as_a_fall_a_rise_or_neither(text: Text) -> None:
    told = [answer(one("absence.change_pct", value=change), text, LABELS) for change in (-24.0, 24.0, 0.0)]
    assert "-" not in told[0]
    assert len(set(told)) == 3


def test_a_fall_is_written_without_a_minus() -> None:
    told = answer(one("absence.change_pct", value=-24.0, families=31, persons=45), DA, LABELS)
    assert told == (
        "Den 30. september 2026 er fraværet faldet 24,0 % siden før start i alle områder "
        "(45 elever i 31 familier)."
    )


def test_an_interval_and_the_n_stand_in_the_sentence() -> None:
    cell = {"value": 8.3, "lower": 7.1, "upper": 9.5, "interval": "shown", "families": 31, "persons": 45}
    told = answer(
        one("absence.month_pct", **cell, cut="month", period="2025-03", area="gellerup"), DA, LABELS
    )
    assert told == (
        "I marts 2025 var elevernes fravær 8,3 % i Gellerup "
        "(usikkerhed 7,1 til 9,5 %; 45 elever i 31 familier)."
    )


def test_a_fall_told_by_its_size_has_the_interval_of_that_size() -> None:
    cell = {"value": -1.2, "lower": -2.1, "upper": -0.3, "interval": "shown", "families": 31, "persons": 45}
    told = answer(one("absence.change_pp", **cell), DA, LABELS)
    assert "faldet 1,2 procentpoint" in told
    assert "usikkerhed 0,3 til 2,1 procentpoint" in told


def test_an_interval_of_money_is_in_the_unit_of_its_value() -> None:
    cell = {"value": -766_600.0, "lower": -1_990_000.0, "upper": 456_800.0, "interval": "shown"}
    told = answer(one("savings.before_cost", **cell, families=20), DA, LABELS)
    assert "-1.990.000 til 456.800 kr." in told


def test_few_families_are_written_as_fewer_than_k_of_the_level() -> None:
    few = {"status": "few", "value": None, "cut": "month", "period": "2026-09"}
    public, internal = one("caseload.joined", **few), one("caseload.joined", **few, level="internal")
    assert answer(public, DA, LABELS) == "I september 2026 begyndte færre end 5 familier i alle områder."
    assert "færre end 3 familier" in answer(internal, DA, LABELS)


def test_a_withheld_latest_period_says_so_and_gives_the_latest_that_is_shown() -> None:
    figure = released(
        "caseload",
        "active",
        [
            {"period": "2026-06-30", "unit": "families", "value": 31.0, "families": 31},
            {"period": "2026-09-30", "unit": "families", "status": "withheld"},
        ],
    )
    assert answer(figure, DA, LABELS) == (
        "Familier i gang den 30. september 2026 i alle områder vises ikke: for få familier. "
        "Seneste tal, der kan vises: Den 30. juni 2026 var 31 familier i gang i alle områder."
    )


def test_a_median_that_half_have_not_come_to_is_an_answer_not_a_gap() -> None:
    cell = {"status": "not_applicable", "value": None, "unit": "months", "area": "gellerup"}
    figure = one("steps.median_months", **cell, characteristic="step", category="4")
    assert value(rows(figure)[0], DA) == "endnu ikke nået af halvdelen"
    told = answer(figure, DA, LABELS)
    assert "havde halvdelen af familierne i Gellerup endnu ikke nået trin 4 · Fælles plan." in told


def test_the_total_of_the_areas_shown_answers_where_the_whole_is_withheld_and_names_them() -> None:
    cells = [
        {"status": "withheld", "unit": "families"},
        {"area": "shown_areas", "areas": "a+gellerup", "unit": "families", "value": 90.0, "families": 90},
        {"area": "gellerup", "unit": "families", "value": 60.0, "families": 60},
    ]
    told = answer(released("caseload", "active", cells), DA, LABELS)
    assert "90 familier i gang i de viste områder (Gellerup og Område A)" in told


def test_without_a_total_the_first_area_answers_not_the_largest() -> None:
    cells = [
        {"area": area, "unit": "families", "value": number, "families": int(number)}
        for area, number in (("a", 90.0), ("gellerup", 60.0))
    ]
    assert "Gellerup" in answer(released("caseload", "active", cells), DA, LABELS)


def test_a_breakdown_s_value_is_named_first_where_the_answer_does_not_name_it() -> None:
    figure = one(
        "absence.stil_pct", characteristic="kind", category="illness", cut="school_year", period="2024/25"
    )
    assert answer(figure, DA, LABELS).startswith("Sygdom: I skoleåret 2024/25")


def test_a_cohort_is_named_with_the_place() -> None:
    told = answer(one("caseload.active", cohort="project"), EN, LABELS)
    assert "in all areas among the project's families" in told


def test_an_empty_choice_is_a_sentence_too() -> None:
    nothing = released("caseload", "active", [{"unit": "families", "value": 3.0}])
    assert answer(nothing, DA, LABELS, area="nowhere") == "Familier i gang: der er ingen tal for dette valg."


@each_language
@pytest.mark.parametrize("status", HIDDEN)
def test_a_hidden_cell_s_words_hold_no_number_but_k(text: Text, status: str) -> None:
    cell = rows(one("caseload.joined", status=status, value=None))[0]
    assert re.findall(r"\d+", value(cell, text)) == (["5"] if status == "few" else [])
    assert size(cell, text) == ""


@each_language
def test_every_interval_word_is_there(text: Text) -> None:
    assert all(
        text(f"interval.{kind}", interval="x") for kind in ("shown", "full_count", "too_few", "open", "none")
    )


def test_areas_keep_their_order_with_totals_last() -> None:
    assert LABELS.order(["all", "a", "gellerup", "shown_areas"]) == ["gellerup", "a", "all", "shown_areas"]


def test_a_scale_names_its_dimension_and_who_answered() -> None:
    named = LABELS.category("instrument|dimension|respondent", "who5|total|parent", DA)
    assert named == "WHO-5, total (svar fra forælder)"


def test_the_data_say_it_in_the_readers_language_or_in_the_first_that_has_it() -> None:
    both, danish = {"name_da": "Trin", "name_en": "Step"}, {"name_da": "Trin", "name_en": None}
    assert [text.of_row(both, "name") for text in (DA, EN)] == ["Trin", "Step"]
    assert EN.of_row(danish, "name") == "Trin"
    assert EN.of_row({"name_en": None}, "name") == ""


def test_a_language_s_spreadsheet_is_written_as_its_numbers_are() -> None:
    assert (DA.has_decimal_comma, EN.has_decimal_comma) == (True, False)
