"""The least and the most a withheld count can be, from every sum that holds it: whole-number programmes.

Tables that hang together are one problem, tables that don't are others; many problems are solved as one, each
with its own unknown as the goal. HiGHS does the work (scipy.optimize.milp): whole numbers matter where sums
link three ways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array

from dashboard.audit.equations import Atom, Sum

AT_ONCE = 400
"""Problems solved as one: more are no faster, and take more memory."""

Row = tuple[tuple[int, ...], float, float]


@dataclass(frozen=True)
class Problem:
    """Whole numbers from 0 under sums between limits, and which of them, added up, the question is about."""

    numbers: int
    rows: tuple[Row, ...]
    goal: tuple[int, ...]


def problem(sums: Sequence[Sum], goal: frozenset[Atom]) -> Problem | None:
    """The sums a group's count hangs together with; None where nothing limits it.

    Atoms that stand in the same sums are one number: nothing tells them apart.
    """
    reached, held = set(goal), list[Sum]()
    waiting = list(sums)
    while touching := [each for each in waiting if each.atoms & reached]:
        waiting = [each for each in waiting if not each.atoms & reached]
        held += touching
        reached |= {atom for each in touching for atom in each.atoms}
    sides = [*(each.atoms for each in held), goal]
    places: dict[tuple[bool, ...], int] = {}
    for atom in sorted(reached, key=repr):
        places.setdefault(tuple(atom in side for side in sides), len(places))
    within = [tuple(place for key, place in places.items() if key[side]) for side in range(len(sides))]
    if not all(any(place in row for row in within[:-1]) for place in within[-1]):
        return None
    rows = {(row, each.low, each.high) for row, each in zip(within, held, strict=False)}
    return Problem(len(places), tuple(sorted(rows)), within[-1])


def ranges(problems: Iterable[Problem]) -> dict[Problem, tuple[int, int]]:
    """The least and the most of each goal; problems with one sum need no programme.

    Not among them: problems that nothing fits, because the reader took for granted what the rules don't say.
    """
    found: dict[Problem, tuple[int, int]] = {}
    hard: list[Problem] = []
    for each in dict.fromkeys(problems):
        simple = _of_one_sum(each)
        if simple is None:
            hard.append(each)
        elif simple[0] <= simple[1]:
            found[each] = simple
    for start in range(0, len(hard), AT_ONCE):
        found |= _together(hard[start : start + AT_ONCE])
    return found


def _together(problems: Sequence[Problem]) -> dict[Problem, tuple[int, int]]:
    """Many as one programme; where one of them can't be solved none can, so halves are tried."""
    least = _solved(problems, 1)
    most = _solved(problems, -1) if least else None
    if least and most:
        return {each: (low, high) for each, low, high in zip(problems, least, most, strict=True)}
    if len(problems) == 1:
        return {}
    half = len(problems) // 2
    return _together(problems[:half]) | _together(problems[half:])


def _of_one_sum(each: Problem) -> tuple[int, int] | None:
    """With one sum and limits on single numbers, the rest takes as much, or as little, as it can."""
    wide = [row for row in each.rows if len(row[0]) > 1]
    if len(wide) > 1 or len(each.goal) != 1:
        return None
    least, most = [0.0] * each.numbers, [np.inf] * each.numbers
    for places, low, high in each.rows:
        if len(places) == 1:
            least[places[0]] = max(least[places[0]], low)
            most[places[0]] = min(most[places[0]], high)
    asked = each.goal[0]
    for places, low, high in wide:
        others = [place for place in places if place != asked]
        if asked in places:
            most[asked] = min(most[asked], high - sum(least[place] for place in others))
            least[asked] = max(least[asked], low - sum(most[place] for place in others))
    return int(np.ceil(least[asked] - 1e-6)), int(np.floor(min(most[asked], 1e9) + 1e-6))


def _solved(problems: Sequence[Problem], sign: int) -> list[int] | None:
    """Every problem's least (sign 1) or most (-1), all in one programme; None where one has no answer."""
    matrix = block_diag([_matrix(each) for each in problems], format="csr")
    lows = np.array([low for each in problems for _, low, _ in each.rows])
    highs = np.array([high for each in problems for _, _, high in each.rows])
    goals = np.zeros(matrix.shape[1])
    starts = np.cumsum([0, *(each.numbers for each in problems)])
    for each, start in zip(problems, starts, strict=False):
        goals[[start + place for place in each.goal]] = sign
    answer = milp(
        goals,
        integrality=np.ones_like(goals),
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(matrix, np.ceil(lows - 1e-6), np.floor(highs + 1e-6)),
    )
    if answer.x is None:
        return None
    whole = np.rint(answer.x).astype(int)
    return [
        int(sum(whole[start + place] for place in each.goal))
        for each, start in zip(problems, starts, strict=False)
    ]


def _matrix(each: Problem) -> csr_array:
    matrix = np.zeros((len(each.rows), each.numbers))
    for number, (places, _, _) in enumerate(each.rows):
        matrix[number, list(places)] = 1
    return csr_array(matrix)
