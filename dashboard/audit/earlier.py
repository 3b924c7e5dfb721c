"""Attack (e): the release held against earlier ones.

A cell that is shown in both and moved by 1 to k-1 families tells of them. A cell that is withheld now and was
shown before is known as long as nothing else in its table has changed: it is won where its period went on
after the earlier release. What was told of a period that was over then is no more told by being withheld.
"""

from collections.abc import Iterator, Sequence

import polars as pl

from dashboard.audit.levels import LABEL, win
from dashboard.audit.seen import TOTALS, stands
from dashboard.audit.win import Found
from dashboard.catalogue import INDICATOR_OF
from dashboard.indicator import SIZE, WITHOUT_FAMILIES
from dashboard.indicators.periods import last_day

MOVED, SHOWN_BEFORE = "moved since a release", "shown in an earlier release"
NUMBERS = ["value", "families", "persons"]
CELL = [*LABEL, "level"]
WHOLE = ["indicator", "measure", "variant", "area", "period", "level"]


def attack(released: pl.DataFrame, earlier: Sequence[pl.DataFrame], k: dict[str, int]) -> Iterator[Found]:
    """The release against each earlier one."""
    now = _attacked(released)
    for before in map(_attacked, earlier):
        pairs = now.join(before.select(*CELL, *NUMBERS, "as_of"), on=CELL, suffix="_before")
        yield _moved(_of_the_same_day(now, before), k)
        yield _shown_before(now, pairs)


def _attacked(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells that tell something of families: not the programme's size, and not what concerns none."""
    exempt = [
        {
            "indicator": figure.split(".")[0],
            "measure": figure.split(".")[1],
            "characteristic": indicator.breakdown or "all",
            "cohort": "all",
        }
        for figure, indicator in INDICATOR_OF.items()
        if indicator.protection in (*SIZE, *WITHOUT_FAMILIES)
    ]
    spared = cells.join(pl.DataFrame(exempt), on=list(exempt[0]), how="semi")
    return cells.join(spared.select(CELL), on=CELL, how="anti")


def _of_the_same_day(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """A number beside what the earlier release had for the day it is of, an earlier one where it is carried.

    A total that is carried is over areas of several days.
    """
    carried = (pl.col("status") == "carried") & ~stands() & ~pl.col("area").is_in(TOTALS)
    of = pl.when(carried).then("value_of").otherwise("period")
    then = before.select(*CELL, *NUMBERS).filter(pl.col("value").is_not_null())
    on = [name for name in CELL if name != "period"]
    return now.with_columns(of=of).join(then, left_on=[*on, "of"], right_on=[*on, "period"], suffix="_before")


def _moved(pairs: pl.DataFrame, k: dict[str, int]) -> Found:
    small = pl.col("level").replace_strict(k, return_dtype=pl.Int64)
    few = [
        (pl.col(unit) - pl.col(f"{unit}_before")).abs().is_between(1, small - 1)
        for unit in ("families", "persons")
    ]
    differ = pl.col("value") != pl.col("value_before")
    won = pairs.filter(differ, pl.any_horizontal(few))
    found = Found(MOVED)
    found.add(1, pairs.height, (win(MOVED, row["level"], row, _by(row)) for row in won.to_dicts()))
    return found


def _by(row: dict[str, int]) -> str:
    return f"families {row['families_before']} before, {row['families']} now"


def _was_over(pairs: pl.DataFrame) -> pl.Series:
    """Had a cell's period ended by the day to which the earlier release was complete?"""
    ends = {period: str(last_day(period) or "") for period in pairs["period"].unique()}
    end = pairs["period"].replace_strict(ends, return_dtype=pl.String)
    return (end != "") & (end <= pairs["as_of_before"])


def _shown_before(now: pl.DataFrame, pairs: pl.DataFrame) -> Found:
    """The whole a cell is part of (its area and period, undivided) must stand still."""
    whole = pairs.filter(pl.col("cohort") == "all", pl.col("characteristic") == "all")
    changed = whole.filter(
        pl.any_horizontal(pl.col(one).ne_missing(pl.col(f"{one}_before")) for one in NUMBERS)
    )
    hidden = pairs.filter(
        pl.col("status") == "withheld", pl.col("value_before").is_not_null(), ~_was_over(pairs)
    )
    alone = (pl.col("cohort") == "all") & (pl.col("characteristic") == "all")
    won = hidden.filter(~alone).join(changed.select(WHOLE), on=WHOLE, how="anti")
    found = Found(SHOWN_BEFORE)
    way = "its whole has not changed since"
    found.add(1, hidden.height, (win(SHOWN_BEFORE, row["level"], row, way) for row in won.to_dicts()))
    return found
