"""The figures the programme has published come out when they are calculated from the synthetic rows."""

import pytest

from dashboard.published import Comparison, Verdict, comparisons
from dashboard.served import Served
from dashboard.viewer import Level, Role, Viewer

EVALUATOR = Viewer("evaluator", Role.EVALUATOR, frozenset(), Level.PUBLIC, "da")

AGREE = {
    "sus_adults",
    "sus_children_derived",
    "leaflet_work",
    "gellerup_nu_work",
    "leaflet_part_or_flex",
    "leaflet_pension",
    "leaflet_years",
    "leaflet_wellbeing",
    "leaflet_absence",
    "leaflet_youth_jobs",
    "leaflet_per_family_year",
    "leaflet_total",
}
CONFLICTING = {"gellerup_nu_absence", "sus_children"}
"""Quoted beside the wording they contradict: no data can bear out both."""
NOBODY_CALCULATES = {"sus_flex", "gellerup_nu_per_family"}


@pytest.fixture
def compared(served_release: Served) -> dict[str, Comparison]:
    return {str(each.published["figure_id"]): each for each in comparisons(EVALUATOR)}


def test_every_published_figure_agrees_but_where_the_sources_contradict_each_other(
    compared: dict[str, Comparison],
) -> None:
    assert {key for key, each in compared.items() if each.verdict is Verdict.AGREE} == AGREE
    assert {key for key, each in compared.items() if each.verdict is Verdict.DIFFER} == CONFLICTING
    assert {key for key, each in compared.items() if each.verdict is Verdict.CANNOT} == NOBODY_CALCULATES


def test_the_saving_is_not_more_than_what_was_published_by_much(compared: dict[str, Comparison]) -> None:
    total, per_family_year = compared["leaflet_total"].value, compared["leaflet_per_family_year"].value
    assert total is not None
    assert total < 15_900_000
    assert per_family_year is not None
    assert per_family_year < 115_000
