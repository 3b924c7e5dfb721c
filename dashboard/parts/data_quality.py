"""The quality of the served release's data on the screen: by area, from the release, never from rows."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard.building.quality import ALL, KEY, SOURCES, is_late
from dashboard.parts.page import Page
from dashboard.screen.show import plain
from dashboard.stores.served import k_of, served_release
from dashboard.stores.viewer import Role
from dashboard.text import numbers, periods
from dashboard.words.sentences import capitalised
from dashboard.words.tables import NOTHING

Row = dict[str, Any]


class DataQuality:
    """What is known of the data, for the viewer who is looking: the head everywhere, a manager at home."""

    def __init__(self, page: Page) -> None:
        self.page, self.text, self.labels, self.viewer = page, page.text, page.labels, page.viewer
        served = served_release()
        self.as_of = date.fromisoformat(served.manifest["as_of"])
        self.delivery = served.context["delivery"][0]
        self.rows = [row for row in served.context.get(KEY, []) if self._is_seen(row)]

    def _is_seen(self, row: Row) -> bool:
        """A manager sees no count over all areas: less their own it would be the others'."""
        if row["level"] != self.viewer.level:
            return False
        if self.viewer.role is Role.PROGRAMME_HEAD or row["area"] in self.viewer.areas:
            return True
        return bool(row["area"] == ALL and row.get("families") is None)

    def answer(self) -> str:
        """To which day the data are complete, how long after it they came, and which sources are late."""
        text = self.text
        delivered = date.fromisoformat(str(self.delivery["delivered_at"])[:10])
        late = dict.fromkeys(row["of"] for row in self._part("freshness") if self._is_late(row))
        named = ", ".join(text(f"quality.source.{table}") for table in late)
        return text(
            "quality.told",
            as_of=periods.day(self.as_of, text),
            days=numbers.quantity(max((delivered - self.as_of).days, 0), "days", text),
            late=text("quality.some_late", sources=named) if late else text("quality.none_late"),
        )

    def freshness(self) -> None:
        """The last month of each source, and whether it is late."""
        self._table("freshness", self._month, self._source)

    def completeness(self) -> None:
        """How many families have any registration in each source."""
        self._table("completeness", self._count, self._source)

    def warnings(self) -> None:
        """What the import let pass, and what it weakens."""
        if not self._part("warning"):
            st.subheader(self.text("quality.warning"), anchor=False)
            st.markdown(self.text("quality.no_warnings"))
            return
        self._table("warning", self._count, lambda of: capitalised(self.text(f"delivery.rule.{of}")))

    def _part(self, part: str) -> list[Row]:
        return [row for row in self.rows if row["part"] == part]

    def _table(self, part: str, cell: Callable[[Row], str], name: Callable[[str], str]) -> None:
        """One line a source or rule, one column an area, and last the subject that rests on it."""
        rows, text = self._part(part), self.text
        st.subheader(text(f"quality.{part}"), anchor=False)
        self.page.note(f"quality.{part}_note")
        keys = list(dict.fromkeys((row["of"], row["table"]) for row in rows))
        areas = self.labels.order({row["area"] for row in rows})
        cells = {(row["of"], row["table"], row["area"]): cell(row) for row in rows}
        table = {text(f"quality.what_{part}"): [plain(name(of)) for of, _ in keys]}
        for area in areas:
            heading = capitalised(self.labels.area(area, text))
            table[heading] = [plain(cells.get((*key, area), NOTHING)) for key in keys]
        table[text("quality.weakens")] = [self._weakened(rows, key) for key in keys]
        st.table(table, hide_index=True)

    def _weakened(self, rows: Sequence[Row], key: tuple[str, str]) -> str:
        subject = next(row["subject"] for row in rows if (row["of"], row["table"]) == key)
        return plain(self.text(f"{subject}.title")) if subject else NOTHING

    def _source(self, table: str) -> str:
        return capitalised(self.text(f"quality.source.{table}"))

    def _month(self, row: Row) -> str:
        if not row["month"]:
            return self._hidden("few")
        month = periods.period(row["month"], self.text)
        return self.text("quality.late", month=month) if self._is_late(row) else month

    def _is_late(self, row: Row) -> bool:
        return SOURCES[row["of"]].is_monthly and is_late(row["month"], self.as_of)

    def _count(self, row: Row) -> str:
        if row["status"] != "shown":
            return self._hidden(row["status"])
        if row["families"] is None:
            return self.text("quality.whole_table", table=row["table"])
        told = {name: numbers.number(row[name], self.text) for name in ("families", "among")}
        return self.text("quality.count", **told)

    def _hidden(self, status: str) -> str:
        return self.text(f"status.{status}", k=str(k_of(self.viewer.level)))
