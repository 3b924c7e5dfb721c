"""Every figure explained, from the catalogue: what is counted, among whom, in which unit, from where."""

import streamlit as st

from dashboard.catalogue import CATALOGUE, DERIVED
from dashboard.parts import glossary, methods
from dashboard.parts.page import Page
from dashboard.screen.show import definition, plain
from dashboard.stores.served import served_release


def draw(page: Page) -> None:
    """The figures by subject in the catalogue's order, then the names that may change, and the glossary."""
    text = page.text
    methods.offer(text)
    page.note("interval.many")
    units = {f"{one.subject}.{each.key}": each.unit for one in CATALOGUE for each in one.measures}
    units |= dict.fromkeys(DERIVED, units["savings.before_cost"])
    for subject in dict.fromkeys(figure.partition(".")[0] for figure in units):
        st.subheader(plain(text(f"{subject}.title")), anchor=subject)
        with st.container(gap="xxsmall"):
            for figure in (figure for figure in units if figure.startswith(f"{subject}.")):
                with st.expander(plain(text(f"{figure}.title"))):
                    definition(figure, text)
                    st.caption(
                        f"{text('page.definitions.unit')}: {plain(text(f'unit.name.{units[figure]}'))}"
                    )
    _names(page)
    glossary.draw(text)


def _names(page: Page) -> None:
    text, context = page.text, served_release().context
    st.subheader(text("page.definitions.names"), anchor="names")
    st.markdown(plain(text("page.definitions.names_intro")))
    areas = [(page.labels.areas[row["area_id"]], row["provisional"]) for row in context["area"]]
    steps = [
        (page.labels.category("step", str(row["step_no"]), text), row["provisional"])
        for row in sorted(context["step"], key=lambda row: row["step_no"])
    ]
    marked = [text("area.provisional", name=name) if working else name for name, working in areas + steps]
    st.markdown("\n".join(f"- {plain(name)}" for name in marked))
