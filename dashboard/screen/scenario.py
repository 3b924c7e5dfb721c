"""What the account comes to under stated assumptions: pure functions of released yearly sums.

A scenario is modelled, never measured. With every assumption at its default and no year after the data it is
the measured account. Amounts are kroner; a year is a calendar year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from dashboard.indicators.periods import last_day
from dashboard.stores.released import SHOWN, Released
from dashboard.text.periods import in_order
from dashboard.words.sentences import Cell, rows


@dataclass(frozen=True)
class Year:
    """A calendar year's released sums: the saving before cost, and the programme's cost by who paid.

    `saving` is None where it is not shown. `is_whole`: had the year ended when the data were made? `of`: the
    areas both are of, where a total is over some of them only.
    """

    year: int
    saving: float | None
    grant: float
    municipal: float
    is_whole: bool = True
    of: str = ""


@dataclass(frozen=True)
class Assumptions:
    """What may be assumed; shares and rates as parts of 1, the defaults change nothing that was measured."""

    rate: float = 0.0  # discounted to the first year, which itself is not
    prices: float = 1.0  # the index of the chosen price year relative to that of the release
    horizon: int = 0  # years after the data, ten at the most
    fade: float = 0.0  # how much of the gain is gone from one year after the data to the next
    afterwards: float = 1.0  # the programme's cost after the data, as a part of the last whole year's
    additional: float = 1.0  # which part of the programme's cost would not have been spent otherwise
    grant: bool = True  # does the grant count as cost, or the municipality's own funds alone?


@dataclass(frozen=True)
class Line:
    """One year of a scenario, in the chosen prices and discounted; `after` counts years after the data.

    `gain` is None where the year's saving is not shown: it adds nothing, and nobody reads a 0.
    """

    year: int
    after: int
    gain: float | None
    cost: float
    net_to_date: float


@dataclass(frozen=True)
class Outcome:
    """A scenario's course year by year."""

    lines: tuple[Line, ...]

    @property
    def net(self) -> float:
        return self.lines[-1].net_to_date if self.lines else 0.0

    @property
    def paid_back(self) -> Line | None:
        """The first year from which the net to date stays at 0 or above; None where it does not."""
        below = [place for place, line in enumerate(self.lines) if line.net_to_date < 0]
        first = below[-1] + 1 if below else 0
        return self.lines[first] if first < len(self.lines) else None


@dataclass(frozen=True)
class Swing:
    """How far one assumption alone moves the net: the options with the lowest and the highest."""

    name: str
    low: float
    high: float
    low_option: str
    high_option: str

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True)
class Lever:
    """An assumption and what each of its options makes of the scenario."""

    name: str
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)


def yearly(saving: Released, cost: Released, as_of: str) -> list[Year]:
    """The years with a saving or a cost: `saving` of one group by year, `cost` by year and funding.

    Each year's cost is that of the areas its saving is of, as in the net; where the saving is not shown, of
    all areas that are named.
    """
    savings = _by_period(saving)
    costs = {(cell["period"], cell["area"], cell["category"]): cell for cell in rows(cost)}
    labels = in_order({period for period, _, _ in costs})
    years = [_year(label, savings.get(label), costs, as_of) for label in labels]
    return [year for year in years if year.saving is not None or year.grant or year.municipal]


def _by_period(saving: Released) -> dict[str, Cell]:
    """One cell a year: over all areas where that is shown, else over the areas shown."""
    found: dict[str, Cell] = {}
    for cell in sorted(rows(saving), key=lambda cell: (cell["status"] not in SHOWN, cell["area"])):
        found.setdefault(cell["period"], cell)
    return found


def _year(label: str, saved: Cell | None, costs: Mapping[tuple[str, str, str], Cell], as_of: str) -> Year:
    place = saved["area"] if saved else "all"
    shown = saved is not None and saved["status"] in SHOWN
    of = saved["areas"] if saved and shown and place == "shown_areas" else ""
    areas = of.split("+") if of else [place]

    def paid(funding: str) -> float:
        cells = (costs.get((label, area, funding)) for area in areas)
        return sum(float(cell["value"]) for cell in cells if cell and cell["value"] is not None)

    value = float(saved["value"]) if saved and shown else None
    end = last_day(label)
    return Year(int(label), value, paid("grant"), paid("municipal"), bool(end and str(end) <= as_of), of)


def outcome(years: Sequence[Year], assumed: Assumptions) -> Outcome:
    """The measured years, and `horizon` years after them, under the assumptions.

    After the data the last whole year's gain goes on, less what fades; so does the chosen part of its cost.
    A year whose saving is not shown counts with its cost alone.
    """
    if not years:
        return Outcome(())
    gains = [year.saving for year in years]
    costs = [_cost(year, assumed) for year in years]
    if base := base_year(years):
        gains += [(base.saving or 0.0) * (1 - assumed.fade) ** after for after in range(assumed.horizon)]
        costs += [_cost(base, assumed) * assumed.afterwards] * assumed.horizon
    now = [assumed.prices * discount(assumed.rate, place) for place in range(len(gains))]
    worth = [None if gain is None else gain * factor for gain, factor in zip(gains, now, strict=True)]
    spent = [cost * factor for cost, factor in zip(costs, now, strict=True)]
    nets = accumulate((gain or 0.0) - cost for gain, cost in zip(worth, spent, strict=True))
    first = years[0].year
    return Outcome(
        tuple(
            Line(first + place, max(0, place + 1 - len(years)), gain, cost, net)
            for place, (gain, cost, net) in enumerate(zip(worth, spent, nets, strict=True))
        )
    )


def base_year(years: Sequence[Year]) -> Year | None:
    """The last whole year whose saving is shown: what goes on after the data."""
    known = [year for year in years if year.is_whole and year.saving is not None]
    return known[-1] if known else None


def discount(rate: float, years: int) -> float:
    """What a krone so many years later is worth in the first year."""
    return (1 + rate) ** -years


def present_value(amounts: Sequence[float], rate: float, *, at_end: bool = False) -> float:
    """Yearly amounts as one amount in the first year's beginning; paid then, or at each year's end."""
    return sum(amount * discount(rate, place + at_end) for place, amount in enumerate(amounts))


def varied(
    years: Sequence[Year], assumed: Assumptions, options: Mapping[str, Mapping[str, object]]
) -> list[Lever]:
    """The scenario with each assumption alone set to each of its options, all others as they are."""
    return [
        Lever(
            name,
            {option: outcome(years, replace(assumed, **{name: value})) for option, value in values.items()},  # type: ignore[arg-type]
        )
        for name, values in options.items()
    ]


def tornado(levers: Sequence[Lever]) -> list[Swing]:
    """What matters most, first; an assumption that changes nothing here has no width."""
    swings = []
    for lever in levers:
        nets = sorted((one.net, option) for option, one in lever.outcomes.items())
        swings.append(Swing(lever.name, nets[0][0], nets[-1][0], nets[0][1], nets[-1][1]))
    return sorted(swings, key=lambda swing: -swing.width)


def _cost(year: Year, assumed: Assumptions) -> float:
    paid = year.municipal + (year.grant if assumed.grant else 0.0)
    return paid * assumed.additional
