"""Imports run downwards only, and every file keeps to its own concern.

Each rule reads the source, so that a page, chart or indicator added tomorrow is covered unasked.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("dashboard", "pages", "data_access", "seed")
ROWS_SIDE = ("app", "building", "disclosure", "indicators")  # case rows or the frame
PAGE_LINES, FILE_LINES, FUNCTION_LINES = 60, 300, 40
ROW_BY_ROW = {"map_elements", "map_rows", "map_batches", "map_groups", "iter_rows", "to_dicts", "collect"}


def sources(*places: str) -> list[Path]:
    return sorted(path for place in places for path in ROOT.glob(place))


def all_sources() -> list[Path]:
    return sources(*(f"{package}/**/*.py" for package in PACKAGES))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str) -> Iterator[str]:
    """Every name a source imports, in full: `from a import b` gives `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def within(name: str, *modules: str) -> bool:
    """Whether the name is one of the modules or stands in one of them."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def offences(paths: list[Path], forbidden: Callable[[str], bool]) -> list[str]:
    assert paths, "there is nothing to look at"
    return [
        f"{module_of(path)}: {name}"
        for path in paths
        for name in imported(path.read_text("utf-8"))
        if forbidden(name)
    ]


def beyond_a_page(name: str) -> bool:
    return not within(name, "streamlit", "dashboard") or within(
        name, *(f"dashboard.{part}" for part in ROWS_SIDE)
    )


def beyond_an_indicator(name: str) -> bool:
    own = within(name, "polars", "data_access.case", "dashboard.indicator", "dashboard.indicators")
    return not own and name.split(".")[0] not in sys.stdlib_module_names


def test_a_page_imports_streamlit_and_what_stands_after_the_release() -> None:
    assert offences(sources("pages/[!_]*.py"), beyond_a_page) == []


def test_an_indicator_imports_polars_the_case_and_its_siblings() -> None:
    assert offences(sources("dashboard/indicators/*.py"), beyond_an_indicator) == []


def test_disclosure_control_draws_nothing() -> None:
    paths = sources("dashboard/disclosure/*.py", "dashboard/building/*.py")
    assert (
        offences(
            paths, lambda name: within(name, "streamlit", "plotly", "dashboard.charts", "dashboard.text")
        )
        == []
    )


def test_a_chart_knows_nothing_of_the_screen_or_the_rows() -> None:
    paths = sources("dashboard/charts/*.py")
    assert (
        offences(paths, lambda name: within(name, "streamlit", "data_access", "dashboard.building.release"))
        == []
    )


def test_what_is_taken_to_the_council_is_made_of_released_cells() -> None:
    before = (
        "data_access",
        "plotly",
        "dashboard.building.release",
        "dashboard.disclosure",
        "dashboard.building.statistics",
    )
    assert offences(sources("dashboard/council/**/*.py"), lambda name: within(name, *before)) == []


def test_the_case_database_and_its_seed_know_nothing_of_the_dashboard() -> None:
    paths = sources("data_access/**/*.py", "seed/**/*.py")
    assert offences(paths, lambda name: within(name, "dashboard", "pages", "streamlit", "plotly")) == []
    assert offences(sources("data_access/**/*.py"), lambda name: within(name, "seed")) == []


def test_nothing_imports_the_frame() -> None:
    assert offences(all_sources(), lambda name: within(name, "dashboard.app", "pages")) == []


def test_the_rules_catch_what_they_are_for() -> None:
    caught = list(
        filter(beyond_a_page, imported("import polars as pl\nfrom dashboard.building import release"))
    )
    assert caught == ["polars", "dashboard.building.release"]
    assert list(filter(beyond_an_indicator, imported("import streamlit\nfrom datetime import date"))) == [
        "streamlit"
    ]
    assert longest_function("def long():\n" + "    x = 1\n" * 40) == ("long", 41)


def test_no_module_imports_itself_by_way_of_others() -> None:
    modules = {module_of(path): path for path in all_sources()}

    def module_named(name: str) -> str | None:
        return (
            name
            if name in modules
            else next(iter(filter(modules.__contains__, [name.rpartition(".")[0]])), None)
        )

    graph = {
        module: {found for name in imported(path.read_text("utf-8")) if (found := module_named(name))}
        - {module}
        for module, path in modules.items()
    }
    TopologicalSorter(graph).prepare()


def longest_function(source: str) -> tuple[str, int]:
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lengths = [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in functions]
    return max(lengths, key=lambda named: named[1], default=("", 0))


def written_by_hand() -> list[Path]:
    """Every source but the migrations: one is as long as what it changes, and is never edited again."""
    return [path for path in all_sources() if path.parent.name != "versions"]


@pytest.mark.parametrize("path", written_by_hand(), ids=module_of)
def test_a_file_has_one_concern_and_a_function_one_thought(path: Path) -> None:
    source = path.read_text("utf-8")
    lines = len(source.splitlines())
    assert lines <= (PAGE_LINES if path.parent.name == "pages" else FILE_LINES)
    name, length = longest_function(source)
    assert length <= FUNCTION_LINES, name


@pytest.mark.parametrize("path", sources("dashboard/indicators/*.py"), ids=module_of)
def test_an_indicator_is_lazy_expressions_and_never_goes_row_by_row(path: Path) -> None:
    called = {
        node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)
    }
    assert called.isdisjoint(ROW_BY_ROW)
