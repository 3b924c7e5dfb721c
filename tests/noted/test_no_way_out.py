"""What is withheld leaves by no way: no page, chart, address, log, or file of figures."""

import ast
import io
import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.building.figures_file import write_figures
from dashboard.screen import measure
from dashboard.screen.measure import seen_by
from dashboard.stores.navigation import ENTRIES, PAGES
from dashboard.stores.served import Served
from dashboard.stores.served import served_release as release_in_memory
from dashboard.stores.settings import Settings, settings
from dashboard.stores.viewer import Level, Viewer
from tests.noted import planted
from tests.noted.sent import ROUND, leaks, messages, names_in, numbers_in
from tests.once import common_folder, made_once
from tests.pages.frame import role_of, signed_in

HEAD, MANAGER, EVALUATOR = "leder", "omraade-b", "evaluator"
FILES_ELSEWHERE = ("download_button", "imgs", "audio", "video", "pdf", "iframe")
"""Elements whose content the browser fetches by itself: it would have to be read too."""


@pytest.fixture(scope="session")
def planted_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose data folder holds a served release with secret numbers in it, built once."""
    folder = common_folder(tmp_path_factory) / "planted"

    def plant(place: Path) -> None:
        own = planted.folder_settings(place)
        planted.case_database(own.case_database_url)
        planted.served_from(own)

    return planted.folder_settings(made_once(folder, plant))


@pytest.fixture
def secretive(
    planted_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Served]:
    """The release with secret numbers, served; everything that is logged is kept."""
    monkeypatch.setenv("STAIRCASE_APP_STORE_URL", f"sqlite:///{tmp_path / 'app.db'}")
    monkeypatch.setenv("STAIRCASE_DATA_FOLDER", str(planted_settings.data_folder))
    monkeypatch.setenv("DATABASE_URL", planted_settings.case_database_url)
    settings.cache_clear()
    caplog.set_level(logging.DEBUG)
    yield release_in_memory()
    settings.cache_clear()


def viewer(user: str) -> Viewer:
    areas = {"omraade-gellerup": "gellerup", "omraade-a": "omraade_a", "omraade-b": "omraade_b"}
    own = frozenset({areas[user]}) if user in areas else frozenset()
    level = Level.PUBLIC if user == EVALUATOR else Level.INTERNAL
    return Viewer(user, role_of(user), own, level, "da")


@cache
def hidden_from(user: str) -> frozenset[int]:
    """The numbers of the served release and its rows that this reader may not see."""
    served = release_in_memory()
    return planted.secrets(served, settings(), seen_by(viewer(user), served.cells).cells)


@cache
def pseudonyms() -> frozenset[str]:
    return planted.families_and_persons(settings())


def visit(user: str, page: str, **address: str) -> AppTest:
    session = signed_in(user)
    session.query_params.update(address)
    session.run()
    return session.switch_page(f"../pages/{page}.py").run()


VISITS: list[tuple[str, str, dict[str, str]]] = [
    *((user, entry.key, {}) for user in (HEAD, MANAGER, EVALUATOR) for entry in ENTRIES),
    (MANAGER, "caseload", {"area": "gellerup"}),
    (MANAGER, "savings", {"area": "gellerup", "by": "household"}),
    (EVALUATOR, "wellbeing", {"area": "omraade_b"}),
    (EVALUATOR, "savings", {"area": "omraade_b"}),
    ("omraade-gellerup", "overview", {}),
    ("omraade-gellerup", "caseload", {"area": "omraade_b"}),
    ("omraade-a", "overview", {}),
    ("omraade-a", "areas", {}),
]


@pytest.mark.parametrize(("user", "page", "address"), VISITS, ids=str)
def test_no_page_sends_or_writes_a_number_that_is_hidden_from_its_reader(
    user: str,
    page: str,
    address: dict[str, str],
    secretive: Served,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    session = visit(user, page, **address)
    assert not session.exception
    said = [*messages(session), caplog.text, *capfd.readouterr()]
    assert leaks(said, hidden_from(user)) == set()
    assert names_in(said, pseudonyms()) == set()
    assert [kind for kind in FILES_ELSEWHERE if session.get(kind)] == []


@pytest.mark.parametrize(("user", "others"), [(MANAGER, "gellerup"), (EVALUATOR, "omraade_b")])
def test_there_is_something_to_hide(user: str, others: str, secretive: Served) -> None:
    internal = secretive.cells.cells.filter(pl.col("area") == others, pl.col("level") == "internal")
    planted_there = internal.filter(pl.col("families") >= planted.PLANTED)["families"]
    assert planted_there.len() > 1000
    assert hidden_from(user) >= {number for number in planted_there if number % ROUND}
    assert len(pseudonyms()) > 100


def test_the_file_of_figures_has_no_hidden_number_in_any_form(secretive: Served) -> None:
    read = {"csv": pl.read_csv, "json": pl.read_json, "parquet": pl.read_parquet}
    for form, reader in read.items():
        file = io.BytesIO()
        write_figures(settings(), file, form)  # type: ignore[arg-type]
        file.seek(0)
        cells = reader(file, infer_schema_length=None) if form != "parquet" else reader(file)
        said = [str(value) for name in cells.columns for value in cells[name].unique()]
        assert len(said) > 1000
        assert leaks(said, hidden_from(EVALUATOR)) == set()
        assert names_in(said, pseudonyms()) == set()


def test_a_page_that_shows_what_is_not_its_reader_s_is_caught(
    secretive: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = hidden_from(EVALUATOR)
    monkeypatch.setattr(measure, "seen_by", lambda viewer, released: released)
    assert leaks(messages(visit(EVALUATOR, "caseload")), hidden) != set()


def test_a_number_is_read_whole_however_it_is_written() -> None:
    assert numbers_in("22.037.065.974 kr.") == numbers_in("22\\.037\\.065\\.974 kr.") == {22_037_065_974}


WAYS = ("words", "help", "option", "table", "customdata", "packed", "address", "log", "console", "html")


@pytest.mark.parametrize("way", WAYS)
def test_each_way_a_page_might_leak_is_read(
    way: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    session = AppTest.from_function(leaking, kwargs={"way": way}, default_timeout=60).run()
    assert not session.exception
    said = [*messages(session), caplog.text, *capfd.readouterr()]
    assert leaks(said, frozenset({98_765_432})) == {98_765_432}
    assert leaks(said, frozenset({98_765_433})) == set()


def leaking(way: str) -> None:
    """A page that gives 98,765,432 away."""
    import logging
    import sys

    import numpy as np
    import plotly.graph_objects as go
    import streamlit as st

    from dashboard.screen import chart_element
    from dashboard.text import Text

    secret = 98_765_432
    match way:
        case "words":
            st.markdown("Der er 98.765.432 familier.")
        case "help":
            st.button("?", help="98,765,432 families")
        case "option":
            st.selectbox("Område", ["Gellerup", f"Gellerup ({secret})"])
        case "table":
            st.table({"Familier": ["31", str(secret)]})
        case "customdata" | "packed":
            packed = np.array([secret, 1, 2])
            figure = go.Figure(
                go.Scatter(x=[1], y=packed if way == "packed" else [1], customdata=[[secret + 0.0]])
            )
            if way == "packed":
                figure.data[0].customdata = None
            plot = figure.to_plotly_json()
            chart_element.put(
                chart_element.written(plot, Text(), label="", words="", download=False), key="c"
            )
        case "address":
            st.query_params["families"] = str(secret)
        case "log":
            logging.getLogger("dashboard").debug("withheld: %s", secret)
        case "console":
            print(f"withheld: {secret}", file=sys.stderr)
        case "html":
            st.html(f"<span data-families={secret}.0></span>")


def test_no_page_or_chart_takes_cells_that_have_not_been_cut_down_to_its_reader() -> None:
    sources = [*PAGES.glob("*.py"), *(PAGES.parent / "dashboard").rglob("*.py")]
    assert [place for file in sources for place in taken_whole(file.read_text("utf-8"))] == []
    assert taken_whole("seen_by(viewer, served_release().cells)") == []
    assert taken_whole("draw(served_release().figure(one))") == ["served_release().figure"]


def taken_whole(source: str) -> list[str]:
    """Where a source takes cells of the served release and does not hand them to `seen_by` at once."""
    nodes = list(ast.walk(ast.parse(source)))
    cut_down = {
        id(node)
        for call in nodes
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "seen_by"
        for part in call.args
        for node in ast.walk(part)
    }
    return [
        ast.unparse(node)
        for node in nodes
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in ("served_release().cells", "served_release().figure")
        and id(node) not in cut_down
    ]
