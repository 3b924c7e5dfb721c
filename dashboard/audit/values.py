"""Attack (c): withheld amounts solved for, over areas, groups, sectors and the periods of a flow.

Sums of money stand as they are; a mean enters as mean x n where n is a count that is shown. Rounding leaves a
recovered amount uncertain by the roundings of the cells it was made of, and won all the same: rounding is for
reading, not for protection.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

import polars as pl

from dashboard.audit.counts import ALL, CellRow, Labels, Withheld, atoms_of, by_trait, named
from dashboard.audit.equations import Atom, Solved, Sum, combined, solve
from dashboard.audit.knowledge import Figure
from dashboard.audit.periods import last_part, parts_of, to_date
from dashboard.audit.seen import Reader
from dashboard.audit.win import Found, Win
from dashboard.indicator import DECIMALS, Over, Protection, Unit

ATTACK = "values"
SHORT = 6
"""How many ways are written out where an amount was put together."""


def attack(reader: Reader, labels: Labels, figures: tuple[Figure, ...]) -> Found:
    """Every figure with amounts: its tables, and the withheld cells that can be solved for."""
    found = Found(ATTACK)
    for figure in figures:
        for measure in figure.amounts:
            flows = figure.indicator.over is Over.FLOW
            for key, rows in _tables(reader.cells, figure, measure, flows=flows):
                for trait, members in _by_trait(rows, flows=flows).items():
                    sums, withheld = _sums(labels, trait, members, flows=flows)
                    wins = _wins(reader, f"{figure.name}:{measure}", key, sums, withheld, flows=flows)
                    found.add(1, len(sums), wins)
    return found


def _tables(
    cells: pl.DataFrame, figure: Figure, measure: str, *, flows: bool
) -> Iterator[tuple[tuple[str, ...], list[CellRow]]]:
    """A figure's amounts by reading, and by moment too where the moments do not add up."""
    mine = cells.filter(pl.col("figure") == figure.name, pl.col("measure") == measure)
    if mine.is_empty():
        return
    money = figure.indicator.protection is Protection.MONEY and measure == figure.indicator.measures[0].key
    whole = 1.0 if money and not measure.startswith("placebo") else pl.coalesce("persons", "families")
    half = 0.5 * 10.0 ** -DECIMALS[Unit(mine["unit"][0])]
    amounts = mine.select(
        "variant",
        at=pl.lit("") if flows else pl.col("at"),
        apart=pl.lit("") if figure.categories_add_up else pl.col("category"),
        trait="trait",
        group="group",
        category="category",
        areas="areas",
        low=_number((pl.col("value") - half) * whole),
        high=_number((pl.col("value") + half) * whole),
        period=pl.when("known").then("at").otherwise("period") if flows else pl.col("at"),
        release="release",
    ).sort("variant", "at", "apart", maintain_order=True)
    for key, rows in groupby(amounts.iter_rows(), key=lambda row: row[:3]):
        yield key, [row[3:] for row in rows]


def _by_trait(rows: list[CellRow], *, flows: bool) -> dict[str, list[CellRow]]:
    """The cells of each trait beside the undivided ones; these alone too, where they come by the month."""
    tables = dict(by_trait(rows))
    if flows:
        tables[ALL] = [row for row in rows if row[0] == ALL]
    return tables


def _number(amount: pl.Expr) -> pl.Expr:
    return pl.when("none").then(0.0).otherwise(pl.when("known").then(amount))


def _sums(
    labels: Labels, trait: str, rows: list[CellRow], *, flows: bool
) -> tuple[list[Sum], list[tuple[Withheld, str]]]:
    """The shown amounts as sums, running totals as what came between two of them."""
    sums: list[Sum] = []
    withheld: list[tuple[Withheld, str]] = []
    running: dict[tuple[str, ...], list[tuple[str, str, Sum]]] = {}
    categories = sorted({row[2] for row in rows} - {ALL}) or [ALL]
    by_month = trait == ALL
    ends = {last_part(row[6], by_month=by_month) for row in rows} - {""} if flows else {""}
    oldest, newest = min(ends, default=""), max(ends, default="")  # what came before is in every total alike
    for row_trait, group, category, areas, low, high, period, release in rows:
        when: tuple[str, ...] = (period,)
        if flows:
            when = tuple(part for part in parts_of(period, by_month=by_month) if oldest <= part <= newest)
        if not when:
            continue
        of = categories if category == ALL else [category]
        groups = [atoms_of(labels, trait, row_trait, group, each, areas) for each in of]
        atoms = frozenset((*atom, part) for each in groups for atom in each for part in when)
        if low is None or high is None:
            if areas != "shown_areas":
                withheld.append((Withheld(atoms, areas, group, category), period))
        elif atoms:
            one = Sum(atoms, low, high, named(areas, group, category) + (f" {period}" if flows else ""))
            if flows and to_date(period):
                running.setdefault((row_trait, group, category, areas), []).append(
                    (period, release or "", one)
                )
            else:
                sums.append(one)
    for chain in running.values():
        ordered = sorted(chain, key=lambda total: total[0])
        sums += [ordered[0][-1], *(later.minus(one) for (*_, one), (*_, later) in pairwise(ordered))]
    between = _between_releases(running.values())
    return sums, [each for each in withheld if not {atom[-1] for atom in each[0].atoms} <= between]


def _between_releases(chains: Iterable[list[tuple[str, str, Sum]]]) -> set[str]:
    """What lies between two totals to date as two releases had them: not those periods' amounts are what the
    totals leave, but these less what those who are gone had brought before.
    """
    between: set[str] = set()
    for chain in chains:
        for (_, release, one), (_, other, later) in pairwise(sorted(chain, key=lambda total: total[0])):
            if release != other:
                between |= {atom[-1] for atom in later.atoms - one.atoms}
    return between


def _wins(
    reader: Reader,
    figure: str,
    key: tuple[str, ...],
    sums: list[Sum],
    withheld: list[tuple[Withheld, str]],
    *,
    flows: bool,
) -> Iterator[Win]:
    """A flow's period that is shown in part is not gone for: its other parts are, each for itself."""
    if not withheld:
        return
    empty = frozenset(
        atom for each in sums if each.shown and each.low == each.high == 0 for atom in each.atoms
    )
    shown = {each.atoms - empty for each in sums if each.shown}
    parts = shown - {frozenset()} if flows else set()
    solved = solve(sums, of_counts=False)
    answers = {each.atoms: each for each in (*combined(solved.left), *solved.left) if not each.shown}
    for cell, period in withheld:
        rest = cell.atoms.difference(solved.known)
        if _is_put_together(cell.atoms, shown, empty) or reader.own in _areas(cell.atoms):
            continue
        if any(part < cell.atoms for part in parts):
            continue
        way = _way(cell.atoms, rest, solved, answers)
        if way is not None:
            yield Win(
                ATTACK,
                reader.name,
                figure,
                key[0],
                cell.area,
                cell.group,
                cell.category,
                period,
                f"from {way}",
            )


def _is_put_together(atoms: frozenset[Atom], shown: set[frozenset[Atom]], empty: frozenset[Atom]) -> bool:
    """Is it, area by area, what is shown under another name? Nothing is told from anything then."""
    full = atoms - empty
    pieces = [frozenset(atom for atom in full if atom[0] == area) for area in _areas(full)]
    return full in shown or all(piece in shown for piece in pieces)


def _areas(atoms: frozenset[Atom]) -> set[str]:
    return {atom[0] for atom in atoms}


def _way(
    atoms: frozenset[Atom], rest: frozenset[Atom], solved: Solved, answers: dict[frozenset[Atom], Sum]
) -> str | None:
    """How a withheld amount follows; None where it doesn't, or is 0 because nobody is there."""
    parts = [solved.known[atom] for atom in atoms if atom in solved.known]
    if rest and rest not in answers:
        return None
    if not rest and all(each.low == each.high == 0 for each in parts):
        return None
    ways = [each.way for each in parts if not each.low == each.high == 0]
    return " + ".join([*([answers[rest].way] if rest else []), *sorted(ways)[:SHORT]])
