"""Attack (f): small groups that stand there for all to see: no arithmetic is needed.

The families and persons behind every figure, those counted and not counted in it, the families still on the
way to a step, and the programme's size.
"""

import polars as pl

from dashboard.audit.counts import N
from dashboard.audit.knowledge import FEWEST_EMPLOYEES, OF_STAFF, ON_THE_WAY, Figure
from dashboard.audit.levels import win
from dashboard.audit.seen import SHOWN, Reader
from dashboard.audit.win import Found, Win, won
from dashboard.indicator import AtRisk

ATTACK = "outright"
STAFF = "staff"


def attack(reader: Reader, counted: pl.DataFrame, figures: tuple[Figure, ...]) -> Found:
    """Every count a reader can form of one released cell."""
    found = Found(ATTACK)
    counts = counted.filter(pl.col("low").is_not_null(), pl.col("quantity") != N)
    few = counts.filter(pl.col("low") >= 1, pl.col("high") < reader.k, pl.col("areas") != reader.own)
    found.add(counts["figure"].n_unique(), counts.height, (_count(reader, row) for row in few.to_dicts()))
    sizes = _sizes(reader, figures)
    least = pl.when("on_the_way").then(ON_THE_WAY * reader.k).otherwise(reader.k)
    few = sizes.filter(pl.col("value") >= 1, pl.col("value") < least)
    found.add(sizes["figure"].n_unique(), sizes.height, (_cell(reader, row) for row in few.to_dicts()))
    return found


def _sizes(reader: Reader, figures: tuple[Figure, ...]) -> pl.DataFrame:
    """The cells whose value is itself a number of families: the programme's size, those still on the way."""
    names = [each.name for each in figures if each.is_size]
    formulas = {measure.key: measure.formula for each in figures for measure in each.indicator.measures}
    at_risk = [key for key, formula in formulas.items() if isinstance(formula, AtRisk)]
    counts = pl.col("figure").is_in(names) | pl.col("measure").is_in(at_risk)
    known = reader.cells.filter(pl.col("known") & counts & (pl.col("areas") != reader.own))
    return known.with_columns(on_the_way=pl.col("measure").is_in(at_risk))


def staff(released: pl.DataFrame) -> Found:
    """Figures that one or two employees are behind: they are persons too."""
    names = pl.concat_str("indicator", pl.lit("."), "measure").is_in(OF_STAFF)
    shown = released.filter(names, pl.col("status").is_in(SHOWN))
    few = shown.filter(pl.col("persons").is_between(1, FEWEST_EMPLOYEES - 1))
    found = Found(STAFF)
    found.add(1, shown.height, (win(STAFF, row["level"], row, _employees(row)) for row in few.to_dicts()))
    return found


def _employees(row: dict[str, int]) -> str:
    return f"of {row['persons']} employees"


def _count(reader: Reader, row: dict[str, str]) -> Win:
    number = row["low"] if row["low"] == row["high"] else f"{row['low']} to {row['high']}"
    return won(ATTACK, reader.name, row, f"{row['quantity']} = {number}, as it stands there")


def _cell(reader: Reader, row: dict[str, str]) -> Win:
    figure = f"{row['figure']}:{row['measure']}"
    return won(ATTACK, reader.name, {**row, "figure": figure}, f"{row['value']}, as it stands there")
