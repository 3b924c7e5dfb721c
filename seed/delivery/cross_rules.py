"""Rules that only several rows can break, of one table or of several: each answers the rows that do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from seed.delivery.contract import REQUIRED, TABLES
from seed.delivery.problems import ROW
from seed.delivery.row_rules import SPELLS

FAR = date(9999, 12, 31)
PRICE_INDEX = "nettopris"
"""The index amounts are converted with; another may be delivered and is not used."""

BASELINE_FROM, BASELINE_TO = timedelta(days=30), timedelta(days=90)
"""A baseline is a score from so long before joining to so long after it."""

_MONTH_ENDS = 0.8
_FEWEST_ENDS = 10


@dataclass(frozen=True)
class Delivered:
    """The tables of a delivery with the types of the format, each in the order of its key.

    `missing` are those it does not hold, `unread` those whose file could not be read: empty here as well.
    """

    tables: dict[str, pl.LazyFrame]
    missing: frozenset[str]
    unread: frozenset[str]
    as_of: date | None

    def __getitem__(self, table: str) -> pl.LazyFrame:
        return self.tables[table]


@dataclass(frozen=True)
class Broken:
    """Rows of a table that break a rule, and the column to look at. Without rows: the table as a whole."""

    rule: str
    table: str
    column: str | None
    rows: pl.LazyFrame | None
    wanted: str | None = None


CrossRule = Callable[[Delivered], Iterator[Broken]]


def key_twice(of: Delivered) -> Iterator[Broken]:
    """Every row of a repeated key: which of them is the wrong one can't be known. Rows stand by their key."""
    for table in TABLES.values():
        needed = {column.name for column in table.columns if not column.may_be_empty}
        whole = of[table.name].filter(pl.col(name).is_not_null() for name in table.key if name in needed)
        as_before = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in table.key)
        again = as_before & (pl.int_range(pl.len()) > 0)
        twice = whole.filter(again | again.shift(-1).fill_null(False))
        yield Broken("key_twice", table.name, table.key[-1], twice)


def reference(of: Delivered) -> Iterator[Broken]:
    """References that lead nowhere; none to a table that could not be read or is missed anyway."""
    unknown = of.unread | (of.missing & REQUIRED)
    for table in TABLES.values():
        for column in table.columns:
            if column.refers and column.refers[0] not in unknown:
                target, name = column.refers
                known = of[target].select(pl.col(name).alias(column.name))
                rows = of[table.name].filter(pl.col(column.name).is_not_null())
                lost = rows.join(known, on=column.name, how="anti")
                yield Broken("reference", table.name, column.name, lost, f"{target}.{name}")


def one_delivery(of: Delivered) -> Iterator[Broken]:
    rows = of["delivery"]
    if "delivery" not in of.missing and rows.select(pl.len()).collect().item() == 0:
        yield Broken("one_delivery", "delivery", None, None)
    yield Broken("one_delivery", "delivery", None, rows.filter(pl.col(ROW) > 2))


def person_of_another_family(of: Delivered) -> Iterator[Broken]:
    families = of["person"].select("person_id", own="family_id")
    rows = of["wellbeing_score"].join(families, on="person_id")
    yield Broken(
        "person_of_another_family",
        "wellbeing_score",
        "person_id",
        rows.filter(pl.col("own") != pl.col("family_id")),
    )


def score_off_scale(of: Delivered) -> Iterator[Broken]:
    scales = of["instrument"].select("instrument_id", "scale_min", "scale_max")
    rows = of["wellbeing_score"].join(scales, on="instrument_id")
    off = ~pl.col("score").is_between(pl.col("scale_min"), pl.col("scale_max"))
    yield Broken("score_off_scale", "wellbeing_score", "score", rows.filter(off))


def spells_overlap(of: Delivered) -> Iterator[Broken]:
    """Both spells of every two that share a day; a spell without a day shares none."""
    same = ["person_id", "status"]
    spells = _covering(of["status_spell"], "status_spell").sort(*same, "start", "end")
    until = pl.col("end").cum_max().shift(1).over(same)
    following = pl.col("start").shift(-1).over(same)
    shared = (pl.col("start") < until) | (following < pl.col("end"))
    yield Broken("spells_overlap", "status_spell", "started_on", spells.filter(shared))


def no_parent(of: Delivered) -> Iterator[Broken]:
    parents = of["person"].filter(pl.col("role") == "parent").select("family_id")
    rows = _joined(of).join(parents, on="family_id", how="anti")
    yield Broken("no_parent", "family", "family_id", rows)


def not_joined(of: Delivered) -> Iterator[Broken]:
    """What a family that has not joined may not have: nothing is kept of it but the offer."""
    outside = of["family"].filter(pl.col("joined_on").is_null()).select("family_id")
    for table in ("person", "step_spell", "wellbeing_score", "cost"):
        yield Broken("not_joined", table, "family_id", of[table].join(outside, on="family_id", how="semi"))


def contacts(of: Delivered) -> Iterator[Broken]:
    """More than two contact persons at a time, and fewer than two: ever, or on the last day."""
    spells = _covering(of["contact_person"], "contact_person").select(
        ROW, "family_id", "member_id", "start", "end"
    )
    beside = spells.join(spells, on="family_id", suffix="_beside").filter(
        pl.col("start_beside") <= pl.col("start"), pl.col("start") < pl.col("end_beside")
    )
    at_once = pl.col("member_id_beside").n_unique().over("family_id", "start")
    crowded = beside.filter(at_once > 2)
    rows = of["contact_person"].join(crowded.select(pl.col(f"{ROW}_beside").alias(ROW)), on=ROW, how="semi")
    yield Broken("many_contacts", "contact_person", "member_id", rows)
    families = of["family"].join(crowded, on="family_id", how="semi")
    yield Broken("many_contacts", "family", "family_id", families)
    if "contact_person" not in of.missing and of.as_of is not None:
        paired = beside.filter(at_once > 1).select("family_id")
        yield Broken(
            "few_contacts", "family", "family_id", _joined(of).join(paired, on="family_id", how="anti")
        )
        yield Broken("few_contacts", "family", "family_id", _alone_now(of, spells, of.as_of))


def _alone_now(of: Delivered, spells: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Families still in the programme whose contact persons on the last day are fewer than two."""
    now = spells.filter(pl.col("start") <= as_of, pl.col("end") > as_of)
    two = now.group_by("family_id").agg(pl.col("member_id").n_unique()).filter(pl.col("member_id") > 1)
    still_in = _joined(of).filter(pl.col("ended_on").fill_null(FAR) > as_of)
    return still_in.join(two, on="family_id", how="anti")


def price_year(of: Delivered) -> Iterator[Broken]:
    if "price_index" in of.missing:
        return
    known = of["price_index"].filter(pl.col("index_id") == PRICE_INDEX).select(price_year="year")
    for table in ("cost", "comparison_cost", "programme_cost"):
        rows = of[table].filter(pl.col("price_year").is_not_null())
        yield Broken("price_year", table, "price_year", rows.join(known, on="price_year", how="anti"))


def code_not_valid(of: Delivered) -> Iterator[Broken]:
    """A status on a day on which its code was not in use."""
    codes = of["status_code"].select("status", "valid_from", "valid_to")
    rows = _covering(of["status_spell"], "status_spell").join(codes, on="status")
    last = of.as_of + timedelta(days=1) if of.as_of else FAR
    late = pl.min_horizontal("end", pl.lit(last)) > pl.col("valid_to")
    early = pl.col("start") < pl.col("valid_from")
    yield Broken(
        "code_not_valid",
        "status_spell",
        "status",
        rows.filter(early.fill_null(False) | late.fill_null(False)),
    )


def open_after_end(of: Delivered) -> Iterator[Broken]:
    ended = of["family"].filter(pl.col("ended_on").is_not_null()).select("family_id", "ended_on")
    rows = of["step_spell"].join(ended, on="family_id")
    beyond = pl.col("left_on").fill_null(FAR) > pl.col("ended_on")
    yield Broken("open_after_end", "step_spell", "left_on", rows.filter(beyond))


def no_baseline(of: Delivered) -> Iterator[Broken]:
    """Families whose time for a baseline is over and that have none."""
    if "wellbeing_score" in of.missing or of.as_of is None:
        return
    days = of["family"].select("family_id", "joined_on")
    scores = of["wellbeing_score"].select("family_id", "assessed_on").join(days, on="family_id")
    first, last = pl.col("joined_on") - BASELINE_FROM, pl.col("joined_on") + BASELINE_TO
    measured = scores.filter(pl.col("assessed_on").is_between(first, last))
    due = _joined(of).filter(pl.col("joined_on") + BASELINE_TO <= of.as_of)
    yield Broken("no_baseline", "family", "joined_on", due.join(measured, on="family_id", how="anti"))


def school_gap(of: Delivered) -> Iterator[Broken]:
    """The first month after a gap in a pupil's registration; July is no gap."""
    months = of["school_month"].filter(pl.col("month").is_not_null())
    number = pl.col("month").dt.year() * 12 + pl.col("month").dt.month()
    before = number.shift(1).over("person_id")
    step = number - before - (before % 12 == 6)
    yield Broken("school_gap", "school_month", "month", months.filter(step > 1))


def ends_with_months(of: Delivered) -> Iterator[Broken]:
    """Ends that are nearly all a month's last day: most likely days that are covered still."""
    for table, end in {**{t: days[1] for t, days in SPELLS.items()}, "family": "ended_on"}.items():
        ends = of[table].select(pl.col(end).drop_nulls())
        counts = ends.select(n=pl.len(), last=(pl.col(end) == pl.col(end).dt.month_end()).sum()).collect()
        n, last = counts.row(0)
        if n >= _FEWEST_ENDS and last > _MONTH_ENDS * n:
            yield Broken("ends_with_months", table, end, None)


CROSS_RULES: tuple[CrossRule, ...] = (
    key_twice,
    reference,
    one_delivery,
    person_of_another_family,
    score_off_scale,
    spells_overlap,
    no_parent,
    not_joined,
    contacts,
    price_year,
    code_not_valid,
    open_after_end,
    no_baseline,
    school_gap,
    ends_with_months,
)


def _joined(of: Delivered) -> pl.LazyFrame:
    return of["family"].filter(pl.col("joined_on").is_not_null())


def _covering(spells: pl.LazyFrame, table: str) -> pl.LazyFrame:
    """Spells that cover a day, with `start` and `end`; an open one ends in a far future."""
    start, end = SPELLS[table]
    named = spells.with_columns(start=pl.col(start), end=pl.col(end).fill_null(FAR))
    return named.filter(pl.col("start") < pl.col("end"))
