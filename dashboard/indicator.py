"""What an indicator is: who contributes, which numbers are formed of the contributions, what protects them.

An indicator turns case rows into *contributions* (one row per family and cell). `dashboard.disclosure` adds
them up, decides once for all its measures what may be shown, and makes `Released`. Nothing here computes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from data_access.case import Case

CONTRIBUTION = {
    "family": pl.String,  # the unit of sampling and of disclosure
    "variant": pl.String,  # which reading, where readings make different figures; "" otherwise
    "category": pl.String,  # the indicator's own breakdown (status, step, kind …); "all" otherwise
    "period": pl.String,  # 2026-09 · 2026Q3 · 2026 · 2025/26 · 2026-09-30 · to 2026-09-30 · m12
    "persons": pl.Int64,  # persons behind the row; null where the family itself is what is counted
}
"""Columns that every frame of contributions has, beside its sums (Float64)."""


class Unit(StrEnum):
    """What a value is measured in, as the figures file writes it."""

    FAMILIES = "families"
    PERSONS = "persons"
    PERCENT = "pct"
    PERCENTAGE_POINTS = "pp"
    DKK = "dkk"
    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    POINTS = "points"


DECIMALS = {
    Unit.FAMILIES: 0,
    Unit.PERSONS: 0,
    Unit.PERCENT: 1,
    Unit.PERCENTAGE_POINTS: 1,
    Unit.DKK: -2,
    Unit.YEARS: 1,
    Unit.MONTHS: 0,
    Unit.DAYS: 0,
    Unit.POINTS: 1,
}
"""How exactly each unit is released and written: more digits would claim more than small groups can tell."""

COUNTED = (Unit.FAMILIES, Unit.PERSONS)
"""Units that a count has whole, and a mean (families per post) with a decimal."""


class Protection(StrEnum):
    """Which rules of docs/disclosure.md decide over an indicator's cells."""

    SIZE_STOCK = "size_stock"  # rule 0: families in the programme, shown from k
    SIZE_FLOW = "size_flow"  # rule 0: families joining, leaving …; 1..k-1 is written "<k"
    SHARE = "share"  # rules 1 and 2: the numerator `x` and the remainder `n` - `x` are groups too
    MEAN = "mean"  # rule 1
    MONEY = "money"  # rules 1 and 3: one family must not carry the sum
    COURSE = "course"  # rule 1 on the families at risk, rule 10 on the steps of the curve
    STAFF = "staff"  # from three employees up
    OPEN = "open"  # the programme's own cost: concerns no family


WITHOUT_FAMILIES = (Protection.STAFF, Protection.OPEN)
"""Contributions to these carry an area and no family."""

SIZE = (Protection.SIZE_STOCK, Protection.SIZE_FLOW)
"""How large the programme is: no attribute of a family, so nothing else is withheld for its sake."""


class Over(StrEnum):
    """How an indicator's periods hang together: what of one can be subtracted from another."""

    STOCK = "stock"  # each period stands alone: it is about that month's or year's families
    FLOW = "flow"  # months add up to quarters, quarters to years and to everything to date
    GROWING = "growing"  # what is so by a day: the day before is within it, all but the newest families


@dataclass(frozen=True)
class Total:
    """The sum of a column."""

    of: str


@dataclass(frozen=True)
class Ratio:
    """The sum of one column per the sum of another, times a scale (100 for percent)."""

    of: str
    per: str
    scale: float = 1.0


@dataclass(frozen=True)
class Difference:
    """One value minus another, over the same families: a paired change, or how much one has moved since."""

    after: "Ratio | Difference | Relative"
    before: "Ratio | Difference | Relative"


@dataclass(frozen=True)
class Relative:
    """One ratio relative to another, minus one, in percent."""

    after: Ratio
    before: Ratio


@dataclass(frozen=True)
class Incidence:
    """The cumulative incidence of an event by a month since joining, with exits as competing events."""


@dataclass(frozen=True)
class AtRisk:
    """How many families are still on the way by a month since joining."""


@dataclass(frozen=True)
class MedianTime:
    """The months by which half of all have come to the event: since joining, or since a stay began."""


@dataclass(frozen=True)
class Middle:
    """The mean over the middle families of each family's own sum of one column per another.

    The middle is a tenth of the families, k at the least, and as many above it as below: never one family.
    """

    of: str
    per: str


@dataclass(frozen=True)
class LargestFifth:
    """What the fifth of the families with the largest amounts carry of all amounts without sign, in percent.

    They are 2k families at the least.
    """

    of: str


Formula = Total | Ratio | Difference | Relative | Incidence | AtRisk | MedianTime | Middle | LargestFifth

IN_ORDER = (Middle, LargestFifth)
"""Formulas for which a group's families are put in order: their value is not formed of the group's sums."""


@dataclass(frozen=True)
class Measure:
    """One published number of an indicator."""

    key: str
    formula: Formula
    unit: Unit
    step: int = 0  # rounded to whole steps of this size where the unit's digits would tell too much
    modelled: bool = False  # shared out by a rule and not counted: it has no interval


@dataclass(frozen=True)
class Indicator:
    """What families contribute to a figure, and what is formed of it; one decision covers all its measures.

    `subject` and a measure's key name a figure everywhere: `absence.change_pct`.
    """

    subject: str
    measures: tuple[Measure, ...]
    contributes: Callable[[Case], pl.LazyFrame]
    protection: Protection
    breakdown: str = ""  # the name of the indicator's own categories: status, step, kind …
    partition: bool = False  # do the categories add up to the whole?
    characteristics: bool = False  # is it also cut by the families' characteristics?
    default_variant: str = ""  # the reading a page shows first
    over: Over = Over.STOCK
    sum_of: tuple[str, ...] = ()  # categories of the breakdown `within` that are counted together here
    among: tuple[str, ...] = ()  # the categories its denominator is made of, where not all
    same_families: str = ""  # the figure about the very same families that leads: this follows its decisions
    within: str = ""  # the figure whose categories those are: they share rows, so they share decisions
    lines: tuple[tuple[str, ...], ...] = ()  # categories whose sums are figures: withheld among each other
    protects: tuple[str, ...] = ()  # further groups that no one may be told from: what two shares differ by
    from_k: int = 1  # shown from this many times k families
    from_second: bool = False  # has its first period nothing before it that it could have changed since?

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(f"{self.subject}.{measure.key}" for measure in self.measures)
