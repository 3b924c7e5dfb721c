"""Attack (a) over time: what is so by a day, at two days: the difference is the families in between."""

from collections.abc import Iterator

import polars as pl

from dashboard.audit.counts import SAME, N
from dashboard.audit.knowledge import ALL_JOINED, EVER_FEWER, MAY_SHRINK, Figure
from dashboard.audit.seen import Reader
from dashboard.audit.win import Found, Win, won
from dashboard.indicator import Over

ATTACK = "growing"
COUNTS = "growing numerators"
LINE = ["quantity", "figure", "variant", "trait", "group", "category", "areas"]


def attack(reader: Reader, counted: pl.DataFrame, figures: tuple[Figure, ...]) -> Iterator[Found]:
    """Each growing figure's groups at every two shown days in a row, and the numerators nobody leaves.

    Figures about the same families are one: one of them may move between two days of another.
    """
    growing = [each.name for each in figures if each.indicator.over is Over.GROWING]
    nested = [name for name in growing if name not in (*MAY_SHRINK, *ALL_JOINED)]
    nested += [f"{unit} {of}" for unit, names in SAME.items() for name, of in names.items() if name in nested]
    behind = pl.col("figure").is_in(nested) & pl.col("quantity").is_in(["families", "persons"])
    ever = pl.col("figure").is_in(EVER_FEWER) | pl.col("at").str.starts_with("baseline ")
    counts = ever & pl.col("figure").is_in(growing) & (pl.col("quantity") == "x")
    yield _found(ATTACK, reader, counted.filter(behind, pl.col("quantity") != N))
    yield _found(COUNTS, reader, counted.filter(counts))


def _found(name: str, reader: Reader, counted: pl.DataFrame) -> Found:
    known = counted.filter(pl.col("low").is_not_null()).unique([*LINE, "at"], maintain_order=True)
    moved = known.sort(*LINE, "at").with_columns(
        since=pl.col("at").shift(1).over(LINE),
        least=(pl.col("low") - pl.col("high").shift(1)).over(LINE),
        most=(pl.col("high") - pl.col("low").shift(1)).over(LINE),
    )
    up = (pl.col("least") >= 1) & (pl.col("most") < reader.k)
    down = (pl.col("most") <= -1) & (pl.col("least") > -reader.k)
    found = Found(name)
    won = moved.filter((up | down) & (pl.col("areas") != reader.own))
    found.add(
        known.select(LINE).n_unique(), known.height, (_win(name, reader, row) for row in won.to_dicts())
    )
    return found


def _win(name: str, reader: Reader, row: dict[str, str]) -> Win:
    way = f"{row['quantity']} moved by {row['least']:.0f} since {row['since']}"
    return won(name, reader.name, row, way)
