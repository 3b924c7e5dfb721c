"""A delivery read and checked: its tables, and everything that is wrong with it, all at once."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from seed.delivery import cpr
from seed.delivery.cells import empty, typed
from seed.delivery.contract import REQUIRED, TABLES, Kind
from seed.delivery.cross_rules import CROSS_RULES, Broken, Delivered
from seed.delivery.problems import ERRORS, PROBLEM, ROW, WARNINGS, problem, together
from seed.delivery.reading import Source, is_known, read, sources
from seed.delivery.row_rules import RowRule, row_rules

Tell = Callable[[str, int, int, str], None]
"""Told what is being done (read, check, store), how many of how many are done, and what comes next."""


def in_silence(doing: str, done: int, of: int, what: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Checked:
    """What a delivery holds and what is wrong with it; `problems` has the columns of `PROBLEM`."""

    name: str
    tables: dict[str, pl.DataFrame]
    problems: pl.DataFrame
    as_of: date | None

    @property
    def is_refused(self) -> bool:
        return self.problems["rule"].is_in(list(ERRORS)).any()


def checked(place: Path, tell: Tell = in_silence) -> Checked:
    """Read the delivery at `place` and hold it against every rule; raises FileNotFoundError.

    Nothing is refused here by an exception: what can't be read is a problem like any other.
    """
    known, found = _files(place)
    tables: dict[str, pl.DataFrame] = {}
    unread = set()
    for done, source in enumerate(known):
        tell("read", done, len(known), source.name)
        tables[source.name], wrong, is_read = _table(source)
        unread |= set() if is_read else {source.name}
        found += wrong
    missing = frozenset(TABLES) - set(tables)
    tables |= {name: empty(TABLES[name]) for name in missing}
    first = tables["delivery"].head(1)
    as_of = first["as_of"].to_list()[0] if first.height else None
    lazily = {name: table.lazy() for name, table in tables.items()}
    delivered = Delivered(lazily, missing, frozenset(unread), as_of)
    problems = _whole_rows(together([*found, *_by_row(tables, as_of), *_by_several(delivered, tell)]))
    name = first["delivery_id"].to_list()[0] if first.height else None
    return Checked(name or place.name, tables, _with_families(problems, tables), as_of)


def _table(source: Source) -> tuple[pl.DataFrame, list[pl.DataFrame], bool]:
    """A source's rows, what is wrong with them, and whether it could be read. Its texts are not kept."""
    sheet = read(source)
    return *typed(TABLES[source.name], sheet), sheet.cells is not None


def _files(place: Path) -> tuple[list[Source], list[pl.DataFrame]]:
    """The first source of each table, and what is wrong with the files as such."""
    given = list(sources(place))
    times = Counter(source.name for source in given if is_known(source))
    known = {source.name: source for source in reversed(given) if is_known(source)}
    found = [
        problem("cpr" if cpr.looks_like(source.name) else "unknown_table", cpr.without(source.name))
        for source in given
        if not is_known(source)
    ]
    found += [problem("delivered_twice", name) for name, n in times.items() if n > 1]
    found += [
        problem("missing_table" if name in REQUIRED else "table_not_delivered", name)
        for name in TABLES
        if name not in known
    ]
    return [known[name] for name in TABLES if name in known], found


def _whole_rows(problems: pl.DataFrame) -> pl.DataFrame:
    """Without what follows from a row having too many or too few fields: its cells stand in wrong columns."""
    ragged = problems.filter(pl.col("rule") == "fields").select("table", "row")
    whole = problems.join(ragged, on=["table", "row"], how="anti", nulls_equal=True, maintain_order="left")
    return together([whole, problems.filter(pl.col("rule").is_in(["fields", "cpr"]))])


def _by_row(tables: dict[str, pl.DataFrame], as_of: date | None) -> Iterator[pl.DataFrame]:
    """A table's rules are counted in one pass; only those that are broken are looked at again."""
    rules = list(row_rules(as_of))
    for name, table in tables.items():
        own = [rule for rule in rules if rule.table == name]
        if own and table.height:
            yield from _broken(table, own)


def _broken(table: pl.DataFrame, rules: list[RowRule]) -> Iterator[pl.DataFrame]:
    sums = [rule.is_broken.sum().alias(str(n)) for n, rule in enumerate(rules)]
    counts = table.lazy().select(sums).collect()
    for n, (rule, name, column, is_broken) in enumerate(rules):
        if counts[str(n)][0]:
            yield _places(Broken(rule, name, column, table.lazy().filter(is_broken)))


def _by_several(delivered: Delivered, tell: Tell) -> Iterator[pl.DataFrame]:
    for done, rule in enumerate(CROSS_RULES):
        tell("check", done, len(CROSS_RULES), rule.__name__)
        yield from (_places(broken) for broken in rule(delivered))
    tell("check", len(CROSS_RULES), len(CROSS_RULES), "")


def _places(broken: Broken) -> pl.DataFrame:
    """The rows that break a rule as problems, with what stands there."""
    if broken.rows is None:
        return problem(broken.rule, broken.table, column=broken.column)
    return (
        broken.rows.select(
            table=pl.lit(broken.table),
            row=pl.col(ROW),
            column=pl.lit(broken.column, pl.String),
            value=_told(broken.table, broken.column),
            rule=pl.lit(broken.rule),
            wanted=pl.lit(broken.wanted, pl.String),
            family_id=pl.lit(None, pl.String),
        )
        .collect()
        .cast(PROBLEM)
    )


def _told(table: str, column: str | None) -> pl.Expr:
    if column is None:
        return pl.lit(None, pl.String)
    kinds = {each.name: each.kind for each in TABLES[table].columns}
    told = pl.col(column) / 100 if kinds[column] is Kind.MONEY else pl.col(column)
    return told.cast(pl.String)


def _with_families(problems: pl.DataFrame, tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Each warning with the family its row is about, so that families can be counted, and forgotten."""
    parts = [_of_families(part, tables) for part in problems.partition_by("table", maintain_order=True)]
    return together(parts)


def _of_families(problems: pl.DataFrame, tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    table = tables.get(problems["table"][0])
    if table is None or not problems["rule"].is_in(list(WARNINGS)).any():
        return problems
    rows: pl.DataFrame = table
    if "family_id" not in rows.columns and "person_id" in rows.columns:
        rows = rows.join(tables["person"].select("person_id", "family_id"), on="person_id", how="left")
    if "family_id" not in rows.columns:
        return problems
    families = rows.select(pl.col(ROW).alias("row"), "family_id").unique("row")
    return problems.drop("family_id").join(families, on="row", how="left", maintain_order="left")
