"""Published figures are set beside calculated ones, and said to agree only where they do."""

from collections.abc import Mapping
from typing import Any

import pytest

from dashboard.screen.published import Comparison, Verdict, about_the_same, agrees, compare, disagree, gap
from dashboard.stores.released import Released
from tests.released import released

QUOTED: dict[str, Any] = {
    "figure_id": "p1",
    "indicator": "absence.change_pct",
    "wording_da": "faldet med 25 %",
    "wording_en": None,
    "value": -25.0,
    "unit": "pct",
    "comparison": "eq",
    "source": "a leaflet",
    "published_on": "2023-08-21",
    "cohort": "project",
    "as_of": "2023-06-30",
}


def quoted(**different: Any) -> Mapping[str, Any]:
    return {**QUOTED, **different}


def compared(published: Mapping[str, Any], *cells: Mapping[str, Any]) -> Comparison:
    rows = [{"period": "2023-06-30", "cohort": "project", **cell} for cell in cells]

    def look_up(figure: str, cohort: str) -> Released:
        if figure.startswith("does."):
            raise KeyError(figure)
        return released(*figure.split("."), rows)

    return compare([published], look_up)[0]


@pytest.mark.parametrize(
    ("value", "comparison", "said", "agreed"),
    [
        (52.4, "eq", 52.0, True),
        (52.5, "eq", 52.0, False),
        (51.5, "eq", 52.0, True),
        (66.7, "approx", 67.0, True),
        (66.4, "approx", 67.0, False),
        (8.1, "approx", 8.1, True),
        (50.0, "ge", 50.0, True),
        (49.9, "ge", 50.0, False),
        (-25.1, "le", -25.0, True),
        (-24.9, "le", -25.0, False),
    ],
)
def test_a_figure_agrees_at_the_precision_that_was_printed(
    value: float, comparison: str, said: float, agreed: bool
) -> None:
    assert agrees(value, quoted(comparison=comparison, value=said)) is agreed


@pytest.mark.parametrize(
    ("value", "agreed"),
    [(-22.4, False), (-22.5, True), (-24.9, True), (-25.0, False), (24.0, False)],
)
@pytest.mark.parametrize("wording", ["decreased by almost 25%", "Næsten 25 %"])
def test_almost_25_percent_is_less_than_25_and_at_least_nine_tenths_of_it(
    wording: str, value: float, agreed: bool
) -> None:
    assert agrees(value, quoted(comparison="approx", wording_en=wording)) is agreed


def test_money_agrees_at_the_hundreds_it_is_released_with() -> None:
    grant = quoted(unit="dkk", value=23_363_875.0)
    assert agrees(23_363_900.0, grant)
    assert not agrees(23_364_000.0, grant)


def test_the_cell_is_the_one_of_the_same_families_and_the_same_day() -> None:
    other_day = {"period": "2023-09-30", "value": -30.0}
    area_alone = {"area": "gellerup", "value": -20.0}
    found = compared(quoted(), other_day, area_alone, {"value": -25.0})
    assert (found.verdict, found.value) == (Verdict.AGREE, -25.0)


def test_a_figure_up_to_the_day_and_the_later_of_two_ends_are_found_too() -> None:
    assert compared(quoted(), {"period": "to 2023-06-30", "value": -25.0}).verdict is Verdict.AGREE
    assert compared(quoted(), {"period": "now 2023-06-30", "value": -25.0}).verdict is Verdict.AGREE
    assert compared(quoted(), {"period": "baseline 2023-06-30", "value": -25.0}).verdict is Verdict.CANNOT


def test_categories_joined_by_plus_are_added_up() -> None:
    said = quoted(indicator="caseload.persons_joined:young+child", value=191.0, unit="persons")
    young = {"category": "young", "characteristic": "role", "value": 60.0, "unit": "persons"}
    child = {"category": "child", "characteristic": "role", "value": 131.0, "unit": "persons"}
    assert compared(said, young, child).value == 191.0
    assert compared(said, young, child).verdict is Verdict.AGREE
    assert compared(said, young).why == "unknown"


@pytest.mark.parametrize(
    ("published", "cell", "why"),
    [
        (quoted(indicator="does.not_exist"), {"value": 1.0}, "unknown"),
        (quoted(indicator="absence.change_pct:monday"), {"value": 1.0}, "unknown"),
        (quoted(unit="antal"), {"value": -25.0}, "unit"),
        (quoted(), {"status": "withheld"}, "withheld"),
        (quoted(), {"status": "not_measured"}, "not_measured"),
        (quoted(), {"status": "late"}, "late"),
        (quoted(), {"status": "no_access"}, "no_access"),
    ],
)
def test_what_cannot_be_compared_says_why(
    published: Mapping[str, Any], cell: Mapping[str, Any], why: str
) -> None:
    found = compared(published, cell)
    assert (found.verdict, found.why) == (Verdict.CANNOT, why)


def test_the_areas_shown_are_all_there_is_of_a_cohort_of_one_area_only() -> None:
    partial = {"area": "shown_areas", "value": -25.0, "cohort": "project"}
    assert compared(quoted(), partial).verdict is Verdict.AGREE
    assert compared(quoted(cohort="permanent"), partial | {"cohort": "permanent"}).why == "unknown"


def test_an_intake_year_is_found_among_the_intake_years() -> None:
    years = [
        {"characteristic": "intake_year", "category": "2019", "cohort": "all", "value": -25.0},
        {"characteristic": "intake_year", "category": "2020", "cohort": "all", "value": -1.0},
    ]
    assert compared(quoted(cohort="2019"), *years).verdict is Verdict.AGREE


def test_wordings_about_the_same_stand_together_and_are_not_merged() -> None:
    more, almost = quoted(comparison="le"), quoted(comparison="approx", wording_en="almost 25 %")
    other = quoted(indicator="employment.in_education_or_employment", value=52.0)
    said = [compared(one, {"value": -24.2}) for one in (more, other, almost)]
    together = about_the_same(said)
    assert [[one.published for one in group] for group in together] == [[more, almost], [other]]
    assert disagree(together[0])
    assert not disagree(together[1])


def test_a_category_that_nobody_calculates_stands_with_what_is_said_of_its_figure() -> None:
    whole, part = quoted(), quoted(indicator="absence.change_pct:truants")
    [group] = about_the_same([compared(one, {"value": -25.0}) for one in (whole, part)])
    assert disagree(group)  # the same 25 %, of others


def test_the_same_figure_of_another_day_is_something_else() -> None:
    said = [compared(quoted(as_of=day), {"value": -25.0}) for day in ("2023-06-30", "2024-06-30")]
    assert len(about_the_same(said)) == 2


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ({"interval": "full_count"}, "counted"),
        ({"interval": "too_few"}, "no_interval"),
        ({"interval": "shown", "lower": -31.6, "upper": -16.8}, "within"),
        ({"interval": "shown", "lower": -24.9, "upper": -23.5}, "beyond"),
    ],
)
def test_a_difference_is_held_against_the_uncertainty_of_what_was_calculated(
    cell: dict[str, Any], why: str
) -> None:
    assert gap(compared(quoted(), {"value": -24.2, **cell})) == why
