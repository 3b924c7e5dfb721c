"""Briefings on the screen: which one, how fresh its figures are, what is in it, and its files."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape

import polars as pl
import streamlit as st

from dashboard.council import editing, files
from dashboard.council.access import AUTHORS
from dashboard.council.briefing import Briefing, Chart
from dashboard.council.drawing import drawn
from dashboard.council.drawing.chart import described
from dashboard.council.kept import ChangedElsewhereError, briefings
from dashboard.council.link import briefing_address
from dashboard.council.newer import change
from dashboard.council.paper import TYPE, WIDE, height
from dashboard.council.ready_made import COUNCIL
from dashboard.council.sheet import HERE, Read, Sheet, read
from dashboard.entrance import logged
from dashboard.parts.page import Page
from dashboard.screen.filters import select
from dashboard.screen.show import plain
from dashboard.stores.logbook import Did, LogbookError
from dashboard.stores.served import NoRelease, served_release
from dashboard.text import Text, numbers, periods
from dashboard.words.differences import Differences
from dashboard.words.release_words import revised

CHOSEN = "briefing"
ON_WHITE = "background:#fff;padding:12px;width:100%;max-width:860px;border-radius:6px"
"""A chart looks as it will on paper, in both themes."""


@dataclass(frozen=True)
class Shown:
    """A briefing as the page shows it: read, and its charts drawn."""

    read: Read
    pictures: Mapping[int, str]


@lru_cache(maxsize=4)
def _shown(stored: str, language: str) -> Shown:
    """A briefing is read and drawn once for as long as nothing in it changes."""
    whole = read(Briefing.read(json.loads(stored)), Text(language))
    return Shown(whole, {sheet.number: _picture(sheet, whole) for sheet in whole.sheets if sheet.plot})


def _picture(sheet: Sheet, whole: Read) -> str:
    """The chart as an image that a page may hold, with words for those who don't see it."""
    svg = drawn(sheet, whole.text, whole.labels, width=WIDE, height=height(sheet), size=TYPE, travels=True)
    words, source = escape(described(sheet, whole.text)), b64encode(svg.encode()).decode()
    return f'<img style="{ON_WHITE}" alt="{words}" src="data:image/svg+xml;base64,{source}">'


class Desk:
    """The briefing that is chosen now, for the reader who is looking."""

    def __init__(self, page: Page) -> None:
        self.page, self.viewer, self.text = page, page.viewer, page.text
        self.may_change = self.viewer.role in AUTHORS
        self.briefing = self._chosen()
        self.shown = self._shown()

    def _chosen(self) -> Briefing:
        """One of all briefings; its name stands in the address, so that a link opens it again."""
        every = {each.identity: each for each in briefings().every()}
        named = select(self.text, CHOSEN, CHOSEN, list(every), lambda identity: self._name(every[identity]))
        return every[named]

    def _name(self, briefing: Briefing) -> str:
        title = briefing.titled(self.text.language)
        return self.text("council.desk.ready_made", title=title) if briefing.identity == COUNCIL else title

    def _shown(self) -> Shown | None:
        try:
            return _shown(json.dumps(self.briefing.stored()), self.text.language)
        except NoRelease:
            return None

    @property
    def read(self) -> Read | None:
        return self.shown.read if self.shown else None

    @property
    def is_kept(self) -> bool:
        """Is it a briefing of its own, and not the one that is always there?"""
        return self.briefing.identity != COUNCIL

    def freshness(self) -> None:
        """Which release the figures are of, and whether there is a newer one and what it would change."""
        text = self.text
        if self.read is None:
            st.error(text("council.desk.failed_release"))
        else:
            as_of, key = periods.day(self.read.as_of, text), "frozen" if self.is_kept else "follows"
            told = text(f"council.desk.{key}", as_of=as_of, release=self.briefing.release_id)
            st.markdown(plain(f"{told} {text('council.desk.public')}"))
        if self.is_kept:
            when = datetime.fromtimestamp(self.briefing.changed_at, HERE).date()
            by = text("council.desk.by", day=periods.day(when, text), author=self.briefing.author)
            st.caption(plain(by))
        served = served_release()
        if self.briefing.release_id != served.manifest["release_id"]:
            self._newer(str(served.manifest["as_of"]))

    def _newer(self, as_of: str) -> None:
        """A newer release is served: what would change, and the way there."""
        text, told = self.text, [self.text("council.desk.newer", as_of=periods.period(as_of, self.text))]
        found = change(self.briefing, self.read.release, served_release()) if self.read else None
        if found:
            words = {
                "changed": numbers.number(found.other_values, text),
                "all": numbers.number(found.of, text),
                "appeared": numbers.number(found.counts["appeared"], text),
                "vanished": numbers.number(found.counts["vanished"], text),
                "periods": numbers.number(found.counts["new_periods"], text),
            }
            key = "nothing_changes" if found.is_none else "would_change"
            told.append(text(f"council.desk.{key}", **words))
        st.warning(plain(" ".join(told)), icon=":material/update:")
        if found and found.revised and self.read:
            with st.expander(text("releases.revisions")):
                pairs = Differences(pl.DataFrame(), found.revised)
                table = revised(pairs, text, self.read.labels)
                st.table({name: [plain(cell) for cell in cells] for name, cells in table.items()})
        if self.may_change and st.button(text("council.desk.move"), icon=":material/upgrade:"):
            self.keep(editing.moved_to(self.briefing, str(served_release().manifest["release_id"])))

    def take_along(self) -> None:
        """The presentation in a tab of its own, the files, and the link."""
        text, briefing = self.text, self.briefing
        with st.container(horizontal=True, vertical_alignment="bottom"):
            address = f"council/{briefing.identity}/presentation?lang={text.language}"
            st.link_button(
                text("council.desk.present"),
                address,
                icon=":material/slideshow:",
                type="primary",
                help=text("council.desk.present_help"),
            )
            with st.popover(text("council.desk.download"), icon=":material/download:"):
                files.offer(briefing, self.viewer)
            with st.popover(text("council.desk.link"), icon=":material/link:"):
                st.code(briefing_address(briefing.identity, text.language), language=None, wrap_lines=True)
                st.caption(text("council.desk.link_about"))
            if self.may_change:
                self._copy_and_delete()

    def _copy_and_delete(self) -> None:
        text = self.text
        if st.button(text("council.desk.copy"), icon=":material/content_copy:") and self._noted(
            Did.BRIEFING_CREATED, self.briefing.release_id
        ):
            copied = briefings().copy(
                self.briefing, editing.title_of_copy(self.briefing), self.viewer.username
            )
            self._open(copied.identity)
        if self.is_kept:
            with st.popover(text("council.desk.delete"), icon=":material/delete:"):
                st.markdown(plain(text("council.desk.delete_ask")))
                if st.button(
                    text("council.desk.delete_yes"), key=f"delete-{self.briefing.identity}"
                ) and self._noted(Did.BRIEFING_DELETED, self.briefing.release_id):
                    briefings().delete(self.briefing.identity)
                    self._open(COUNCIL)

    def _open(self, identity: str) -> None:
        st.session_state[f"chosen-{CHOSEN}"] = identity
        st.rerun()

    def keep(self, after: Briefing) -> None:
        """Keep a changed briefing and show it; if somebody else was first, say so and keep nothing."""
        is_moved = after.release_id != self.briefing.release_id
        if not self._noted(Did.BRIEFING_FROZEN if is_moved else Did.BRIEFING_CHANGED, after.release_id):
            return
        try:
            briefings().change(self.briefing, after, self.viewer.username)
        except ChangedElsewhereError:
            st.error(self.text("council.desk.changed_elsewhere"))
        else:
            st.rerun()

    def _noted(self, did: Did, release_id: str) -> bool:
        """Whether the logbook has its line; without one nothing is changed, and the reader is told."""
        try:
            logged.acted(self.viewer, did, "briefings", briefing=self.briefing.identity, release=release_id)
        except LogbookError:
            st.error(self.text("logbook.blocked"))
            return False
        return True

    def edit(self) -> None:
        """Its words and its order, for those who may change it; for the others, that they may not."""
        if not self.may_change:
            st.caption(self.text("council.desk.read_only"))
        elif self.is_kept:
            with st.expander(self.text("council.desk.edit"), icon=":material/edit:"):
                editing.draw(self.briefing, self.page, self.keep)

    def parts(self) -> None:
        """Every part as it is taken along: heading, sentence, chart, the author's words apart."""
        if self.shown:
            for sheet in self.shown.read.sheets:
                _part(sheet, self.shown.pictures.get(sheet.number, ""))


def _part(sheet: Sheet, picture: str) -> None:
    st.subheader(plain(f"{sheet.number}. {sheet.title}"), anchor=False)
    if sheet.sentence:
        st.markdown(plain(sheet.sentence))
    if picture:
        st.html(picture)
    listed = "- " if sheet.part.chart is Chart.WORDS else "> "
    st.markdown("\n".join(f"{listed}{plain(line)}" for line in sheet.text.splitlines()))
    for told in filter(None, (sheet.selection, *sheet.remarks)):
        st.caption(plain(told))
