"""Every example on the methods page is recalculated by the dashboard's own code, from the page's numbers."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from dashboard.building import net, statistics
from dashboard.building.figures import FIGURE
from dashboard.indicator import Formula, LargestFifth, Middle, Protection, Ratio, Total
from dashboard.indicators import savings
from dashboard.indicators.programme_cost_shared import SHARED_COST
from dashboard.indicators.savings_levels import own_levels
from dashboard.screen import scenario
from dashboard.screen.payback import payback
from dashboard.screen.scenario import Assumptions, Year
from tests.indicators.cases import case
from tests.indicators.money import AS_OF, INDEX, TO_DATE, comparison, cost, costing, family, value
from tests.indicators.unsuppressed import unsuppressed
from tests.pages.frame import signed_in, words_of
from tests.released import DEFAULTS

METHODS = Path(__file__).parents[2] / "docs" / "methods.md"
BOX = re.compile(r"^```([a-z -]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Rng = np.random.Generator
Draw = Callable[[Rng, tuple[int, int]], np.ndarray]


def boxes() -> dict[str, dict[str, float]]:
    """The numbers of each box on the page, by the words before them."""
    found = {}
    for name, lines in BOX.findall(METHODS.read_text("utf-8")):
        rows = (line.rpartition("|") for line in lines.splitlines())
        found[name] = {words.strip(): _number(written) for words, _, written in rows}
    return found


def _number(written: str) -> float:
    return float(written.strip().replace(",", "").replace("\N{MINUS SIGN}", "-"))


def box(name: str) -> list[float]:
    return list(boxes()[name].values())


YEAR = date(2024, 1, 1), date(2024, 12, 1)


def own(level: float) -> list[dict[str, object]]:
    return cost(*YEAR, int(level))


def test_a_saving() -> None:
    level, first, then, told = box("saving")
    spent = cost(date(2025, 1, 1), date(2025, 6, 1), int(first))
    spent += cost(date(2025, 7, 1), date(2025, 12, 1), int(then))
    assert value(costing(*own(level), *spent), "before_cost") == pytest.approx(told)


def test_a_saving_is_what_the_municipality_pays_after_refund() -> None:
    benefit, refund, told = box("refund")
    paid = Decimal(str(benefit * (1 - refund / 100)))
    rows = [{**row, "gross_dkk": Decimal(int(benefit)), "municipal_dkk": paid} for row in own(0)]
    assert value(costing(*rows), "before_cost") == pytest.approx(told)


def test_an_own_level() -> None:
    first, others, told = box("own level")
    rows = cost(YEAR[0], YEAR[0], int(first)) + cost(date(2024, 2, 1), YEAR[1], int(others))
    levels = own_levels(costing(*rows)).filter(pl.col("sector") == "social").collect()
    assert levels["level"].to_list() == pytest.approx([told])


def test_a_comparison() -> None:
    together, families, spent, told = box("comparison")
    one = costing(
        *cost(date(2025, 1, 1), date(2025, 2, 1), int(spent)),
        comparison_cost=comparison(int(together), int(families)),
    )
    assert value(one, "before_cost", "2025-01", "comparison/followed") == pytest.approx(told)


def test_the_months_that_count() -> None:
    level, joined, left, *told = box("exposure")
    begun, ended = date(2025, int(joined), 20), date(2025, int(left), 20)
    completed, moved = (
        costing(*own(level), families=[family("f1", begun, ended, reason)])
        for reason in ("completed", "moved")
    )
    assert [
        value(completed, "before_cost"),
        value(completed, "before_cost", variant="own/active"),
        value(moved, "before_cost"),
    ] == pytest.approx(told)


def test_a_saving_per_family_year() -> None:
    first_months, first, second_months, second, told = box("per family-year")
    rows = own(first / first_months)
    rows += cost(date(2024, 7, 1), date(2025, 6, 1), int(second / second_months), family="f2")
    families = [
        family("f1", date(2025, 13 - int(first_months), 1)),
        family("f2", date(2025, 13 - int(second_months), 1)),
    ]
    both = costing(*rows, families=families)
    assert value(both, "before_cost") == pytest.approx(first + second)
    assert value(both, "per_family_year") == pytest.approx(told)


def test_prices() -> None:
    amount, index, target, told = box("prices")
    known = [
        {"index_id": "nettopris", "year": 2020, "value": index},
        {"index_id": "nettopris", "year": 2025, "value": target},
    ]
    one = case(AS_OF, family=[family()], cost=cost(*YEAR, int(amount), year=2020), price_index=known)
    assert value(one, "before_cost") == pytest.approx(12 * told)


def test_a_net() -> None:
    saved, spent, told = box("net")
    cells = [
        {"measure": "before_cost", "value": saved, "families": 62, "variant": "own/followed"},
        {"measure": "programme_cost", "value": spent},
    ]
    shared = {"indicator": "savings", "unit": "dkk", "cut": "to_date", "areas": "a"}
    columns = {**FIGURE, "level": pl.String}
    rows = [{key: {**DEFAULTS, **shared, **cell}[key] for key in columns} for cell in cells]
    assert net.net(pl.DataFrame(rows, schema=columns))["value"].to_list() == [told]


def test_a_shared_cost() -> None:
    monthly, alone, together, *told = box("shared cost")
    first, last = date(2025, 1, 1), date(2025, int(alone + together), 1)
    spent = {
        "area_id": "a",
        "kind": "salary",
        "funding": "grant",
        "price_year": 2025,
        "dkk": Decimal(int(monthly)),
    }
    two = case(
        AS_OF,
        price_index=INDEX,
        programme_cost=[{**spent, "month": row["month"]} for row in cost(first, last, 0)],
        family=[family("f1", first), family("f2", date(2025, int(alone) + 1, 1))],
    )
    shares = SHARED_COST.contributes(two).filter(pl.col("period") == TO_DATE).sort("family").collect()
    assert shares["dkk"].to_list() == pytest.approx(told)


def test_a_break_even() -> None:
    *course, told = box("break-even")
    quarters = [f"to 202{5 + place // 4}-{3 * (place % 4) + 3:02}-30" for place in range(len(course))]
    cells = [
        {**DEFAULTS, "indicator": "savings", "measure": "net", "period": quarter, "value": amount}
        for quarter, amount in zip(quarters, course, strict=True)
    ]
    found = payback(cells)
    assert found is not None
    assert found.since == quarters[int(told) - 1]


def in_order(formula: Formula, amounts: list[float], k: int) -> float:
    rows = pl.DataFrame({"saving": amounts, "family_years": 1.0, "k": k})
    told: float = rows.select(statistics.in_order(formula, pl.col("k").first())).item()
    return told


def test_a_middle() -> None:
    k, lowest, step, told = box("middle")
    amounts = [lowest + step * place for place in range(11)]
    assert in_order(Middle("saving", "family_years"), amounts, int(k)) == pytest.approx(told)


def test_a_concentration() -> None:
    families, many, large, small, told = box("concentration")
    amounts = [large] * int(many) + [small] * int(families - many)
    assert in_order(LargestFifth("saving"), amounts, 5) == pytest.approx(told, abs=0.05)


def test_a_placebo() -> None:
    earlier, before, told = box("placebo")
    one = costing(*cost(date(2023, 1, 1), date(2023, 12, 1), int(earlier)), *own(before))
    figure = unsuppressed(savings.PLACEBO, "placebo_per_family_year", one, TO_DATE)
    assert figure == pytest.approx(told)


def intervals(families: pl.DataFrame, formula: Formula) -> pl.DataFrame:
    """Value and limits of each `sample` of families with `saving` and `family_years`."""
    cells = families.group_by("sample").agg(
        pl.len().cast(pl.Int64).alias("families"), *statistics.sums(statistics.columns_of(formula))
    )
    return statistics.interval(cells, formula, Protection.MONEY)


def test_an_interval() -> None:
    *amounts, total, lower, upper = box("interval")
    cell = intervals(pl.DataFrame({"sample": 0, "saving": amounts}), Total("saving")).row(0, named=True)
    assert [cell["value"], cell["lower"], cell["upper"]] == pytest.approx([total, lower, upper], abs=0.05)


SAMPLES, SEED = 4000, 2026


def even(random: Rng, size: tuple[int, int]) -> np.ndarray:
    return random.normal(40_000, 90_000, size)


def skewed(random: Rng, size: tuple[int, int]) -> np.ndarray:
    return random.lognormal(11, 1.0, size) - 60_000


def one_very_costly(random: Rng, size: tuple[int, int]) -> np.ndarray:
    return even(random, size) + 1_500_000 * (random.random(size) < 0.02)


SAVINGS: dict[str, tuple[Draw, float]] = {
    "even savings": (even, 40_000),
    "skewed savings": (skewed, float(np.exp(11.5)) - 60_000),
    "one family in fifty very costly": (one_very_costly, 70_000),
}
"""How a family's yearly saving is drawn, and the mean of all that could be."""

FORMULAS: dict[str, Formula] = {"total": Total("saving"), "per family-year": Ratio("saving", "family_years")}
YEARS = (1.0, 5.0)  # a family's years in the programme, evenly, whatever it saves


def coverage(kind: str, families: int, figure: str) -> float:
    """In how many percent of the samples the 95 % interval holds the true value."""
    draw, mean = SAVINGS[kind]
    random = np.random.default_rng(SEED)
    size = (SAMPLES, families)
    years = random.uniform(*YEARS, size)
    sampled = pl.DataFrame(
        {
            "sample": np.repeat(np.arange(SAMPLES), families),
            "saving": (draw(random, size) * years).ravel(),
            "family_years": years.ravel(),
        }
    )
    truth = mean if figure == "per family-year" else families * mean * sum(YEARS) / 2
    inside = intervals(sampled, FORMULAS[figure]).select(pl.lit(truth).is_between("lower", "upper").mean())
    return 100 * float(inside.item())


@pytest.mark.parametrize("words", boxes()["coverage"])
def test_the_coverage_of_money_is_what_the_page_prints(words: str) -> None:
    kind, families, figure = re.fullmatch(r"(.+), (\d+) families: (.+)", words).groups()  # type: ignore[union-attr]
    assert coverage(kind, int(families), figure) == pytest.approx(boxes()["coverage"][words], abs=0.5)


def test_a_present_value() -> None:
    amount, years, rate, at_start, at_end = box("discount")
    amounts = [amount] * int(years)
    assert scenario.present_value(amounts, rate / 100) == pytest.approx(at_start, abs=0.5)
    assert scenario.present_value(amounts, rate / 100, at_end=True) == pytest.approx(at_end, abs=0.5)


def test_a_scenario() -> None:
    first, second, funds, grant, measured, horizon, fade, afterwards, *told = box("scenario")
    years = [Year(2024, first, grant, funds), Year(2025, second, grant, funds)]
    assumed = Assumptions(horizon=int(horizon), fade=fade / 100, afterwards=afterwards / 100)
    assert scenario.outcome(years, Assumptions()).net == pytest.approx(measured)
    without = Assumptions(horizon=int(horizon), fade=fade / 100, afterwards=afterwards / 100, grant=False)
    assert [scenario.outcome(years, one).net for one in (assumed, without)] == pytest.approx(told)


@pytest.mark.usefixtures("served_release")
def test_the_definitions_open_the_methods() -> None:
    session = signed_in("evaluator")
    session.run()
    session.switch_page("../pages/definitions.py").run()
    session.button(key="methods").click().run()
    assert not session.exception
    assert "### Own level" in words_of(session)


def test_every_box_on_the_page_is_recalculated() -> None:
    asked = set(re.findall(r'box(?:es\(\)\[|\()"([a-z -]+)"', Path(__file__).read_text("utf-8")))
    assert asked == set(boxes())
