"""A scenario is a pure function of released yearly sums; without any assumption it is what was measured."""

from typing import Any

import polars as pl
import pytest

from dashboard.screen.scenario import (
    Assumptions,
    Lever,
    Outcome,
    Year,
    base_year,
    outcome,
    tornado,
    varied,
    yearly,
)
from dashboard.stores.released import Released
from dashboard.stores.served import Served
from tests.released import released

MEASURED = [Year(2024, 0, grant=30, municipal=50), Year(2025, 100, grant=30, municipal=50)]
UNFINISHED = [*MEASURED, Year(2026, 40, grant=0, municipal=60, is_whole=False)]


def nets(result: Outcome) -> list[float]:
    return [round(line.net_to_date, 6) for line in result.lines]


def test_with_every_assumption_at_its_default_it_is_the_measured_account() -> None:
    assert nets(outcome(MEASURED, Assumptions())) == [-80, -60]


def test_after_the_data_the_last_whole_year_goes_on() -> None:
    """2025's 100 against 80, twice; the unfinished 2026 is no year to go on with."""
    result = outcome(UNFINISHED, Assumptions(horizon=2))
    assert nets(result) == [-80, -60, -80, -60, -40]
    assert [line.after for line in result.lines] == [0, 0, 0, 1, 2]


def test_a_gain_fades_from_the_second_year_after_the_data_on() -> None:
    result = outcome(MEASURED, Assumptions(horizon=3, fade=0.5, afterwards=0))
    assert [line.gain for line in result.lines] == [0, 100, 100, 50, 25]
    assert [line.cost for line in result.lines] == [80, 80, 0, 0, 0]


def test_the_first_year_is_not_discounted_and_the_second_is_by_one() -> None:
    assert nets(outcome(MEASURED, Assumptions(rate=0.25))) == [-80, -80 + 20 / 1.25]


@pytest.mark.parametrize(
    ("assumed", "net"),
    [
        (Assumptions(grant=False), 0),
        (Assumptions(additional=0.5), 20),
        (Assumptions(prices=2), -120),
    ],
    ids=["own funds alone", "half is additional", "prices twice as high"],
)
def test_an_assumption_changes_the_cost_or_the_krone(assumed: Assumptions, net: float) -> None:
    assert outcome(MEASURED, assumed).net == net


def test_it_has_paid_for_itself_where_the_net_stays_at_0_or_above() -> None:
    back = outcome(MEASURED, Assumptions(horizon=2, afterwards=0.5)).paid_back  # -80, -60, 0, 60
    assert back is not None
    assert (back.after, back.net_to_date) == (1, 0)
    assert outcome(MEASURED, Assumptions()).paid_back is None
    dipping = [Year(2024, 10, 0, 0), Year(2025, 0, 0, 20), Year(2026, 15, 0, 0)]
    assert outcome(dipping, Assumptions()).paid_back == outcome(dipping, Assumptions()).lines[2]


def test_a_hidden_year_counts_with_its_cost_alone_and_never_goes_on() -> None:
    hidden = [MEASURED[1], Year(2026, None, grant=0, municipal=60)]
    assert nets(outcome(hidden, Assumptions())) == [20, -40]
    assert [line.gain for line in outcome(hidden, Assumptions()).lines] == [100, None]
    assert base_year(hidden) == MEASURED[1]


def test_without_any_year_there_is_nothing() -> None:
    assert outcome([], Assumptions(horizon=5)) == Outcome(())


def test_the_tornado_has_the_widest_swing_first_and_names_its_ends() -> None:
    options = {
        "grant": {"with": True, "without": False},
        "additional": {"100": 1.0, "25": 0.25},
        "fade": {"0": 0.0, "50": 0.5},
    }
    swings = tornado(varied(MEASURED, Assumptions(), options))
    assert [(swing.name, swing.width) for swing in swings] == [
        ("additional", 120),
        ("grant", 60),
        ("fade", 0),
    ]
    assert (swings[0].low_option, swings[0].high_option) == ("100", "25")


def test_each_lever_moves_alone() -> None:
    levers = varied(MEASURED, Assumptions(additional=0.5), {"grant": {"without": False}})
    assert levers == [
        Lever("grant", {"without": outcome(MEASURED, Assumptions(additional=0.5, grant=False))})
    ]


def year(area: str, value: float | None, areas: str = "", **cell: Any) -> dict[str, Any]:
    status = "withheld" if value is None else "shown"
    return {
        "cut": "year",
        "period": "2025",
        "area": area,
        "areas": areas or area,
        "value": value,
        "status": status,
        **cell,
    }


def cost() -> Released:
    paid = {("a", "grant"): 10.0, ("a", "municipal"): 20.0, ("b", "municipal"): 5.0}
    cells = [year(area, dkk, category=funding) for (area, funding), dkk in paid.items()]
    cells += [year("all", 10.0, category="grant"), year("all", 25.0, category="municipal")]
    return released("savings", "programme_cost", cells)


def test_a_year_s_cost_is_that_of_the_areas_its_saving_is_of() -> None:
    def of(*cells: dict[str, Any]) -> list[Year]:
        return yearly(released("savings", "before_cost", list(cells)), cost(), "2025-12-31")

    assert of(year("all", 7.0, "a+b")) == [Year(2025, 7, 10, 25)]
    assert of(year("all", None), year("shown_areas", 6.0, "a")) == [Year(2025, 6, 10, 20, of="a")]
    assert of(year("b", 1.0)) == [Year(2025, 1, 0, 5)]
    assert of(year("all", None)) == [Year(2025, None, 10, 25)]


def test_a_year_that_goes_on_after_the_data_is_not_whole() -> None:
    (one,) = yearly(released("savings", "before_cost", [year("b", 1.0)]), cost(), "2025-09-30")
    assert not one.is_whole


def test_the_default_scenario_of_the_release_is_its_net_to_date(served_release: Served) -> None:
    """Rounded to 100 kroner a figure, so that eight years' sums may be off by as many."""
    whole = [pl.col("level") == "public", pl.col("cohort") == "all", pl.col("area") == "all"]
    reading = pl.col("variant") == "own/followed"
    saving = served_release.figure("savings.before_cost").only(
        *whole, reading, pl.col("cut") == "year", pl.col("characteristic") == "all"
    )
    funding = served_release.figure("savings.programme_cost").only(
        pl.col("level") == "public", pl.col("cut") == "year", pl.col("characteristic") == "funding"
    )
    as_of = str(served_release.manifest["as_of"])
    years = yearly(saving, funding, as_of)
    net = served_release.figure("savings.net").only(*whole, reading, pl.col("period") == f"to {as_of}")
    assert all(one.saving is not None for one in years)
    assert outcome(years, Assumptions()).net == pytest.approx(net.cells["value"].item(), abs=2000)
