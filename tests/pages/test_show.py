"""What stands beside every figure on the screen, and what stands there when nothing can be shown."""

from collections.abc import Callable, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts import bars, over_time
from dashboard.screen.show import plain
from dashboard.stores.released import HIDDEN, Released
from dashboard.text import LANGUAGES, Labels, Text
from dashboard.words.sentences import LOOKED_FOR, gaps, rows
from tests.pages.reading import around_charts, behind_words, charts, in_chart
from tests.released import released

LABELS = Labels(areas={"gellerup": "Gellerup", "a": "Område_A"})
DA, EN = Text("da"), Text("en")
FULL = {"value": 8.3, "lower": 7.1, "upper": 9.5, "interval": "shown", "families": 31, "persons": 45}
HIDDEN_CELL = {"status": "withheld", "value": None}


def absence(*cells: dict[str, Any]) -> Released:
    return released(
        "absence", "stil_pct", [{"cut": "school_year", "period": "2025/26", **cell} for cell in cells]
    )


def screen(
    figures: Released | Sequence[Released],
    text: Text = DA,
    chart: Callable[..., go.Figure] = bars,
    **options: Any,
) -> AppTest:
    def script(**given: object) -> None:
        from dashboard.screen.show import show

        show(**given)

    given = {"figures": figures, "chart": chart, "text": text, "labels": LABELS, **options}
    return AppTest.from_function(script, kwargs=given, default_timeout=60).run()


def drawn(session: AppTest) -> list[dict[str, Any]]:
    """What each chart on the screen was given."""
    return charts(session)


def written(session: AppTest) -> str:
    kinds = ("subheader", "info")
    figures = (words for each in around_charts(session) for words in in_chart(each))
    return "\n".join((*(str(element.value) for kind in kinds for element in session.get(kind)), *figures))


def table_of(session: AppTest) -> list[dict[str, str]]:
    """The table behind its word, row by row."""
    table = around_charts(session)[0]["beneath"]["parts"][0]["table"]
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def test_a_figure_stands_with_its_title_answer_chart_table_and_definition() -> None:
    session = screen(absence({**FULL, "area": "gellerup"}))
    assert not session.exception
    assert drawn(session)[0]["title"] == "Elevernes skolefravær pr. skoleår"
    assert "I skoleåret 2025/26 var elevernes fravær 8,3 % i Gellerup" in written(session)
    assert [chart["figure"]["data"][0]["x"] for chart in drawn(session)] == [[8.3]]
    assert behind_words(session) == ["Tabel", "Om tallet"]
    for part in (
        "Tæller",
        "Nævner",
        "Udgangspunkt",
        "Kilde",
        "Forbehold",
        "hvis andre, lignende familier havde deltaget",
    ):
        assert part in written(session)


def test_the_alternative_text_is_the_message_in_words() -> None:
    cells = [{**FULL, "period": "2024/25"}, {**HIDDEN_CELL, "period": "2023/24"}, FULL]
    chart = drawn(screen(absence(*cells), chart=over_time))[0]
    assert chart["label"] == "Kurve over tid: Elevernes skolefravær pr. skoleår"
    assert "var elevernes fravær 8,3 % i alle områder" in chart["words"]
    assert chart["words"].endswith("Vist fra 2023/24 til 2025/26. 1 tal vises ikke: for få familier.")


def test_the_table_has_the_chart_s_cells_in_words() -> None:
    session = screen(absence({**FULL, "area": "gellerup"}, {**HIDDEN_CELL, "area": "a"}))
    assert table_of(session) == [
        {
            "Periode": "2025/26",
            "Område": "Gellerup",
            "Tal": "8,3 %",
            "Usikkerhedsinterval": "7,1 til 9,5 %",
            "Familier": "31",
            "Personer": "45",
        },
        {
            "Periode": "2025/26",
            "Område": "Område_A",
            "Tal": "for få familier",
            "Usikkerhedsinterval": "–",
            "Familier": "–",
            "Personer": "–",
        },
    ]


def test_a_chart_of_the_latest_period_has_a_table_of_the_latest_period() -> None:
    cells = [{**FULL, "period": period} for period in ("2024/25", "2025/26")]
    for chart, periods in ((bars, ["2025/26"]), (over_time, ["2025/26", "2024/25"])):
        assert [row["Periode"] for row in table_of(screen(absence(*cells), chart=chart))] == periods


@pytest.mark.parametrize("text", [DA, EN], ids=LANGUAGES)
@pytest.mark.parametrize("status", LOOKED_FOR)
def test_beside_a_chart_stands_why_cells_are_hidden(status: str, text: Text) -> None:
    hidden = {"status": status, "value": None, "area": "a"}
    session = screen(absence(FULL, hidden), text)
    assert text(f"status.why.{status}", k="5") in written(session)
    assert text("status.title") in written(session)


def test_before_an_area_began_nothing_is_counted_as_hidden() -> None:
    early = {"status": "not_applicable", "value": None, "area": "a", "period": "2024/25"}
    unmeasured = {"status": "not_measured", "value": None, "area": "a", "period": "2025/26"}
    session = screen(absence({**FULL, "period": "2025/26"}, early, unmeasured), chart=over_time)
    assert "vises ikke" not in "\n".join(behind_words(session))


def test_what_was_measured_once_and_is_no_more_is_counted_as_hidden() -> None:
    gone = {"status": "not_measured", "value": None}
    assert len(gaps(rows(absence({**FULL, "period": "2024/25"}, {**gone, "period": "2023/24"})))) == 0
    assert len(gaps(rows(absence({**FULL, "period": "2024/25"}, {**gone, "period": "2025/26"})))) == 1


def test_one_key_turns_the_charts_into_their_tables() -> None:
    session = screen(absence({**FULL, "area": "gellerup"}))
    session.session_state["chosen-tables"] = True
    session.run()
    assert not drawn(session)
    stands = [part["name"] for part in around_charts(session)[0]["beneath"]["parts"] if part["open"]]
    assert stands == ["table"]


def test_an_event_in_a_year_without_a_number_is_drawn_and_listed_with_its_number() -> None:
    event = {"starts_on": "2024-10-01", "ends_on": None, "kind": "event", "text_da": "Møde", "text_en": None}
    years = absence(*({**FULL, "period": period} for period in ("2023/24", "2025/26")))
    session = screen(years, chart=over_time, events=[event])
    flags = drawn(session)[0]["figure"]["layout"]["annotations"]
    assert [flag["text"] for flag in flags if flag.get("name") == "event"] == ["1"]
    assert "1. Hændelse: Møde" in written(session)


def test_a_period_that_is_not_over_says_so() -> None:
    assert "2026/27 er ikke afsluttet" in written(screen(absence({**FULL, "period": "2026/27"})))
    assert "afsluttet" not in written(screen(absence({**FULL, "period": "2025/26"})))


@pytest.mark.parametrize("text", [DA, EN], ids=LANGUAGES)
@pytest.mark.parametrize("status", HIDDEN)
def test_where_nothing_can_be_shown_stands_what_happened_why_and_what_to_do(status: str, text: Text) -> None:
    session = screen(absence({"status": status, "value": None}), text)
    assert drawn(session) == []
    said = session.info[0].value
    assert text("show.empty_title") in said
    assert text(f"status.why.{status}", k="5") in said
    assert text(f"status.do.{status}") in said


def test_a_choice_without_any_cell_is_explained_too() -> None:
    nothing = absence(FULL).only(pl.lit(False))
    assert "Der findes ingen tal for dette valg." in screen(nothing).info[0].value


def test_internal_figures_say_so_and_are_offered_for_no_download() -> None:
    internal, public = (screen(absence({**FULL, "level": level})) for level in ("internal", "public"))
    assert drawn(internal)[0]["picture"] == ""
    assert drawn(public)[0]["picture"] == "Hent som billede"
    assert "Interne tal kan ikke hentes som fil" in written(internal)
    assert internal.get("download_button") == public.get("download_button") == []


def test_names_from_the_data_are_never_read_as_formatting() -> None:
    """The chart's element writes text and no markup; where Streamlit reads markup, its signs are escaped."""
    assert "i Område_A" in written(screen(absence({**FULL, "area": "a"})))
    assert plain("Område_A") == "Område\\_A"


def test_the_same_figures_twice_need_a_key_of_their_own() -> None:
    def script(**given: object) -> None:
        from dashboard.screen.show import show

        show(**given)
        show(**given, key="again")

    given = {"figures": absence(FULL), "chart": bars, "text": DA, "labels": LABELS}
    session = AppTest.from_function(script, kwargs=given, default_timeout=60).run()
    assert not session.exception
    assert len(drawn(session)) == 2


def test_the_same_figure_keeps_its_element_when_its_cells_change() -> None:
    first, second = (
        screen(absence({**FULL, "value": value})).get("bidi_component")[0].proto.id for value in (8.3, 7.7)
    )
    assert first == second


def test_a_month_since_joining_that_nobody_has_come_to_is_no_hidden_figure() -> None:
    cells = [
        {"cut": "months_since_joining", "period": "m12", "area": "a", "value": 8.0},
        {"cut": "months_since_joining", "period": "m24", "area": "a", "status": "withheld"},
        {"cut": "months_since_joining", "period": "m36", "area": "a", "status": "not_measured"},
    ]
    assert [cell["period"] for cell in gaps(rows(released("wellbeing", "course_mean", cells)))] == ["m24"]


def test_a_date_at_the_beginning_is_not_read_as_an_item_of_a_list() -> None:
    assert plain("30. september 2026") == "30\\. september 2026"
    assert plain("Den 30. september 2026") == "Den 30. september 2026"
