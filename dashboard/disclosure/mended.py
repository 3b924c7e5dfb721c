"""What the attacker won is taken away: the last resort, for what the rules did not foresee in new case data.

Where somebody can work a withheld figure out, what it follows from is withheld too: all of that figure in
that reading and period, else of the figures about the same people, for the reader who won it and for those
who see less. The release is then attacked again. It costs more than a rule would, and the page "About the
figures" says that it happened.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import polars as pl

from dashboard.audit import Win
from dashboard.audit.counts import SAME
from dashboard.building import moved
from dashboard.catalogue import CATALOGUE
from dashboard.indicators.periods import state_days
from dashboard.stores.released import ABOUT_A_NUMBER, NUMBERS, SHOWN
from dashboard.stores.viewer import Level

FOLLOWS = {"before_cost": ("net", "net_modelled")}
"""Measures that are formed of another one's released cells, and give it back."""

_FIGURE = ["indicator", "measure", "variant", "level"]


def mended(cells: pl.DataFrame, wins: Iterable[Win]) -> pl.DataFrame:
    """The cells of a release without those that the attacker's `wins` follow from; same columns and order.

    Where nothing is left to withhold of the figure that was won, it follows from others about the same
    people; then from the rest of the subject; then from the subject's other readings of the same period.
    """
    told, waiting = cells.with_row_index("place"), tuple(wins)
    variants = tuple(told["variant"].unique())
    found = [told.select("place").clear()]
    for figures, every_reading in ((_own, False), (_alike, False), (_of_subject, False), (_of_subject, True)):
        hit = _hit(told, waiting, figures, variants if every_reading else ())
        found.append(hit.select("place"))
        waiting = tuple(win for number, win in enumerate(waiting) if number not in hit["win"])
    places = pl.concat(found)["place"].unique()
    withheld = pl.int_range(pl.len()).is_in(places.implode())
    without = cells.with_columns(
        *(pl.when(~withheld).then(name).alias(name) for name in (*NUMBERS, *ABOUT_A_NUMBER)),
        status=pl.when(withheld).then(pl.lit("withheld")).otherwise("status"),
        interval=pl.when(withheld).then(pl.lit("none")).otherwise("interval"),
    )
    order = pl.struct(*list(cells.columns)[:9], "level")
    return moved.where_both_stand(without).sort(order)


def _hit(
    told: pl.DataFrame, wins: Sequence[Win], figures: Callable[[Win], set[str]], variants: Sequence[str]
) -> pl.DataFrame:
    """The shown cells of the figures that wins are about, by their place; and which win. In the win's own
    reading, or in all `variants`.
    """
    rows = [
        (*row, number)
        for number, win in enumerate(wins)
        for variant in variants or (win.variant,)
        for row in _named(win, figures(win), variant)
    ]
    schema = {**dict.fromkeys([*_FIGURE, "of"], pl.String), "win": pl.Int64}
    there = told.join(pl.DataFrame(rows, schema=schema, orient="row"), on=_FIGURE)
    period, of = _end(pl.col("period"), told["period"]), _end(pl.col("of"), there["of"])
    named = (period == of) | (pl.col("value_of") == pl.col("of"))
    some = named.any().over([*_FIGURE, "of"])  # what grows is won between two days that are no one's label
    return there.filter(named | ~some, pl.col("status").is_in(SHOWN)).select("place", "win")


def _end(label: pl.Expr, labels: pl.Series) -> pl.Expr:
    """The day a period ends, where it does: a month and the quarter's last day are one state by two names."""
    return label.replace(state_days(labels.unique().drop_nulls()))


def _own(win: Win) -> set[str]:
    return {win.figure.partition(" ")[0].partition(":")[0]}


def _alike(win: Win) -> set[str]:
    """The figures about the same people: as the win names them, or as the figure that was won."""
    unit, _, people = win.figure.partition(" ")
    asked = {(unit, people)} | {
        (unit, of[name]) for unit, of in SAME.items() for name in _own(win) & of.keys()
    }
    return {name.partition(" ")[0] for unit, of in SAME.items() for name in of if (unit, of[name]) in asked}


def _of_subject(win: Win) -> set[str]:
    subjects = {figure.partition(".")[0] for figure in _own(win) | _alike(win)}
    return {key for indicator in CATALOGUE if indicator.subject in subjects for key in indicator.keys}


def _named(win: Win, figures: set[str], variant: str) -> Iterator[tuple[str, str, str, str, str]]:
    """The cells of figures, for a win: indicator, measure, variant, level, period as the win says it."""
    levels = Level if win.reader == Level.INTERNAL.value else (Level.PUBLIC,)
    for indicator in (each for each in CATALOGUE if figures & set(each.keys)):
        for measure in indicator.measures:
            for key in (measure.key, *FOLLOWS.get(measure.key, ())):
                for level in levels:
                    yield indicator.subject, key, variant, level.value, win.period
