"""What each viewer is handed: their own areas in full, the rest as the public sees it."""

import polars as pl
import pytest

from dashboard.catalogue import INDICATOR_OF
from dashboard.screen.measure import measure
from dashboard.stores.released import NUMBERS, SHOWN
from dashboard.stores.served import Served
from dashboard.stores.viewer import Level, Role, Viewer

HEAD = Viewer("head", Role.PROGRAMME_HEAD, frozenset(), Level.INTERNAL, "da")
AS_COUNCIL = Viewer("head", Role.PROGRAMME_HEAD, frozenset(), Level.PUBLIC, "da")
EVALUATOR = Viewer("eva", Role.EVALUATOR, frozenset(), Level.PUBLIC, "da")
NOBODY = Viewer("new", Role.AREA_MANAGER, frozenset(), Level.INTERNAL, "da")
FIGURES = sorted(INDICATOR_OF)


def manager(area: str) -> Viewer:
    return Viewer("manager", Role.AREA_MANAGER, frozenset({area}), Level.INTERNAL, "da")


@pytest.mark.parametrize("figure", FIGURES)
def test_a_manager_gets_their_own_area_internally_and_everything_else_publicly(
    served_release: Served, figure: str
) -> None:
    for area in (row["area_id"] for row in served_release.context["area"]):
        cells = measure(manager(area), figure).cells
        assert set(cells.filter(pl.col("area") == area)["level"]) <= {"internal"}
        assert set(cells.filter(pl.col("area") != area)["level"]) <= {"public"}


@pytest.mark.parametrize("figure", FIGURES)
def test_a_viewer_without_an_area_gets_no_number(served_release: Served, figure: str) -> None:
    cells = measure(NOBODY, figure).cells
    assert set(cells["status"]) <= {"no_access"}
    assert all(cells[name].null_count() == cells.height for name in NUMBERS)


@pytest.mark.parametrize("figure", FIGURES)
def test_the_head_sees_what_the_council_sees_when_switched_to_it(served_release: Served, figure: str) -> None:
    assert set(measure(HEAD, figure).cells["level"]) <= {"internal"}
    assert measure(AS_COUNCIL, figure).cells.equals(measure(EVALUATOR, figure).cells)


@pytest.mark.parametrize("figure", FIGURES)
def test_what_the_public_sees_of_an_area_the_insiders_see_too(served_release: Served, figure: str) -> None:
    """Of its own period: what is carried forward for the one may have moved for the other."""
    shown = pl.col("status").is_in(SHOWN)
    own = ~pl.col("area").is_in(["all", "shown_areas"])
    key = ["variant", "area", "cohort", "characteristic", "category", "period"]
    public = served_release.figure(figure).cells.filter(shown, own, pl.col("level") == "public")
    internal = served_release.figure(figure).cells.filter(shown, own, pl.col("level") == "internal")
    public = public.with_columns(period="value_of")
    assert public.join(internal, on=[*key, "value"], how="anti", nulls_equal=True).is_empty()


def test_a_figure_that_is_not_in_the_catalogue_is_refused(served_release: Served) -> None:
    with pytest.raises(KeyError):
        measure(HEAD, "absence.secret")


def test_choosing_never_makes_a_cell(served_release: Served) -> None:
    every = measure(EVALUATOR, "caseload.active").cells
    chosen = measure(EVALUATOR, "caseload.active", cut="month", area="gellerup").cells
    assert 0 < chosen.height < every.height
    assert chosen.join(every, on=chosen.columns, how="anti", nulls_equal=True).is_empty()
