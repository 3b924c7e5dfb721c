"""An attacker that knows who is in which group, for tests alone: nothing on the dashboard's side has it.

Given who belongs where and which groups are shown, does any combination of their numbers come to the number
of a small set of families? Atoms are families that belong to the same shown groups: no sum tells them apart.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

import numpy as np

LARGEST_SET = 3
_ZERO = 1e-9


def isolated(groups: Mapping[str, Iterable[str]], shown: Iterable[str], k: int) -> list[frozenset[str]]:
    """Sets of 1 to k-1 families, of up to three atoms, whose number follows from the shown groups'."""
    families = sorted({family for members in groups.values() for family in members})
    within = {name: set(members) for name, members in groups.items()}
    seen = list(shown)
    atoms: dict[tuple[bool, ...], list[str]] = {}
    for family in families:
        atoms.setdefault(tuple(family in within[name] for name in seen), []).append(family)
    atoms.pop((False,) * len(seen), None)
    if not atoms:
        return []
    rows = np.array(list(atoms), dtype=float).T
    projector = np.linalg.pinv(rows) @ rows
    members = list(atoms.values())
    found: list[frozenset[str]] = []
    for size in range(1, LARGEST_SET + 1):
        for chosen in combinations(range(len(members)), size):
            together = frozenset(family for place in chosen for family in members[place])
            if len(together) < k and _follows(projector, chosen):
                found.append(together)
    return found


def _follows(projector: np.ndarray, chosen: tuple[int, ...]) -> bool:
    goal = np.zeros(len(projector))
    goal[list(chosen)] = 1
    return bool(np.abs(projector @ goal - goal).max() < _ZERO)
