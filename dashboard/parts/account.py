"""The programme's account: saving, cost and net of the chosen families, and what must be said beside them."""

from collections.abc import Sequence
from copy import copy

import streamlit as st

from dashboard.catalogue import INDICATOR_OF
from dashboard.charts import bars, money
from dashboard.indicators.periods import last_day
from dashboard.parts.page import Page
from dashboard.screen.choices import ALL, COHORT, Choice
from dashboard.screen.measure import seen_by
from dashboard.screen.payback import Payback, payback
from dashboard.screen.show import plain
from dashboard.stores.released import SHOWN, Released
from dashboard.stores.served import served_release
from dashboard.text import numbers, periods
from dashboard.words.sentences import Cell, details, limits, opposite, rows, sentence, value

BEFORE_COST, PLACEBO = "savings.before_cost", "savings.placebo_per_family_year"
WITHOUT_OWN_LEVEL = "savings.families_without_own_level"
BOOKED = ("savings.programme_cost", "savings.net")
MODELLED = ("savings.programme_cost_shared", "savings.net_modelled")
"""Cost and net: a cohort's are modelled, because nobody has booked what it cost."""


class Account:
    """Saving, cost and net to date of one group, by one reading (`variant`: counterfactual/exposure).

    The net is known of all families and of a cohort; where they are divided otherwise, all stand here.
    """

    def __init__(self, page: Page, variant: str) -> None:
        self.text, self.variant = page.text, variant
        self.undivided = _with(page, Choice(page.choice.area, page.choice.period))
        self.is_whole = page.choice.characteristic not in (ALL, COHORT)
        self.page = self.undivided if self.is_whole else page
        self.is_modelled = self.page.choice.characteristic == COHORT
        self.cost_of, self.net_of = MODELLED if self.is_modelled else BOOKED

    def answer(self) -> None:
        """The net, when it pays back, for how many families, and what does not follow from it."""
        net = self._to_date(self.net_of, self.variant)
        self.page.answer(net)
        told = [self._payback(net), self._families(net), self.text("account.means")]
        st.markdown(plain(" ".join(filter(None, told))))
        if self.is_whole:
            self.page.note("account.whole")

    def course(self) -> None:
        """Saving, cost and net from the start, with the other exposure's figures on the chart.

        Of two cohorts side by side the net alone: each one's saving and cost stand in `cohorts`.
        """
        saving = self._to_date(BEFORE_COST, self.variant)
        cost, net = self._to_date(self.cost_of, ""), self._to_date(self.net_of, self.variant)
        apart = net.cells["cohort"].n_unique() > 1
        self.page.show(
            net if apart else (saving, cost, net),
            money,
            title="" if apart else self.text("page.savings.cumulative"),
            notes=[*self._tags(), *self._other_exposure()],
            events=self.page.events("event"),
        )

    def readings(self) -> None:
        """The same net by each counterfactual and exposure: no other choice moves it so much."""
        figures = [self._to_date(self.net_of, variant) for variant in readings(self.page)]
        cells = [self._last(one) for one in figures]
        shown = [cell for cell in cells if cell and cell["status"] in SHOWN]
        words = self._span(shown) if len(shown) > 1 else ""
        title = self.text("page.savings.readings")
        options = {"by": "variant", "upward": True}
        self.page.show(figures, bars, key="readings", title=title, words=words, **options)

    def placebo(self) -> None:
        """What the same formula gives for the year before joining, and what that says of the own level."""
        self.page.show(self.page.figure(PLACEBO, "to_date"), bars)
        cell = self._last(self._to_date(PLACEBO, ""))
        st.markdown(plain(self._placebo(cell) if cell else self.text("savings.choice.placebo")))

    def cohorts(self) -> None:
        """Saving, modelled cost and modelled net of the project's families and of those after it."""
        page = _with(self.page, Choice(self.page.choice.area, self.page.choice.period, COHORT))
        wanted = ((BEFORE_COST, self.variant), (MODELLED[0], ""), (MODELLED[1], self.variant))
        figures = [
            page.figure(figure, "to_date", variant=variant, one_group=True) for figure, variant in wanted
        ]
        title = self.text("savings.net_modelled.title")
        page.show(figures, bars, by="cohort", key="cohorts", title=title, says=figures[-1])
        page.note("savings.programme_cost_shared.caveats")

    def _to_date(self, figure: str, variant: str) -> Released:
        return self.page.figure(figure, "to_date", variant=variant, one_group=True)

    def _last(self, figure: Released) -> Cell | None:
        """The group's cell of the latest period up to the chosen one; None where two cohorts stand there."""
        cells = [cell for cell in rows(self.page.choice.as_of(figure)) if cell["category"] == ALL]
        latest = periods.in_order({cell["period"] for cell in cells})[-1:]
        found = [cell for cell in cells if [cell["period"]] == latest]
        return found[0] if len(found) == 1 else None

    def _payback(self, net: Released) -> str:
        cells = rows(self.page.choice.as_of(net))
        if len({cell["cohort"] for cell in cells}) > 1:
            return ""
        found = payback(cells)
        return payback_words(found, self.page) if found else ""

    def _families(self, net: Released) -> str:
        """Against how many families the cost stands, and how many are left out."""
        cell = self._last(net)
        if cell is None or cell["status"] not in SHOWN:
            return ""
        families = numbers.quantity(cell["families"], "families", self.text)
        if not self.variant.startswith("own"):
            return self.text("account.families_comparison", families=families)
        told = self.text("account.families_own", families=families)
        return f"{told} {self._left_out()}"

    def _left_out(self) -> str:
        cell = self._last(self._to_date(WITHOUT_OWN_LEVEL, ""))
        if cell is None:
            return ""
        told = sentence(cell, self.text, self.page.labels)
        return f"{told} {self.text('account.left_out')}" if cell["status"] in SHOWN else told

    def _tags(self) -> Sequence[str]:
        return self.page.money_notes("modelled" if self.is_modelled else "measured")

    def _other_exposure(self) -> list[str]:
        """What the other reading of exposure gives, printed on the chart."""
        counterfactual, _, exposure = self.variant.partition("/")
        other = "active" if exposure == "followed" else "followed"
        variant = f"{counterfactual}/{other}"
        saving, net = (self._last(self._to_date(each, variant)) for each in (BEFORE_COST, self.net_of))
        if saving is None or net is None:
            return []
        saved, left = (value(cell, self.text) for cell in (saving, net))
        return [self.text(f"account.other_{other}", saving=saved, net=left)]

    def _span(self, shown: Sequence[Cell]) -> str:
        ordered = sorted(shown, key=lambda cell: float(cell["value"]))
        low, high = (value(cell, self.text) for cell in (ordered[0], ordered[-1]))
        told = self.text("account.readings", low=low, high=high)
        alike = len({cell["areas"] for cell in shown}) == 1
        return told if alike else f"{told} {self.text('account.readings_areas')}"

    def _placebo(self, cell: Cell) -> str:
        """A rise before joining, a fall, or neither: what each means for the own level."""
        if cell["status"] not in SHOWN:
            return self.text("savings.choice.placebo")
        size = numbers.quantity(abs(cell["value"]), "dkk", self.text)
        unclear = cell["lower"] is None or cell["lower"] <= 0 <= cell["upper"]
        way = "unclear" if unclear else "rise" if cell["value"] < 0 else "fall"
        told = opposite(cell) if way == "rise" else cell
        certainty = details(told, self.text) or limits(told, self.text)
        return self.text(f"account.placebo_{way}", value=size, details=certainty)


def payback_words(found: Payback, page: Page) -> str:
    """Paid for itself from the end of which quarter, or not within the data."""
    text = page.text
    until = _day(found.until, page)
    if not found.since:
        return text("account.not_paid", until=until)
    told = text("account.paid", since=_day(found.since, page), until=until)
    return f"{told} {text('account.unseen', n=str(found.unseen))}" if found.unseen else told


def _day(period: str, page: Page) -> str:
    end = last_day(period)
    return periods.day(end, page.text) if end else ""


def readings(page: Page) -> list[str]:
    """Every counterfactual and exposure that the reader's release has, the catalogue's own first."""
    default = INDICATOR_OF[BEFORE_COST].default_variant
    every = set(seen_by(page.viewer, served_release().figure(BEFORE_COST)).cells["variant"].unique())
    return sorted(every, key=lambda name: (name != default, name.partition("/")[0] != "own", name))


def _with(page: Page, choice: Choice) -> Page:
    """The same page for another choice."""
    other = copy(page)
    other.choice = choice
    return other
