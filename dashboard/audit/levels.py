"""Attack (d): what the public sees, the reader of small numbers sees too."""

import polars as pl

from dashboard.audit.win import Found, Win

ATTACK = "levels"
LABEL = ["indicator", "measure", "variant", "area", "cohort", "characteristic", "category", "period"]


def attack(released: pl.DataFrame) -> Found:
    """Every public number that the internal level withholds under the same label."""
    known = pl.col("value").is_not_null()
    public = released.filter(pl.col("level") == "public", known)
    hidden = released.filter(pl.col("level") == "internal", pl.col("status") == "withheld")
    won = public.join(hidden.select(LABEL), on=LABEL, how="semi")
    found = Found(ATTACK)
    found.add(1, public.height, (win(ATTACK, "public", row, "withheld internally") for row in won.to_dicts()))
    return found


def win(attack: str, reader: str, row: dict[str, str], way: str) -> Win:
    """A win on a released cell, by its labels."""
    figure = f"{row['indicator']}.{row['measure']}"
    group = row["cohort"] if row["cohort"] != "all" else row["characteristic"]
    return Win(
        attack, reader, figure, row["variant"], row["area"], group, row["category"], row["period"], way
    )
