"""What the programme itself costs in each area, and what families outside it cost on average."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data_access.codes import Funding, ProgrammeCostKind, Sector
from seed.chance import around, stream
from seed.intake import AREA_A, AREA_B, GELLERUP, STARTED
from seed.months import AS_OF, between, span
from seed.prices import in_prices_of, kroner

GRANT = Decimal(23_363_875)
"""The fund's grant, exactly: https://www.dknyt.dk/artikel/99877/aarhus-fr-sttte-til-at-hjaelpe-60-udsatte-familier-i-gellerup"""
GRANT_FROM, GRANT_TO = date(2019, 7, 1), date(2023, 7, 1)

_SALARY, _PREMISES = ProgrammeCostKind.SALARY, ProgrammeCostKind.PREMISES
_ACTIVITY, _OTHER = ProgrammeCostKind.ACTIVITY, ProgrammeCostKind.OTHER

GRANT_SHARES = {_SALARY: Decimal("0.86"), _PREMISES: Decimal("0.05"), _ACTIVITY: Decimal("0.09")}

# Kroner a month in 2023 prices that the municipality pays.
BESIDE_GRANT = {_SALARY: 96_000, _PREMISES: 21_000, _OTHER: 9_000}
PERMANENT = {_SALARY: 548_000, _PREMISES: 42_000, _ACTIVITY: 31_000, _OTHER: 14_000}
BUDGET = {
    AREA_A: {_SALARY: 262_000, _PREMISES: 24_000, _ACTIVITY: 14_000, _OTHER: 8_000},
    AREA_B: {_SALARY: 124_000, _PREMISES: 13_000, _ACTIVITY: 6_000, _OTHER: 4_000},
}


@dataclass(frozen=True)
class ProgrammeCost:
    """A month's cost of a kind in an area, and who paid it."""

    area_id: str
    month: date
    kind: ProgrammeCostKind
    funding: Funding
    dkk: Decimal
    price_year: int


@dataclass(frozen=True)
class ComparisonCost:
    """What so many families outside the programme cost together in a month."""

    sector: Sector
    line: str
    month: date
    families: int
    municipal_dkk: Decimal
    price_year: int


COMPARED = {
    (Sector.SOCIAL, "familiebehandling"): 9_600,
    (Sector.SOCIAL, "kontaktperson_ung"): 4_500,
    (Sector.SOCIAL, "aflastning"): 2_700,
    (Sector.SOCIAL, "stoettepaedagog"): 2_600,
    (Sector.SOCIAL, "stoette_ung_voksen"): 1_100,
    (Sector.SOCIAL, "anbringelse"): 5_200,
    (Sector.EMPLOYMENT, "kontanthjaelp"): 11_200,
    (Sector.EMPLOYMENT, "ressourceforloeb"): 2_900,
    (Sector.EMPLOYMENT, "fleksloentilskud"): 900,
    (Sector.EMPLOYMENT, "foertidspension"): 1_500,
    (Sector.EMPLOYMENT, "aktivering"): 2_600,
}
"""Kroner a month and family of the comparison group, after refund, in 2023 prices."""


def programme_costs() -> Iterator[ProgrammeCost]:
    """Every area's cost of the programme, month by month."""
    yield from _granted()
    for month in span(STARTED[GELLERUP], AS_OF):
        yield from _paid(GELLERUP, month, BESIDE_GRANT if month < GRANT_TO else PERMANENT)
    for area_id, budget in BUDGET.items():
        for month in span(STARTED[area_id], AS_OF):
            yield from _paid(area_id, month, budget)


def _granted() -> Iterator[ProgrammeCost]:
    """The grant in equal months; the last month of each kind takes up the øre left over."""
    months = list(span(GRANT_FROM, GRANT_TO))
    for kind, share in GRANT_SHARES.items():
        whole = GRANT * share
        monthly = kroner(float(whole / len(months)))
        for month in months:
            dkk = monthly if month != months[-1] else whole - monthly * (len(months) - 1)
            yield ProgrammeCost(GELLERUP, month, kind, Funding.GRANT, dkk, month.year)


def _paid(area_id: str, month: date, budget: dict[ProgrammeCostKind, int]) -> Iterator[ProgrammeCost]:
    for kind, amount in budget.items():
        chance = around(stream("programme", area_id, month, kind), 1, 0.03, 0.9, 1.1)
        dkk = kroner(amount * chance * in_prices_of(month.year, base=2023))
        yield ProgrammeCost(area_id, month, kind, Funding.MUNICIPAL, dkk, month.year)


def comparison_costs() -> Iterator[ComparisonCost]:
    """The comparison group's cost by line and month; some of its families move away over the years."""
    for month in span(date(2019, 1, 1), AS_OF):
        elapsed = between(date(2019, 1, 1), month)
        families = 138 - elapsed // 6
        for (sector, line), amount in COMPARED.items():
            drift = 1 - (0.0011 if sector is Sector.SOCIAL else 0.0009) * elapsed
            chance = around(stream("comparison", line, month), 1, 0.04, 0.85, 1.15)
            dkk = kroner(amount * families * drift * chance * in_prices_of(month.year, base=2023))
            yield ComparisonCost(sector, line, month, families, dkk, month.year)
