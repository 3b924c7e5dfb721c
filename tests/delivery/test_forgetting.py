"""After a family has been forgotten: issued releases stand, and the next one is made without it."""

from pathlib import Path

import pytest

from dashboard import release, store
from dashboard.cli import main
from dashboard.settings import settings
from tests.delivery.small import Rows, rows, write_csv

FAMILIES = 12
OF_A_FAMILY = ("family", "person", "contact_person", "step_spell", "wellbeing_score", "school_month", "cost")


def more_families() -> Rows:
    """The small delivery with its joined family some times over, so that there is something to show."""
    told = rows()
    for table in OF_A_FAMILY:
        own = [row for row in told[table] if row.get("family_id", "f1") == "f1"]
        for number in range(FAMILIES):
            new = [{"family_id", "person_id"} & row.keys() for row in own]
            told[table] += [
                {**row, **{name: f"{row[name]}n{number}" for name in names if row[name]}}
                for row, names in zip(own, new, strict=True)
            ]
    return told


def test_the_next_release_is_made_without_a_forgotten_family_and_no_release_before_it_changes(
    no_release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(write_csv(tmp_path / "delivery", more_families()))]) == 0
    assert main(["release"]) == 0
    assert main(["release", "--approve"]) == 0
    present = settings()
    issued = store.served_folder(present.data_folder)
    assert issued is not None
    before = store.digest(issued / store.CELLS)
    assert main(["forget", "f1n3", "--lang", "en"]) == 0
    assert "now by `staircase release`" in capsys.readouterr().out
    assert release.is_current(present, issued)  # nothing is built because of it
    assert main(["release"]) == 0
    waiting = store.waiting_folder(present.data_folder)
    assert waiting is not None
    assert store.manifest_of(waiting)["audit"]["passed"] is True
    assert store.served_folder(present.data_folder) == issued
    assert store.digest(issued / store.CELLS) == before
