"""How good the data behind a release are: counted when it is built, under the same k as every figure.

Counts are of families of an area without any characteristic. A count of 1 to k-1 is "few"; one that leaves
1 to k-1 families out is withheld; a total stands only where no area's count is hidden.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from dashboard.indicators.periods import last_day
from dashboard.stores.viewer import Level
from data_access.case import Case

ALL = "all"
KEY = "quality"
"""Where a release's context holds these rows."""

LATE_MONTHS = 3
"""A monthly source whose last month is so long before the last day is late."""

Row = dict[str, Any]


class Source(NamedTuple):
    """A table of registrations: the day a row is about, the subject that rests on it, and whether there is
    something every month. Only then can it be late: nobody moves a step every month.
    """

    day: str
    subject: str
    is_monthly: bool = False


SOURCES = {
    "contact_person": Source("started_on", "caseload"),
    "step_spell": Source("entered_on", "steps"),
    "wellbeing_score": Source("assessed_on", "wellbeing"),
    "school_month": Source("month", "absence", is_monthly=True),
    "status_spell": Source("started_on", "employment"),
    "cost": Source("month", "savings", is_monthly=True),
}

WEAKENS = {
    "few_contacts": "caseload",
    "born_before_1920": "caseload",
    "open_after_end": "steps",
    "no_baseline": "wellbeing",
    "school_gap": "absence",
    "code_not_valid": "employment",
    "large_amount": "savings",
}
"""The subject that a warning makes less certain; one about a table weakens what rests on the table."""


def quality(case: Case, levels: Mapping[Level, int]) -> list[Row]:
    """Rows of freshness, completeness and warnings, for each level, source or rule, and area.

    `part`, `of` (table or rule), `table`, `subject`, `level`, `area`, `month` (freshness: the last in which
    at least k families have a registration), `families` of `among`, and `status`: shown, few or withheld.
    """
    joined = _joined(case)
    rows: list[Row] = []
    for level, k in levels.items():
        for table, source in SOURCES.items():
            registered = _registered(case, table, source.day).join(joined, on="family_id")
            common = {"of": table, "table": table, "subject": source.subject, "level": level.value}
            rows += [common | fresh for fresh in _freshness(registered, joined, k)]
            rows += [common | {"part": "completeness"} | row for row in _counted(registered, joined, k)]
        rows += [{"level": level.value} | row for row in _warnings(case, joined, k)]
    return rows


def late(case: Case, k: int) -> dict[str, dict[str, date]]:
    """Where a source is late, by subject and area: the last day it has data of, of at least k families."""
    joined = _joined(case)
    found: dict[str, dict[str, date]] = {}
    for table, source in SOURCES.items():
        if source.is_monthly:
            registered = _registered(case, table, source.day).join(joined, on="family_id")
            months = {fresh["area"]: fresh["month"] for fresh in _freshness(registered, joined, k)}
            found[source.subject] = {
                area: day
                for area, month in months.items()
                if area != ALL and is_late(month, case.as_of) and (day := last_day(month))
            }
    return found


def is_late(month: str | None, as_of: date) -> bool:
    """Is the last month of a monthly source so long before the last day that more should have come?"""
    last = last_day(month) if month else None
    return last is not None and (as_of.year - last.year) * 12 + as_of.month - last.month >= LATE_MONTHS


def _joined(case: Case) -> pl.DataFrame:
    """The families that have joined, and their areas."""
    return case.family.filter(pl.col("joined_on").is_not_null()).select("family_id", "area_id").collect()


def _registered(case: Case, table: str, day: str) -> pl.DataFrame:
    """Which families have a registration in which months."""
    rows: pl.LazyFrame = getattr(case, table)
    if "family_id" not in rows.collect_schema().names():
        rows = rows.join(case.person.select("person_id", "family_id"), on="person_id")
    return rows.select("family_id", month=pl.col(day).dt.strftime("%Y-%m")).unique().collect()


def _freshness(registered: pl.DataFrame, joined: pl.DataFrame, k: int) -> Iterator[Row]:
    for area, own in _by_area(registered, joined):
        enough = own.group_by("month").agg(pl.col("family_id").n_unique()).filter(pl.col("family_id") >= k)
        month = enough["month"].max()
        yield {"part": "freshness", "area": area, "month": month, "status": "shown" if month else "few"}


def _counted(those: pl.DataFrame, joined: pl.DataFrame, k: int) -> Iterator[Row]:
    """How many of each area's families are among `those`, and of all families where no area is hidden."""
    among = {area: own["family_id"].n_unique() for area, own in _by_area(joined, joined)}
    counts = {area: own["family_id"].n_unique() for area, own in _by_area(those, joined)}
    statuses = {area: _status(counts[area], among[area], k) for area in counts}
    is_open = all(status == "shown" for area, status in statuses.items() if area != ALL)
    for area, status in statuses.items():
        if status == "shown" and (area != ALL or is_open):
            yield {"area": area, "families": counts[area], "among": among[area], "status": status}
        elif area != ALL:
            yield {"area": area, "families": None, "among": None, "status": status}


def _status(count: int, among: int, k: int) -> str:
    if among < k or 0 < among - count < k:
        return "withheld"
    return "few" if 0 < count < k else "shown"


def _warnings(case: Case, joined: pl.DataFrame, k: int) -> Iterator[Row]:
    """What the import warned of: families by area, and what concerns a table as a whole."""
    told = case.delivery_warning.collect()
    for (rule, table), rows in told.sort("rule", "table_name").group_by(
        "rule", "table_name", maintain_order=True
    ):
        common = {"part": "warning", "of": rule, "table": table, "subject": _weakens(str(rule), str(table))}
        families = rows.filter(pl.col("family_id").is_not_null()).join(joined, on="family_id")
        if families.is_empty():
            yield common | {"area": ALL, "families": None, "among": None, "status": "shown"}
        else:
            yield from (common | row for row in _counted(families, joined, k))


def _weakens(rule: str, table: str) -> str:
    by_table = SOURCES[table].subject if table in SOURCES else ""
    return WEAKENS.get(rule, by_table)


def _by_area(rows: pl.DataFrame, joined: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    for area in sorted(joined["area_id"].unique().to_list()):
        yield area, rows.filter(pl.col("area_id") == area)
    yield ALL, rows
