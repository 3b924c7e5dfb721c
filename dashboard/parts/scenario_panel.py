"""The scenario on the screen: its choices, kept in the address, its result, and all that is assumed."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts.template import is_internal
from dashboard.charts.tornado import Bar, tornado
from dashboard.indicators.prices import INDEX, price_year
from dashboard.parts.account import BEFORE_COST, Account, readings
from dashboard.screen import chart_element, scenario
from dashboard.screen.card import KEPT
from dashboard.screen.choices import ALL
from dashboard.screen.filters import forget, select
from dashboard.screen.measure import measure
from dashboard.screen.scenario import Assumptions, Lever, Outcome, Year, outcome, yearly
from dashboard.screen.scenario_words import PRICES, READING, Table, Words
from dashboard.screen.show import as_tables, plain
from dashboard.stores.kept import kept
from dashboard.stores.released import Released
from dashboard.stores.served import served_release
from dashboard.text import Text
from dashboard.text.labels import TOTALS

OPTIONS: dict[str, Mapping[str, Any]] = {
    "horizon": {str(years): years for years in range(11)},
    "fade": {"0": 0.0, "10": 0.1, "20": 0.2, "30": 0.3, "50": 0.5},
    "afterwards": {"100": 1.0, "50": 0.5, "0": 0.0},
    "additional": {"100": 1.0, "75": 0.75, "50": 0.5, "25": 0.25},
    "grant": {"with": True, "without": False},
    "rate": {"0": 0.0, "3.5": 0.035},
}
"""Every assumption with its options as the address writes them, the default first.

The price year is not among them: it is a unit, and moves nothing against anything.
"""

ACROSS = 4


class Scenario:
    """What-if on the account's yearly sums, for all families of the chosen area."""

    def __init__(self, account: Account) -> None:
        self.account, self.text, self.page = account, account.text, account.undivided
        self.as_of = str(served_release().manifest["as_of"])
        cost = measure(self.page.viewer, "savings.programme_cost", cut="year", characteristic="funding")
        self.cost, self.saving = self.page.choice.as_of(cost), self._saving(account.variant)
        self.years = self._years(self.saving)
        self.words = Words(self.text, self.as_of, self.years)

    def draw(self) -> None:
        """Choices, result, what matters most, and the list of assumptions; or why there is no scenario."""
        with st.container(key="scenario"):
            self._draw()

    def _draw(self) -> None:
        st.subheader(plain(self.text("scenario.title")), anchor=False)
        if not any(year.saving is not None for year in self.years):
            st.info(plain(self.text("scenario.none")), icon=":material/visibility_off:")
            return
        st.markdown(plain(self.words.intro()))
        options = {**OPTIONS, PRICES: self._prices()}
        chosen = self._choose(options)
        assumed = Assumptions(**{name: options[name][option] for name, option in chosen.items()})
        result = outcome(self.years, assumed)
        st.markdown(f"**{plain(self.words.answer(result))}**")
        self._what_matters(result, assumed)
        self._list(chosen, {name: next(iter(values)) for name, values in options.items()})
        with st.expander(self.text("scenario.by_year"), icon=":material/expand_more:"):
            _table(self.words.by_year(result))

    def _choose(self, options: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
        columns, chosen = st.columns(ACROSS), {}
        for place, (name, values) in enumerate(options.items()):
            with columns[place % ACROSS]:
                chosen[name] = select(self.text, name, name, list(values), partial(self.words.option, name))
        if any(option != next(iter(options[name])) for name, option in chosen.items()):
            st.button(
                self.text("scenario.reset"),
                key="reset-scenario",
                on_click=forget,
                args=tuple(options),
                type="tertiary",
                icon=":material/restart_alt:",
            )
        return chosen

    def _prices(self) -> dict[str, float]:
        """The price years there is an index for, the release's own first, each relative to it."""
        base = price_year(date.fromisoformat(self.as_of))
        index = {int(row["year"]): float(row["value"]) for row in _index()}
        years = sorted(index, key=lambda year: (year != base, -year))
        return {str(year): index[year] / index[base] for year in years}

    def _saving(self, variant: str) -> Released:
        """The group's saving by year: of a choice of all areas, both totals."""
        cells = self.page.choice.as_of(self.page.figure(BEFORE_COST, "year", variant=variant))
        return cells.only(pl.col("area").is_in(TOTALS)) if self.page.choice.area == ALL else cells

    def _years(self, saving: Released) -> list[Year]:
        return yearly(saving, self.cost, self.as_of)

    def _what_matters(self, result: Outcome, assumed: Assumptions) -> None:
        """The tornado, or its table, and which assumptions change nothing here."""
        levers = [self._by_reading(assumed), *scenario.varied(self.years, assumed, OPTIONS)]
        swings = scenario.tornado(levers)
        bars = [self.words.bar(swing) for swing in swings if swing.width]
        title, ends = self.text("scenario.tornado"), self.words.ends(bars)
        st.markdown(f"**{plain(title)}**")
        if as_tables() or not bars:
            _table(ends)
        else:
            words = " ".join(f"{'. '.join(row)}." for row in zip(*ends.values(), strict=True))
            card = _card((self.saving, self.cost), tuple(bars), result.net, title, words, self.text)
            chart_element.put(card, key="chart-tornado")
        if still := [self.words.name(swing.name) for swing in swings if not swing.width]:
            st.caption(plain(self.text("scenario.still", names=", ".join(still))))

    def _by_reading(self, assumed: Assumptions) -> Lever:
        """The same assumptions on what each counterfactual and exposure gives of the same areas and years."""
        years = {variant: self._years(self._saving(variant)) for variant in readings(self.page)}
        alike = {name: each for name, each in years.items() if _shown(each) == _shown(self.years)}
        return Lever(READING, {name: outcome(each, assumed) for name, each in alike.items()})

    def _list(self, chosen: Mapping[str, str], defaults: Mapping[str, str]) -> None:
        st.markdown(f"**{plain(self.text('scenario.assumptions'))}**")
        every = {READING: self.account.variant, **chosen}
        _table(self.words.assumptions(every, {READING: readings(self.page)[0], **defaults}, _index()))


@kept(KEPT)
def _card(
    figures: tuple[Released, ...], bars: tuple[Bar, ...], net: float, title: str, words: str, text: Text
) -> str:
    """The tornado as the browser reads it."""
    return chart_element.written(
        tornado(figures, bars, net, text, subtitle=text("scenario.subtitle")).to_plotly_json(),
        text,
        label=text("chart.label", kind=text("chart.kind.tornado"), title=title),
        words=words,
        download=not is_internal(figures),
    )


def _shown(years: Sequence[Year]) -> list[tuple[int, bool, str]]:
    """Which years are shown, and of which areas: what makes two readings comparable."""
    return [(year.year, year.saving is None, year.of) for year in years]


def _index() -> Sequence[Mapping[str, Any]]:
    return [row for row in served_release().context["price_index"] if row["index_id"] == INDEX]


def _table(columns: Table) -> None:
    st.table({name: [plain(words) for words in told] for name, told in columns.items()}, hide_index=True)
