"""Attack (a): released groups of one figure subtracted from each other, by label, until few are left."""

from collections.abc import Iterable, Iterator

from dashboard.audit.counts import ALL, N, Table
from dashboard.audit.equations import Atom, Solved, Sum, combined, solve
from dashboard.audit.seen import Reader
from dashboard.audit.win import Found, Win

ATTACK = "differences"
_ZERO = 1e-6


def attack(reader: Reader, tables: Iterable[Table]) -> Iterator[tuple[Table, Solved, Found]]:
    """Each table with what follows from its sums, and the wins: groups of 1 to k-1 told from the others."""
    for table in tables:
        solved = solve(table.sums)
        found = Found(ATTACK)
        found.add(1, len(table.sums), _wins(reader, table, solved))
        yield table, solved, found


def _wins(reader: Reader, table: Table, solved: Solved) -> Iterator[Win]:
    of_all = table.figure.startswith(("families ", "persons ")) and table.trait == ALL
    if of_all or table.quantity == N:  # the programme's size, and a number that stands under another name
        return
    worked_out = [*solved.worked_out(), *(combined(solved.left) if table.withheld else ())]
    for each in _smallest(each for each in worked_out if _is_few(each, reader.k)):
        if all(area != reader.own for area, *_ in each.atoms):
            yield _win(reader, table, each)


def _is_few(each: Sum, k: int) -> bool:
    """Some, for certain, and for certain fewer than k."""
    return each.low > 1 - _ZERO and each.high < k - _ZERO


def _smallest(sums: Iterable[Sum]) -> list[Sum]:
    """Without those that only add others that were won to one that was."""
    chosen: list[Sum] = []
    for each in sorted(sums, key=lambda one: (len(one.atoms), len(one.way))):
        if not any(smaller.atoms <= each.atoms for smaller in chosen):
            chosen.append(each)
    return chosen


def _win(reader: Reader, table: Table, each: Sum) -> Win:
    areas, parts, categories = (_together(each.atoms, place) for place in range(3))
    number = f"{each.low:.0f}" if each.low == each.high else f"{each.low:.0f} to {each.high:.0f}"
    way = f"{table.quantity} = {number}, from {each.way}"
    return Win(ATTACK, reader.name, table.figure, table.variant, areas, parts, categories, table.at, way)


def _together(atoms: frozenset[Atom], place: int) -> str:
    names = sorted({atom[place] for atom in atoms})
    return "+".join(name for name in names if name != "all") or "all"
