"""The logbook on the screen: the latest lines, one person's or one day's, and all of them as a file."""

import csv
import json
from datetime import date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.council.data import harmless
from dashboard.entrance import logged
from dashboard.parts.page import Page
from dashboard.screen.filters import select
from dashboard.screen.show import plain
from dashboard.stores.logbook import Did, Line, LogbookError, Written, logbook
from dashboard.text import numbers, periods
from dashboard.words.tables import NOTHING

HERE = ZoneInfo("Europe/Copenhagen")
EVERY = "*"  # no user name begins so
MOST_ROWS = 200
"""A table on the screen has no more rows; the file has them all."""

COLUMNS = ("time", "did", "username", "role", "page", "level", "details")


class LogbookView:
    """The logbook, for the programme head who is looking now."""

    def __init__(self, page: Page) -> None:
        self.page, self.text, self.labels, self.viewer = page, page.text, page.labels, page.viewer
        self.book = logbook()
        self.person, self.day = EVERY, EVERY

    def answer(self) -> str:
        """How many lines there are, and how long they are kept."""
        lines = numbers.number(self.book.count(), self.text)
        return self.text("logbook.told", n=lines, days=numbers.quantity(self.book.days, "days", self.text))

    def choose(self) -> None:
        """Everybody or one person, every day or one."""
        text = self.text
        with st.container(horizontal=True):
            self.person = select(
                text,
                "person",
                "person",
                [EVERY, *self.book.names()],
                lambda each: text("logbook.everybody") if each == EVERY else each,
            )
            self.day = select(
                text,
                "day",
                "day",
                [EVERY, *self._days()],
                lambda each: (
                    text("logbook.every_day")
                    if each == EVERY
                    else periods.day(date.fromisoformat(each), text)
                ),
            )

    def lines(self) -> None:
        """The latest lines that were chosen, in the reader's words."""
        text, found = self.text, self._read(MOST_ROWS + 1)
        if not found:
            st.info(text("logbook.none"))
            return
        rows = [self._row(one) for one in found[:MOST_ROWS]]
        headings = [text(f"logbook.column.{column}") for column in COLUMNS]
        st.table(
            {heading: [plain(row[place]) for row in rows] for place, heading in enumerate(headings)},
            hide_index=True,
        )
        if len(found) > MOST_ROWS:
            st.caption(text("logbook.more", n=numbers.number(MOST_ROWS, text)))

    def take_along(self) -> None:
        """Every line that was chosen as a file; that it was taken along is a line too."""
        text = self.text
        if not st.button(text("logbook.make"), icon=":material/download:", key="make_file"):
            return
        chosen = {name: one for name, one in (("person", self.person), ("day", self.day)) if one != EVERY}
        try:
            logged.acted(self.viewer, Did.EXPORTED, "logbook", format="csv", **chosen)
        except LogbookError:
            st.error(text("logbook.blocked"))
            return
        name = f"logbog-{datetime.now(HERE).date()}.csv"
        content = as_csv(self._read())
        st.download_button(
            text("logbook.ready"), content, name, "text/csv", on_click="ignore", key="take_file"
        )

    def _days(self) -> list[str]:
        """Every day of which something may be kept, the latest first."""
        first = _moment(self.book.oldest()).date()
        today = _moment(self.book.clock()).date()
        return [str(today - timedelta(days=back)) for back in range((today - first).days + 1)]

    def _read(self, most: int | None = None) -> list[Written]:
        since, before = 0.0, None
        if self.day != EVERY:
            first = datetime.combine(date.fromisoformat(self.day), time(), HERE)
            since, before = first.timestamp(), (first + timedelta(days=1)).timestamp()
        return self.book.read(since, before, None if self.person == EVERY else self.person, most)

    def _row(self, one: Written) -> list[str]:
        """A line's cells in words, in the order of the columns."""
        text, line, when = self.text, one.line, _moment(one.at)
        return [
            f"{periods.day(when.date(), text)} {when:%H:%M:%S}",
            text(f"logbook.did.{line.did}"),
            line.username or NOTHING,
            text(f"role.{line.role}") if line.role else NOTHING,
            text(f"page.{line.page}.title") if line.page else NOTHING,
            text(f"level.{line.level}") if line.level else NOTHING,
            self._details(line) or NOTHING,
        ]

    def _details(self, line: Line) -> str:
        return " · ".join(
            f"{self._named(name)}: {self._value(name, one)}" for name, one in line.details.items()
        )

    def _named(self, name: str) -> str:
        key = f"logbook.detail.{name}"
        return self.text(key) if key in self.text else name

    def _value(self, name: str, value: str) -> str:
        if name == "area":
            return ", ".join(map(self._area, value.split(", ")))
        key = f"role.{value}" if name == "role" else f"logbook.{name}.{value}"
        return self.text(key) if key in self.text else value

    def _area(self, value: str) -> str:
        return self.labels.area(value, self.text) if value in self.labels.areas else value


def as_csv(found: list[Written]) -> bytes:
    """Lines as a file for a spreadsheet: codes, and times with their offset; nothing is read as a formula."""
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for one in found:
        line, when = one.line, _moment(one.at).isoformat(timespec="seconds")
        details = json.dumps(dict(line.details), ensure_ascii=False) if line.details else ""
        cells = (when, line.did, line.username, line.role, line.page, line.level, details)
        rows.writerow(map(harmless, cells))
    return written.getvalue().encode("utf-8-sig")


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, HERE)
