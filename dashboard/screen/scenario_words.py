"""A scenario in words: its options, its answer, and the list of everything that is assumed, with sources."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.charts.tornado import Bar
from dashboard.screen.scenario import Line, Outcome, Swing, Year, base_year
from dashboard.text import Text, numbers, periods

PRICES, READING = "prices", "variant"
IN_PERCENT = ("rate", "fade", "afterwards", "additional")

Table = dict[str, list[str]]
"""Columns of words by their heading."""


class Words:
    """What a scenario says, in the reader's language; `as_of`: the last day of the data."""

    def __init__(self, text: Text, as_of: str, years: Sequence[Year]) -> None:
        self.text, self.as_of, self.years = text, as_of, years

    def name(self, assumption: str) -> str:
        return self.text(f"filter.{assumption}")

    def option(self, name: str, option: str) -> str:
        """An option in words: 3,5 % · 5 år · med bevillingen · 2025."""
        if name in IN_PERCENT:
            decimals = 1 if "." in option else 0
            return self.text("unit.pct.other", n=numbers.number(float(option), self.text, decimals))
        match name:
            case "horizon":
                return self._years(int(option))
            case "grant":
                return self.text(f"scenario.grant.{option}")
            case _:
                return option

    def intro(self) -> str:
        """What a scenario is; and whether it begins with all that was measured."""
        whole = all(year.saving is not None and not year.of for year in self.years)
        return (
            f"{self.text('scenario.intro')} {self.text('scenario.whole' if whole else 'scenario.not_whole')}"
        )

    def answer(self, result: Outcome) -> str:
        """What follows from the assumptions, and what does not."""
        back = result.paid_back
        told = self.text(
            "scenario.answer_paid" if back else "scenario.answer_not",
            net=self._money(result.net),
            end=self.when(result.lines[-1]),
            when=self.when(back) if back else "",
        )
        return f"{told} {self.text('scenario.means')}"

    def when(self, line: Line) -> str:
        """At the end of which year, or so many years after the data."""
        if line.after:
            return self.text("scenario.after", years=self._years(line.after))
        if self._is_cut_off(line):
            return self.text("scenario.at_end", day=self._last_day())
        return self.text("scenario.in_year", year=str(line.year))

    def bar(self, swing: Swing) -> Bar:
        """One assumption's swing, with its options as short as a chart needs them."""
        low, high = (self._short(swing.name, option) for option in (swing.low_option, swing.high_option))
        return Bar(self.name(swing.name), in_thousands(swing.low), in_thousands(swing.high), low, high)

    def ends(self, bars: Sequence[Bar]) -> Table:
        """The tornado as a table."""
        return {
            self._column("name"): [bar.name for bar in bars],
            self._column("low"): [self._end(bar.low_words, bar.low) for bar in bars],
            self._column("high"): [self._end(bar.high_words, bar.high) for bar in bars],
        }

    def by_year(self, result: Outcome) -> Table:
        """Gain, cost and net to date of every year, so that the result can be added up by hand."""
        lines = result.lines
        amounts: dict[str, list[float | None]] = {
            "gain": [line.gain for line in lines],
            "cost": [line.cost for line in lines],
            "net_to_date": [line.net_to_date for line in lines],
        }
        written = {
            self._column(key): [self._amount(each) for each in column] for key, column in amounts.items()
        }
        return {self.text("period.one"): [self._year(line) for line in lines], **written}

    def _year(self, line: Line) -> str:
        if line.after:
            return self.text("scenario.after", years=self._years(line.after))
        if self._is_cut_off(line):
            return self.text("scenario.partial", year=str(line.year), day=self._last_day())
        return str(line.year)

    def assumptions(
        self, chosen: Mapping[str, str], defaults: Mapping[str, str], index: Sequence[Mapping[str, Any]]
    ) -> Table:
        """Everything that is assumed: its value, its default and where it comes from."""
        rows = [
            (
                self.name(name),
                self._short(name, option),
                self._short(name, defaults[name]),
                self._source(name, option, index),
            )
            for name, option in chosen.items()
        ]
        headings = [self._column(key) for key in ("name", "chosen", "default", "source")]
        return dict(zip(headings, map(list, zip(*rows, *self._fixed(), strict=True)), strict=True))

    def _fixed(self) -> list[tuple[str, str, str, str]]:
        """What is not chosen here: the years, what goes on after them, what is hidden, and whose purse."""
        first, last = self.years[0].year, self.years[-1].year
        told = {"years": self.text("scenario.from_to", first=str(first), last=str(last))}
        if base := base_year(self.years):
            gain = numbers.money(base.saving or 0.0, self.text)
            told["base"] = self.text("scenario.base", year=str(base.year), gain=gain)
        if hidden := [str(year.year) for year in self.years if year.saving is None]:
            told["hidden"] = ", ".join(hidden)
        if partial := [str(year.year) for year in self.years if year.of]:
            told["partial"] = ", ".join(partial)
        told["purse"] = self.text("savings.choice.purse")
        return [
            (self.text(f"scenario.fixed.{key}"), words, words, self.text(f"scenario.source.{key}"))
            for key, words in told.items()
        ]

    def _source(self, name: str, option: str, index: Sequence[Mapping[str, Any]]) -> str:
        if name == PRICES:
            return next(str(row["source"]) for row in index if str(row["year"]) == option)
        return self.text(f"scenario.source.{name}")

    def _is_cut_off(self, line: Line) -> bool:
        """Do the data end in the middle of this year?"""
        return line.year == self.years[-1].year and not self.years[-1].is_whole

    def _last_day(self) -> str:
        return periods.day(date.fromisoformat(self.as_of), self.text)

    def _short(self, name: str, option: str) -> str:
        if name == READING:
            return self.text(f"scenario.reading.{option.replace('/', '_')}")
        return self.option(name, option)

    def _end(self, words: str, net: float) -> str:
        return f"{words}: {self._money(net)}"

    def _amount(self, amount: float | None) -> str:
        return self.text("chart.unshown") if amount is None else self._money(amount)

    def _money(self, amount: float) -> str:
        return numbers.money(in_thousands(amount), self.text)

    def _column(self, key: str) -> str:
        return self.text(f"scenario.column.{key}")

    def _years(self, n: int) -> str:
        return self.text("unit.years.one" if n == 1 else "unit.years.other", n=numbers.number(n, self.text))


def in_thousands(amount: float) -> float:
    """A modelled amount in whole thousands: more would claim more than assumptions can tell."""
    return float(numbers.half_up(amount / 1000)) * 1000
