"""Decided cells written as figures: value, interval, n and status, rounded as they are read.

The columns are those of the figures file (docs/case-database.md), plus `areas` (which areas a total is over),
`interval` (why a value has an interval, or has none) and `value_of` (the period whose value stands here: an
earlier one where it is carried forward).
"""

from collections.abc import Iterable
from datetime import date

import polars as pl

from dashboard.building import statistics
from dashboard.indicator import (
    COUNTED,
    DECIMALS,
    IN_ORDER,
    SIZE,
    WITHOUT_FAMILIES,
    AtRisk,
    Indicator,
    Measure,
    Protection,
    Total,
    Unit,
)
from dashboard.indicators.periods import cut_of, last_day
from dashboard.stores.released import SHOWN

FIGURE = {
    "indicator": pl.String,
    "measure": pl.String,
    "variant": pl.String,
    "cut": pl.String,
    "area": pl.String,
    "cohort": pl.String,
    "characteristic": pl.String,
    "category": pl.String,
    "period": pl.String,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "unit": pl.String,
    "families": pl.Int64,
    "persons": pl.Int64,
    "status": pl.String,
    "areas": pl.String,
    "interval": pl.String,
    "value_of": pl.String,
}

RELEASE = {
    **FIGURE,
    "level": pl.String,
    "as_of": pl.String,
    "delivery_id": pl.String,
    "version": pl.String,
}
"""A released cell: a figure, who may see it, and what it was made from."""

TOTALS = ("all", "shown_areas")
"""Where a figure of several areas stands."""

INTERVAL_FROM = 2
"""An interval is given from this many times k families."""


def figures(indicator: Indicator, decided: pl.DataFrame, k: int, started: pl.DataFrame) -> pl.DataFrame:
    """Every measure of an indicator's cells at one level, as figures.

    `decided`: cells as `disclosure` has decided them; `started`: the pairs (period, area) in which an area
    had begun.
    """
    begun = started.lazy().with_columns(begun=pl.lit(True))
    cells = decided.lazy().join(begun, on=["period", "area"], how="left", maintain_order="left").collect()
    return pl.concat([_measure(indicator, measure, cells, k) for measure in indicator.measures]).collect()


def started(periods: Iterable[str], areas: dict[str, date], late: dict[str, date]) -> pl.DataFrame:
    """Which areas had begun by the end of each period; totals always. Columns: period, area, late.

    `late`: the last day of which there are data, in areas where what a figure rests on has not come since.
    """
    if late.keys() >= areas.keys():
        late = late | dict.fromkeys(TOTALS, max(late.values()))
    places = areas | dict.fromkeys(TOTALS, date.min)
    rows = [
        (period, area, end is not None and area in late and late[area] < end)
        for period, end in ((period, last_day(period)) for period in periods)
        for area, day in places.items()
        if end is None or day <= end
    ]
    types = {"period": pl.String, "area": pl.String, "late": pl.Boolean}  # also where there is no period
    return pl.DataFrame(rows, schema=types, orient="row")


def _measure(indicator: Indicator, measure: Measure, cells: pl.DataFrame, k: int) -> pl.LazyFrame:
    formula, protection = measure.formula, indicator.protection
    valued = statistics.interval(cells, formula, protection)
    figured = (
        valued.lazy()
        .with_columns(_rounded(measure))
        .with_columns(status=_status(indicator), interval=_interval(indicator, measure, k))
    )
    counted = isinstance(formula, Total) and formula.of == "x"
    shown = pl.col("status").is_in(SHOWN)
    sure = shown & (pl.col("interval") == "shown")
    of_families = shown & (indicator.protection not in WITHOUT_FAMILIES)
    persons = pl.col("sum:x").cast(pl.Int64) if counted else pl.col("persons")
    figured = figured.select(
        indicator=pl.lit(indicator.subject),
        measure=pl.lit(measure.key),
        variant="variant",
        cut=cut_of(pl.col("period")),
        area="area",
        cohort=pl.when(pl.col("characteristic") == "cohort").then("group").otherwise(pl.lit("all")),
        characteristic=_characteristic(indicator),
        category=_category(),
        period="period",
        value=pl.when(shown).then(pl.col("value").fill_null(0.0)),  # nobody there: a count of none
        lower=pl.when(sure).then("lower"),
        upper=pl.when(sure).then("upper"),
        unit=_unit(measure),
        families=pl.when(of_families).then("families_x" if counted else "families"),
        persons=pl.when(shown & pl.col("persons").is_not_null()).then(persons),
        status="status",
        areas=pl.when(shown).then(pl.coalesce("areas", "area")),
        interval=pl.when(shown).then("interval").otherwise(pl.lit("none")),
        value_of=pl.when(shown).then("value_of"),
    )
    return figured.cast(pl.Schema(FIGURE))


def _status(indicator: Indicator) -> pl.Expr:
    measured = pl.when("late").then(pl.lit("late")).otherwise(pl.lit("not_measured"))
    empty = pl.lit("zero") if indicator.protection in SIZE else measured
    hidden = "few" if indicator.protection is Protection.SIZE_FLOW else "withheld"
    alone = pl.col("characteristic") == "all"
    return (
        pl.when(pl.col("begun").is_null())
        .then(pl.lit("not_applicable"))
        .when(pl.col("hidden"))
        .then(pl.when(alone).then(pl.lit(hidden)).otherwise(pl.lit("withheld")))
        .when(pl.col("families") == 0)
        .then(empty)
        .when(pl.col("value").is_null())
        .then(pl.lit("not_applicable"))
        .when(pl.col("value_of") != pl.col("period"))
        .then(pl.lit("carried"))
        .otherwise(pl.when(pl.col("value") == 0).then(pl.lit("zero")).otherwise(pl.lit("shown")))
    )


def _interval(indicator: Indicator, measure: Measure, k: int) -> pl.Expr:
    ordered = isinstance(measure.formula, IN_ORDER)
    if indicator.protection in WITHOUT_FAMILIES or measure.modelled or ordered:
        return pl.lit("none")
    if statistics.is_full_count(measure.formula, indicator.protection):
        return pl.lit("full_count")
    known = pl.col("lower").is_not_null() & pl.col("upper").is_not_null()
    enough = pl.col("families") >= INTERVAL_FROM * k
    return (
        pl.when(~enough)
        .then(pl.lit("too_few"))
        .otherwise(pl.when(known).then(pl.lit("shown")).otherwise(pl.lit("open")))  # a median's upper end
    )


def _unit(measure: Measure) -> pl.Expr:
    """Units of persons are units of families where the score or the status is the family's own."""
    if measure.unit is not Unit.PERSONS:
        return pl.lit(measure.unit.value)
    of_families = pl.col("persons").is_null() & (pl.col("families") > 0)
    return pl.when(of_families).then(pl.lit(Unit.FAMILIES.value)).otherwise(pl.lit(measure.unit.value))


def _characteristic(indicator: Indicator) -> pl.Expr:
    own = pl.when(pl.col("category") == "all").then(pl.lit("all")).otherwise(pl.lit(indicator.breakdown))
    return pl.when(pl.col("characteristic").is_in(["all", "cohort"])).then(own).otherwise("characteristic")


def _category() -> pl.Expr:
    by_own = pl.col("characteristic").is_in(["all", "cohort"])
    return pl.when(by_own).then("category").otherwise("group")


def _rounded(measure: Measure) -> pl.Expr:
    """Value and limits, half away from zero, at the unit's digits; -0.0 is 0.

    The first rounding takes away what floating point adds behind the twelfth digit or so, which would decide
    between 2.4999999 and 2.5. The last writes a decimal fraction as the nearest number there is.
    """
    decimals = DECIMALS[measure.unit]
    if measure.unit in COUNTED and not isinstance(measure.formula, Total | AtRisk):
        decimals = 1
    scale = 1 / measure.step if measure.step else 10.0**decimals
    scaled = (pl.col("value", "lower", "upper") * scale).round(6)
    whole = scaled.round(0, mode="half_away_from_zero") / scale
    return whole.round(max(decimals, 0)) + 0.0
