"""The savings page answers what the council asks next, and its total is a sum over family-months."""

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.stores.served import Served
from dashboard.text import LANGUAGES
from tests.pages.frame import signed_in
from tests.pages.reading import charts, in_chart, read
from tests.words.test_danish import amiss


def savings(user: str = "evaluator", language: str = "da", **address: str) -> AppTest:
    """The savings page as the address asks for it."""
    session = signed_in(user, language)
    for key, chosen in address.items():
        session.query_params[key] = chosen
    session.run()
    session.switch_page("../pages/savings.py").run()
    assert not session.exception
    return session


def said(session: AppTest) -> str:
    return " ".join(read(session))


def test_a_total_is_never_a_rate_times_families_and_years(served_release: Served) -> None:
    """62 families for four years would be 248 family-years; they joined one by one, and some moved away."""
    chosen = [
        pl.col("level") == "public",
        pl.col("variant") == "own/followed",
        pl.col("cohort") == "project",
        pl.col("characteristic") == "all",
        pl.col("area") == "gellerup",
        pl.col("period") == "to 2023-06-30",
    ]
    total, rate, years = (
        served_release.figure(f"savings.{key}").only(*chosen).cells.row(0, named=True)
        for key in ("before_cost", "per_family_year", "family_years")
    )
    assert total["value"] == pytest.approx(rate["value"] * years["value"], rel=0.01)
    assert rate["value"] * total["families"] * 4 > 1.2 * total["value"]


@pytest.mark.usefixtures("served_release")
def test_the_page_says_when_it_pays_back_for_whom_and_what_the_other_reading_gives() -> None:
    session = savings()
    words = said(session)
    assert "Programmet er ikke tjent hjem i den periode, data dækker: til og med 30. september 2026." in words
    assert "Programmets hele udgift står over for de 116 familier, hvis eget niveau er kendt." in words
    assert "De siger ikke, hvad familierne ville have kostet uden programmet." in words
    assert "Eget niveau er altså målt, da udgifterne var høje." in words
    money = next(chart for chart in charts(session) if chart["label"].startswith("Penge over tid"))
    printed = " ".join(in_chart(money))
    for note in (
        "Faste 2025-priser",
        "Kommunens egen kasse efter statsrefusion",
        "Kun måneder, hvor familien",
    ):
        assert note in printed


@pytest.mark.usefixtures("served_release")
def test_a_shared_scenario_is_the_same_scenario() -> None:
    session = savings("leder", horizon="10", afterwards="0", fade="20")
    assert session.selectbox(key="choose-horizon-da").value == "10"
    words = said(session)
    assert "10 år efter data, og programmet er tjent hjem" in words
    assert "Det følger ikke, at det vil gå sådan" in words
    listed = " ".join(table.value.to_string() for table in session.table)
    for assumption in ("Finansministeriet", "Ingen kilde", "Kommunens egen kasse", "SØM"):
        assert assumption in listed
    session.button(key="reset-scenario").click().run()
    assert session.selectbox(key="choose-horizon-da").value == "0"
    assert "programmet er ikke tjent hjem. Det følger ikke" in said(session)


@pytest.mark.usefixtures("served_release")
def test_an_option_that_is_not_listed_is_answered_with_the_default() -> None:
    session = savings(rate="99")
    assert session.selectbox(key="choose-rate-da").value == "0"
    assert "99" not in " ".join(info.value for info in session.info)


@pytest.mark.usefixtures("served_release")
def test_a_cohort_s_net_is_marked_as_modelled() -> None:
    session = savings(by="cohort", of="project")
    money = next(chart for chart in charts(session) if chart["label"].startswith("Penge over tid"))
    assert "modelleret" in " ".join(in_chart(money))
    assert "efter en modelleret andel af programmets udgift" in said(session)


@pytest.mark.usefixtures("served_release")
@pytest.mark.parametrize("language", LANGUAGES)
def test_further_figures_are_drawn_when_they_are_asked_for(language: str) -> None:
    session = savings("leder", language)
    session.session_state["more"] = False
    folded = len(charts(session.run()))
    session.session_state["more"] = True
    session.run()
    assert not session.exception
    assert len(charts(session)) == folded + 6
    assert amiss(session, language) == []
