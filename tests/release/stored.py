"""Small releases in a data folder, for tests of what happens to a release after it is built."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from dashboard.stores import approval, store
from dashboard.stores.approval import By, approve
from dashboard.stores.released import Released, seal
from dashboard.stores.settings import settings


def stored(data_folder: Path, released: Released, like: Path | None = None) -> str:
    """The id of a release of these cells, built and waiting; context and the rest as in another's folder."""
    as_of = str(released.cells["as_of"][0])
    manifest = store.manifest_of(like) if like else {"made_from": {}, "audit": {"passed": True}}
    context = (like / store.CONTEXT).read_text("utf-8") if like else "{}"
    with store.unfinished(data_folder) as made_in:
        released.cells.write_parquet(made_in / store.CELLS)
        (made_in / store.CONTEXT).write_text(context, "utf-8")
        digests = {
            "cells_sha256": store.digest(made_in / store.CELLS),
            "context_sha256": store.digest(made_in / store.CONTEXT),
        }
        release_id = f"{as_of}-{digests['cells_sha256'][:12]}"
        content = {**manifest, "release_id": release_id, "as_of": as_of, **digests}
        (made_in / store.MANIFEST).write_text(json.dumps(content), "utf-8")
        store.store(data_folder, release_id, made_in)
    approval.built(data_folder, release_id)
    return release_id


@contextmanager
def serving(folder: Path, released: Released, like: Path | None) -> Iterator[None]:
    """The dashboard's data folder is this one, and a release of these cells is served from it."""
    approve(folder, stored(folder, released, like), By.DEMO)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("STAIRCASE_DATA_FOLDER", str(folder))
        settings.cache_clear()
        yield
        settings.cache_clear()


def served_id() -> str:
    folder = store.served_folder(settings().data_folder)
    assert folder is not None
    return folder.name


def one_more(cells: pl.DataFrame, hit: pl.Expr) -> Released:
    """The same release with one family more in the cells that are `hit`."""
    return seal(cells.with_columns(value=pl.when(hit).then(pl.col("value") + 1).otherwise("value")))
