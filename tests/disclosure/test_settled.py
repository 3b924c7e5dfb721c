"""What was settled of the disclosure control and is more than wording, each as a small table. k = 5."""

from dataclasses import replace

import polars as pl
import pytest

from dashboard.building.groups import CELL
from dashboard.disclosure import course
from dashboard.disclosure.nested import told_by
from dashboard.indicator import Over, Protection
from tests.disclosure.counted import MEAN, MONEY, SHARE, families, indicator, released, shown, various
from tests.disclosure.test_figures_of_the_same_people import STATUS_OF, WORKING, breakdown, standing
from tests.disclosure.test_what_grows import joined, told

SHARE_OF = indicator(Protection.SHARE, SHARE)
MEAN_OF = indicator(Protection.MEAN, MEAN)
MONEY_OF = indicator(Protection.MONEY, MONEY)


def test_two_percent_of_97_is_two_persons_and_is_withheld() -> None:
    """A-60: the denominator is large, the numerator is two."""
    assert shown(SHARE_OF, families("A", 2, x=1.0) + families("A", 95))[("A",)] == "withheld"


def test_all_but_two_of_97_are_two_persons_too() -> None:
    """A-60: the complement of a share is a group as well."""
    assert shown(SHARE_OF, families("A", 95, x=1.0) + families("A", 2))[("A",)] == "withheld"


def test_five_of_97_are_enough() -> None:
    """A-60: a numerator of k is shown."""
    assert shown(SHARE_OF, families("A", 5, x=1.0) + families("A", 92))[("A",)] == "shown"


@pytest.mark.parametrize(("at_risk", "is_hidden"), [(9, True), (10, False)])
def test_a_course_ends_where_fewer_than_2k_are_at_risk(at_risk: int, is_hidden: bool) -> None:
    """A-63: n under the curve is a count."""
    assert course.read_off(_points((12, 20, at_risk)), 5)["hidden"].to_list() == [is_hidden]


@pytest.mark.parametrize(("later", "is_hidden"), [(20, False), (21, True), (24, True), (25, False)])
def test_between_two_points_of_a_course_nobody_or_k_families_arrive(later: int, is_hidden: bool) -> None:
    """A-63: 20 have come by month 12, so many by month 18."""
    cells = course.read_off(_points((12, 20, 30), (18, later, 25)), 5)
    assert cells.filter(pl.col("period") == "m18")["hidden"].to_list() == [is_hidden]


def _points(*points: tuple[int, int, int]) -> pl.DataFrame:
    """A curve's cells by month: families that have come, families still at risk."""
    place = dict.fromkeys(CELL, "all") | {"variant": "at_least", "category": "3", "families": 60}
    return pl.DataFrame(
        [
            {
                **place,
                "period": f"m{month}",
                "month": month,
                "families_x": come,
                "at_risk": left,
                "hidden": False,
            }
            for month, come, left in points
        ]
    )


@pytest.mark.parametrize(("newest", "statuses"), [(4, ["withheld", "shown"]), (5, ["shown", "shown"])])
def test_two_running_totals_beside_each_other_differ_by_k_families(newest: int, statuses: list[str]) -> None:
    """A-64: the latest stands; the one before only where k have come in between."""
    assert [status for status, _ in told(joined(20, 20 + newest)).values()] == statuses


def test_a_new_areas_only_cohort_is_the_area_by_another_name() -> None:
    """A-66: nine permanent families are the area: either both are shown or neither."""
    rows = various("A", 40, cohort="project") + various("B", 4, cohort="permanent")
    cells = shown(MEAN_OF, rows)
    assert cells[("B",)] == cells[("B", "permanent")] == "withheld"


def test_an_areas_total_does_not_tell_the_other_cohort() -> None:
    """A-66: of 43 the 40 of the project leave three."""
    cells = shown(MEAN_OF, various("A", 40, cohort="project") + various("A", 3, cohort="permanent"))
    assert (cells[("A",)], cells[("A", "project")], cells[("A", "permanent")]) == (
        "shown",
        "withheld",
        "withheld",
    )


@pytest.mark.parametrize(("heavy", "status"), [(899.0, "shown"), (900.0, "shown"), (901.0, "withheld")])
def test_dominance_is_of_amounts_without_sign(heavy: float, status: str) -> None:
    """A-62: nine families bring or cost 100 each: more than 900 of one is more than half."""
    rows = [{**row, "x": (-1) ** i * 100.0} for i, row in enumerate(families("A", 9))]
    rows += [{**row, "family": "heavy"} for row in families("A", 1, x=-heavy)]
    assert shown(MONEY_OF, rows)[("A",)] == status


def test_a_mean_falls_with_its_interval_and_its_n() -> None:
    """A-67: what is formed of one decision is withheld together."""
    table = released(MEAN_OF, various("A", 4)).filter(pl.col("area") == "A", pl.col("status") == "withheld")
    assert table.height == 2  # as a whole, and as a cohort
    assert table.select(pl.col("value", "lower", "upper", "families").is_null().all()).row(0) == (True,) * 4


@pytest.mark.parametrize(("in_education", "is_told"), [(3, True), (4, False)])
def test_a_sum_leaves_its_withheld_categories_a_span_of_k(in_education: int, is_told: bool) -> None:
    """Three in work, and so many in education, neither shown: of six in both either has one to five only."""
    whole = breakdown(STATUS_OF, standing(job=3, education=in_education, pension=14, none=20))
    hidden = pl.col("category").is_in(["job", "education"])
    whole = replace(whole, cells=whole.cells.with_columns(hidden=hidden))
    told_of = told_by(WORKING, whole, 5).filter(pl.col("characteristic") == "all")
    assert (told_of.height > 0) is is_told


def test_what_a_share_is_of_is_withheld_where_that_is_a_withheld_numerator() -> None:
    """Part-time or flexjob, of those in work or education: the n it stands beside is how many those are."""
    part = indicator(
        Protection.SHARE, SHARE, sum_of=("flex",), among=("job", "education"), within="test.share"
    )
    rows = [{**row, "n": 1.0} for row in various("A", 30)]
    hidden = pl.DataFrame([dict.fromkeys(CELL, "all") | {"variant": "", "period": "2026-09-30", "area": "A"}])
    of_whom = hidden.with_columns(hidden=True)
    alone = released(part, rows).filter(pl.col("area") == "A", pl.col("cohort") == "all")
    beside = released(part, rows, of_whom=of_whom).filter(pl.col("area") == "A", pl.col("cohort") == "all")
    assert (alone["status"].item(), beside["status"].item()) == ("shown", "withheld")


def test_a_flow_of_a_few_is_said_to_be_a_few() -> None:
    """Programme size: 1 to k-1 that joined are written "under k", a stock of them is withheld."""
    for over, protection, status in (
        (Over.FLOW, Protection.SIZE_FLOW, "few"),
        (Over.STOCK, Protection.SIZE_STOCK, "withheld"),
    ):
        assert shown(indicator(protection, MEAN, over=over), families("A", 4))[("A",)] == status
