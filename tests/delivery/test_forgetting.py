"""After a family has been forgotten: issued releases stand, and none is made to lie beside them."""

from pathlib import Path

import pytest

from dashboard.commands.cli import main
from dashboard.stores import store
from dashboard.stores.settings import settings
from tests.delivery.small import rows, write_csv


def test_what_was_issued_stands_and_nothing_is_built_that_would_tell_of_the_forgotten_family(
    no_release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(write_csv(tmp_path / "delivery", rows()))]) == 0
    assert main(["release"]) == 0
    assert main(["release", "--approve"]) == 0
    folder = settings().data_folder
    issued = store.served_folder(folder)
    assert issued is not None
    before = store.digest(issued / store.CELLS)
    assert main(["forget", "f1", "--lang", "en"]) == 0
    assert "at the next delivery" in capsys.readouterr().out
    assert main(["release"]) == 0
    assert "it stands" in capsys.readouterr().err
    assert (store.served_folder(folder), store.waiting_folder(folder)) == (issued, None)
    assert store.digest(issued / store.CELLS) == before
