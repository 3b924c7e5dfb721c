"""The figures the programme has published come out when they are calculated from the synthetic rows."""

from collections.abc import Callable
from io import BytesIO

import polars as pl
import pytest

from dashboard.building.figures_file import write_figures
from dashboard.catalogue import INDICATOR_OF
from dashboard.screen.published import Comparison, Verdict, comparisons
from dashboard.stores.served import Served
from dashboard.stores.settings import Settings
from dashboard.stores.viewer import Level, Role, Viewer

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
def figures_file(release_settings: Settings) -> pl.DataFrame:
    written = BytesIO()
    write_figures(release_settings, written, "csv")
    return pl.read_csv(written.getvalue(), infer_schema_length=None)


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


@pytest.mark.parametrize(
    ("figure", "chosen", "wording", "says"),
    [
        ("caseload.persons_joined", ["parent"], "97 parents", lambda x: x == 97),
        ("caseload.persons_joined", ["young", "child"], "191 children and young people", lambda x: x == 191),
        ("employment.in_education_or_employment", ["all"], "52 %", lambda x: 51.5 <= x < 52.5),
        ("employment.part_or_flex_of_those", ["all"], "two of three", lambda x: 66.5 <= x < 67.5),
        ("employment.status_share", ["pension"], "21 %", lambda x: 20.5 <= x < 21.5),
        ("employment.years_without_work", ["all"], "9 years", lambda x: 8.5 <= x < 9.5),
        ("wellbeing.relative_pct", ["trivsel10|samlet|staff"], "+20 %", lambda x: 19.5 <= x < 20.5),
        ("absence.change_pct", ["all"], "almost 25 % down", lambda x: -25 < x <= -22.5),
        ("employment.youth_job_change_pct", ["all"], "+66 %", lambda x: 65.5 <= x < 66.5),
        ("savings.per_family_year", ["social"], "over 100,000 kr.", lambda x: x > 100_000),
        ("savings.before_cost", ["all"], "at least 15 m kr.", lambda x: x >= 15_000_000),
    ],
)
def test_the_figures_file_bears_out_what_was_published(
    figures_file: pl.DataFrame,
    figure: str,
    chosen: list[str],
    wording: str,
    says: Callable[[float], bool],
) -> None:
    """Read from the evaluators' file alone: the 62 families on 30 June 2023, in the reading shown first."""
    subject, measure = figure.split(".")
    rows = figures_file.filter(
        pl.col("indicator") == subject,
        pl.col("measure") == measure,
        pl.col("cohort") == "project",
        pl.col("area") == "gellerup",
        pl.col("category").is_in(chosen),
        pl.col("variant").fill_null("") == INDICATOR_OF[figure].default_variant,
        pl.col("period").str.ends_with("2023-06-30"),
    )
    assert set(rows["status"]) == {"shown"}
    assert says(rows["value"].sum()), wording


def test_the_programmes_own_cost_exceeds_the_saving_by_then(figures_file: pl.DataFrame) -> None:
    row = figures_file.filter(
        pl.col("indicator") == "savings",
        pl.col("measure") == "net",
        pl.col("variant") == "own/followed",
        pl.col("area") == "gellerup",
        pl.col("period") == "to 2023-06-30",
    ).row(0, named=True)
    assert row["value"] < 0
