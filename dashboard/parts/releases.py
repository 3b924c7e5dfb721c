"""Releases on the screen: which one is served, what the waiting one would change, and all there have been."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.entrance import logged
from dashboard.parts.page import Page
from dashboard.screen.show import plain
from dashboard.stores import approval, store
from dashboard.stores.approval import ApprovalError, By, Entry
from dashboard.stores.logbook import Did, LogbookError
from dashboard.stores.served import served_release
from dashboard.stores.settings import settings
from dashboard.stores.viewer import Role, Viewer
from dashboard.text import Text, numbers, periods
from dashboard.words.differences import Differences
from dashboard.words.release_words import LARGEST, Table, by_figure, changes, revised, summary
from dashboard.words.tables import NOTHING

HERE = ZoneInfo("Europe/Copenhagen")
MOST_ROWS = 500
"""A table on the screen has no more rows; it says how many are missing."""


class Releases:
    """The releases, for the programme head who is looking now."""

    def __init__(self, page: Page) -> None:
        self.viewer, self.text, self.labels = page.viewer, page.text, page.labels
        self.folder = settings().data_folder
        self.entries = approval.calendar(self.folder)

    def served(self) -> str:
        """Which release is served, how old its data are, and who approved it."""
        manifest, text = served_release().manifest, self.text
        age = (datetime.now(HERE).date() - date.fromisoformat(manifest["as_of"])).days
        told = text(
            "releases.served",
            as_of=_day(manifest["as_of"], text),
            age=numbers.quantity(max(age, 0), "days", text),
        )
        own = (entry for entry in self.entries if entry.release_id == manifest["release_id"])
        approved = next((entry for entry in own if entry.approved), None)
        return f"{told} {text('releases.approved', **self._approval(approved))}" if approved else told

    def waiting(self) -> None:
        """The waiting release: what it would change, and the button that has it served."""
        text, waiting = self.text, store.waiting_folder(self.folder)
        st.subheader(text("releases.waiting"), anchor=False)
        if waiting is None:
            st.markdown(text("releases.none_waiting"))
            return
        if not store.is_whole(waiting):
            st.error(text("releases.damaged"))
            return
        manifest = store.manifest_of(waiting)
        st.markdown(plain(text("releases.as_of", as_of=_day(manifest["as_of"], text))))
        if not approval.has_passed(manifest):
            st.error(plain(text("releases.not_safe", n=numbers.number(approval.lost(manifest), text))))
            return
        served = store.served_folder(self.folder)
        if served is not None and (found := changes(served, waiting, self.viewer.level)):
            self._changes(found)
        self._ask(waiting)

    def calendar(self) -> None:
        """Every release there has been, and what each one revised."""
        text = self.text
        st.subheader(text("releases.calendar"), anchor=False)
        listed = [(entry, self._changed(entry)) for entry in self.entries]
        rows = [self._row(entry, found) for entry, found in listed]
        _table({heading: [row[heading] for row in rows] for heading in rows[0]} if rows else {}, text)
        for entry, found in listed:
            if found and found.revised:
                with st.expander(plain(text("releases.revised_by", as_of=_day(entry.as_of, text)))):
                    _table(revised(found, text, self.labels), text)

    def _changes(self, found: Differences) -> None:
        text, counts = self.text, found.counts
        st.markdown(plain(summary(found, text)))
        if found.is_none:
            return
        _table(by_figure(counts.head(LARGEST), text), text)
        if counts.height > LARGEST:
            with st.expander(text("releases.others", n=str(counts.height - LARGEST))):
                _table(by_figure(counts.tail(-LARGEST), text), text)
        if found.revised:
            with st.expander(text("releases.revisions"), expanded=len(found.revised) <= LARGEST):
                _table(revised(found, text, self.labels), text)

    def _ask(self, waiting: Path) -> None:
        """Asked once more before it is done; what was shown here is what is approved."""
        text = self.text
        with st.popover(text("releases.approve"), icon=":material/check:"):
            st.markdown(plain(text("releases.ask")))
            if not st.button(text("releases.yes"), key=f"approve-{waiting.name}", type="primary"):
                return
        try:
            approval.approve(
                self.folder,
                waiting.name,
                By.PROGRAMME_HEAD,
                self.viewer.username,
                lambda: logged.acted(self.viewer, Did.APPROVED, "releases", release=waiting.name),
            )
        except ApprovalError:
            st.error(text("releases.too_late"))
        except LogbookError:
            st.error(text("logbook.blocked"))
        else:
            st.rerun()

    def _changed(self, entry: Entry) -> Differences | None:
        if entry.replaced is None:
            return None
        before, after = (store.folder_of(self.folder, one) for one in (entry.replaced, entry.release_id))
        return changes(before, after, self.viewer.level)

    def _row(self, entry: Entry, found: Differences | None) -> Mapping[str, str]:
        text, approved = self.text, self._approval(entry)
        return {
            text("show.as_of"): _day(entry.as_of, text),
            text("releases.built"): _day(entry.built, text),
            text("releases.approved_on"): approved["day"],
            text("releases.approved_by"): approved["by"],
            text("releases.revised"): numbers.number(len(found.revised), text) if found else NOTHING,
        }

    def _approval(self, entry: Entry) -> dict[str, str]:
        """When a release was approved, and by whom; dashes where it was not."""
        if entry.approved is None:
            return {"day": NOTHING, "by": NOTHING}
        by = self.text(f"releases.by.{entry.by}")
        named = f"{by} ({entry.username})" if entry.username else by
        return {"day": _day(entry.approved, self.text), "by": named}


def waits(viewer: Viewer) -> str:
    """That a release waits, for the one who may approve it; "" for everybody else."""
    if viewer.role is not Role.PROGRAMME_HEAD:
        return ""
    waiting = store.waiting_folder(settings().data_folder)
    return viewer.text("releases.waits") if waiting is not None else ""


def _day(when: str | datetime, text: Text) -> str:
    day = date.fromisoformat(when) if isinstance(when, str) else when.astimezone(HERE).date()
    return periods.day(day, text)


def _table(table: Table, text: Text) -> None:
    length = max(map(len, table.values()), default=0)
    shown = {name: [plain(cell) for cell in cells[:MOST_ROWS]] for name, cells in table.items()}
    st.table(shown, hide_index=True)
    if length > MOST_ROWS:
        st.caption(text("releases.more_rows", n=numbers.number(length - MOST_ROWS, text)))
