"""Attack (f): shown numbers that should add up and don't: the difference is what is gone from some of them.

A release in which figures stand as an earlier one had them holds two states of the same families. Where a
total to date, less the one before it and the quarters in between, leaves an amount, that is what the families
brought who are in one state and not in the other. So it is with a year and its quarters, and with a change
since the quarter before and the two figures it is the difference of.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import polars as pl

from dashboard.audit.knowledge import Figure
from dashboard.audit.levels import LABEL, win
from dashboard.audit.periods import YEAR, parts_of, to_date
from dashboard.audit.seen import SHOWN, stands
from dashboard.audit.win import Found
from dashboard.indicator import DECIMALS, Over, Unit
from dashboard.indicators.periods import day_label, quarter_end
from dashboard.indicators.since_quarter import SUFFIX

ATTACK = "gone"
_SIDE = ["indicator", "variant", "area", "areas", "cohort", "characteristic", "category", "level"]
_LINE = [*_SIDE, "measure"]

Line = dict[str, dict[str, Any]]
"""The cells of one line by their period."""


def attack(released: pl.DataFrame, figures: tuple[Figure, ...]) -> Found:
    """A flow's sums over time, and the changes since a quarter."""
    found = Found(ATTACK)
    own = (pl.col("status") != "carried") | stands()
    now = released.filter(pl.col("status").is_in(SHOWN), own)
    latest = max(filter(to_date, released["period"].unique()), default="to 2000-01-01")
    for figure in (each for each in figures if each.indicator.over is Over.FLOW):
        for line in _lines(now, figure):
            wins = (win(ATTACK, cell["level"], cell, way) for cell, way in _left(line, latest))
            found.add(1, len(line), wins)
    moves = _moves(now)
    off = moves.filter((pl.col("value") - pl.col("value_of_now") + pl.col("value_before")).abs() > _sure())
    way = "not the difference of the two figures"
    found.add(1, moves.height, (win(ATTACK, row["level"], row, way) for row in off.to_dicts()))
    return found


def _lines(now: pl.DataFrame, figure: Figure) -> Iterator[Line]:
    """The amounts of a flow, line by line."""
    of = pl.col("indicator") == figure.indicator.subject, pl.col("measure").is_in(figure.amounts)
    lines: dict[tuple[str, ...], Line] = defaultdict(dict)
    for cell in now.filter(*of).iter_rows(named=True):
        lines[tuple(cell[name] for name in _LINE)][cell["period"]] = cell
    yield from lines.values()


def _left(line: Line, latest: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Totals and years with what they leave when what they are made of is taken from them.

    `latest`: the release's last total to date, to which a year that is running has run; one that stands as an
    earlier release had it ran to that release's day.
    """
    totals = sorted(period for period in line if to_date(period))
    for before, after in pairwise(totals):
        between = set(parts_of(after, by_month=False)) - set(parts_of(before, by_month=False))
        yield from _rest(line, after, {before, *between})
    for year in (period for period in line if len(period) == YEAR):
        until = f"to {line[year]['value_of']}" if line[year]["status"] == "carried" else latest
        quarters = set(parts_of(year, by_month=False)).intersection(parts_of(until, by_month=False))
        yield from _rest(line, year, quarters)


def _rest(line: Line, whole: str, parts: Iterable[str]) -> Iterator[tuple[dict[str, Any], str]]:
    known = [line[part] for part in parts if part in line]
    if not known or len(known) < len(set(parts)):
        return
    left = line[whole]["value"] - sum(part["value"] for part in known)
    half = 0.5 * 10.0 ** -DECIMALS[Unit(line[whole]["unit"])]
    if abs(left) > half * (len(known) + 1):
        yield line[whole], f"{left:.0f} more than {', '.join(sorted(part['period'] for part in known))}"


def _moves(now: pl.DataFrame) -> pl.DataFrame:
    """The changes since a quarter, each beside its two figures."""
    moves = now.filter(pl.col("measure").str.ends_with(SUFFIX)).with_columns(
        measured=pl.col("measure").str.strip_suffix(SUFFIX),
        earlier=day_label(quarter_end(pl.col("period").str.to_date().dt.offset_by("-100d"))),
    )
    figures = now.filter(pl.col("cut") == "day").select(*_SIDE, "period", "value", measured="measure")
    on = [*_SIDE, "measured"]
    both = moves.join(figures.rename({"value": "value_of_now"}), on=[*on, "period"])
    before = figures.rename({"value": "value_before", "period": "earlier"})
    return both.join(before, on=[*on, "earlier"]).select(
        *LABEL, "level", "unit", "value", "value_of_now", "value_before"
    )


def _sure() -> pl.Expr:
    """What three roundings may leave."""
    half = {unit.value: 1.5 * 10.0 ** -DECIMALS[unit] + 1e-6 for unit in Unit}
    return pl.col("unit").replace_strict(half, return_dtype=pl.Float64)
