"""A sheet's texts to a table's values: the header held against the format, each cell against its rules."""

from collections import Counter
from collections.abc import Iterable, Iterator

import polars as pl

from seed.delivery import cpr
from seed.delivery.contract import Column, Kind, Table
from seed.delivery.problems import PROBLEM, ROW, problem
from seed.delivery.reading import Sheet
from seed.delivery.values import TYPES, checks, value

Found = list[pl.DataFrame]


def empty(table: Table) -> pl.DataFrame:
    """A table without rows, with the types every table has."""
    return pl.DataFrame(schema={ROW: pl.Int64(), **{each.name: TYPES[each.kind] for each in table.columns}})


def typed(table: Table, sheet: Sheet) -> tuple[pl.DataFrame, Found]:
    """A sheet's rows with the types of the format, and everything wrong with its header and its cells.

    The rows come in the order of the table's key. A cell that can't be read is null; so is a column that is
    missing.
    """
    if sheet.cells is None:
        return empty(table), list(sheet.problems)
    if not set(table.names) & set(sheet.header):
        return empty(table), [problem("no_header", table.name)]
    places = {name: str(place) for place, name in reversed(list(enumerate(sheet.header)))}
    texts = sheet.cells.select(
        pl.col(ROW).cast(pl.Int64),
        *(
            (pl.col(places[name]) if name in places else pl.lit(None, pl.String)).alias(name)
            for name in table.names
        ),
    )
    values = texts.lazy().select(ROW, *(value(column, sheet.style) for column in table.columns)).collect()
    present = [column for column in table.columns if column.name in places]
    found = [*sheet.problems, *_of_header(table, sheet.header), *_cpr_numbers(table, sheet)]
    found += _of_cells(table.name, present, texts, values)
    return values.sort(*table.key), found


def _of_header(table: Table, header: Iterable[str]) -> Iterator[pl.DataFrame]:
    given = Counter(header)
    for name, times in given.items():
        if cpr.looks_like(name):
            yield problem("cpr", table.name, 1, value=name)
        elif name not in table.names and name:
            yield problem("unknown_column", table.name, 1, name)
        elif times > 1:
            yield problem("column_twice", table.name, 1, name)
    yield from (problem("missing_column", table.name, 1, name) for name in table.names if name not in given)


def _cpr_numbers(table: Table, sheet: Sheet) -> Iterator[pl.DataFrame]:
    """In every cell, those of unknown columns as well. Nine digits count where a zero can have been lost."""
    assert sheet.cells is not None
    kinds = {column.name: column.kind for column in table.columns}
    for place, name in enumerate(sheet.header):
        if str(place) not in sheet.cells.columns:
            continue
        nine = kinds.get(name, Kind.TEXT) in (Kind.TEXT, Kind.CODE)
        cells = sheet.cells.select(ROW, text=pl.col(str(place)))
        few = cells.lazy().filter(cpr.candidates(pl.col("text"), also_nine=nine)).collect()
        for row, text in few.iter_rows():
            if cpr.looks_like(text, also_nine=nine):
                yield problem("cpr", table.name, row, None if cpr.looks_like(name) else name, text)


def _of_cells(
    table: str, columns: Iterable[Column], texts: pl.DataFrame, values: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """All rules are counted in one pass; only those that are broken are looked at again."""
    both = pl.concat([texts, values.drop(ROW).rename(lambda name: f"{name} read")], how="horizontal").lazy()
    rules = [(column, *rule) for column in columns for rule in checks(column).items()]
    broken = both.select(is_broken.sum().alias(str(n)) for n, (_, _, is_broken) in enumerate(rules)).collect()
    for n, (column, rule, is_broken) in enumerate(rules):
        if broken[str(n)][0]:
            yield (
                both.filter(is_broken)
                .select(
                    table=pl.lit(table),
                    row=pl.col(ROW),
                    column=pl.lit(column.name),
                    value=pl.col(column.name),
                    rule=pl.lit(rule),
                    wanted=pl.lit(", ".join(column.codes) or None, pl.String),
                    family_id=pl.lit(None, pl.String),
                )
                .collect()
                .cast(PROBLEM)
            )
