"""Attack (b): the least and the most that each withheld count can be, from every released sum that holds it.

Won is a withheld count that could be small, on either side, and is known but for fewer than k whole numbers.
A zero that the rules would show is known not to be hidden: from 4k up, at least one. Not so in a further
reading of a figure, where a zero may be hidden for what it differs from the first one by.
"""

from collections.abc import Iterable, Iterator, Sequence

from dashboard.audit.bounds import Problem, problem, ranges
from dashboard.audit.counts import Behind, N, Table, Withheld
from dashboard.audit.equations import NOBODY, Atom, Solved, Sum
from dashboard.audit.knowledge import is_first_reading
from dashboard.audit.seen import Reader
from dashboard.audit.win import Found, Win

ATTACK = "bounds"
ZEROS_ARE_SHOWN_FROM = 4
"""times k: in a group as large, a 0 is shown (docs/disclosure.md, rule 2)."""


def attack(reader: Reader, solved: Sequence[tuple[Table, Solved]], behind: Behind) -> Found:
    """Every withheld cell of the tables of counts."""
    asked: dict[tuple[Table, Withheld], Problem] = {}
    sizes: dict[tuple[Table, Withheld], Sum | None] = {}
    for table, answer in solved:
        if table.quantity != "x" or not table.withheld:
            continue
        for cell, size, sums in _questions(reader, table, answer, behind):
            if _nobody_at_all(table, cell):
                continue
            if posed := problem(sums, cell.atoms):
                asked[table, cell], sizes[table, cell] = posed, size
    limits = ranges(asked.values())
    found = Found(ATTACK)
    wins = (
        _win(reader, table, cell, *limits[posed])
        for (table, cell), posed in asked.items()
        if posed in limits and _is_won(*limits[posed], sizes[table, cell], reader.k)
    )
    found.add(len({id(table) for table, _ in asked}), len(asked), wins)
    found.add(0, 0, (win for table, answer in solved for win in _worked_out(reader, table, answer, behind)))
    return found


def _worked_out(reader: Reader, table: Table, answer: Solved, behind: Behind) -> Iterator[Win]:
    """Withheld cells that subtraction alone gave: nearly all of a group may be in the numerator, or all."""
    of_whom = behind.get((N, table.figure, table.variant, table.at, table.trait), [])
    for cell in table.withheld if table.quantity == "x" else ():
        parts = [answer.known.get(atom, NOBODY) for atom in cell.atoms]
        told = all(atom in answer.known for atom in cell.atoms) and not all(each.shown for each in parts)
        least, most = round(sum(each.low for each in parts)), round(sum(each.high for each in parts))
        own = any(area == reader.own for area, *_ in cell.atoms)
        if (
            told
            and not own
            and not _nobody_at_all(table, cell)
            and _is_won(least, most, _size(cell.atoms, of_whom), reader.k)
        ):
            yield _win(reader, table, cell, least, most)


def _questions(
    reader: Reader, table: Table, answer: Solved, behind: Behind
) -> Iterator[tuple[Withheld, Sum | None, list[Sum]]]:
    """Each withheld cell that is not known already, how many are behind it, and the sums that limit it."""
    where = table.figure, table.variant, table.at, table.trait
    of_whom, of_families = behind.get((N, *where), []), behind.get(("families", *where), [])
    asked: dict[frozenset[Atom], tuple[Withheld, Sum | None]] = {}
    limits: list[Sum] = []
    for cell in table.withheld:
        atoms = cell.atoms.difference(answer.known)
        if not atoms or any(area == reader.own for area, *_ in atoms):
            continue
        if atoms in asked:
            continue
        size, families = _size(atoms, of_whom), _size(atoms, of_families)
        asked[atoms] = Withheld(atoms, cell.area, cell.group, cell.category), size
        if size is not None:
            smaller = min(size.low, families.low if families else 0)
            told = (
                is_first_reading(table.figure, table.variant) and smaller >= ZEROS_ARE_SHOWN_FROM * reader.k
            )
            least = 1.0 if told else 0.0
            most = size.high - least if least else size.high
            limits.append(Sum(atoms, least, most, "its size"))
    for cell, size in asked.values():
        yield cell, size, [*answer.left, *limits]


def _size(atoms: frozenset[Atom], of_whom: Iterable[Sum]) -> Sum | None:
    """The size of the group a cell is about, where it is known."""
    group = {(area, part) for area, part, _ in atoms}
    return next((each for each in of_whom if {atom[:2] for atom in each.atoms} == group), None)


def _nobody_at_all(table: Table, cell: Withheld) -> bool:
    """Is a 0 shown for a larger group? Then it holds for every part of it, and the rules have let it pass."""
    return any(each.high <= 0 and cell.atoms <= each.atoms for each in table.sums if each.shown)


def _is_won(least: int, most: int, size: Sum | None, k: int) -> bool:
    """Small for all the reader knows, on either side, and known but for fewer than k numbers."""
    if size is not None and size.high <= 0:
        return False
    near_all = size is not None and size.high - most < k
    return most - least < k and (least < k or near_all)


def _win(reader: Reader, table: Table, cell: Withheld, least: int, most: int) -> Win:
    number = f"is {least}" if least == most else f"is {least} to {most}"
    way = f"{table.quantity} {number}, from all sums of the table"
    return Win(
        ATTACK, reader.name, table.figure, table.variant, cell.area, cell.group, cell.category, table.at, way
    )
