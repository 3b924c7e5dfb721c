"""The worked examples of docs/methods.md on all but money, read out of it and calculated anew."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.building import statistics, statistics_course
from dashboard.indicator import Difference, Formula, Protection, Ratio
from dashboard.indicators import absence, caseload, employment, since_quarter, wellbeing, wellbeing_bands
from dashboard.indicators.employment import HIERARCHY
from dashboard.screen.published import agrees
from dashboard.text.numbers import half_up
from tests.indicators.cases import case
from tests.indicators.unsuppressed import unsuppressed

METHODS = Path(__file__).parents[2] / "docs" / "methods.md"
DAY = date(2026, 9, 30)
SUBJECTS = (
    "Intervals",
    "Caseload",
    "Steps",
    "Well-being",
    "School absence",
    "Work and education",
    "Change since the quarter before",
    "Published figures beside calculated ones",
)

Table = Sequence[Mapping[str, str]]


def example(subject: str) -> tuple[Table, list[str]]:
    """A section's worked example: its table, and the results that stand in backticks after it."""
    section = f"\n{METHODS.read_text('utf-8')}".partition(f"\n## {subject}")[2]
    told = section.partition("\n## ")[0].partition("\nWorked example")[2]
    lines = [line for line in told.splitlines() if line.startswith("|")]
    head, _, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    results = re.findall(r"`(-?\d[\d.]*)`", told.rpartition("|\n")[2])
    return [dict(zip(head, row, strict=True)) for row in body], results


def as_printed(calculated: Sequence[float | None], printed: Sequence[str]) -> list[Decimal]:
    """What was calculated, with as many decimals as the document prints."""
    digits = [len(number.partition(".")[2]) for number in printed]
    return [half_up(one or 0.0, digit) for one, digit in zip(calculated, digits, strict=True)]


def check(calculated: Sequence[float | None], printed: Sequence[str]) -> None:
    assert as_printed(calculated, printed) == [Decimal(number) for number in printed]


def estimate(
    formula: Formula, rows: Sequence[Mapping[str, float]], protection: Protection
) -> Mapping[str, float]:
    names = statistics.columns_of(formula)
    cell = pl.DataFrame(rows).select(pl.len().alias("families"), *statistics.sums(names))
    return statistics.interval(cell, formula, protection).row(0, named=True)


def day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def test_intervals() -> None:
    table, printed = example("Intervals")
    families = [{"x": float(row["in work"]), "n": float(row["parents"])} for row in table]
    cell = estimate(Ratio("x", "n", 100), families, Protection.SHARE)
    check([cell["value"], cell["lower"], cell["upper"]], printed)


def test_caseload() -> None:
    table, printed = example("Caseload")
    rows = [
        {"family_id": row["family"], "area_id": "x"}
        | {f"{name}_on": day(row[name]) for name in ("offered", "joined", "ended")}
        for row in table
    ]
    of = case(DAY, area=[{"area_id": "x", "started_on": date(2026, 1, 1)}], family=rows)
    active = unsuppressed(caseload.ACTIVE, "active", of, "2026-09-30")
    offered = unsuppressed(caseload.OFFERED, "offered", of, "to 2026-09-30")
    waiting = unsuppressed(caseload.WAITING, "waiting_days_mean", of, "2026-09-30")
    check([active, offered, waiting], printed)


def test_steps() -> None:
    table, printed = example("Steps")
    events = {"reached": 1, "left": 2, "on the way": 0}
    rows = pl.LazyFrame(
        {
            "group": "g",
            "time": [float(row["day"]) for row in table],
            "event": [events[row["what happened"]] for row in table],
        }
    )
    by_month = statistics_course.incidence(rows, ["group"], [3, 6]).sort("month").collect()
    half = statistics_course.median(rows, ["group"]).collect()
    check([*(100 * by_month["incidence"]), half["median"][0]], printed)


def test_well_being() -> None:
    table, printed = example("Well-being")
    score = {"instrument_id": "i", "dimension": "d", "respondent": "staff"}
    days = {"baseline": date(2026, 1, 1), "follow-up": date(2026, 6, 1)}
    scale = {"scale_min": 0, "scale_max": 10, "higher_is_better": True, "relevant_change": 1}
    of = case(
        DAY,
        area=[{"area_id": "x", "started_on": date(2026, 1, 1)}],
        family=[{"family_id": row["family"], "joined_on": date(2026, 1, 1)} for row in table],
        instrument=[{"instrument_id": "i", **scale}],
        wellbeing_score=[
            {**score, "family_id": row["family"], "assessed_on": when, "score": float(row[end])}
            for row in table
            for end, when in days.items()
        ],
    )
    keys = [(wellbeing.CHANGE, key, "2026-09-30") for key in ("change_mean", "relative_pct")]
    keys += [(wellbeing.DIRECTION, each.key, "2026-09-30") for each in wellbeing.DIRECTION.measures]
    keys += [(wellbeing_bands.BANDS, each.key, "2026-09-30") for each in wellbeing_bands.BANDS.measures]
    check([unsuppressed(*key[:2], of, key[2], category="i|d|staff") for key in keys], printed)


def test_school_absence() -> None:
    table, printed = example("School absence")
    months = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(7, 18)]  # August to June
    rows: list[dict[str, Any]] = []
    for row in table:
        number = int(row["months"])
        each = {name: int(row[name]) // number for name in ("school days", "absent days")}
        rows += [
            {"person_id": row["pupil"], "month": month, "school_days": each["school days"]}
            | {"sick_days": each["absent days"], "permitted_days": 0, "unlawful_days": 0}
            for month in months[:number]
        ]
    pupils = [row["pupil"] for row in table]
    of = case(
        DAY,
        family=[{"family_id": name, "area_id": "x", "joined_on": date(2024, 1, 1)} for name in pupils],
        person=[{"person_id": name, "family_id": name, "role": "child"} for name in pupils],
        school_month=rows,
    )
    measures = ((absence.SCHOOL_YEAR, "stil_pct"), (absence.HIGH, "high_share"))
    check([unsuppressed(*measure, of, "2024/25", "active") for measure in measures], printed)


def test_work_and_education() -> None:
    table, printed = example("Work and education")
    of = case(
        DAY,
        family=[
            {"family_id": name, "area_id": "x", "joined_on": date(2026, 1, 1)}
            for name in dict.fromkeys(row["family"] for row in table)
        ],
        person=[{"person_id": row["parent"], "family_id": row["family"], "role": "parent"} for row in table],
        status_code=[{"status": name, "category": name, "is_youth_job": False} for name in HIERARCHY],
        status_spell=[
            {"person_id": row["parent"], "status": status.strip(), "started_on": date(2026, 1, 1)}
            for row in table
            for status in row["statuses open that day"].split(",")
        ],
    )
    wanted = [
        (employment.IN_EDUCATION_OR_EMPLOYMENT, "in_education_or_employment", "all"),
        (employment.STATUS, "status_share", "pension"),
        (employment.PART_OR_FLEX_OF_THOSE, "part_or_flex_of_those", "all"),
    ]
    check([unsuppressed(one, key, of, "2026-09-30", "joined", of_) for one, key, of_ in wanted], printed)


def test_change_since_the_quarter_before() -> None:
    table, printed = example("Change since the quarter before")
    now = Ratio("x", "n", 100)
    formula = Difference(now, since_quarter.earlier(now))
    families = [
        {
            "x": float(row["this quarter"]),
            "n": 1.0,
            "x_earlier": float(row["quarter before"]),
            "n_earlier": 1.0,
        }
        for row in table
    ]
    cell = estimate(formula, families, Protection.MEAN)
    check([cell["value"], cell["lower"], cell["upper"]], printed)


def test_published_figures() -> None:
    table, _ = example("Published figures beside calculated ones")
    for row in table:
        almost = row["wording"] == "almost"
        published = {
            "value": float(row["published"]),
            "unit": "pct",
            "comparison": "approx" if almost else row["wording"],
            "wording_da": None,
            "wording_en": row["wording"],
        }
        assert agrees(float(row["calculated"]), published) is (row["agrees"] == "yes"), row


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_a_form_a_limitation_and_a_worked_example(subject: str) -> None:
    section = f"\n{METHODS.read_text('utf-8')}".partition(f"\n## {subject}")[2].partition("\n## ")[0]
    for part in ("**Limitation.**", "Worked example"):
        assert part in section
