"""One fault for every rule of the delivery format: what is changed, and where it must be reported."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.delivery.small import Rows

PERSON_NUMBER = "010190" + "1234"  # put together here, so that no file has a number to be found in
APART = f"{PERSON_NUMBER[:6]}-{PERSON_NUMBER[6:]}"


@dataclass(frozen=True)
class Fault:
    """`row` is the file's row (the header is 1); `on_disk` is done to the written `,` files."""

    rule: str
    table: str
    row: int | None
    change: Callable[[Rows], None] = lambda rows: None
    on_disk: Callable[[Path], None] = lambda folder: None
    name: str = ""

    def __str__(self) -> str:
        return f"{self.rule}-{self.name or self.table}"


def cell(rule: str, table: str, row: int, *, name: str = "", **cells: str) -> Fault:
    """Cells of one row are replaced."""
    return Fault(rule, table, row, lambda rows: rows[table][row - 2].update(cells), name=name)


def added(rule: str, table: str, row: int, **cells: str) -> Fault:
    """A row is added to the end of a table: a copy of the first, with other cells."""

    def change(rows: Rows) -> None:
        rows[table].append({**rows[table][0], **cells})
        assert len(rows[table]) + 1 == row

    return Fault(rule, table, row, change, name=f"{table} added")


def on_disk(rule: str, table: str, row: int | None, change: Callable[[Path], None], name: str = "") -> Fault:
    return Fault(rule, table, row, on_disk=change, name=name)


def text(file: str, old: str, new: str) -> Callable[[Path], None]:
    """The first `old` in a file becomes `new`."""

    def change(folder: Path) -> None:
        content = (folder / file).read_bytes()
        assert old.encode() in content
        (folder / file).write_bytes(content.replace(old.encode(), new.encode("latin-1"), 1))

    return change


def _all_at_month_ends(rows: Rows) -> None:
    rows["step_spell"] += [
        {
            "family_id": "f1",
            "step_no": "1",
            "entered_on": f"2022-0{month}-02",
            "left_on": f"2022-0{month}-{last}",
        }
        for month, last in zip(range(1, 8), (31, 28, 31, 30, 31, 30, 31), strict=True)
    ]
    rows["step_spell"] += [
        {
            "family_id": "f1",
            "step_no": "2",
            "entered_on": f"2022-{month}-02",
            "left_on": f"2022-{month}-{last}",
        }
        for month, last in zip(("08", "09", 10, 11, 12), (31, 30, 31, 30, 31), strict=True)
    ]


def _few_contacts(rows: Rows) -> None:
    rows["contact_person"].pop(1)


def _elsewhere(table: str, row: int, **cells: str) -> Callable[[Rows], None]:
    """What is wrong with one table's row is told at another's."""
    return lambda rows: rows[table][row - 2].update(cells)


def _as_parquet(folder: Path) -> None:
    pl.read_csv(folder / "step.csv").write_parquet(folder / "step.parquet")


FAULTS: tuple[Fault, ...] = (
    # the files
    on_disk("unknown_table", "adresser", None, lambda at: (at / "adresser.csv").touch()),
    on_disk(
        "unknown_table", "family.csv.bak", None, lambda at: (at / "family.csv.bak").touch(), "another end"
    ),
    on_disk("unknown_table", "more", None, lambda at: (at / "more").mkdir(), "a folder"),
    on_disk("delivered_twice", "step", None, _as_parquet),
    Fault("missing_table", "step_spell", None, lambda rows: rows.pop("step_spell") and None),
    Fault(
        "table_not_delivered", "reference_series", None, lambda rows: rows.pop("reference_series") and None
    ),
    on_disk("unreadable", "cost", None, lambda at: (at / "cost.csv").rename(at / "cost.parquet") and None),
    on_disk("no_header", "cost", None, lambda at: (at / "cost.csv").write_bytes(b"") and None, "nothing"),
    on_disk(
        "no_header",
        "cost",
        None,
        text("cost.csv", "family_id,month,sector,line,gross_dkk,municipal_dkk,price_year\n", ""),
        "rows only",
    ),
    on_disk("unknown_column", "area", 1, lambda at: _with_column(at / "area.csv", "adresse", "x")),
    on_disk("column_twice", "area", 1, lambda at: _with_column(at / "area.csv", "sort", "1")),
    Fault("missing_column", "person", 1, lambda rows: [row.pop("sex") for row in rows["person"]] and None),
    on_disk("encoding", "event_note", 3, text("event_note.csv", "Åbnet", "\x81bnet")),
    on_disk("quotes", "event_note", 3, text("event_note.csv", "Åbnet", '"Aabnet')),
    on_disk("fields", "cost", 3, text("cost.csv", "-250.5,-250.5", "-250,5,-250.5"), "one too many"),
    on_disk("fields", "cost", 2, text("cost.csv", "6000.25,", ""), "one too few"),
    # the cells
    cell("cpr", "event_note", 2, text_da=f"Aftalt med {PERSON_NUMBER} om nyt lokale", name="in a text"),
    cell("cpr", "delivery", 2, note="6" + APART[1:], name="of a replacement number"),
    cell("cpr", "event_note", 2, event_id=PERSON_NUMBER[1:], name="that lost its zero"),
    cell("cpr", "price_index", 3, value=PERSON_NUMBER, name="in a number"),
    on_disk(
        "cpr",
        "area",
        1,
        lambda at: _with_column(at / "area.csv", APART.replace("-", " "), "x"),
        "in a header",
    ),
    on_disk("cpr", "******-****", None, lambda at: (at / f"{APART}.csv").touch(), "in a file's name"),
    cell("formula", "area", 2, name_da="=SUM(A1)", name="in a name"),
    cell("formula", "reference_series", 2, series="@fravaer", name="in a key"),
    cell("control_sign", "event_note", 2, text_en="Clo\x07sed"),
    cell("empty", "area", 2, name_en=""),
    cell("whole", "person", 3, birth_year="nitten", name="a word"),
    cell("whole", "school_month", 2, school_days="20.5", name="a half"),
    cell("number", "instrument", 2, scale_max="1e1"),
    cell("number", "price_index", 3, value="114,0", name="a Danish one in a , file"),
    cell("money", "cost", 2, gross_dkk="12.345.678", name="grouped in a , file"),
    cell("money", "cost", 2, gross_dkk="12000.505", name="a third decimal"),
    cell("day", "area", 2, started_on="2023-02-29", name="that does not exist"),
    cell("day", "area", 2, started_on="01/02/2019", name="with strokes"),
    cell("moment", "delivery", 2, delivered_at="2023-07-12 25:00"),
    cell("flag", "area", 2, is_origin="måske"),
    cell("code", "person", 3, sex="k"),
    # the rows
    added("key_twice", "department", 3),
    added("key_twice", "wellbeing_score", 5, score="9"),
    cell("reference", "event_note", 3, area_id="a9", name="of an optional column"),
    cell("reference", "cost", 3, family_id="f1 ", name="with a blank"),
    added("one_delivery", "delivery", 3, delivery_id="v2"),
    Fault(
        "one_delivery", "delivery", None, on_disk=lambda at: _header_only(at / "delivery.csv"), name="none"
    ),
    cell("delivered_before_as_of", "delivery", 2, delivered_at="2023-06-29"),
    cell("after_as_of", "wellbeing_score", 3, assessed_on="2023-07-01", name="a score"),
    cell("after_as_of", "step_spell", 3, left_on="2023-07-01", name="the end of a spell"),
    cell("after_as_of", "programme_cost", 2, month="2023-07-01", name="a month"),
    cell("after_as_of", "event_note", 3, ends_on="2023-07-01", name="an event"),
    cell("born_after_as_of", "person", 3, birth_year="2024"),
    cell("first_of_month", "cost", 2, month="2022-01-15"),
    cell("joined_before_offered", "family", 2, joined_on="2022-01-09"),
    cell("ended_before_joined", "family", 4, ended_on="2022-02-01"),
    cell("ended_without_joining", "family", 3, ended_on="2022-03-01"),
    cell("reason_without_end", "family", 2, ended_reason="moved"),
    cell("ends_before_start", "step_spell", 2, left_on="2022-02-04", name="a step"),
    cell("ends_before_start", "team_member", 4, ended_on="2019-01-14", name="an employee"),
    cell("ends_before_start", "contact_person", 5, ended_on="2022-02-01", name="a contact"),
    cell("ends_before_start", "event_note", 2, ends_on="2022-03-10", name="an event"),
    cell(
        "ends_before_start", "status_code", 3, valid_from="2000-01-02", valid_to="2000-01-01", name="a code"
    ),
    cell("fte", "team_member", 2, fte="-0.1"),
    cell("fte", "team_member", 2, fte="1.6", name="too much"),
    cell("weekly_hours", "status_spell", 3, weekly_hours="61"),
    cell("years_without_work", "person", 2, years_without_work="-1"),
    added("seven_steps", "step", 4, step_no="8"),
    added("scale_order", "instrument", 3, instrument_id="i2", scale_min="10"),
    cell("relevant_change", "instrument", 2, relevant_change="-1"),
    cell("school_days", "school_month", 2, school_days="32"),
    cell("absence", "school_month", 3, sick_days="19", name="more than the days"),
    cell("absence", "school_month", 3, sick_days="-1", name="negative"),
    cell("july", "school_month", 4, month="2022-07-01", school_days="0", sick_days="0"),
    cell("municipal_over_gross", "cost", 3, municipal_dkk="-250.51", name="in a correction"),
    cell("municipal_over_gross", "cost", 2, municipal_dkk="-1", name="with another sign"),
    cell("families", "comparison_cost", 2, families="0"),
    cell("index_value", "price_index", 3, value="0"),
    # rows of several tables together
    cell("person_of_another_family", "wellbeing_score", 3, person_id="p3"),
    cell("score_off_scale", "wellbeing_score", 3, score="10.5"),
    cell("spells_overlap", "status_spell", 4, started_on="2022-09-04"),
    Fault("no_parent", "family", 2, _elsewhere("person", 2, role="young")),
    cell("not_joined", "cost", 2, family_id="f2"),
    added("many_contacts", "contact_person", 6, member_id="m3", started_on="2022-05-06"),
    cell("price_year", "programme_cost", 2, price_year="2021"),
    # warnings
    Fault("few_contacts", "family", 2, _few_contacts),
    cell("large_amount", "programme_cost", 2, dkk="10000000.01"),
    cell("born_before_1920", "person", 2, birth_year="1919"),
    Fault("ends_with_months", "step_spell", None, _all_at_month_ends),
    cell("code_not_valid", "status_spell", 3, ended_on="2023-06-06", started_on="2014-09-05"),
    cell("open_after_end", "step_spell", 4, left_on=""),
    Fault("no_baseline", "family", 4, _elsewhere("wellbeing_score", 4, assessed_on="2022-09-04")),
    Fault("school_gap", "school_month", 3, lambda rows: rows["school_month"].pop(1) and None),
)


def _with_column(file: Path, name: str, value: str) -> None:
    header, *lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([f"{header},{name}", *(f"{line},{value}" for line in lines)]), "utf-8")


def _header_only(file: Path) -> None:
    file.write_text(file.read_text("utf-8").splitlines()[0], "utf-8")
