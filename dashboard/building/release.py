"""Case rows -> contributions -> released cells, for the whole catalogue and both levels, and their store."""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from dashboard import disclosure
from dashboard.audit import usefulness
from dashboard.building import areas, figures, groups, moved, net, quality
from dashboard.building.attacked import attacked
from dashboard.building.groups import KEY
from dashboard.catalogue import CATALOGUE
from dashboard.disclosure import Counted
from dashboard.disclosure.earlier import Points, points
from dashboard.disclosure.nested import Breakdown, denominator
from dashboard.disclosure.standing import held
from dashboard.indicator import SIZE, WITHOUT_FAMILIES, Indicator, Over, Protection
from dashboard.indicators import characteristics
from dashboard.indicators.periods import closed_quarter_ends, whole_months
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

_NUMBER = "family_no"
"""What takes the place of a family's id as soon as its area is known: numbers are told apart faster."""

Progress = Callable[[int, int, str], None]
"""Told before each part of a build: how many of how many are done, and the subject of the next."""


def _in_silence(done: int, of: int, subject: str) -> None:
    pass


def release(
    case: Case, levels: dict[Level, int], tell: Progress = _in_silence, before: Released | None = None
) -> Released:
    """Every cell of every indicator at every level, from the level with the fewest readers outwards.

    `before`: the release that readers have; this one can be laid beside it.
    """
    families = characteristics.families(case).collect().with_row_index(_NUMBER)
    given = Given(case, levels, before, quality.late(case, max(levels.values())))
    tables: dict[Indicator, list[pl.DataFrame]] = {}
    with ThreadPoolExecutor(WORKERS) as pool:

        def decided(chain: list[Indicator]) -> None:
            earlier = Earlier()
            for contributes, alike in groupby(chain, lambda indicator: indicator.contributes):
                rows = _with_characteristics(contributes(case).collect(engine="streaming"), families)
                for one in alike:
                    tables[one] = list(_released(one, rows, given, earlier))

        chains = sorted(_chains(), key=_is_light)
        waiting = [pool.submit(decided, chain) for chain in chains]
        try:
            for done, (chain, one) in enumerate(zip(chains, waiting, strict=True)):
                tell(done, len(chains), chain[0].subject)
                one.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    tell(len(chains), len(chains), "")
    cells = pl.concat([table for indicator in CATALOGUE for table in tables[indicator]])
    cells = moved.where_both_stand(pl.concat([cells, net.net(cells)]))
    made_from = {"as_of": str(case.as_of), "delivery_id": case.delivery_id, "version": code_version()}
    cells = cells.with_columns(pl.lit(value).alias(name) for name, value in made_from.items())
    cells = cells.select(*figures.RELEASE)
    if before is not None:
        cells = held(cells, before.cells, {level.value: k for level, k in levels.items()})
        cells = moved.where_both_stand(cells)
    return seal(cells.sort(*list(figures.RELEASE)[:9], "level"))


def _chains() -> list[list[Indicator]]:
    """The catalogue as chains decided beside each other: figures of one breakdown, or of the same rows."""
    chains: dict[str, list[Indicator]] = {}
    first: dict[object, str] = {}
    begun: dict[str, str] = {}
    for indicator in CATALOGUE:
        of_its_rows = first.setdefault(indicator.contributes, indicator.keys[0])
        chain = begun.get(indicator.same_families or indicator.within, of_its_rows)
        begun |= dict.fromkeys(indicator.keys, chain)
        chains.setdefault(chain, []).append(indicator)
    return list(chains.values())


def _is_light(chain: list[Indicator]) -> bool:
    """Those over time have by far the most rows: begun last, one of them would be alone with one core."""
    return all(indicator.over is not Over.FLOW or indicator.protection in SIZE for indicator in chain)


def build(settings: Settings, tell: Progress = _in_silence) -> Path:
    """Build the release of the present case database and store it, to wait; answers its folder.

    It is made beside the others and moved to its place when it is whole: one that is stopped leaves nothing.
    """
    with store.unfinished(settings.data_folder) as made_in, store.beside(made_in) as rows:
        case = read_case(read_only_engine(settings.case_database_url), rows)
        told = before_this(settings)
        served = store.served_folder(settings.data_folder)
        before = cells_of(served) if served in told else None
        released = release(case, _levels(settings), tell, before)
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


@dataclass(frozen=True)
class Given:
    """What every figure of a release is decided from."""

    case: Case
    levels: dict[Level, int]
    before: Released | None
    late: dict[str, dict[str, date]]  # by subject and area: the last day that a late source has data of


@dataclass(frozen=True)
class Earlier:
    """What has been decided in a chain so far, by figure and level."""

    cells: dict[tuple[str, Level], pl.DataFrame] = field(default_factory=dict)
    breakdowns: dict[tuple[str, Level], tuple[pl.DataFrame, Breakdown]] = field(default_factory=dict)


def _with_characteristics(rows: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """Contributions with each family's area and characteristics, and its number in place of its id."""
    if "family" not in rows.columns:
        return rows
    return rows.join(families, on="family", how="inner").drop("family").rename({_NUMBER: "family"})


def _released(
    indicator: Indicator, rows: pl.DataFrame, given: Given, earlier: Earlier
) -> Iterable[pl.DataFrame]:
    """The figures of one indicator, a table a level; notes in `earlier` what was decided."""
    case, levels = given.case, given.levels
    rows = groups.prepared(rows, indicator, max(levels.values()))
    quiet = _quiet(case, rows, indicator)
    periods = pl.concat([rows["period"], quiet["period"]]).unique().to_list()
    late = given.late.get(indicator.subject, {}) if indicator.over is not Over.GROWING else {}
    begun = figures.started(periods, areas.starts(case), late)
    entered = areas.entered(case, periods, max(levels.values()))
    other, _ = earlier.breakdowns.get((indicator.keys[0], next(iter(levels))), (None, None))
    counted = Counted(indicator, rows, areas.areas(case), entered, quiet, other)
    decided: pl.DataFrame | None = None
    for level, k in levels.items():
        _, breakdown = earlier.breakdowns.get((indicator.within, level), (None, None))
        of_whom = denominator(
            indicator, (each for (_, of), (_, each) in earlier.breakdowns.items() if of is level)
        )
        leading = earlier.cells.get((indicator.same_families, level))
        here = counted.at_level(breakdown, of_whom, leading, _points(indicator, given.before, level))
        decided = disclosure.decide(here, k, decided)
        earlier.cells[indicator.keys[0], level] = decided
        shared = indicator.partition or indicator.sum_of
        if shared and indicator.protection not in WITHOUT_FAMILIES:
            of_all = counted.laid_out.every_group
            earlier.breakdowns[indicator.keys[0], level] = rows, Breakdown(indicator, of_all, decided)
        yield figures.figures(indicator, decided, k, begun).with_columns(level=pl.lit(level.value))


def _points(indicator: Indicator, before: Released | None, level: Level) -> Points | None:
    if before is None or indicator.over is Over.STOCK:
        return None
    return points(before.cells, indicator.subject, indicator.measures[0].key, level.value)


def _quiet(case: Case, rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """A flow's months, quarters and years in which no family in any area came or went: a 0, not a gap."""
    if indicator.protection is not Protection.SIZE_FLOW:
        return rows.select(KEY).clear()
    start = min(areas.starts(case).values())
    quarters = closed_quarter_ends(start, case.as_of)
    labels = [f"{month:%Y-%m}" for month in whole_months(start, case.as_of)]
    labels += [f"{day.year}Q{day.month // 3}" for day in quarters]
    labels += sorted({str(day.year) for day in quarters})
    keys = pl.DataFrame({"variant": "", "category": "all", "period": labels})
    return keys.join(rows, on=KEY, how="anti")


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
