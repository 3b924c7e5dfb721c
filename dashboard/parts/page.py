"""What a page is written in: its question, the figures it looks at, and how each is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboard.catalogue import INDICATOR_OF
from dashboard.charts import beside, change, course, money, over_time
from dashboard.charts.series import Figures, several
from dashboard.entrance.sign_in import current_viewer
from dashboard.indicators.periods import last_day
from dashboard.indicators.prices import price_year
from dashboard.screen import guidance
from dashboard.screen.card import Chart
from dashboard.screen.choices import ALL, COHORT, among
from dashboard.screen.comparators import held_together
from dashboard.screen.filters import choice, pick
from dashboard.screen.measure import measure, seen_by
from dashboard.screen.report import letter
from dashboard.screen.show import SCALED, headline, plain, show
from dashboard.screen.steady import reach
from dashboard.stores.released import SHOWN, Released
from dashboard.stores.served import served_release
from dashboard.text.labels import TOTALS
from dashboard.text.periods import in_order, period
from dashboard.words import explanation
from dashboard.words.names import labels
from dashboard.words.sentences import answer, capitalised, counts
from dashboard.words.sentences import variant as reading

OVER_TIME = (over_time, money, beside)
WHOLE = (*OVER_TIME, course)
"""Charts that draw every period, whichever is chosen."""


class Page:
    """One question, for the viewer who is looking now and the choices they have made."""

    def __init__(self, key: str) -> None:
        self.viewer = current_viewer()
        self.choice = held_together(self.viewer, choice())
        self.text = self.viewer.text
        self.labels = labels(self.text)
        self.told = ""
        guidance.head(key, self.text)

    def figure(
        self,
        figure: str,
        *cuts: str,
        variant: str | None = None,
        by: str = "",
        category: str = "",
        one_group: bool = False,
        one_area: bool = False,
    ) -> Released:
        """The chosen cells of a figure: of the first kind of period that has any for this choice.

        `by` names the figure's own breakdown, which then takes the place of a chosen characteristic, and
        `category` one value of it.
        `one_group`: the chosen area alone, or the total over the areas; `one_area`: the first area in place
        of the total, where the areas that a total covers differ from one cell to the next.
        """
        chosen = self.choice
        split = chosen.characteristic != ALL and chosen.value == ALL and not by
        area = self.area if one_area or chosen.area != ALL else None
        for cut in cuts:
            cells = measure(
                self.viewer, figure, variant=variant, cut=cut, area=area, cohort=None, characteristic=None
            ).only(*chosen.families(by))
            if not cells.cells.is_empty():
                break
        if category:
            cells = cells.only(pl.col("category") == category)
        return _total(cells) if chosen.area == ALL and (one_group or split) else cells

    @property
    def area(self) -> str:
        """The chosen area; the first where none is chosen."""
        return next(iter(self.labels.areas)) if self.choice.area == ALL else self.choice.area

    def of_area(self, title: str) -> str:
        """A chart's title with the name of the one area it shows."""
        return self.text("show.of_area", title=self.text(title), area=self.labels.area(self.area, self.text))

    def pick(self, word: str, figure: str, *cuts: str, by: str) -> "Picked":
        """One value of a figure's breakdown, among those shown for some group; kept in the address."""
        cells = self.figure(figure, *cuts, by=by)
        every = sorted(set(cells.cells["category"].unique()), key=self._place)
        options = among({each: cells.only(pl.col("category") == each) for each in every})

        def name(each: str) -> str:
            return capitalised(self.labels.category(by, each, self.text))

        return Picked(self, by, pick(self.text, word, word, options, name))

    def _place(self, category: str) -> tuple[int, str]:
        """An instrument's place in its table, so that the choices stand in the order of the delivery."""
        instruments = list(self.labels.instruments)
        name = category.partition("|")[0]
        return (instruments.index(name) if name in instruments else len(instruments), category)

    def pick_variant(self, figure: str) -> str:
        """One reading of a figure, the catalogue's own first; kept in the address."""
        default, chosen = INDICATOR_OF[figure].default_variant, self.choice
        cells = seen_by(self.viewer, served_release().figure(figure)).only(*chosen.families())
        if chosen.area != ALL:
            cells = cells.only(pl.col("area") == chosen.area)
        every = sorted(set(cells.cells["variant"].unique()), key=lambda name: (name != default, name))
        options = among({each: cells.only(pl.col("variant") == each) for each in every})
        return pick(
            self.text, "variant", "variant", options, lambda each: capitalised(reading(each, self.text))
        )

    def answer(self, released: Released, **chosen: str) -> None:
        """The sentence that answers the page's question, as of the chosen period."""
        self.say(answer(self.choice.as_of(released), self.text, self.labels, **chosen))

    def say(self, told: str) -> None:
        """A sentence as the page's answer."""
        self.told = told
        headline(told)

    def show(self, figures: Figures, chart: Chart, **options: Any) -> None:
        """A figure with its title, sentence, chart, table, n, definition, source, and why cells hide.

        As of the chosen period; a chart over time stays whole and marks it.
        """
        given = several(figures)
        options["says"] = self.choice.as_of(options.get("says") or given[0])
        if chart is change and (apart := self._apart(given)):
            options.setdefault("by", apart)
        if chart in OVER_TIME:
            options["events"] = [*options.get("events", ()), *self._chosen_period(given)]
        if chart not in WHOLE:
            cut = tuple(self.choice.as_of(one) for one in given)
            figures = cut[0] if isinstance(figures, Released) else cut
        if chart in SCALED:
            options["scale"] = reach(several(figures), self.viewer, latest=chart not in WHOLE)
        options = {"told": self.told, **options, "report": letter(given, self.text)}
        show(figures, chart, self.text, self.labels, own=self.viewer.areas, **options)

    def _apart(self, figures: Sequence[Released]) -> str:
        """The column by which the chosen characteristic divides these figures; "" where it does not."""
        column = "cohort" if self.choice.characteristic == COHORT else "category"
        cells = [one.cells for one in figures if self.choice.value == ALL]
        own = ALL if column == "cohort" else self.choice.characteristic
        divided = any(set(each["characteristic"]) == {own} and each[column].n_unique() > 1 for each in cells)
        return column if divided else ""

    def _chosen_period(self, figures: Sequence[Released]) -> list[Mapping[str, Any]]:
        """The mark of the chosen period, at the last that had ended by then; none for the latest."""
        kept = in_order({label for one in figures for label in self.choice.as_of(one).cells["period"]})
        end = last_day(kept[-1]) if self.choice.until and kept else None
        words = {f"text_{self.text.language}": period(kept[-1], self.text)} if kept else {}
        return [{"kind": "chosen", "starts_on": end, "ends_on": end, **words}] if end else []

    def more(self) -> Any:
        """A folded part; its figures are drawn once it is `open`, and no other click waits for them."""
        label = self.text("show.more")
        return st.expander(label, key="more", icon=":material/expand_more:", on_change="rerun")

    def note(self, key: str) -> None:
        """A remark that must stand beside the figures."""
        st.caption(plain(self.text(key)))

    def remark(self, told: str) -> None:
        """A sentence beside the answer; nothing where there is none."""
        if told:
            st.markdown(plain(told))

    def rule(self, figure: str) -> None:
        """From what a change is counted, printed where it is shown."""
        st.caption(plain(self.text("show.rule", baseline=self.text(f"{figure}.baseline"))))

    def parts(self, whole: Released, *parts: Released) -> None:
        """How many are behind a change, and how many are not and why: counts of the same families and day."""
        told = counts([self.choice.as_of(one) for one in (whole, *parts)], self.text, self.labels)
        st.caption(plain(told))

    def whole(self) -> None:
        """Says that all areas and families stand here, where the bar names some of them."""
        if self.choice.is_part:
            self.note("show.whole")

    def scale(self, category: str) -> None:
        """The scale of an instrument, which way is better, and who answered: a score says nothing without."""
        for words in explanation.scale(category or "||", served_release().context["instrument"], self.text):
            st.caption(plain(words))

    def money_notes(self, kind: str) -> list[str]:
        """What stands on every chart of money: measured or modelled, whose prices, whose purse."""
        year = price_year(date.fromisoformat(served_release().manifest["as_of"]))
        return explanation.of_money(year, kind, self.text)

    def events(self, *kinds: str, without: str = "") -> list[Mapping[str, Any]]:
        """What happened everywhere or in the chosen area, to be marked on a chart over time.

        `without`: what its id begins with where it concerns other figures (registrering, reform).
        """
        places = (None, self.choice.area)
        notes = served_release().context["event_note"]
        chosen = (note for note in notes if note["kind"] in kinds and note["area_id"] in places)
        if without:
            chosen = (note for note in chosen if not str(note["event_id"]).startswith(without))
        return sorted(chosen, key=lambda note: str(note["starts_on"]))

    def reference(self, series: str) -> list[Mapping[str, Any]]:
        """Somebody else's published series, to be drawn beside ours."""
        return [row for row in served_release().context["reference_series"] if row["series"] == series]


@dataclass(frozen=True)
class Picked:
    """The figures of one value of a breakdown."""

    page: Page
    by: str
    category: str

    def figure(self, figure: str, *cuts: str) -> Released:
        """The chosen cells of a figure, of this value alone."""
        return self.page.figure(figure, *cuts, by=self.by, category=self.category)


def _total(cells: Released) -> Released:
    """The total over all areas; where the latest can't be shown, the total over the areas that are."""
    totals = cells.only(pl.col("area").is_in(TOTALS))
    if totals.cells.is_empty():
        return totals
    latest = totals.only(pl.col("period") == _latest(totals), pl.col("status").is_in(SHOWN))
    areas = latest.cells["area"].to_list()
    return totals.only(pl.col("area") == ("shown_areas" if "shown_areas" in areas else "all"))


def _latest(released: Released) -> str:
    return in_order(set(released.cells["period"].unique()))[-1]
