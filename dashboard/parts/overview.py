"""The state of every area on one screen: the grid, what has changed, how fresh it is, what is unknown."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from dashboard.catalogue import INDICATOR_OF
from dashboard.indicators.since_quarter import SUFFIX
from dashboard.parts.page import Page
from dashboard.screen import chart_element, state, surrounding, tiles
from dashboard.screen.measure import measure
from dashboard.screen.report import letter
from dashboard.screen.show import plain
from dashboard.screen.state import Move
from dashboard.screen.surrounding import Surrounding
from dashboard.stores.released import Released
from dashboard.stores.served import served_release
from dashboard.text import numbers, periods
from dashboard.text.labels import TOTALS
from dashboard.words.sentences import Cell, sentence


class Overview:
    """Figures of every area as of the chosen period; they stand side by side, whichever area is chosen."""

    def __init__(self, page: Page) -> None:
        self.page, self.text, self.labels = page, page.text, page.labels
        self.figures: list[Released] = []
        self.since_quarter: list[Released] = []

    def row(self, figure: str, cut: str, category: str = "all", *, moves: str = "") -> None:
        """One row of the grid: a figure of all families, in each area; `moves` is what its changes since the
        quarter before are measured in, where that is another figure.
        """
        self.figures.append(self._cells(figure, cut, category))
        since = f"{moves or figure}{SUFFIX}"
        if since in INDICATOR_OF:
            self.since_quarter.append(self._cells(since, cut, category))

    def _cells(self, figure: str, cut: str, category: str) -> Released:
        characteristic = "all" if category == "all" else None
        cells = measure(self.page.viewer, figure, cut=cut, characteristic=characteristic)
        known = self.page.choice.as_of(cells)
        return known.only(pl.col("category") == category, ~pl.col("area").is_in(TOTALS))

    def staff_rating(self, figure: str) -> None:
        """The staff's overall rating: the rating of the family that most families have."""
        if rating := state.rated_by_staff(measure(self.page.viewer, figure, cut="day", characteristic=None)):
            self.row(figure, "day", rating, moves="wellbeing.change_mean")

    def grid(self) -> None:
        """The state of the areas, and what the figures mean."""
        table = [(self._name(figure), state.latest(figure)) for figure in self.figures]
        areas = self.labels.order(area for _, cells in table for area in cells)
        tiles.draw(self.text("overview.grid"), table, areas, self.text, self.labels)
        report = surrounding.letter(letter(self.figures, self.text), self.text)
        told = Surrounding(parts=(surrounding.about(tuple(self.figures), self.text),))
        chart_element.stand(told, key="about-the-grid", report=report)
        self.page.whole()

    def _name(self, figure: Released) -> str:
        key = f"overview.row.{figure.subject}_{figure.measure}"
        return self.text(key if key in self.text else f"{figure.subject}.{figure.measure}.title")

    def changes(self) -> None:
        """What is different from the quarter before, and how much of it can't be told from chance."""
        counts = [move for figure in self.figures for move in state.moves(figure)]
        lines = [_families(move, self) for move in counts if move.difference]
        every = [cell for figure in self.since_quarter for cell in state.latest(figure).values()]
        self._block("overview.changed", [*lines, *changed(every, self)])

    def freshness(self) -> None:
        """How far the data reach, and in which delivery they came."""
        manifest = served_release().manifest
        delivery = manifest["made_from"]["delivery"]
        as_of, delivered = (
            periods.day(date.fromisoformat(str(day)[:10]), self.text)
            for day in (manifest["as_of"], delivery["delivered_at"])
        )
        self._block("overview.fresh", [self.text("overview.data", as_of=as_of, delivered=delivered)])

    def unknown(self) -> None:
        """What nobody can read off this screen."""
        hidden = {area: n for area, n in state.hidden(self.figures).items() if n}
        lines = [
            self.text(
                "overview.hidden",
                area=self.labels.area(area, self.text),
                n=str(hidden[area]),
                of=str(len(self.figures)),
            )
            for area in self.labels.order(hidden)
        ]
        provisional = [row["area_id"] for row in served_release().context["area"] if row["provisional"]]
        if provisional:
            names = self.labels.names(provisional, self.text)
            lines.append(self.text("overview.provisional", names=names))
        self._block("overview.unknown", [*lines, self.text("overview.no_control")])

    def _block(self, title: str, lines: Sequence[str]) -> None:
        words = "\n".join(f"- {plain(line)}" for line in lines)
        st.markdown(f"**{plain(self.text(title))}**\n{words}")


def changed(every: Sequence[Cell], overview: Overview) -> list[str]:
    """Changes since the quarter before: those beyond chance, how many are not, and how many are not known."""
    text = overview.text
    known = [cell for cell in every if state.is_known(cell)]
    beyond = [cell for cell in known if state.is_beyond_chance(cell)]
    told = [sentence(cell, text, overview.labels) for cell in beyond]
    lines = [text("overview.moved", told=words) for words in told]
    if len(beyond) < len(known):
        lines.append(text("overview.still", n=str(len(known) - len(beyond))))
    if len(known) < len(every):
        lines.append(text("overview.incomparable", n=str(len(every) - len(known))))
    return [*lines, text("overview.chance", n=str(len(known)))] if known else lines


def _families(move: Move, overview: Overview) -> str:
    text = overview.text
    way = "more" if move.difference > 0 else "fewer"
    families = numbers.quantity(abs(move.difference), "families", text)
    area = overview.labels.area(move.now["area"], text)
    return text(f"overview.{way}", area=area, families=families)
