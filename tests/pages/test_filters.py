"""The bar of choices: only what is released for the reader is offered, and what is not is explained."""

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.building.groups import CHARACTERISTICS
from dashboard.screen import choices
from dashboard.screen.choices import ALL, Choice, Options
from dashboard.stores import kept
from dashboard.stores.navigation import ENTRIES
from dashboard.stores.released import SHOWN
from dashboard.stores.served import Served
from dashboard.stores.viewer import Level, Role, Viewer
from dashboard.text import Text
from dashboard.words.names import labels
from tests.pages.frame import may_open, signed_in, words_of
from tests.pages.reading import charts
from tests.released import released

pytestmark = pytest.mark.usefixtures("served_release")

DA = Text("da")
BAR = ("area", "period", "by")
HEAD = Viewer("leder", Role.PROGRAMME_HEAD, frozenset(), Level.INTERNAL, "da")
MANAGER = Viewer("omraade-b", Role.AREA_MANAGER, frozenset({"omraade_b"}), Level.INTERNAL, "da")
EVALUATOR = Viewer("evaluator", Role.EVALUATOR, frozenset(), Level.PUBLIC, "da")
AREAS = ("gellerup", "omraade_a", "omraade_b")

each_reader = pytest.mark.parametrize("user", ["leder", "omraade-b", "evaluator"])


def opened(user: str, page: str = "absence", **address: str) -> AppTest:
    """A page as its reader finds it at an address."""
    session = signed_in(user)
    session.query_params.update(address)
    session.run()
    return session.switch_page(f"../pages/{page}.py").run()


def told(session: AppTest) -> str:
    """The sentences about what could not be given as asked."""
    sentences = [str(info.value).replace("\\", "") for info in session.info]
    return "\n".join(sentence for sentence in sentences if "Nu vises" in sentence)


def leading_nowhere(options: Options, cells: pl.DataFrame) -> list[str]:
    """The characteristics that are offered and have no figure to see."""
    own = {name: cells.filter(characteristic=name) for name in options.offered[1:]}
    if "cohort" in own:
        own["cohort"] = cells.filter(cells["cohort"] != ALL)
    return [name for name, shown in own.items() if shown.is_empty()]


def offered(viewer: Viewer, chosen: Choice) -> tuple[Options, Options]:
    return choices.periods(viewer, Choice(chosen.area)), choices.characteristics(viewer, chosen)


@each_reader
@pytest.mark.parametrize("key", BAR)
def test_every_option_offered_can_be_chosen_and_shows_the_page(user: str, key: str) -> None:
    session = opened(user, "caseload")
    options = session.selectbox(key=f"choose-{key}-da").options
    for place in sorted({*range(min(6, len(options))), len(options) - 1}):
        session.selectbox(key=f"choose-{key}-da").select_index(place).run()
        assert not session.exception
        assert "findes ikke her" not in told(session)


@pytest.mark.parametrize("area", [ALL, *AREAS])
def test_what_is_offered_has_a_figure_to_see_and_what_is_refused_has_none(
    area: str, served_release: Served
) -> None:
    cells = served_release.cells.only(pl.col("level") == "public", pl.col("status").is_in(SHOWN)).cells
    own = cells if area == ALL else cells.filter(area=area)
    options = choices.characteristics(EVALUATOR, Choice(area))
    assert leading_nowhere(options, own) == []
    for name in options.refused:
        assert own.filter(characteristic=name).is_empty()


def test_without_the_rule_choices_are_offered_that_lead_to_withheld_cells_only(
    served_release: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The area with nine families has figures by its one cohort, which is the area, and by nothing else."""
    monkeypatch.setattr(choices, "_reason", lambda cells: "")
    kept.forget()
    options = choices.characteristics(EVALUATOR, Choice("omraade_b"))
    kept.forget()
    cells = served_release.cells.only(pl.col("level") == "public", pl.col("status").is_in(SHOWN)).cells
    assert leading_nowhere(options, cells.filter(area="omraade_b")) == list(CHARACTERISTICS[1:])


def test_the_area_with_nine_families_is_not_broken_down_and_says_why() -> None:
    options = choices.characteristics(HEAD, Choice("omraade_b"))
    assert "household" not in options.offered
    assert options.refused["household"] == "withheld"
    session = opened("leder", area="omraade_b")
    captions = " ".join(caption.value for caption in session.sidebar.caption)
    assert "Voksne i hjemmet" in captions
    assert DA("status.withheld") in captions


@pytest.mark.parametrize("area", ["gellerup", "omraade_a"])
def test_a_manager_is_offered_no_more_of_other_areas_than_the_public(area: str) -> None:
    assert offered(MANAGER, Choice(area)) == offered(EVALUATOR, Choice(area))
    splits = choices.characteristics(EVALUATOR, Choice(area)).offered[1:]
    names = labels(DA)
    for name in splits:
        chosen = Choice(area, characteristic=name)
        assert choices.values(MANAGER, chosen, DA, names) == choices.values(EVALUATOR, chosen, DA, names)


def test_a_period_is_chosen_among_the_quarters_that_had_ended() -> None:
    quarters = choices.periods(HEAD, Choice()).offered
    assert quarters[0] == "2026Q3"
    assert quarters[-1] == "2019Q1"
    assert "2019Q1" in choices.periods(HEAD, Choice("omraade_b")).refused


def test_figures_are_as_of_the_chosen_period() -> None:
    latest, earlier = opened("leder", "caseload"), opened("leder", "caseload", period="2024Q2")
    assert "september 2026" in words_of(latest)
    sentences = "\n".join(str(each.value) for each in earlier.markdown)
    assert "I juni 2024 var" in sentences
    assert "2026" not in sentences


@each_reader
@pytest.mark.parametrize("key", [*BAR, "of"])
@pytest.mark.parametrize(
    "asked", ["nowhere", "<script>alert(1)</script>", "2031Q1", "' or 1=1 --", "internal"]
)
def test_what_the_address_asks_for_and_is_not_listed_is_answered_in_words(
    user: str, key: str, asked: str
) -> None:
    session = opened(user, "caseload", **{key: asked})
    assert not session.exception
    assert "findes ikke her" in told(session)
    assert asked not in told(session)
    assert key not in session.query_params
    assert session.selectbox(key="choose-area-da").value == ALL


def test_a_listed_choice_that_has_only_hidden_cells_is_refused_with_the_reason() -> None:
    session = opened("evaluator", area="omraade_b", by="household")
    assert session.selectbox(key="choose-by-da").value == ALL
    assert "»Voksne i hjemmet« kan ikke vises sammen med de andre valg (for få familier)" in told(session)
    session.selectbox(key="choose-area-da").set_value("gellerup").run()
    assert "kan ikke vises sammen" not in told(session)


OF_PAGES = {
    "areas": ("month", "step"),
    "wellbeing": ("instrument",),
    "savings": ("variant",),
    "compare": ("figure", "with_area", "with_period", "with_by"),
}
"""What a page lets its reader choose beside the bar."""


@pytest.mark.parametrize("page", [entry.key for entry in ENTRIES if entry.has_choices])
def test_no_page_takes_from_the_address_what_it_does_not_list(page: str) -> None:
    forged = [*BAR, "of", *OF_PAGES.get(page, ())]
    session = opened("evaluator", page, **{key: f"forged-{key}" for key in forged})
    assert not session.exception
    assert (
        told(session).count("findes ikke her") == len(forged) - 1
    )  # a value of a division that is not there
    assert "forged" not in words_of(session)
    assert not set(forged) & set(session.query_params)


def test_a_page_s_own_choice_that_has_only_hidden_cells_is_listed_as_not_available_with_the_reason() -> None:
    cells = {
        name: released("wellbeing", "change_mean", [{"category": name, "status": status, "value": value}])
        for name, status, value in (("a", "withheld", None), ("b", "shown", 1.0), ("c", "not_measured", None))
    }
    assert choices.among(cells) == Options(("b",), {"a": "withheld", "c": "not_measured"})
    del cells["b"]
    assert choices.among(cells) == Options(("a",), {"c": "not_measured"})


def test_an_instrument_with_too_few_families_can_t_be_chosen_and_says_why() -> None:
    session = opened("evaluator", "wellbeing", area="omraade_b", instrument="sdq_forhold|total|parent")
    captions = " ".join(str(caption.value) for caption in session.main.caption)
    assert "Kan ikke vælges her" in captions
    assert DA("status.withheld") in captions


def test_the_line_of_choices_says_in_words_what_is_chosen() -> None:
    session = opened("leder", area="omraade_a", period="2026Q2", by="household")
    line = " ".join(str(each.value) for each in session.markdown if "badge" in str(each.value))
    for words in ("Udvidelsesområde A", "2\\. kvartal 2026", "efter voksne i hjemmet"):
        assert words in line
    assert "area=omraade_a&by=household&period=2026Q2" in session.code[0].value


def test_reset_goes_back_to_everything_and_keeps_the_language() -> None:
    session = opened("leder", area="gellerup", period="2024Q2", by="household", of="single")
    session.session_state["lang"] = "en"
    session.run()
    session.button(key="reset").click().run()
    assert [session.selectbox(key=f"choose-{key}-en").value for key in BAR] == [ALL, "2026Q3", ALL]
    assert "area" not in session.query_params
    assert session.query_params["lang"] == "en"
    assert not [button for button in session.button if button.key == "reset"]


def test_another_characteristic_begins_with_all_its_groups() -> None:
    session = opened("leder", by="household", of="single")
    session.selectbox(key="choose-by-da").set_value("youngest_child").run()
    assert session.selectbox(key="choose-of-da").value == ALL
    assert told(session).count("findes ikke her") == 0


def test_two_choices_stand_side_by_side_with_the_same_axes() -> None:
    session = opened(
        "evaluator", "compare", area="gellerup", with_area="omraade_a", figure="absence.stil_pct"
    )
    titles = [str(each["title"]) for each in charts(session)]
    assert "Gellerup" in titles[0]
    assert "Udvidelsesområde A" in titles[1]
    assert "with_area=omraade_a" in session.code[0].value
    assert "findes ikke her" not in told(session)


def test_an_area_manager_has_no_page_that_compares() -> None:
    assert not may_open("omraade-b", "compare")
