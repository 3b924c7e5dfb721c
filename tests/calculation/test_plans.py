"""The plans of the build, as machines could run them that know nothing of the dashboard.

What an indicator counts in the case rows is one lazy plan. A cluster runs it in processes that have polars
and the tables' files, in parts, and on rows that arrive in whatever order.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard.catalogue import CATALOGUE
from dashboard.indicators import characteristics
from data_access import read_case, read_only_engine
from data_access.case import Case

ELSEWHERE = """
import sys
from pathlib import Path
import polars as pl
for plan in Path().glob("*.plan"):
    pl.LazyFrame.deserialize(plan).collect(engine="streaming").write_parquet(plan.with_suffix(".rows"))
assert not {"dashboard", "data_access", "seed"} & {name.partition(".")[0] for name in sys.modules}
"""
LARGEST_PLAN = 100_000  # bytes: a plan names the tables, and holds none of their rows

Plan = Callable[[Case], pl.LazyFrame]
PLANS: dict[str, Plan] = {
    "families": characteristics.families,
    **{f"{number:02}-{each.subject}": each.contributes for number, each in enumerate(CATALOGUE)},
}


@pytest.fixture(scope="module")
def case(case_database: str) -> Case:
    return read_case(read_only_engine(case_database))


@pytest.fixture(scope="module")
def elsewhere(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every plan over the tables as Parquet files, and its rows by a process that has nothing but polars."""
    folder = tmp_path_factory.mktemp("elsewhere")

    def stored(name: str, table: pl.LazyFrame) -> pl.LazyFrame:
        table.collect().write_parquet(folder / f"{name}.parquet")
        return pl.scan_parquet(folder / f"{name}.parquet")

    in_files = each_table(case, stored)
    for name, plan in PLANS.items():
        (folder / f"{name}.plan").write_bytes(plan(in_files).serialize())
    subprocess.run([sys.executable, "-I", "-c", ELSEWHERE], cwd=folder, check=True)
    return folder


def each_table(case: Case, made: Callable[[str, pl.LazyFrame], pl.LazyFrame]) -> Case:
    tables: dict[str, Any] = {
        each.name: made(each.name, table)
        for each in fields(Case)
        if isinstance(table := getattr(case, each.name), pl.LazyFrame)
    }
    return replace(case, **tables)


def assert_same_rows(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    """Whatever their order; sums may differ in the last digits, as they do when they are added otherwise."""
    assert expected.height
    keys = [name for name, kind in expected.schema.items() if not kind.is_float()]
    assert_frame_equal(found.sort(keys), expected.sort(keys), rel_tol=1e-9)


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_runs_where_there_is_no_dashboard_and_counts_the_same(
    case: Case, elsewhere: Path, name: str
) -> None:
    assert (elsewhere / f"{name}.plan").stat().st_size < LARGEST_PLAN
    assert_same_rows(pl.read_parquet(elsewhere / f"{name}.rows"), PLANS[name](case).collect())


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_counts_the_same_in_whatever_order_the_rows_arrive(case: Case, name: str) -> None:
    mixed = each_table(case, lambda _, table: table.collect().sample(fraction=1, shuffle=True, seed=8).lazy())
    assert_same_rows(PLANS[name](mixed).collect(), PLANS[name](case).collect())


def test_a_plan_with_a_function_of_this_process_can_not_be_sent() -> None:
    own = pl.LazyFrame({"n": [1]}).select(pl.col("n").map_batches(lambda each: each))
    with pytest.raises(pl.exceptions.ComputeError):
        own.serialize()
