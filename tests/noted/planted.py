"""Secret numbers in a release, each so long that it stands nowhere by chance, and whatever leaves a page.

The rows carry scores and amounts of seven digits and more; the number of families and persons behind every
internal cell is planted in the release itself, where no case database of this size could bring it about.
"""

import json
from decimal import Decimal
from pathlib import Path

import polars as pl

import seed
from dashboard.building import release, statistics
from dashboard.building.groups import CHARACTERISTICS
from dashboard.catalogue import CATALOGUE
from dashboard.indicator import CONTRIBUTION, COUNTED, IN_ORDER, WITHOUT_FAMILIES, Indicator
from dashboard.indicators import characteristics
from dashboard.stores import approval
from dashboard.stores.released import NUMBERS, SHOWN, seal
from dashboard.stores.served import Served, cells_of
from dashboard.stores.settings import Settings
from data_access import read_case, upgrade, writing_engine
from data_access.case import Case
from data_access.engine import read_only_engine
from data_access.tables import CaseTable
from tests.noted.sent import LEAST, ROUND, numbers_in
from tests.release.stored import stored

SCORES, AMOUNTS = 9_876_543.21, 1009
"""What every score and every amount is multiplied by: no rule asks how large they are."""

MADE_KNOWN = ("wellbeing", "savings")
"""The subjects whose values come from scores and amounts."""

PLANTED, APART = 50_000_013, 1_000_003
"""The first planted number of families, and how far the next is from it."""

MOST_MARKS = ["current", "current_any_open"]
"""Counts of which a picture draws a mark for each family: planted ones would be fifty million marks."""


def case_database(url: str) -> None:
    """The invented families, with scores and amounts that one would know again."""
    rows = seed.rows()
    for row in rows["wellbeing_score"]:
        row["score"] *= SCORES
    for row in rows["instrument"]:
        row |= {name: row[name] * SCORES for name in ("scale_min", "scale_max", "relevant_change")}
    for row in rows["cost"]:
        row |= {name: Decimal(row[name]) * AMOUNTS for name in ("gross_dkk", "municipal_dkk")}
    upgrade(url)
    with writing_engine(url).begin() as connection:
        for table in CaseTable.metadata.sorted_tables:
            if table.name in rows:
                connection.execute(table.insert(), rows[table.name])


def served_from(settings: Settings) -> None:
    """Build the release of these rows, plant how many are behind its internal cells, and serve it."""
    built = release.build(settings)
    cells = cells_of(built).cells.with_row_index("place")
    secret = PLANTED + APART * pl.col("place").cast(pl.Int64)
    internal = (pl.col("level") == "internal") & pl.col("status").is_in(SHOWN)
    counted = pl.col("unit").is_in([unit.value for unit in COUNTED]) & ~pl.col("measure").is_in(MOST_MARKS)
    planted = cells.with_columns(
        *(pl.when(internal & pl.col(name).is_not_null()).then(secret + at).otherwise(name).alias(name)
          for at, name in enumerate(("families", "persons"))),
        value=pl.when(internal & counted & (pl.col("value") != 0)).then(secret + 2).otherwise("value"),
    )  # fmt: skip
    approval.approve(
        settings.data_folder,
        stored(settings.data_folder, seal(planted.drop("place")), like=built),
        approval.By.DEMO,
    )


def secrets(served: Served, settings: Settings, seen: pl.DataFrame) -> frozenset[int]:
    """Every large number there is, of single families and of every level, but for those `seen`."""
    case = read_case(read_only_engine(settings.case_database_url))
    of_families = (one for one in CATALOGUE if one.protection not in WITHOUT_FAMILIES)
    true = pl.concat(_true(one, case) for one in of_families if one.subject in MADE_KNOWN)
    public = served.cells.cells.filter(pl.col("level") == "public")
    known = _numbers(seen) | _numbers(public) | numbers_in(json.dumps(served.context))
    return frozenset((_numbers(served.cells.cells) | _whole(true)) - known)


def families_and_persons(settings: Settings) -> frozenset[str]:
    """The pseudonyms in the case database: they stand on no page."""
    case = read_case(read_only_engine(settings.case_database_url))
    return frozenset(
        case.family.select("family_id").collect().to_series().to_list()
        + case.person.select("person_id").collect().to_series().to_list()
    )


def _true(indicator: Indicator, case: Case) -> pl.Series:
    """Its values in single families, in areas and in their groups, with nothing withheld."""
    families = characteristics.families(case).collect()
    rows = indicator.contributes(case).collect().join(families, on="family")
    own = {name for name in rows.columns if name not in (*CONTRIBUTION, *families.columns)}
    formulas = [each.formula for each in indicator.measures]
    added_up = [one for one in formulas if not isinstance(one, IN_ORDER)]
    known = [one for one in added_up if (of := set(statistics.columns_of(one))) and of <= own]
    found = [pl.Series("value", [], pl.Float64)]
    for group in (["family"], ["area"], *(["area", name] for name in CHARACTERISTICS)):
        key = ["variant", "category", "period", *group]
        sums = rows.group_by(key).agg(pl.col(own).sum().name.prefix("sum:"))
        found += [pl.Series(statistics.value(sums, formula), nan_to_null=True) for formula in known]
    return pl.concat(found)


def _numbers(cells: pl.DataFrame) -> set[int]:
    return set().union(*(_whole(cells[name].cast(pl.Float64)) for name in NUMBERS))


def _whole(numbers: pl.Series) -> set[int]:
    """Large numbers without their sign, as they are whole: cut off, and rounded."""
    large = numbers.drop_nulls().drop_nans().abs()
    large = large.filter(large.is_between(LEAST, 1e15))
    whole = pl.concat([large.cast(pl.Int64), large.round(0).cast(pl.Int64)])
    return set(whole.filter(whole % ROUND != 0).to_list())


def folder_settings(folder: Path) -> Settings:
    return Settings.model_validate({"data_folder": folder, "DATABASE_URL": f"sqlite:///{folder / 'case.db'}"})
