"""A briefing being changed: its title, the words and order of its parts, and parts that are added."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import uuid4

import streamlit as st

from dashboard.catalogue import CATALOGUE, INDICATOR_OF
from dashboard.council.briefing import APART, EVERY, TOTAL, Briefing, Chart, Part
from dashboard.council.cells import chosen
from dashboard.council.ready_made import council_briefing
from dashboard.parts.page import Page
from dashboard.screen.filters import value_name
from dashboard.stores.released import SHOWN
from dashboard.stores.served import Served, release_of
from dashboard.text import LANGUAGES, Text
from dashboard.words.sentences import capitalised, variant

Keep = Callable[[Briefing], None]

MOST_TITLE, MOST_WORDS = 120, 2000
"""The longest title and the longest text, in signs."""

FIGURES = list(dict.fromkeys((*(key for one in CATALOGUE for key in one.keys), *INDICATOR_OF)))
"""Every figure, in the catalogue's order."""

WORDS_ALONE, OF_THE_READY_MADE, ANOTHER_FIGURE = "add_words", "add_from", "add_figure"


def draw(briefing: Briefing, page: Page, keep: Keep) -> None:
    """The title, then one part's words and place, then what may be added."""
    text = page.text
    _title(briefing, text, keep)
    if briefing.parts:
        _part(briefing, text, keep)
    _add(briefing, page, keep)


def title_of_copy(briefing: Briefing) -> dict[str, str]:
    """What a copy is called until somebody names it."""
    return {
        language: Text(language)("council.desk.copy_of", title=briefing.titled(language))
        for language in LANGUAGES
    }


def moved_to(briefing: Briefing, release_id: str) -> Briefing:
    """The same parts, of another release."""
    return replace(briefing, release_id=release_id)


def _title(briefing: Briefing, text: Text, keep: Keep) -> None:
    with st.form(f"title-{briefing.identity}-{text.language}", border=False):
        title = st.text_input(
            text("council.desk.title_label"), briefing.titled(text.language), max_chars=MOST_TITLE
        )
        if st.form_submit_button(text("council.desk.save")) and title.strip():
            keep(replace(briefing, title={**briefing.title, text.language: title.strip()}))


def _part(briefing: Briefing, text: Text, keep: Keep) -> None:
    """The words of one part in the reader's language, and where it stands."""
    language = text.language
    place = st.selectbox(
        text("council.desk.parts"),
        range(len(briefing.parts)),
        format_func=lambda each: f"{each + 1}. {_name(briefing.parts[each], text)}",
        key=f"part-{briefing.identity}",
    )
    part = briefing.parts[place]
    with st.form(f"words-{briefing.identity}-{part.key}-{language}", border=False):
        heading = st.text_input(
            text("council.desk.heading_label"), part.heading.get(language, ""), max_chars=MOST_TITLE
        )
        own = st.text_area(text("council.desk.text_label"), part.text.get(language, ""), max_chars=MOST_WORDS)
        notes = st.text_area(
            text("council.desk.notes_label"), part.notes.get(language, ""), max_chars=MOST_WORDS
        )
        if st.form_submit_button(text("council.desk.save")):
            keep(briefing.with_part(place, part.worded(language, heading=heading, text=own, notes=notes)))
    with st.container(horizontal=True):
        if st.button(text("council.desk.up"), icon=":material/arrow_upward:", disabled=place == 0):
            keep(briefing.moved(place, -1))
        last = place == len(briefing.parts) - 1
        if st.button(text("council.desk.down"), icon=":material/arrow_downward:", disabled=last):
            keep(briefing.moved(place, 1))
        if st.button(text("council.desk.remove"), icon=":material/remove:"):
            keep(briefing.without(place))


def _name(part: Part, text: Text) -> str:
    key = f"{part.figures[0]}.title" if part.figures else ""
    return part.heading.get(text.language) or (text(key) if key in text else text("council.desk.words_only"))


def _add(briefing: Briefing, page: Page, keep: Keep) -> None:
    """A new last part: words, a chart of the ready-made briefing, or another figure."""
    text = page.text
    kind = st.radio(
        text("council.desk.add"),
        (OF_THE_READY_MADE, ANOTHER_FIGURE, WORDS_ALONE),
        format_func=lambda each: text(f"council.desk.{each}"),
        horizontal=True,
        key=f"add-{text.language}",
    )
    release = release_of(briefing.release_id)
    if kind == WORDS_ALONE:
        part = Part(_key())
    elif kind == OF_THE_READY_MADE:
        part = _of_the_ready_made(briefing, text)
    else:
        part = _of_a_figure(release, page)
    if part.figures and not _has_numbers(part, release):
        st.info(text("council.desk.no_cells"))
    elif st.button(text("council.desk.add_button"), icon=":material/add:", key="add_part"):
        keep(briefing.adding(part))


def _of_the_ready_made(briefing: Briefing, text: Text) -> Part:
    offered = council_briefing(briefing.release_id).parts
    place = st.selectbox(
        text("council.desk.add_from"),
        range(len(offered)),
        format_func=lambda each: _name(offered[each], text),
        key=f"from-{text.language}",
    )
    return replace(offered[place], key=_key())


def _of_a_figure(release: Served, page: Page) -> Part:
    """A figure with its cut, area, families and look, each chosen among what the release has."""
    text = page.text

    def pick(word: str, options: list[str], names: Callable[[str], str]) -> str:
        label, key = text(f"council.desk.{word}"), f"add-{word}-{text.language}"
        return str(st.selectbox(label, options, format_func=names, key=key))

    figure = pick("figure", FIGURES, lambda each: text(f"{each}.title"))
    cells = release.figure(figure).cells
    cells = cells.filter(cells["level"] == "public")
    values = {name: sorted(set(cells[name])) for name in ("cut", "characteristic", "cohort", "variant")}
    is_share = set(cells["unit"]) == {"pct"}
    charts = [Chart.LINES, Chart.BARS, *([Chart.SHARES] if is_share else [])]
    chart = pick("chart", [str(each) for each in charts], _chart_name(text))
    cut = pick("cut", values["cut"], lambda each: capitalised(text(f"cut.{each}")))
    area = pick("area", [EVERY, APART, TOTAL, *page.labels.areas], _area_name(page))
    cohort = pick("cohort", values["cohort"], lambda each: text(f"cohort.{each}"))
    by = pick("by_label", values["characteristic"], lambda each: text(f"characteristic.{each}"))
    categories = sorted(set(cells.filter(cells["characteristic"] == by)["category"]) - {"all"})
    category = pick(
        "category", ["", *categories] if by != "all" else [""], lambda each: _value(by, each, page)
    )
    reading = pick("variant", values["variant"], lambda each: capitalised(variant(each, text)) or "–")
    latest = st.number_input(text("council.desk.latest"), 0, 40, 12, key=f"add-latest-{text.language}")
    return Part(
        _key(), Chart(chart), (figure,), (cut,), by, category, cohort, area, reading, latest=int(latest)
    )


def _chart_name(text: Text) -> Callable[[str], str]:
    return lambda each: text(f"council.chart.{each}")


def _area_name(page: Page) -> Callable[[str], str]:
    several: Mapping[str, str] = {
        EVERY: page.text("council.every_area_and_total"),
        APART: page.text("council.every_area"),
        TOTAL: page.text("council.all_areas"),
    }
    return lambda each: capitalised(several.get(each) or page.labels.area(each, page.text))


def _value(by: str, category: str, page: Page) -> str:
    return value_name(by, category or "all", page.text, page.labels)


def _has_numbers(part: Part, release: Served) -> bool:
    """Has any of the part's cells a number?"""
    drawn = chosen(part, release).drawn
    return any(status in SHOWN for one in drawn for status in one.cells["status"].to_list())


def _key() -> str:
    return uuid4().hex[:8]
