"""The released cells behind a part: one function for screen, presentation, paper, slides and data alike."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.catalogue import INDICATOR_OF
from dashboard.charts.series import latest_of
from dashboard.charts.totals import one_total
from dashboard.council.briefing import APART, EVERY, STAFF_RATING, TOTAL, Chart, Part
from dashboard.screen.state import rated_by_staff
from dashboard.stores.released import Released
from dashboard.stores.served import Served
from dashboard.text.labels import TOTALS
from dashboard.text.periods import in_order

AT_ONE_TIME = (Chart.BARS, Chart.SHARES, Chart.CHANGE, Chart.STAIRS)
"""Charts of the latest period alone."""


@dataclass(frozen=True)
class Chosen:
    """The cells of a part: those its chart draws, figure by figure, and those its sentence is about."""

    drawn: tuple[Released, ...]
    said: Released | None

    @property
    def every(self) -> tuple[Released, ...]:
        """All of them, each once: what a table and a file hold."""
        known = {(one.subject, one.measure) for one in self.drawn}
        said = self.said
        apart = said is not None and (said.subject, said.measure) not in known
        return (*self.drawn, said) if said is not None and apart else self.drawn


def chosen(part: Part, release: Served) -> Chosen:
    """The cells of a part in a release, at the public level always, whoever asks.

    A figure that the release or the catalogue does not have gives no cells.
    """
    figures = [_of_figure(figure, part, release) for figure in part.figures if figure in INDICATOR_OF]
    drawn = one_total(figures, paired=len(figures) > 1 and part.chart in (Chart.CHANGE, Chart.LINES))
    if part.chart in AT_ONE_TIME:
        drawn = latest_of(drawn)
    drawn = tuple(one for one in _latest(drawn, part.latest) if not one.cells.is_empty())
    if not drawn:
        return Chosen((), None)
    return Chosen(drawn, _said(part, release, drawn))


def _said(part: Part, release: Served, drawn: Sequence[Released]) -> Released:
    """What the sentence is about, at the same time and in the same areas as what is drawn."""
    if not part.says or part.says in part.figures or part.says not in INDICATOR_OF:
        wanted = part.says or part.figures[0]
        return next((one for one in drawn if f"{one.subject}.{one.measure}" == wanted), drawn[0])
    own = one_total([_of_figure(part.says, part, release)])
    return latest_of(own)[0] if part.chart in AT_ONE_TIME and latest_of(own) else own[0]


def _of_figure(figure: str, part: Part, release: Served) -> Released:
    cells = release.figure(figure).only(
        pl.col("level") == "public",
        pl.col("variant").is_in(_variants(figure, part)),
        pl.col("cohort") == part.cohort if part.cohort != EVERY else pl.col("cohort") != "all",
        pl.col("characteristic") == part.by,
        *_areas(part),
    )
    return _of_category(_of_period(cells, part), part)


def _variants(figure: str, part: Part) -> tuple[str, ...]:
    """The part's own reading; a figure without readings stands beside it as it is."""
    default = INDICATOR_OF[figure].default_variant
    return (part.variant,) if part.variant and default else (default,)


def _areas(part: Part) -> tuple[pl.Expr, ...]:
    if part.area == EVERY:
        return ()
    if part.area == APART:
        return (~pl.col("area").is_in(TOTALS),)
    return (pl.col("area").is_in(TOTALS) if part.area == TOTAL else pl.col("area") == part.area,)


def _of_period(cells: Released, part: Part) -> Released:
    """Cells of the first kind of period that has any; of one period alone where the part names it."""
    kinds = (cells.only(pl.col("cut") == cut) for cut in part.cuts)
    of_cut = next((one for one in kinds if not one.cells.is_empty()), cells.only(pl.lit(False)))
    return of_cut.only(pl.col("period") == part.period) if part.period else of_cut


def _of_category(cells: Released, part: Part) -> Released:
    category = rated_by_staff(cells) if part.category == STAFF_RATING else part.category
    return cells.only(pl.col("category") == category) if category else cells


def _latest(figures: Sequence[Released], periods: int) -> Sequence[Released]:
    """The last so many periods of all figures together."""
    if not periods:
        return figures
    every = in_order({period for one in figures for period in one.cells["period"].to_list()})
    return [one.only(pl.col("period").is_in(every[-periods:])) for one in figures]
