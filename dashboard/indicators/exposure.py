"""From when to when a family counts: until it leaves, or for as long as it can be followed."""

import polars as pl

from dashboard.indicators.periods import day_after
from data_access.case import Case

ACTIVE = "active"


def memberships(case: Case, followed: str) -> pl.LazyFrame:
    """Each joined family's spell [since, until) by two readings (`variant`): `followed` and `active`.

    `followed` counts every family from its joining day on, leavers too, so that leaving can't improve a
    figure; a family that moved away can't be followed further. `active` counts until the family leaves.
    """
    open_end = pl.lit(day_after(case.as_of))
    moved = pl.col("ended_reason").eq_missing(pl.lit("moved"))
    spell = case.family.filter(pl.col("joined_on").is_not_null()).select(
        family="family_id",
        since="joined_on",
        left=pl.col("ended_on").fill_null(open_end),
        moved=pl.when(moved).then("ended_on").fill_null(open_end),
    )
    return pl.concat(
        [
            spell.select("family", "since", variant=pl.lit(followed), until="moved"),
            spell.select("family", "since", variant=pl.lit(ACTIVE), until="left"),
        ]
    )
