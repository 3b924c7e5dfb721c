"""Every rule of the delivery format, held against a delivery that breaks it and nothing else."""

from pathlib import Path

import pytest

from seed.delivery import RULES, WARNINGS, checked
from seed.delivery.contract import TABLES
from tests.delivery.faults import FAULTS, Fault
from tests.delivery.small import WRITERS, rows, write_csv

AFTER_ANOTHER = {"id_reused", "older"}
"""Rules about the delivery before this one: in test_loading."""


def test_every_rule_has_a_delivery_that_breaks_it() -> None:
    assert {fault.rule for fault in FAULTS} | AFTER_ANOTHER == RULES


@pytest.mark.parametrize("form", WRITERS)
def test_a_delivery_without_a_fault_is_told_nothing_in_any_form(form: str, tmp_path: Path) -> None:
    delivery = checked(WRITERS[form](tmp_path / "delivery", rows()))
    assert delivery.problems.rows() == []
    assert {name for name, table in delivery.tables.items() if table.height} == set(TABLES)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_reported_where_it_is_and_nothing_else_is(fault: Fault, tmp_path: Path) -> None:
    told = rows()
    fault.change(told)
    folder = write_csv(tmp_path / "delivery", told)
    fault.on_disk(folder)
    delivery = checked(folder)
    found = delivery.problems
    assert (fault.table, fault.row) in found.filter(rule=fault.rule).select("table", "row").rows()
    assert delivery.is_refused == (fault.rule not in WARNINGS)
    others = set(found["rule"]) - {fault.rule}
    assert others <= (WARNINGS if delivery.is_refused else set()), others


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    told = rows()
    told["person"][1]["birth_year"] = "nitten"
    told["cost"][0]["price_year"] = "1999"
    told["area"][0]["name_da"] = "+45"
    found = checked(write_csv(tmp_path / "delivery", told)).problems
    assert set(found["rule"]) == {"whole", "price_year", "formula"}


@pytest.mark.parametrize(
    "harmless",
    ["Sag 991234-5678", "tlf. 89402000", "den 2020-03-11", "konto 01019012345", "x0101901234", "311390-1234"],
)
def test_what_only_resembles_a_cpr_number_is_accepted(harmless: str, tmp_path: Path) -> None:
    told = rows()
    told["event_note"][0]["text_da"] = harmless
    assert checked(write_csv(tmp_path / "delivery", told)).problems.rows() == []


def test_a_table_whose_file_can_not_be_read_brings_no_lost_references(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "delivery", rows())
    (folder / "area.csv").write_bytes(b"area_id,name_da\na1,\x81\n")
    assert set(checked(folder).problems.filter(table="area")["rule"]) == {"encoding"}
    assert "reference" not in set(checked(folder).problems["rule"])


def test_there_is_nothing_to_read_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        checked(tmp_path / "nowhere")
