"""`staircase import`, `template` and `forget`, as whoever fills the database meets them."""

from pathlib import Path

import polars as pl
import pytest

from dashboard.commands.cli import main
from dashboard.commands.template_command import DELIVERY, EXPLAINED
from dashboard.stores.settings import settings
from dashboard.text import LANGUAGES
from data_access import read_case, read_only_engine
from seed.delivery import checked
from seed.delivery.contract import TABLES
from seed.delivery.masking import masked
from tests.delivery.faults import APART
from tests.delivery.small import rows, write_csv


@pytest.fixture
def database(no_release: Path) -> str:
    """Where the case database will stand."""
    return settings().case_database_url


def report(folder: Path) -> pl.DataFrame:
    return pl.read_csv(folder / "import-report.csv")


def test_a_delivery_is_stored_and_the_next_command_says_what_follows(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(write_csv(tmp_path / "d", rows()))]) == 0
    told, progress = capsys.readouterr()
    assert "Leverancen v1 er gemt: 43 rækker" in told
    assert "staircase release" in told
    assert "Gemmer i databasen" in progress
    assert read_case(read_only_engine(database)).delivery_id == "v1"
    assert main(["import", str(tmp_path / "d"), "--lang", "en"]) == 0
    assert "stored already" in capsys.readouterr().out


def test_a_check_stores_nothing_not_even_a_database(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(write_csv(tmp_path / "d", rows())), "--check"]) == 0
    assert "kan gemmes" in capsys.readouterr().out
    assert not Path(database.removeprefix("sqlite:///")).exists()


def test_a_refused_delivery_is_told_place_by_place_and_no_value_of_a_person_is(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = rows()
    told["person"][0].update(birth_year="Hansen82", person_id=APART)
    told["area"][0]["name_da"] = "=1+1"
    assert main(["import", str(write_csv(tmp_path / "d", told))]) == 1
    out, err = capsys.readouterr()
    assert "Intet er gemt" in err
    written = (tmp_path / "import-report.csv").read_text("utf-8")
    assert all("Hansen" not in words and APART[:6] not in words for words in (out, err, written))
    found = {(row["rule"], row["row"]): row for row in report(tmp_path).iter_rows(named=True)}
    assert found["whole", 2]["value"] == "aaaaaa99"
    assert found["cpr", 2]["value"] == "******-****"
    assert found["formula", 2]["value"] == "'=1+1"
    assert "skal være et helt tal" in out
    assert {row["severity"] for row in found.values()} >= {"error"}


def test_the_terminal_shows_some_places_and_the_file_all(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = rows()
    told["reference_series"] = [
        {**told["reference_series"][0], "period": str(year), "value": "x"} for year in range(2000, 2025)
    ]
    assert main(["import", str(write_csv(tmp_path / "d", told)), "--lang", "en"]) == 1
    assert "and 15 more places" in capsys.readouterr().out
    assert report(tmp_path).height == 25


def test_an_id_that_was_used_is_refused_in_the_report_too(database: str, tmp_path: Path) -> None:
    assert main(["import", str(write_csv(tmp_path / "d", rows()))]) == 0
    told = rows()
    told["event_note"].pop()
    assert main(["import", str(write_csv(tmp_path / "other", told))]) == 1
    assert report(tmp_path).select("table", "row", "rule").rows() == [("delivery", 2, "id_reused")]


def test_a_family_is_forgotten_by_the_id_of_the_delivery(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key"
    key.write_text("k" * 40)
    hidden = ["--pseudonymise", str(key)]
    assert main(["import", str(write_csv(tmp_path / "d", rows())), *hidden]) == 0
    assert main(["forget", "f1"]) == 1
    assert "ingen familie" in capsys.readouterr().err
    assert main(["forget", "f1", *hidden]) == 0
    told = capsys.readouterr().out
    assert "Familien er slettet: 17 rækker" in told
    assert "ved næste leverance" in told
    assert not (tmp_path / "import-report.csv").exists()
    assert "f1" not in told
    assert read_case(read_only_engine(database)).family.collect().height == 2


def test_a_short_key_is_a_sentence_that_says_how_to_make_one(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key").write_text("short")
    folder = write_csv(tmp_path / "d", rows())
    assert main(["import", str(folder), "--pseudonymise", str(tmp_path / "key")]) == 1
    assert "openssl rand" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_a_delivery_without_rows_and_explains_every_column(
    tmp_path: Path, language: str
) -> None:
    assert main(["template", str(tmp_path / "new"), "--lang", language]) == 0
    found = checked(tmp_path / "new" / DELIVERY).problems
    assert found.select("table", "rule").rows() == [("delivery", "one_delivery")]
    explained = (tmp_path / "new" / EXPLAINED).read_text("utf-8")
    assert all(f"- `{name}`: " in explained for table in TABLES.values() for name in table.names)
    assert main(["template", str(tmp_path / "new")]) == 1


def test_a_cpr_number_in_a_value_is_masked_whatever_the_rule() -> None:
    assert masked("event_note", "formula", f"=ring {APART}") == "=ring ******-****"
