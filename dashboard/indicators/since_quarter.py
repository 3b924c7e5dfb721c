"""How much a figure has moved since the quarter before, with an interval of its own.

Two intervals side by side are no test of a change: nearly all families stand behind both figures, so what
they share cancels. Here every family brings what it added to the figure at this quarter's end and at the one
before, as one unit; a family that is behind one of the two only brings that one. The value is the figure of
this quarter minus the figure of the quarter before, its uncertainty that of the families' own moves.

Those behind both alone would be a purer pair, but would give away the few who came in between when held
against the two figures on the page. `building/moved.py` therefore shows a change only where both are shown.
"""

from collections.abc import Callable

import polars as pl

from dashboard.indicator import (
    CONTRIBUTION,
    Difference,
    Formula,
    Indicator,
    Measure,
    Protection,
    Ratio,
    Relative,
    Unit,
)
from dashboard.indicators import absence, employment, wellbeing
from dashboard.indicators.contributions import contributions
from dashboard.indicators.periods import CUTS, day_label, quarter_end, quarter_ends
from data_access.case import Case

SUFFIX = "_since_quarter"
EARLIER = "_earlier"
DAY = CUTS["day"]
ON = ["family", "variant", "category", "period"]

Moving = Ratio | Difference | Relative
"""Formulas whose value can be held against that of a quarter before."""


def since_quarter(indicator: Indicator, key: str) -> Indicator:
    """The change of one of an indicator's measures, from each quarter's end to the next.

    Numerators and denominators: the measure's own, at the quarter's end and at the one before. Unit: that of
    the measure; percentage points where it is a percentage.
    """
    measure = next(each for each in indicator.measures if each.key == key)
    unit = Unit.PERCENTAGE_POINTS if measure.unit is Unit.PERCENT else measure.unit
    now = _moving(measure.formula)
    return Indicator(
        indicator.subject,
        (Measure(f"{key}{SUFFIX}", Difference(now, earlier(now)), unit),),
        _at_both_ends(indicator),
        Protection.MEAN,
        breakdown=indicator.breakdown,
        default_variant=indicator.default_variant,
        from_second=True,
    )


def _moving(formula: Formula) -> Moving:
    if not isinstance(formula, Moving):
        raise TypeError(f"{formula} is not formed of sums over families")
    return formula


def earlier(formula: Moving) -> Moving:
    """The same formula over what families brought at the end of the quarter before."""
    match formula:
        case Ratio():
            return _earlier(formula)
        case Relative(after, before):
            return Relative(_earlier(after), _earlier(before))
        case Difference(after, before):
            return Difference(earlier(after), earlier(before))


def _earlier(ratio: Ratio) -> Ratio:
    return Ratio(f"{ratio.of}{EARLIER}", f"{ratio.per}{EARLIER}", ratio.scale)


def _next_end(day: pl.Expr) -> pl.Expr:
    return quarter_end(day.dt.offset_by("1d"))


def _at_both_ends(indicator: Indicator) -> Callable[[Case], pl.LazyFrame]:
    """A family's row at each quarter's end, with what it brought at the end before; 0 if it was not there."""

    def contributes(case: Case) -> pl.LazyFrame:
        rows = indicator.contributes(case).filter(pl.col("period").str.contains(DAY))
        sums = [name for name in rows.collect_schema().names() if name not in CONTRIBUTION]
        before = rows.with_columns(period=day_label(_next_end(pl.col("period").str.to_date()))).rename(
            {name: f"{name}{EARLIER}" for name in ("persons", *sums)}
        )
        closed = quarter_ends(case).select(period=day_label(pl.col("day")))
        known = before.join(closed, on="period", how="semi")
        both = [*sums, *(f"{name}{EARLIER}" for name in sums)]
        return contributions(
            rows.join(known, on=ON, how="full", coalesce=True).with_columns(
                pl.col(both).fill_null(0), persons=pl.max_horizontal("persons", f"persons{EARLIER}")
            ),
            *both,
        )

    return contributes


INDICATORS = (
    since_quarter(employment.IN_EDUCATION_OR_EMPLOYMENT, "in_education_or_employment"),
    since_quarter(absence.CHANGE, "change_pp"),
    since_quarter(wellbeing.CHANGE, "change_mean"),
)
