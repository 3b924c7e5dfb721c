"""Case rows -> contributions -> released cells, for the whole catalogue and both levels, and their store."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from dashboard.audit import usefulness
from dashboard.building import areas, figures, moved, net, quality
from dashboard.building.attacked import attacked
from dashboard.building.chains import Given, chains, decided
from dashboard.building.contributed import FAMILY_NO
from dashboard.building.parts import parts
from dashboard.catalogue import CATALOGUE
from dashboard.disclosure.standing import held
from dashboard.indicator import Indicator
from dashboard.indicators import characteristics
from dashboard.indicators.periods import closed_quarter_ends
from dashboard.stores import approval, store
from dashboard.stores.released import Released, seal
from dashboard.stores.served import cells_of
from dashboard.stores.settings import Settings
from dashboard.stores.viewer import Level
from data_access import read_case, read_delivery
from data_access.case import Case
from data_access.engine import read_only_engine

CONTEXT_TABLES = (
    "area",
    "department",
    "step",
    "instrument",
    "status_code",
    "published_figure",
    "price_index",
    "reference_series",
    "event_note",
    "delivery",
)
"""Tables that hold no family: their rows go with a release as they are."""

WORKERS = 2
"""Chains decided at a time: each is many small queries, between which a core waits for Python."""

Progress = Callable[[int, int, str], None]
"""Told before each part of a build: how many of how many are done, and the subject of the next."""


def _in_silence(done: int, of: int, subject: str) -> None:
    pass


def release(
    case: Case,
    levels: dict[Level, int],
    tell: Progress = _in_silence,
    before: Released | None = None,
    folder: Path | None = None,
) -> Released:
    """Every cell of every indicator at every level, from the level with the fewest readers outwards.

    `before`: the release that readers have; this one can be laid beside it. `folder`: where rows of a large
    case may stand meanwhile, a part of the areas at a time; without one it is decided in memory.
    """
    families = characteristics.families(case).collect().with_row_index(FAMILY_NO)
    late = quality.late(case, max(levels.values()))
    given = Given(case, parts(case, folder), families, levels, before, late, folder)
    tables = _decided(given, tell)
    by_subject: dict[str, list[pl.DataFrame]] = {}
    for indicator in CATALOGUE:
        by_subject.setdefault(indicator.subject, []).append(tables.pop(indicator))
    return seal(pl.concat([_subject(each, by_subject.pop(each), given) for each in sorted(by_subject)]))


def _decided(given: Given, tell: Progress) -> dict[Indicator, pl.DataFrame]:
    """The figures of every indicator, which nothing else holds: each is let go once it is put in order."""
    tables: dict[Indicator, pl.DataFrame] = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        every = chains(CATALOGUE)
        waiting = [pool.submit(decided, chain, given) for chain in every]
        try:
            for done, (chain, one) in enumerate(zip(every, waiting, strict=True)):
                tell(done, len(every), chain[0].subject)
                tables |= one.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    tell(len(every), len(every), "")
    return tables


def _subject(subject: str, tables: list[pl.DataFrame], given: Given) -> pl.DataFrame:
    """The cells of one subject in their order; no rule here reaches from one subject to another."""
    cells = pl.concat(tables)
    cells = moved.where_both_stand(pl.concat([cells, net.net(cells)]))
    case, before = given.case, given.before
    made_from = {"as_of": str(case.as_of), "delivery_id": case.delivery_id, "version": code_version()}
    cells = cells.with_columns(pl.lit(value).alias(name) for name, value in made_from.items())
    cells = cells.select(*figures.RELEASE)
    if before is not None:
        earlier = before.cells.filter(pl.col("indicator") == subject)
        cells = held(cells, earlier, {level.value: k for level, k in given.levels.items()})
        cells = moved.where_both_stand(cells)
    return cells.sort(*list(figures.RELEASE)[:9], "level")


def build(settings: Settings, tell: Progress = _in_silence) -> Path:
    """Build the release of the present case database and store it, to wait; answers its folder.

    It is made beside the others and moved to its place when it is whole: one that is stopped leaves nothing.
    """
    with store.unfinished(settings.data_folder) as made_in, store.beside(made_in) as rows:
        case = read_case(read_only_engine(settings.case_database_url), rows)
        told = before_this(settings)
        served = store.served_folder(settings.data_folder)
        before = cells_of(served) if served in told else None
        released = release(case, _levels(settings), tell, before, rows)
        tell(0, 1, "audit")
        earlier = [cells_of(folder) for folder in told]
        released, audited = attacked(released, earlier, settings)
        tell(1, 1, "")
        released.cells.write_parquet(made_in / store.CELLS)
        context = _context(case) | {
            quality.KEY: quality.quality(case, _levels(settings)),
            usefulness.KEY: usefulness.of_subjects(released.cells),
        }
        (made_in / store.CONTEXT).write_text(_json(context), "utf-8")
        manifest = _manifest(case, settings, released, made_in, audited)
        (made_in / store.MANIFEST).write_text(_json(manifest), "utf-8")
        place = store.store(settings.data_folder, manifest["release_id"], made_in)
        approval.built(settings.data_folder, place.name)
    return place


def before_this(settings: Settings, than: str = "") -> list[Path]:
    """The releases that readers may have kept, and that a new one is laid beside; but for the one named.

    The demo's families are nobody: there a release of other code counts for nothing. Over it today's rules
    would withhold what that code told, and lose to an attacker who knows more since.
    """
    kept = approval.earlier(settings.data_folder, than)
    return [each for each in kept if not settings.is_demo or _version_of(each) == code_version()]


def _version_of(folder: Path) -> str:
    return str(store.manifest_of(folder)["made_from"].get("version", ""))


def is_current(settings: Settings, folder: Path | None) -> bool:
    """Is a stored release whole, and made from the present delivery, by this code, with these settings?"""
    if folder is None or not store.is_whole(folder):
        return False
    delivery = read_delivery(read_only_engine(settings.case_database_url))
    return bool(store.manifest_of(folder)["made_from"] == _made_from(delivery, settings))


@cache
def code_version() -> str:
    """The package's version and a mark of its source: other code may calculate other figures."""
    sources = sorted(Path(__file__).parents[1].rglob("*.py"))
    mark = sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()
    return f"{version('staircase-dashboard')}+{mark[:8]}"


def _levels(settings: Settings) -> dict[Level, int]:
    return {Level.INTERNAL: settings.k_internal, Level.PUBLIC: settings.k_public}


def _context(case: Case) -> dict[str, list[dict[str, Any]]]:
    return {name: getattr(case, name).collect().to_dicts() for name in CONTEXT_TABLES}


def _made_from(delivery: dict[str, Any], settings: Settings) -> dict[str, Any]:
    return {
        "delivery": {name: str(value) for name, value in delivery.items()},
        "version": code_version(),
        "k": {level.value: k for level, k in _levels(settings).items()},
    }


def _manifest(
    case: Case, settings: Settings, released: Released, made_in: Path, audited: dict[str, Any]
) -> dict[str, Any]:
    """What a release says of itself; the same delivery, code and settings say the same, under the same id."""
    made_from = _made_from(case.delivery.collect().to_dicts()[0], settings)
    counts = released.cells.group_by("level", "status").len().sort("level", "status")
    quarters = closed_quarter_ends(min(areas.starts(case).values()), case.as_of)
    content = {
        "as_of": str(case.as_of),
        "last_quarter_end": str(quarters[-1]) if quarters else None,
        "made_from": made_from,
        "cells_sha256": store.digest(made_in / store.CELLS),
        "context_sha256": store.digest(made_in / store.CONTEXT),
        "audit": audited,
        "cells": [dict(zip(("level", "status", "cells"), row, strict=True)) for row in counts.iter_rows()],
    }
    mark = sha256(_json(content).encode()).hexdigest()[:12]
    return {"release_id": f"{case.as_of}-{mark}", **content}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)
