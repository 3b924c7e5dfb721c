"""The frame run without a browser, as one of its users."""

from streamlit.testing.v1 import AppTest

from dashboard.entrance.sign_in import SESSION
from dashboard.stores.accounts import DEMO_PASSWORD
from dashboard.stores.navigation import PAGES, entries_for
from dashboard.stores.sessions import sessions
from dashboard.stores.viewer import Role
from tests.pages.reading import around_charts, in_chart

APP = PAGES.parent / "dashboard" / "app.py"
TIMEOUT = 60  # seconds a run may take on a busy machine

ROLES = {"leder": Role.PROGRAMME_HEAD, "evaluator": Role.EVALUATOR}
"""The demo users; every other manages an area."""


def role_of(username: str) -> Role:
    """A demo user's role."""
    return ROLES.get(username, Role.AREA_MANAGER)


def may_open(username: str, page: str) -> bool:
    """Whether the page is for this demo user's role."""
    return page in {entry.key for entry in entries_for(role_of(username))}


def opened() -> AppTest:
    """A new reader's session, nobody signed in."""
    return AppTest.from_file(APP, default_timeout=TIMEOUT)


def signed_in(username: str, language: str = "da") -> AppTest:
    """A session that has come through the form, before its next run."""
    session = opened()
    session.session_state[SESSION] = sessions().start(username).identity
    session.session_state["lang"] = language
    session.session_state["more"] = True  # what a page folds away is looked at too
    return session


def enter(session: AppTest, username: str, password: str = DEMO_PASSWORD) -> AppTest:
    """Fill in the form and send it."""
    session.text_input[0].input(username)
    session.text_input[1].input(password)
    return session.button[0].click().run()


def is_asked_for_a_password(session: AppTest) -> bool:
    """Whether the form stands there."""
    return any(field.label in ("Adgangskode", "Password") for field in session.text_input)


def words_of(session: AppTest) -> str:
    """Every word on the screen that is text: headings, sentences, notes, table cells, labels."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "error", "warning", "info", "success")
    written = [str(element.value) for kind in kinds for element in session.get(kind)]
    tables = [frame.value.to_string() for frame in session.dataframe]
    labels = [
        element.label
        for kind in ("selectbox", "toggle", "button", "expander")
        for element in session.get(kind)
    ]
    figures = (words for each in around_charts(session) for words in in_chart(each))
    return "\n".join((*written, *tables, *labels, *figures)).replace("\N{NO-BREAK SPACE}", " ")
