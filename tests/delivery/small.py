"""A delivery so small that every row can be read, without a single fault; and ways to write it.

Cells are texts as a `,` file writes them. Everything in it is invented.
"""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from seed.delivery.cells import typed
from seed.delivery.contract import TABLES, Kind
from seed.delivery.reading import Source, read

Rows = dict[str, list[dict[str, str]]]

_WRITTEN = """
area: area_id=a1 name_da=Søbakken name_en=Lakeside started_on=2019-01-01 is_origin=true provisional=false
  sort=1
department: department_id=d1 name_da=Børn name_en=Children
team_member: member_id=m1 area_id=a1 department_id=d1 fte=0.8 started_on=2019-01-15
team_member: member_id=m2 area_id=a1 department_id=d1 fte=1 started_on=2019-01-15
team_member: member_id=m3 area_id=a1 department_id=d1 fte=1 started_on=2019-01-15 ended_on=2023-05-02
family: family_id=f1 area_id=a1 offered_on=2022-01-10 joined_on=2022-02-01 household=single
  project_cohort=true
family: family_id=f2 area_id=a1 offered_on=2022-01-11 household=couple project_cohort=false
family: family_id=f3 area_id=a1 offered_on=2022-01-12 joined_on=2022-02-02 ended_on=2023-04-03
  ended_reason=moved household=single project_cohort=false
contact_person: family_id=f1 member_id=m1 started_on=2022-02-01
contact_person: family_id=f1 member_id=m2 started_on=2022-02-01
contact_person: family_id=f3 member_id=m1 started_on=2022-02-02 ended_on=2023-04-03
contact_person: family_id=f3 member_id=m2 started_on=2022-02-02 ended_on=2023-04-03
person: person_id=p1 family_id=f1 role=parent birth_year=1984 sex=f years_without_work=7.5
person: person_id=p2 family_id=f1 role=child birth_year=2013
person: person_id=p3 family_id=f3 role=parent birth_year=1990 sex=m years_without_work=2
step: step_no=1 name_da=Et name_en=One provisional=true
step: step_no=2 name_da=To name_en=Two provisional=true
step_spell: family_id=f1 step_no=1 entered_on=2022-02-05 left_on=2022-08-06
step_spell: family_id=f1 step_no=2 entered_on=2022-08-06
step_spell: family_id=f3 step_no=1 entered_on=2022-02-07 left_on=2023-04-03
instrument: instrument_id=i1 name_da=Trivsel name_en=Well-being scale_min=0 scale_max=10
  higher_is_better=true relevant_change=1
wellbeing_score: family_id=f1 instrument_id=i1 dimension=all respondent=staff assessed_on=2022-02-03
  score=3.5
wellbeing_score: family_id=f1 person_id=p1 instrument_id=i1 dimension=all respondent=parent
  assessed_on=2022-06-03 score=5
wellbeing_score: family_id=f3 instrument_id=i1 dimension=all respondent=staff assessed_on=2022-02-04 score=4
school_month: person_id=p2 month=2022-05-01 school_days=20 sick_days=1 permitted_days=0 unlawful_days=2
school_month: person_id=p2 month=2022-06-01 school_days=18 sick_days=0 permitted_days=0 unlawful_days=0
school_month: person_id=p2 month=2022-08-01 school_days=14 sick_days=14 permitted_days=0 unlawful_days=0
status_code: status=job name_da=Job name_en=Job category=ordinary_full is_youth_job=false
  valid_from=2015-01-01 valid_to=2023-07-01
status_code: status=ledig name_da=Ledig name_en=Unemployed category=other_benefit is_youth_job=false
status_spell: person_id=p1 status=ledig started_on=2020-03-04 ended_on=2022-09-05
status_spell: person_id=p1 status=job started_on=2022-09-05 ended_on=2023-06-06 weekly_hours=30
status_spell: person_id=p1 status=ledig started_on=2023-06-06
cost: family_id=f1 month=2022-01-01 sector=social line=støtte gross_dkk=12000.50 municipal_dkk=6000.25
  price_year=2022
cost: family_id=f1 month=2022-02-01 sector=social line=støtte gross_dkk=-250.5 municipal_dkk=-250.5
  price_year=2022
comparison_cost: sector=social line=støtte month=2022-01-01 families=10 municipal_dkk=61000 price_year=2022
programme_cost: area_id=a1 month=2022-01-01 kind=salary funding=grant dkk=390000 price_year=2022
price_index: index_id=nettopris year=2022 value=110.5 source=invented
price_index: index_id=nettopris year=2023 value=114 source=invented
published_figure: figure_id=g1 indicator=caseload.active value=50 unit=pct comparison=ge source=invented
  published_on=2023-08-21 cohort=project as_of=2023-06-30
reference_series: series=fravaer period=2022/23 value=5.7 unit=pct source=invented
event_note: event_id=e1 starts_on=2022-03-11 ends_on=2022-06-30 kind=disturbance text_da=Lukket
  text_en=Closed
event_note: event_id=e2 area_id=a1 starts_on=2022-07-01 kind=event text_da=Åbnet text_en=Opened
delivery: delivery_id=v1 delivered_at=2023-07-12 source=invented as_of=2023-06-30
"""


def rows() -> Rows:
    """The delivery's rows by table; the first stands in row 2 of its file. What is not written is empty."""
    told: Rows = {}
    for line in _WRITTEN.replace("\n  ", " ").strip().splitlines():
        table, _, cells = line.partition(": ")
        written = dict(cell.split("=", 1) for cell in cells.split(" "))
        told.setdefault(table, []).append(dict.fromkeys(TABLES[table].names, "") | written)
    return told


def write_csv(folder: Path, told: Rows) -> Path:
    """As `,` files in UTF-8."""
    folder.mkdir(exist_ok=True)
    for table, lines in told.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
    return folder


def write_danish(folder: Path, told: Rows) -> Path:
    """As `;` files: Danish numbers and days, Windows-1252, CRLF, columns the other way round."""
    folder.mkdir(exist_ok=True)
    for table, lines in told.items():
        kinds = {column.name: column.kind for column in TABLES[table].columns}
        names = list(lines[0])[::-1]
        written = [[_danish(line[name], kinds[name]) for name in names] for line in lines]
        text = "\r\n".join(";".join(line) for line in [names, *written])
        (folder / f"{table}.csv").write_bytes(f"{text}\r\n\r\n".encode("cp1252"))
    return folder


def _danish(cell: str, kind: Kind) -> str:
    if not cell:
        return cell
    if kind in (Kind.DAY, Kind.MOMENT):
        return f"{date.fromisoformat(cell):%d-%m-%Y}"
    if kind in (Kind.NUMBER, Kind.MONEY):
        return f"{float(cell):,.2f}".translate(str.maketrans(",.", ".,"))
    return {"true": "JA", "false": "falsk"}.get(cell, cell)


def _values(folder: Path, told: Rows) -> dict[str, pl.DataFrame]:
    """The tables with real types, money in kroner."""
    read_back = {}
    for name in told:
        values, problems = typed(TABLES[name], read(Source(name, folder / f"{name}.csv")))
        assert problems == []
        money = [column.name for column in TABLES[name].columns if column.kind is Kind.MONEY]
        read_back[name] = values.drop("#row").with_columns(pl.col(money).cast(pl.Float64) / 100)
    return read_back


def write_parquet(folder: Path, told: Rows) -> Path:
    values = _values(write_csv(folder.with_name("as_text"), told), told)
    folder.mkdir()
    for table, frame in values.items():
        frame.write_parquet(folder / f"{table}.parquet")
    return folder


def write_workbook(folder: Path, told: Rows) -> Path:
    """One sheet a table; days and truth values are typed cells, as in a spreadsheet."""
    values = _values(write_csv(folder.with_name("as_text"), told), told)
    folder.mkdir()
    with xlsxwriter.Workbook(str(folder / "leverance.xlsx")) as book:
        for table, frame in values.items():
            frame.write_excel(book, worksheet=table)
    return folder


WRITERS: dict[str, Any] = {
    "csv": write_csv,
    "danish": write_danish,
    "workbook": write_workbook,
    "parquet": write_parquet,
}
