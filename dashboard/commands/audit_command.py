"""The command `staircase audit`: attack a stored release, and say what was tried and won."""

import argparse
import json
from pathlib import Path

from dashboard.audit import Audit, Tried, audit
from dashboard.audit.usefulness import shown_shares
from dashboard.building.release import before_this
from dashboard.stores import store
from dashboard.stores.served import NOTHING_APPROVED, NoRelease, cells_of
from dashboard.stores.settings import Settings, settings


def carry_out(chosen: argparse.Namespace) -> int:
    """Attack the named release, else the waiting one, else the served one; 1 where anything is won."""
    present = settings()
    folder = _folder(present, chosen.release)
    k = store.manifest_of(folder)["made_from"]["k"]
    before = [cells_of(each) for each in before_this(present, folder.name)]
    result = audit(cells_of(folder), before, k_internal=k["internal"], k_public=k["public"])
    if chosen.json:
        print(json.dumps(result.as_dict(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(folder.name, result)))
    if chosen.report:
        print("\n".join(_report(folder)))
    return 0 if result.passed else 1


def _folder(present: Settings, named: str | None) -> Path:
    folder = (
        store.folder_of(present.data_folder, named)
        if named
        else store.waiting_folder(present.data_folder) or store.served_folder(present.data_folder)
    )
    if folder is None:
        raise NoRelease(NOTHING_APPROVED)
    if not store.is_whole(folder):
        raise NoRelease(f"{folder} is not a release that was built.")
    return folder


def _lines(name: str, result: Audit) -> list[str]:
    against = f"{result.withheld} withheld cells, {result.earlier} earlier releases"
    head = f"{name}: {against}, {len(result.wins)} wins."
    tried = [_tried(each) for each in result.tried]
    return [head, *tried, *(win.line() for win in result.wins)]


def _tried(each: Tried) -> str:
    failed = f", {each.failed} without an answer" if each.failed else ""
    return f"  {each.attack:<32}{each.tables:>9} tables{each.cells:>10} cells{failed}"


def _report(folder: Path) -> list[str]:
    rows = shown_shares(cells_of(folder).cells).iter_rows(named=True)
    return ["Shown: share of cells, and of families' weight (see dashboard/audit/usefulness.py)"] + [
        f"  {row['indicator'] + '.' + row['measure']:<54}{row['level']:<10}{row['cells_shown']:>8.1%}"
        f"{_percent(row['weight_shown']):>9}"
        for row in rows
    ]


def _percent(share: float | None) -> str:
    return "-" if share is None or share != share else f"{share:.1%}"
