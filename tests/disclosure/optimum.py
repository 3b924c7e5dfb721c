"""What the rule of thumb costs: `python -m tests.disclosure.optimum` holds it against an exact optimum.

For the synthetic families' figures by characteristic, at the public level: how many families' worth of cells
are withheld beside those that must be, one at a time (`dashboard.disclosure.complement`), and how many the
fewest would be (`dashboard.audit.optimum`, HiGHS), line by line.
"""

from functools import cache

import polars as pl

from dashboard import disclosure
from dashboard.audit.optimum import Line, optimum
from dashboard.building import release
from dashboard.building.groups import CELL
from dashboard.catalogue import CATALOGUE
from dashboard.disclosure.totals import TABLE
from dashboard.indicator import Protection
from dashboard.stores.settings import settings
from dashboard.stores.viewer import Level
from data_access import read_case
from data_access.engine import read_only_engine

K = 5
LINE = [*TABLE, "area"]


def main() -> None:
    """Print families' worth of cells: that must be withheld, that are, and that the fewest would be."""
    seen: list[tuple[pl.DataFrame, pl.DataFrame]] = []
    settled = disclosure.settled

    def watched(cells: pl.DataFrame, *rest: object) -> pl.DataFrame:
        after = settled(cells, *rest)  # type: ignore[arg-type]
        seen.append((cells, after))
        return after

    disclosure.settled = watched
    chosen = [each for each in CATALOGUE if each.characteristics and each.protection is not Protection.MONEY]
    release.CATALOGUE = tuple(chosen)
    case = read_case(read_only_engine(settings().case_database_url))
    release.release(case, {Level.PUBLIC: K})
    must, withheld, fewest = (
        sum(column) for column in zip(*(_of_table(*pair) for pair in seen), strict=True)
    )
    print(f"must be withheld {must}, withheld beside {withheld}, the fewest would be {fewest}")


def _of_table(before: pl.DataFrame, after: pl.DataFrame) -> tuple[int, int, int]:
    cut = before.filter(pl.col("characteristic") != "all", pl.col("families") > 0)
    both = cut.join(after.select(*CELL, after="hidden"), on=CELL)
    must = withheld = fewest = 0
    for line in both.sort(CELL).partition_by(LINE):
        first, later, families = line["hidden"], line["after"], line["families"]
        if not first.any() or first.all():
            continue
        must += int(families.filter(first).sum())
        withheld += int(families.filter(later & ~first).sum())
        least = _fewest(tuple(families), tuple(first))
        fewest += int(families.filter(~first).sum()) if least < 0 else least
    return must, withheld, fewest


@cache
def _fewest(families: tuple[int, ...], must: tuple[bool, ...]) -> int:
    return optimum([Line(families, must)], K)


if __name__ == "__main__":
    main()
