"""Rule 5 over time: a flow's months, quarters, years and its total to date are one table."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import polars as pl

from dashboard.building.groups import CELL
from dashboard.disclosure import vintages as growing
from dashboard.disclosure.numbered import Lines, Numbered, Numbers
from dashboard.disclosure.vintages import Allowed, Line, Named, Table

MONTH, QUARTER, YEAR = r"^\d{4}-\d\d$", r"^\d{4}Q\d$", r"^\d{4}$"
_LINE = ["variant", "category", "area", "characteristic", "group"]


def lines(table: Numbered) -> Iterator[Lines]:
    """Months of a quarter, quarters of a year and of all time, and what they add up to."""
    latest = str(table.cells.filter(pl.col("period").str.starts_with("to "))["period"].max())
    relations = (
        (QUARTER, f"^{latest}$", pl.lit(latest)),
        (QUARTER, YEAR, _year_of_quarter()),
        (MONTH, QUARTER, _quarter_of_month()),
    )
    for part, whole, holder in relations:
        yield _along(table, part, whole, holder)


def but_the_latest(cells: pl.DataFrame, apart: pl.DataFrame) -> pl.DataFrame:
    """All periods but the last total to date, of a reading that in some period gives a few families away
    beside another reading of the same question.

    Two of its periods, subtracted, would do so for what lies between them.
    """
    line = ["variant", "area", "characteristic", "group"]
    to_date = pl.col("period").str.starts_with("to ")
    latest = pl.col("period") == pl.col("period").filter(to_date).max()
    return cells.filter(~latest).join(apart, on=line, how="semi").select(CELL)


def _along(table: Numbered, part: str, whole: str, holder: pl.Expr) -> Lines:
    is_part, is_whole = pl.col("period").str.contains(part), pl.col("period").str.contains(whole)
    held = pl.when(is_part).then(holder).otherwise("period").rank("dense").cast(pl.Int64)
    found = table.cells.select(part=is_part, whole=is_whole, held=held)
    inside, wholes = (found["part"] | found["whole"]).to_numpy(), found["whole"].to_numpy()
    holders: Numbers = found["held"].to_numpy()
    families, named = table.number("families"), table.line(_LINE)
    line = named * (holders.max(initial=0) + 1) + holders
    with_whole = np.isin(line, line[wholes & (families > 0)])
    return Lines.of(table, line, families, inside=inside & with_whole, whole=wholes)


def _year_of_quarter() -> pl.Expr:
    return pl.col("period").str.slice(0, 4)


def _quarter_of_month() -> pl.Expr:
    quarter = (pl.col("period").str.slice(5, 2).cast(pl.Int64, strict=False) + 2) // 3
    return pl.concat_str(pl.col("period").str.slice(0, 4), pl.lit("Q"), quarter)


def quarters(rows: pl.DataFrame) -> pl.DataFrame:
    """The contributions that the totals to date are made of."""
    return rows.filter(pl.col("period").str.contains(QUARTER))


def vintages(
    cells: pl.DataFrame, tables: Iterable[Named], line: list[str], k: int, allowed: Allowed
) -> pl.DataFrame:
    """Which earlier total to date stands for a later one. Columns: line, period, value_of.

    From one total to the next the shown quarters are known: both are shown where what the withheld ones in
    between are together could be shown, in every category and group; so are those before the first.
    """
    hidden = set(cells.filter("hidden", pl.col("families") > 0).select(CELL).iter_rows())
    found: list[tuple[str, ...]] = []
    for key, table in tables:
        of = dict(zip(line, key, strict=True))
        withheld = {
            one: [now for now, quarter in enumerate(table.periods) if _cell(of, one, quarter) in hidden]
            for one in table.lines
        }

        def known(
            after: int, until: int, table: Table = table, withheld: dict[Line, list[int]] = withheld
        ) -> bool:
            """Could what is withheld after one quarter and until another be shown?"""
            between = {one: [q for q in which if after < q <= until] for one, which in withheld.items()}
            whole = not any(_splits_a_year(table.periods, which, until) for which in withheld.values())
            return whole and all(_could_be_shown(table, one, which, k) for one, which in between.items())

        def beside(p: int, q: int, known: Callable[[int, int], bool] = known) -> bool:
            return known(p, q) and known(-1, p)

        ends = [_end(quarter) for quarter in table.periods]
        found += growing.chosen(key, ends, allowed, beside)
    return pl.DataFrame(found, schema=growing.none(line).schema, orient="row")


def _cell(of: dict[str, str], one: Line, quarter: str) -> tuple[str, ...]:
    category, group = one
    place = {"characteristic": "all", **of, "category": category, "group": group, "period": quarter}
    return tuple(place[name] for name in CELL)


def _splits_a_year(quarters: list[str], withheld: list[int], until: int) -> bool:
    """Does a total to a quarter's end take some of the quarters withheld in that year, and not the others?"""
    of_year = [q for q in withheld if quarters[q][:4] == quarters[until][:4]]
    return any(q <= until for q in of_year) and any(q > until for q in of_year)


def _could_be_shown(table: Table, one: Line, since: list[int], k: int) -> bool:
    """Nothing withheld, or two quarters with amounts of at least k families, none carrying too much."""
    if len(since) < 2:
        return not since
    together = table.amounts[since][:, table.lines[one], :].sum(axis=0)
    there = together[:, 0] > 0
    return bool(there.sum() >= k) and not growing.dominates(np.abs(together[there, 1]))


def _end(quarter: str) -> str:
    """The label of the total to a quarter's last day."""
    days = {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}
    return f"to {quarter[:4]}-{days[quarter[-1]]}"
