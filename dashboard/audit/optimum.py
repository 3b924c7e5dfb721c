"""How little an exact optimum would have withheld, to hold the release's rule of thumb against.

For one table whose categories add up: given the cells that must be withheld, the fewest families' worth of
further cells such that on every line (an area's categories) that has one, the withheld ones could be shared
out over a span of k. Solved as a whole-number programme by HiGHS.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


@dataclass(frozen=True)
class Line:
    """Cells that add up to a total that is shown: their families, and which must be withheld."""

    families: tuple[int, ...]
    must: tuple[bool, ...]


def optimum(table: Sequence[Line], k: int) -> int:
    """The fewest families' worth of further cells to withhold; -1 where even all of a line is not enough.

    A line with a withheld cell is safe when the withheld are at least two and their families, less one each,
    are at least k: then the smallest can be anything over k whole numbers.
    """
    weights = np.array([n for line in table for n in line.families], dtype=float)
    must = np.array([each for line in table for each in line.must])
    rows, least, start = [], [], 0
    for line in table:
        places = slice(start, start + len(line.families))
        start += len(line.families)
        if not any(line.must):
            continue
        for per_cell, at_least in ((np.array(line.families, float) - 1, k), (np.ones(len(line.families)), 2)):
            row = np.zeros(len(weights))
            row[places] = per_cell
            rows.append(row)
            least.append(float(at_least))
    if not rows:
        return 0
    cost = np.where(must, 0.0, weights)
    possible = (weights > 0).astype(float)
    answer = milp(
        cost,
        integrality=np.ones_like(cost),
        bounds=Bounds(must.astype(float), np.maximum(possible, must)),
        constraints=LinearConstraint(np.array(rows), np.array(least), np.inf),
    )
    return -1 if answer.x is None else round(float(cost @ np.rint(answer.x)))
