"""What the attacker won is taken away: the last resort, for what the rules did not foresee in new case data.

Where somebody can work a withheld figure out, what it follows from is withheld too: all of that figure in
that reading and period, for the reader who won it and for those who see less. The release is then attacked
again. It costs more than a rule would, and the page "About the figures" says that it happened.
"""

from collections.abc import Iterable, Iterator

import polars as pl

from dashboard.audit import Win
from dashboard.building import moved
from dashboard.catalogue import CATALOGUE
from dashboard.stores.released import ABOUT_A_NUMBER, NUMBERS, SHOWN
from dashboard.stores.viewer import Level

FOLLOWS = {"before_cost": ("net", "net_modelled")}
"""Measures that are formed of another one's released cells, and give it back."""

_FIGURE = ["indicator", "measure", "variant", "level"]


def mended(cells: pl.DataFrame, wins: Iterable[Win]) -> pl.DataFrame:
    """The cells of a release without those that the attacker's `wins` follow from; same columns and order."""
    which = pl.DataFrame(
        sorted({row for win in wins for row in _named(win)}), schema=[*_FIGURE, "of"], orient="row"
    )
    told = cells.with_row_index("place").join(which, on=_FIGURE)
    named = (pl.col("period") == pl.col("of")) | (pl.col("value_of") == pl.col("of"))
    some = named.any().over([*_FIGURE, "of"])  # what grows is won between two days that are no one's label
    hit = told.filter(named | ~some, pl.col("status").is_in(SHOWN))["place"].unique()
    withheld = pl.int_range(pl.len()).is_in(hit.implode())
    without = cells.with_columns(
        *(pl.when(~withheld).then(name).alias(name) for name in (*NUMBERS, *ABOUT_A_NUMBER)),
        status=pl.when(withheld).then(pl.lit("withheld")).otherwise("status"),
        interval=pl.when(withheld).then(pl.lit("none")).otherwise("interval"),
    )
    order = pl.struct(*list(cells.columns)[:9], "level")
    return moved.where_both_stand(without).sort(order)


def _named(win: Win) -> Iterator[tuple[str, str, str, str, str]]:
    """The figures a win is about: indicator, measure, variant, level, period as the win says it."""
    figure = win.figure.partition(" ")[0].partition(":")[0]
    levels = Level if win.reader == Level.INTERNAL.value else (Level.PUBLIC,)
    for indicator in (each for each in CATALOGUE if figure in each.keys):
        for measure in indicator.measures:
            for key in (measure.key, *FOLLOWS.get(measure.key, ())):
                for level in levels:
                    yield indicator.subject, key, win.variant, level.value, win.period
