"""Area by area: all at the same month since joining, what is hidden says why, nobody is ranked."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.parts.areas import MONTHS
from dashboard.text import Text
from dashboard.words.names import labels
from tests.pages.frame import signed_in, words_of

pytestmark = pytest.mark.usefixtures("served_release")
DA = Text("da")


def areas_page(user: str, **address: str) -> AppTest:
    session = signed_in(user)
    for key, value in address.items():
        session.query_params[key] = value
    return session.run().switch_page("../pages/areas.py").run()


def grid(session: AppTest) -> str:
    written = [str(block.proto.body) for block in session.get("html")]
    [found] = [html for html in written if 'class="tiles"' in html]
    return found


@pytest.mark.parametrize("user", ["leder", "omraade-b", "evaluator"])
def test_every_area_stands_in_the_answer_and_in_the_grid_in_its_fixed_order(user: str) -> None:
    session = areas_page(user)
    assert not session.exception
    names = list(labels(DA).areas.values())
    answer = next(words for words in words_of(session).splitlines() if "så mange af familierne" in words)
    for told in (answer, grid(session)):
        places = [told.index(name) for name in names]
        assert places == sorted(places)


def test_an_area_that_is_too_new_says_so_and_has_no_number() -> None:
    cells = grid(areas_page("evaluator")).split("<tr")
    step_four = next(row for row in cells if "Trin 4" in row)
    assert step_four.count("for få familier") >= 1
    assert "None" not in step_four


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_and_step_can_be_chosen(month: str) -> None:
    session = areas_page("leder", month=month, step="5")
    assert not session.exception
    assert session.selectbox(key="choose-month-da").value == month
    assert (
        f"{month.removeprefix('m')} måneder efter start har så mange af familierne nået trin 5"
        in words_of(session)
    )


def test_a_chosen_area_does_not_leave_the_others_out_and_the_page_says_so() -> None:
    session = areas_page("leder", area="gellerup")
    assert all(name in grid(session) for name in labels(DA).areas.values())
    assert DA("show.whole") in words_of(session)
