"""The bar of choices: the same on every page, kept across pages, and in the address for a link to show.

Nothing here filters case rows. A choice picks cells that `measure` has released for this viewer.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.screen import choices, gone_back
from dashboard.screen.choices import ALL, AREA, CHOSEN, LANGUAGE, PERIOD, SPLIT, VALUE, Choice, Options
from dashboard.screen.show import plain
from dashboard.stores.viewer import Viewer
from dashboard.text import LANGUAGES, Labels, Text
from dashboard.text.periods import period
from dashboard.words.sentences import capitalised

REFUSED = "refused"
"""What was asked for and not given: by choice, the option and its status ("": it is not listed)."""

NOTICES = "notices"

LONG = 36
"""More letters than these are cut in a list on a phone."""

MOST_NAMED = 5
"""More periods than these are named by the earliest and the latest."""


def language() -> str:
    """The reader's language: the switch, or before it is drawn the address; Danish where neither says."""
    chosen = st.session_state.get(LANGUAGE) or st.query_params.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def choose_language(text: Text) -> None:
    """The switch between Danish and English; it changes nothing but the words."""
    st.session_state[LANGUAGE] = language()
    widget = _widget(LANGUAGE, language())
    st.segmented_control(
        text("app.language"),
        LANGUAGES,
        required=True,
        format_func=lambda each: text(f"language.{each}"),
        key=widget,
        on_change=_remember,
        args=(LANGUAGE, widget),
        label_visibility="collapsed",
    )
    _write_address(LANGUAGE, language(), LANGUAGES)


def switch(key: str, label: str, help: str) -> None:
    """A choice of yes or no that is not for the address: a link doesn't turn it."""
    widget = _widget(key, bool(st.session_state.get(key)))
    st.toggle(label, key=widget, help=help, on_change=_remember, args=(key, widget))


def choice(side: str = "") -> Choice:
    """What is chosen now, in the bar or on another `side` of a comparison."""
    area, until, split, value = (
        st.session_state.get(_chosen(side + key)) for key in (AREA, PERIOD, SPLIT, VALUE)
    )
    return Choice(area or ALL, until or "", split or ALL, value or ALL)


def choose(viewer: Viewer, labels: Labels, side: str = "") -> Choice:
    """The choices that hold on every page: area, period, and what the families are divided by."""
    text = viewer.text
    areas = choices.areas(viewer, labels)
    area = pick(text, side + AREA, "area", areas, lambda each: labels.area(each, text), help_key="area_help")
    quarters = choices.periods(viewer, Choice(area))
    named = pick(
        text, side + PERIOD, "period", quarters, lambda each: period(each, text), help_key="period_help"
    )
    until = "" if named in quarters.offered[:1] else named
    st.session_state[_chosen(side + PERIOD)] = until
    splits = choices.characteristics(viewer, Choice(area, until))
    split = pick(text, side + SPLIT, "characteristic", splits, lambda each: text(f"characteristic.{each}"))
    if split == ALL:
        _drop_value(side, text)
        return Choice(area, until)
    values = choices.values(viewer, Choice(area, until, split), text, labels)
    value = pick(text, side + VALUE, "value", values, lambda each: value_name(split, each, text, labels))
    return Choice(area, until, split, value)


def keep() -> None:
    """On a page without the bar the address still says what is chosen: for the next page, and a reload."""
    for key in (AREA, PERIOD, SPLIT, VALUE):
        kept = st.session_state.setdefault(_chosen(key), st.query_params.get(key))
        if kept and kept != ALL:
            st.query_params[key] = kept


def value_name(characteristic: str, value: str, text: Text, labels: Labels) -> str:
    """A value of a characteristic as it stands in a list: Én voksen."""
    if value == ALL:
        return text("filter.side_by_side")
    return capitalised(labels.category(characteristic, value, text))


def pick(
    text: Text, key: str, word: str, options: Options, words: Callable[[str], str], help_key: str = ""
) -> str:
    """One of the options offered; under it in words which can't be chosen, and why."""
    told = text(f"filter.{help_key}") if help_key else None
    chosen = select(text, key, word, options.offered, words, refused=options.refused, help=told)
    for status in dict.fromkeys(options.refused.values()):
        names = [words(option) for option, why in options.refused.items() if why == status]
        named = ", ".join(names)
        if key.endswith(PERIOD) and len(names) > MOST_NAMED:
            named = text("filter.span", first=names[-1], last=names[0])
        st.caption(plain(text("filter.unavailable", options=named, why=_why(status, text))))
    return chosen


def select(
    text: Text,
    key: str,
    word: str,
    options: Sequence[str],
    words: Callable[[str], str],
    refused: Mapping[str, str] | None = None,
    **details: Any,
) -> str:
    """One of a few listed options, the first unless another is chosen; kept across pages and in the address.

    The address holds the options themselves, not their words: a link means the same in both languages. The
    browser knows an option by its words, so that each language has a widget of its own for the same choice.
    """
    chosen = _known(key, options, refused or {})
    st.session_state[_chosen(key)] = chosen
    widget = _widget(f"{key}-{text.language}", chosen or None)
    st.selectbox(
        text(f"filter.{word}"),
        options,
        format_func=words,
        key=widget,
        on_change=_changed,
        args=(key, widget),
        **details,
    )
    if chosen and len(words(chosen)) > LONG:
        with st.container(key=f"whole-{key}"):
            st.caption(plain(words(chosen)))
    _write_address(key, chosen, options)
    if chosen:
        _notice(text, key, word, words, chosen)
    return chosen


def notices() -> list[str]:
    """What this run could not give as it was asked for, in sentences; asking again begins a new list."""
    return list(st.session_state.pop(NOTICES, []))


def reset() -> None:
    """Back to the first option everywhere; the language stays."""
    forget(*_kept())


def forget(*keys: str) -> None:
    """Back to the first option of these choices."""
    for key in keys:
        _forget(key)
    st.session_state.pop(REFUSED, None)


def is_default() -> bool:
    """Is nothing chosen in the bar but what is shown without it?"""
    return choice() == Choice()


def address() -> str:
    """The full address of what is on the screen now; it holds listed options and nothing else."""
    here = str(st.context.url or "").partition("?")[0]
    said = {key: st.query_params[key] for key in (*sorted(_kept()), LANGUAGE) if key in st.query_params}
    return f"{here}?{urlencode(said)}" if said else here


def _widget(name: str, value: object) -> str:
    """The key of the widget for a choice, which is told what to show on every run.

    The choice itself is kept beside the widget: a page change that interrupts a run may lose what a widget
    held, and a widget that is not drawn is forgotten.
    """
    widget = f"choose-{name}"
    st.session_state[widget] = value
    return widget


def _remember(key: str, widget: str) -> None:
    """The reader has chosen."""
    st.session_state[key] = st.session_state[widget]
    gone_back.chose_by_hand()


def _changed(key: str, widget: str) -> None:
    """The reader chose: what an earlier choice could not give is past, and so is another division's value."""
    _remember(_chosen(key), widget)
    st.session_state.pop(REFUSED, None)
    if key.endswith(SPLIT):
        _forget(key.removesuffix(SPLIT) + VALUE)


def _drop_value(side: str, text: Text) -> None:
    """Without a characteristic there is no value of one; an address that names one is answered."""
    key = side + VALUE
    if key in st.query_params and side + SPLIT not in _refused():
        _refuse(key, "", "")
    _forget(key)
    _notice(text, key, "value", lambda _: text("chosen.undivided"), ALL)


def _refused() -> dict[str, tuple[str, str]]:
    return dict(st.session_state.get(REFUSED, {}))


def _refuse(key: str, option: str, status: str) -> None:
    st.session_state[REFUSED] = {**_refused(), key: (option, status)}


def _notice(text: Text, key: str, word: str, words: Callable[[str], str], instead: str) -> None:
    """A sentence for what was asked for and not given. What is not listed is never repeated."""
    if key not in _refused():
        return
    option, status = _refused()[key]
    details = {"what": text(f"filter.{word}"), "instead": words(instead)}
    told = (
        text("filter.not_shown", **details, option=words(option), why=_why(status, text))
        if status
        else text("filter.not_listed", **details)
    )
    st.session_state[NOTICES] = [*st.session_state.get(NOTICES, []), told]


def _why(status: str, text: Text) -> str:
    own = f"filter.why.{status}"
    return text(own if own in text else f"status.{status}")


def _chosen(key: str) -> str:
    """Where a choice is kept when its widget is not on the page."""
    return f"{CHOSEN}{key}"


def _kept() -> list[str]:
    return [key.removeprefix(CHOSEN) for key in map(str, st.session_state) if key.startswith(CHOSEN)]


def _forget(key: str) -> None:
    st.session_state.pop(_chosen(key), None)
    st.query_params.pop(key, None)


def _known(key: str, options: Sequence[str], refused: Mapping[str, str]) -> str:
    """What was chosen, else what the address says; the first where neither is on the list."""
    wanted = str(st.session_state.get(_chosen(key)) or st.query_params.get(key) or "")
    if wanted and wanted not in options:
        _refuse(key, wanted, refused.get(wanted, ""))
    return wanted if wanted in options else next(iter(options), "")


def _write_address(key: str, chosen: str, options: Sequence[str]) -> None:
    """The address names what was chosen, unless it is the first."""
    if chosen in options[1:]:
        if st.query_params.get(key) != chosen:
            st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
