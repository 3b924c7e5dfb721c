"""Sums that are known, and what follows from them: the arithmetic of every attack.

A table's *atoms* are the smallest groups its labels tell apart. A shown cell is a `Sum`: these atoms together
are a number, or lie between two where the cell was rounded. Nothing here knows what the numbers are of.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Atom = tuple[str, ...]
LARGEST_SET = 3
"""How many atoms the row-space test puts together: so small a set may hide behind many sums."""
MOST_SUMS = 60
"""Differences of differences are taken up to this many sums a table; the row-space test goes on."""
MOST_ATOMS = 40
_ZERO = 1e-7


@dataclass(frozen=True)
class Sum:
    """Atoms that together are between `low` and `high`; `way` names the cells it was made of."""

    atoms: frozenset[Atom]
    low: float
    high: float
    way: str
    shown: bool = True  # a released cell itself, not worked out

    def minus(self, other: "Sum") -> "Sum":
        """What is left when a part is subtracted."""
        way = f"{self.way} - {other.way if other.shown else f'({other.way})'}"
        return Sum(self.atoms - other.atoms, self.low - other.high, self.high - other.low, way, shown=False)


NOBODY = Sum(frozenset(), 0.0, 0.0, "nobody")


@dataclass(frozen=True)
class Solved:
    """What a table's sums come to: atoms that are known, and sums of atoms that are not."""

    known: dict[Atom, Sum]
    left: tuple[Sum, ...]

    def worked_out(self) -> Iterator[Sum]:
        """Every sum that is not itself a released cell: known atoms, and what is left of the others."""
        yield from (each for each in self.known.values() if not each.shown)
        yield from (each for each in self.left if not each.shown)


def solve(sums: Iterable[Sum], *, of_counts: bool = True) -> Solved:
    """Subtract what is known from every sum until nothing more becomes known.

    `of_counts`: no atom is negative, so that where nobody is, nobody is in any part.
    """
    waiting = _narrowest(sums)
    known = _nobody(waiting) if of_counts else {}
    while True:
        left: dict[frozenset[Atom], Sum] = {}
        news = False
        for each in waiting:
            for atom in [atom for atom in each.atoms if atom in known]:
                each = _without(each, atom, known[atom])
            if len(each.atoms) == 1:
                known.setdefault(next(iter(each.atoms)), each)
                news = True
            elif each.atoms and (each.atoms not in left or _width(each) < _width(left[each.atoms])):
                left[each.atoms] = each
        waiting = list(left.values())
        if not news:
            return Solved(known, tuple(_with_differences(waiting)))


def components(sums: Sequence[Sum]) -> list[list[Sum]]:
    """Sums that share atoms, together: in time that grows with the atoms, for one may hold them all."""
    first: dict[Atom, Atom] = {}

    def of(atom: Atom) -> Atom:
        while (other := first.setdefault(atom, atom)) != atom:
            first[atom] = first[other]
            atom = other
        return atom

    for each in sums:
        one, *others = each.atoms
        for atom in others:
            first[of(atom)] = of(one)
    members: dict[Atom, list[Sum]] = {}
    for each in sums:
        members.setdefault(of(next(iter(each.atoms))), []).append(each)
    return list(members.values())


def combined(sums: Sequence[Sum]) -> Iterator[Sum]:
    """Small sets of atoms that a combination of connected sums comes to, and no single difference."""
    for part in components(sums):
        atoms = sorted({atom for each in part for atom in each.atoms}, key=repr)
        if len(part) < 3 or len(atoms) > MOST_ATOMS:
            continue
        shape = tuple(tuple(atom in each.atoms for atom in atoms) for each in part)
        lows, highs = np.array([each.low for each in part]), np.array([each.high for each in part])
        for chosen, weights in _in_the_row_space(shape):
            up, down = np.clip(weights, 0, None), np.clip(weights, None, 0)
            used = [each.way for each, weight in zip(part, weights, strict=True) if abs(weight) > _ZERO]
            yield Sum(
                frozenset(atoms[place] for place in chosen),
                float(up @ lows + down @ highs),
                float(up @ highs + down @ lows),
                "a combination of " + ", ".join(used),
                shown=False,
            )


@lru_cache(maxsize=20_000)
def _in_the_row_space(
    shape: tuple[tuple[bool, ...], ...],
) -> tuple[tuple[tuple[int, ...], NDArray[np.float64]], ...]:
    """Sets of columns whose indicator is a combination of the rows, with the rows' weights."""
    rows = np.array(shape, dtype=float)
    inverse = np.linalg.pinv(rows)
    projector = inverse @ rows
    found: list[tuple[tuple[int, ...], NDArray[np.float64]]] = []
    taken: set[int] = set()
    for size in range(1, LARGEST_SET + 1):
        for chosen in combinations([place for place in range(rows.shape[1]) if place not in taken], size):
            goal = np.zeros(rows.shape[1])
            goal[list(chosen)] = 1
            if np.abs(projector[:, list(chosen)].sum(axis=1) - goal).max() < _ZERO:
                found.append((chosen, goal @ inverse))
                if size == 1:
                    taken.add(chosen[0])
    return tuple(found)


def _nobody(sums: Iterable[Sum]) -> dict[Atom, Sum]:
    return {atom: NOBODY for each in sums if each.high <= 0 for atom in each.atoms}


def _without(each: Sum, atom: Atom, known: Sum) -> Sum:
    if known is NOBODY:
        return Sum(each.atoms - {atom}, each.low, each.high, each.way, each.shown)
    return each.minus(known)


def _with_differences(sums: list[Sum]) -> list[Sum]:
    """The sums, and what is left of one when another is within it, and of what is left, round by round.

    A round takes the sums there were before it: a whole and its n parts have 2^n differences.
    """
    by_atoms = {each.atoms: each for each in sums}
    fresh = list(by_atoms.values())
    while fresh and len(by_atoms) < MOST_SUMS:
        found: list[Sum] = []
        others = list(by_atoms.values())
        for one in fresh:
            for other in others:
                for whole, part in ((one, other), (other, one)):
                    if part.atoms < whole.atoms and (rest := whole.minus(part)).atoms not in by_atoms:
                        by_atoms[rest.atoms] = rest
                        found.append(rest)
        fresh = found
    return list(by_atoms.values())


def _narrowest(sums: Iterable[Sum]) -> list[Sum]:
    """One sum for each set of atoms: a released cell before one worked out, then the surest."""
    best: dict[frozenset[Atom], Sum] = {}
    for each in sums:
        present = best.get(each.atoms)
        if present is None or (not each.shown, _width(each)) < (not present.shown, _width(present)):
            best[each.atoms] = each
    return list(best.values())


def _width(each: Sum) -> float:
    return each.high - each.low
