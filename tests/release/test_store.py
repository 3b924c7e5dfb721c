"""Where releases stand: whole or not at all, never changed, built by one at a time."""

from pathlib import Path

import pytest

from dashboard.stores import store
from dashboard.stores.lock import Taken
from tests.release.stored import stored
from tests.released import released

CELLS = released("caseload", "active", [{"value": 12.0}])


def names(data_folder: Path) -> set[str]:
    return {each.name for each in store.releases_folder(data_folder).iterdir()} - {"lock", "log.jsonl"}


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
def test_a_build_that_is_stopped_leaves_nothing(tmp_path: Path, stop: type[BaseException]) -> None:
    def build() -> None:
        with store.unfinished(tmp_path) as made_in:
            (made_in / store.CELLS).write_bytes(b"half")
            raise stop

    with pytest.raises(stop):
        build()
    assert names(tmp_path) == set()


def test_what_a_killed_build_left_behind_is_gone_at_the_next(tmp_path: Path) -> None:
    stray = store.releases_folder(tmp_path) / ".new-killed"
    stray.mkdir(parents=True)
    (stray / store.CELLS).write_bytes(b"half")
    release_id = stored(tmp_path, CELLS)
    assert names(tmp_path) == {release_id, "waiting"}


def test_the_rows_a_release_is_made_from_do_not_outlive_its_build(tmp_path: Path) -> None:
    with store.unfinished(tmp_path) as made_in, store.beside(made_in) as rows:
        (rows / "family-000000.parquet").write_bytes(b"rows")
        assert rows.name.startswith(made_in.name[:4])  # what a killed build leaves goes with the next
    assert names(tmp_path) == set()


def test_two_builds_at_once_are_one_too_many(tmp_path: Path) -> None:
    with store.unfinished(tmp_path) as first:
        with pytest.raises(Taken, match="wait until it has finished"), store.unfinished(tmp_path):
            pass
        assert first.is_dir()
    with store.unfinished(tmp_path) as second:
        assert second.is_dir()


def test_a_release_that_stands_there_already_stays_as_it_is(tmp_path: Path) -> None:
    place = store.folder_of(tmp_path, stored(tmp_path, CELLS))
    before = (place / store.CELLS).stat().st_ino
    stored(tmp_path, CELLS)
    assert (place / store.CELLS).stat().st_ino == before


@pytest.mark.parametrize("name", [store.CELLS, store.CONTEXT, store.MANIFEST])
def test_a_changed_release_is_not_whole_and_the_next_build_puts_it_right(tmp_path: Path, name: str) -> None:
    place = store.folder_of(tmp_path, stored(tmp_path, CELLS))
    assert store.is_whole(place)
    (place / name).write_bytes(b" ")
    assert not store.is_whole(place)
    stored(tmp_path, CELLS)
    assert store.is_whole(place)
