"""The areas side by side, each as long after its families joined: what is known so soon, and what is not yet.

By the calendar an area of last year would stand beside one that began in 2019. Months since joining are the
same for all, and a family counts in them only as far as it has been followed.
"""

import polars as pl
import streamlit as st

from dashboard.parts.page import Page
from dashboard.screen import chart_element, state, surrounding, tiles
from dashboard.screen.choices import among
from dashboard.screen.filters import pick
from dashboard.screen.measure import measure
from dashboard.screen.report import letter
from dashboard.stores.released import SHOWN, Released
from dashboard.stores.served import served_release
from dashboard.text import periods
from dashboard.text.labels import TOTALS
from dashboard.words.sentences import Cell, capitalised, details, rows, status, value

CUT = "months_since_joining"
MONTHS = ("m12", "m6", "m18", "m24")
"""Where the courses may be compared, the one that is looked at first in front."""

LOOKED_AT = "4"
"""The step that is looked at first."""

FIRST_STEP = 3
"""The first step that says more than that a family has joined."""


class SideBySide:
    """The courses of all areas, whichever area is chosen, read off at one month since joining."""

    def __init__(self, page: Page) -> None:
        self.page, self.text, self.labels = page, page.text, page.labels
        self.steps = [step for step in self.labels.steps if int(step) >= FIRST_STEP]
        self.rating = state.rated_by_staff(self._cells("wellbeing.course_mean"))
        reached = self._cells("steps.cuminc")
        month, step = st.columns(2)
        with month:
            self.month = self._pick("month", "period", MONTHS, reached)
        with step:
            others = (step for step in self.steps if step != LOOKED_AT)
            self.step = self._pick("step", "category", (LOOKED_AT, *others), reached)

    def _pick(self, word: str, column: str, options: tuple[str, ...], figure: Released) -> str:
        shown = among({each: figure.only(pl.col(column) == each) for each in options})
        return pick(self.text, word, word, shown, lambda each: self._name(word, each))

    def _name(self, word: str, option: str) -> str:
        if word == "month":
            return capitalised(periods.period(option, self.text))
        return capitalised(self.labels.category("step", option, self.text))

    def reached(self) -> Released:
        """The share of families that have reached the chosen step, in each area."""
        return self._of("steps.cuminc", self.step)

    def on_the_way(self) -> Released:
        """How many are still on their way to it."""
        return self._of("steps.at_risk", self.step)

    def wellbeing(self) -> Released:
        """The staff's overall rating, from the start and as far as the areas are compared."""
        return self._of("wellbeing.course_mean", self.rating).only(pl.col("period").is_in(("m0", *MONTHS)))

    def answer(self) -> str:
        """In one sentence what each area has reached by the chosen month, or why that can't be said yet."""
        told = [self._told(cell) for cell in self._in_order(self._at_month(self.reached()))]
        return self.text(
            "areas.told",
            When=capitalised(periods.in_period(self.month, self.text)),
            step=self.labels.category("step", self.step, self.text),
            told="; ".join(told),
        )

    def reference(self) -> str:
        """What the programme's first area had reached as long after joining: what the newer are held against.

        "" where there is nothing to hold against it, or it can't be shown.
        """
        first = [row["area_id"] for row in served_release().context["area"] if row["is_origin"]]
        cells = [cell for cell in self._at_month(self.reached()) if cell["area"] in first]
        if len(self.labels.areas) == len(first) or not cells or cells[0]["status"] not in SHOWN:
            return ""
        return self.text(
            "areas.reference",
            area=self.labels.area(cells[0]["area"], self.text),
            value=value(cells[0], self.text),
            details=details(cells[0], self.text),
            when=periods.in_period(self.month, self.text),
            step=self.labels.category("step", self.step, self.text),
        )

    def grid(self) -> None:
        """Every step and the rating at the chosen month, a column an area; hidden cells say why."""
        rated = [(self.labels.category(state.RATING, self.rating, self.text), self.wellbeing())]
        reached = [(self._name("step", step), self._of("steps.cuminc", step)) for step in self.steps]
        table = [
            (name, {cell["area"]: cell for cell in self._at_month(figure)})
            for name, figure in [*reached, *(rated if self.rating else [])]
        ]
        title = self.text("areas.grid", when=periods.in_period(self.month, self.text))
        tiles.draw(title, table, self.labels.order(self.labels.areas), self.text, self.labels)
        report = surrounding.letter(letter([figure for _, figure in reached], self.text), self.text)
        chart_element.stand(surrounding.NOTHING, key="about-the-grid", report=report)

    def _told(self, cell: Cell) -> str:
        area = self.labels.area(cell["area"], self.text)
        if cell["status"] not in SHOWN:
            return self.text("areas.hidden", area=area, why=status(cell, self.text))
        words = {"value": value(cell, self.text), "details": details(cell, self.text)}
        return self.text("areas.shown", area=area, **words)

    def _in_order(self, cells: list[Cell]) -> list[Cell]:
        order = self.labels.order(cell["area"] for cell in cells)
        return sorted(cells, key=lambda cell: order.index(cell["area"]))

    def _at_month(self, figure: Released) -> list[Cell]:
        return rows(figure.only(pl.col("period") == self.month))

    def _of(self, figure: str, category: str) -> Released:
        return self._cells(figure).only(pl.col("category") == category)

    def _cells(self, figure: str) -> Released:
        cells = measure(self.page.viewer, figure, cut=CUT, characteristic=None)
        return cells.only(~pl.col("area").is_in(TOTALS))
