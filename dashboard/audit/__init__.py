"""The attacker: what a reader of released figures could work out that the release withholds.

It sees what is released, and knows what the labels mean (`dashboard.audit.knowledge`); it has no case row. It
does not share a line with the code that decides what is shown, so that neither repeats the other's mistake.
"""

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from dashboard.audit import (
    beside,
    counts,
    derived,
    differences,
    earlier,
    gone,
    levels,
    limits,
    outright,
    over_time,
    readings,
    seen,
    values,
)
from dashboard.audit.counts import Behind, Labels, Table
from dashboard.audit.equations import Solved
from dashboard.audit.knowledge import figures
from dashboard.audit.seen import Reader
from dashboard.audit.win import Audit, Found, Tried, Win, gathered
from dashboard.stores.released import Released

__all__ = ["Audit", "Tried", "Win", "audit"]


def audit(released: Released, before: Sequence[Released] = (), *, k_internal: int, k_public: int) -> Audit:
    """Every attack on a release, alone and with the releases `before` it.

    Readers: one who sees both levels (k_internal), the public (k_public), and each area's manager, who adds
    their own area's internal cells to the public ones and goes for the others (k_public).
    """
    found: list[Found] = []
    known = figures()
    cells = seen.seen(released.cells, known)
    labels = counts.labels(cells)
    found += beside.each(_by_reader, list(seen.readers(cells, k_internal, k_public)), labels)
    found.append(levels.attack(released.cells))
    found.append(derived.attack(released.cells))
    found.append(outright.staff(released.cells))
    found.append(gone.attack(released.cells, known))
    k = {"internal": k_internal, "public": k_public}
    found += earlier.attack(released.cells, [each.cells for each in before], k)
    work = list(gathered(found))
    withheld = released.cells.filter(pl.col("status") == "withheld").height
    wins = sorted({win for _, won in work for win in won})
    return Audit(tuple(tried for tried, _ in work), withheld, len(before), tuple(wins))


def _by_reader(reader: Reader, labels: Labels) -> Iterator[Found]:
    known = figures()
    counted = counts.quantities(reader.cells, known)
    counted = pl.concat([counted, counts.sums_of_categories(counted, known)])
    numerators = pl.col("quantity").is_in(["x", "rest"])
    of_whom = list(differences.attack(reader, counts.tables(counted.filter(~numerators), labels)))
    behind = counts.behind_of(_solved(of_whom))
    adding_up = [figure.name for figure in known if figure.own]
    who = list(
        differences.attack(reader, counts.tables(counted.filter(numerators), labels, adding_up, behind))
    )
    yield from (found for _, _, found in (*of_whom, *who))
    yield _limits(reader, who, behind)
    yield values.attack(reader, labels, known)
    yield from over_time.attack(reader, counted, known)
    yield from readings.attack(reader, counted)
    yield outright.attack(reader, counted, known)


def _limits(reader: Reader, who: list[tuple[Table, Solved, Found]], behind: Behind) -> Found:
    return limits.attack(reader, list(_solved(who)), behind)


def _solved(attacked: Iterable[tuple[Table, Solved, Found]]) -> Iterator[tuple[Table, Solved]]:
    yield from ((table, answer) for table, answer, _ in attacked)
