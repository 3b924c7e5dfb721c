"""Attack (a) between figures: one counts some of those that another counts, and the labels say so."""

from collections.abc import Iterator

import polars as pl

from dashboard.audit.knowledge import AFTER_LEAVING, LEFT_OUT, NESTED, SAME_FAMILIES
from dashboard.audit.seen import Reader
from dashboard.audit.win import Found, Win, won

NESTED_SHARES = "nested shares"
READINGS = "two readings"
LEFT_OUT_FAMILIES = "left out"
COURSES = "courses"
WHERE = ["at", "trait", "group", "areas"]
OUT_OF_PROGRAMME = (("absence", "any_month", "active"),)
"""Pupils' months before joining and after leaving, beside those in between."""


def attack(reader: Reader, counted: pl.DataFrame) -> Iterator[Found]:
    """Every pair of figures, and of readings, of which one is within the other."""
    known = counted.filter(pl.col("low").is_not_null())
    yield _found(NESTED_SHARES, reader, *_nested(known))
    yield _found(LEFT_OUT_FAMILIES, reader, *_left_out(known))
    yield _found(READINGS, reader, *_readings(known))
    yield _found(COURSES, reader, *_courses(reader.cells))


def _nested(known: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for small, large in NESTED:
        on = [*WHERE, "category"] if small.startswith("steps") else [*WHERE, "category", "variant"]
        counted = known.filter(pl.col("quantity") == "x")
        yield _apart(counted, small, large, on, f"of {large} not in {small}")


def _left_out(known: pl.DataFrame) -> Iterator[pl.DataFrame]:
    families = known.filter(pl.col("quantity") == "families").unique(["figure", "variant", *WHERE])
    for small, large, rest in LEFT_OUT:
        same = [name for name, of in SAME_FAMILIES.items() if of == SAME_FAMILIES[large]]
        every = families.filter(pl.col("figure").is_in(same)).unique(WHERE)
        wide = every.with_columns(figure=pl.lit(large))
        yield _apart(pl.concat([families.filter(pl.col("figure") == small), wide]), small, large, WHERE, rest)


def _readings(known: pl.DataFrame) -> Iterator[pl.DataFrame]:
    on = ["figure", "quantity", "category", *WHERE]
    for subject, large, small in (*AFTER_LEAVING, *OUT_OF_PROGRAMME):
        mine = known.filter(pl.col("figure").str.starts_with(f"{subject}."))
        if (subject, large, small) in OUT_OF_PROGRAMME or subject == "savings":
            mine = mine.filter(pl.col("quantity").is_in(["families", "persons"]))
        wide, narrow = (mine.filter(pl.col("variant") == variant) for variant in (large, small))
        yield _difference(wide, narrow, on).with_columns(rest=pl.lit(f"in {large} and not in {small}"))


def _apart(known: pl.DataFrame, small: str, large: str, on: list[str], rest: str) -> pl.DataFrame:
    wide, narrow = (known.filter(pl.col("figure") == name) for name in (large, small))
    return _difference(wide, narrow, on).with_columns(rest=pl.lit(rest))


def _difference(wide: pl.DataFrame, narrow: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    return wide.join(narrow, on=on, suffix="_small").select(
        "figure",
        "variant",
        "areas",
        "group",
        "category",
        "at",
        "quantity",
        least=pl.col("low") - pl.col("high_small"),
        most=pl.col("high") - pl.col("low_small"),
    )


def _courses(cells: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Reached a step, and a later one, or later: each family in between adds at least 1 / n to a curve."""
    curve = cells.filter(pl.col("measure") == "cuminc", pl.col("known")).with_columns(
        reached=pl.col("value") * pl.col("families") / 100,
        step=pl.col("category").cast(pl.Int64),
        month=pl.col("period").str.slice(1).cast(pl.Int64),
        of="release",  # one curve, as one release has it
    )
    at_least = curve.filter(pl.col("variant") == "at_least")
    place = ["trait", "group", "areas", "of", "step", "month"]
    before = at_least.with_columns(step=pl.col("step") + 1)
    yield _between(at_least, before, place, "not yet at the next step")
    exact = curve.filter(pl.col("variant") == "exact")
    yield _between(exact, at_least, place, "passed over the step")
    later = curve.with_columns(month=pl.col("month") - 6)
    yield _between(curve, later, [*place, "variant"], "came in the six months after")


def _between(narrow: pl.DataFrame, wide: pl.DataFrame, on: list[str], rest: str) -> pl.DataFrame:
    apart = (pl.col("reached_wide") - pl.col("reached")).round()
    return narrow.join(wide, on=on, suffix="_wide", nulls_equal=True).select(
        "figure",
        "variant",
        "areas",
        "group",
        "category",
        "at",
        quantity=pl.lit("families"),
        least=apart,
        most=apart,
        rest=pl.lit(rest),
    )


def _found(name: str, reader: Reader, *pairs: pl.DataFrame) -> Found:
    found = Found(name)
    for pair in pairs:
        few = (pl.col("least") >= 1) & (pl.col("most") < reader.k) & (pl.col("areas") != reader.own)
        found.add(1, pair.height, (_win(name, reader, row) for row in pair.filter(few).to_dicts()))
    return found


def _win(name: str, reader: Reader, row: dict[str, str]) -> Win:
    number = (
        f"{row['least']:.0f}" if row["least"] == row["most"] else f"{row['least']:.0f} to {row['most']:.0f}"
    )
    way = f"{row['quantity']} {row['rest']} = {number}"
    return won(name, reader.name, row, way)
