"""What is taken to the council: each file holds the released figures, all of them, and says what it is."""

import re
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from dashboard.commands.cli import main
from dashboard.council import exports
from dashboard.council.briefing import Briefing, Chart, Part
from dashboard.council.cells import chosen
from dashboard.council.data import CODE
from dashboard.council.exports import FORMATS, ExportError, file_name, made, picture_of, write
from dashboard.council.ready_made import council_briefing
from dashboard.council.sheet import Read, read
from dashboard.stores.released import SHOWN
from dashboard.stores.served import Served
from dashboard.text import LANGUAGES, Text
from dashboard.words.sentences import Cell, details, figure_of, value
from tests.council import files
from tests.pages.reading import as_read
from tests.words.language import faults, quoted, without

Files = dict[str, bytes]


@pytest.fixture(params=LANGUAGES)
def text(request: pytest.FixtureRequest) -> Text:
    return Text(request.param)


@pytest.fixture
def briefing(served_release: Served) -> Briefing:
    return council_briefing(served_release.manifest["release_id"])


@pytest.fixture
def whole(briefing: Briefing, text: Text) -> Read:
    return read(briefing, text)


def content(ending: str, briefing: Briefing, text: Text) -> bytes:
    """The ready-made briefing as a file, made once for all tests that read it."""
    return _content(ending, briefing.release_id, text.language)


@cache
def _content(ending: str, release_id: str, language: str) -> bytes:
    return made(council_briefing(release_id), ending, Text(language))


def code(cell: Cell) -> str:
    return "|".join((figure_of(cell), *(cell[column] for column in CODE)))


def released(release: Served) -> dict[str, Cell]:
    """Every public cell of the release by its code, straight from what is stored."""
    public = release.cells.cells.filter(pl.col("level") == "public")
    return {code(cell): cell for cell in public.iter_rows(named=True)}


def in_words(cell: Cell | None, text: Text) -> str:
    """A cell of a table: its value, and beside it how sure it is and how many are behind it."""
    if cell is None:
        return "–"
    return f"{value(cell, text)} {details(cell, text)}".strip()


def expected(whole: Read, every: dict[str, Cell]) -> list[list[list[str]]]:
    """The tables of the briefing's parts, their cells looked up in the release anew."""
    found = []
    for sheet in whole.sheets:
        if sheet.plot is not None:
            columns = [
                {place: every[code(cell)] for place, cell in series.cells.items()}
                for series in sheet.plot.table
            ]
            found.append(
                [
                    [in_words(column.get(place), whole.text) for column in columns]
                    for place in sheet.plot.places
                ]
            )
    return found


def bare(grid: files.Grid) -> list[list[str]]:
    """A table without its headings and the names of its rows; brackets around details are an ornament."""
    return [[_bare(words) for words in row[1:]] for row in grid[1:]]


def _bare(words: str) -> str:
    inside = re.fullmatch(r"(.+?) \((.*)\)", words, re.DOTALL)
    return f"{inside[1]} {inside[2]}" if inside else words


def test_every_number_in_every_file_is_the_released_one(
    briefing: Briefing, whole: Read, served_release: Served
) -> None:
    text, every = whole.text, released(served_release)
    cells = {code(cell): every[code(cell)] for sheet in whole.sheets for cell in sheet.cells}
    assert len(cells) > 200
    tables = expected(whole, every)
    headings = {
        "value": text("show.value"),
        "lower": text("council.lower"),
        "upper": text("council.upper"),
        "families": text("count.families"),
        "persons": text("count.persons_column"),
    }
    numbers = {key: tuple(cell[name] for name in files.NUMBERS) for key, cell in cells.items()}
    named, is_danish = text("council.code"), text.language == "da"
    assert files.in_csv(content("csv", briefing, text), named, headings, is_danish=is_danish) == numbers
    assert files.in_workbook(content("xlsx", briefing, text), named, headings) == numbers
    assert [bare(grid) for grid in files.tables_in_html(content("html", briefing, text))] == tables
    slides = content("pptx", briefing, text)
    assert [row for grid in files.tables_in_slides(slides) for row in bare(grid)] == [
        [_bare(words) for words in row] for table in tables for row in table
    ]
    drawn = [sheet.plot for sheet in whole.sheets if sheet.plot]
    assert files.charts_in_slides(slides) == [
        [tuple(_value(every, series.cells.get(place)) for place in plot.places) for series in plot.series]
        for plot in drawn
    ]
    paper = "".join(files.pages_in_pdf(content("pdf", briefing, text)))
    missing = [
        words
        for table in tables
        for row in table
        for words in row
        if files.together(words).replace("-", "") not in paper.replace("-", "")
    ]
    assert missing == []


def _value(every: dict[str, Cell], cell: Cell | None) -> float | None:
    return None if cell is None else every[code(cell)]["value"]


def test_no_decimal_in_the_paper_is_of_anything_but_its_cells(briefing: Briefing, whole: Read) -> None:
    cells = [cell for sheet in whole.sheets for cell in sheet.cells]
    mark = "," if whole.text.language == "da" else "."
    told = " ".join(in_words(cell, whole.text) for cell in cells)
    pattern = rf"\d+{re.escape(mark)}\d(?!\d)"
    sentences = " ".join(f"{sheet.sentence} {sheet.explained}" for sheet in whole.sheets)
    known = set(re.findall(pattern, f"{told} {sentences} {whole.provenance}"))
    found = {
        number
        for page in files.words_in_pdf(content("pdf", briefing, whole.text))
        for number in re.findall(rf"(?<![\d.,]){pattern}", page)
    }
    assert len(found) > 50
    assert found <= known


def test_only_public_cells_are_read_whoever_asks(briefing: Briefing, served_release: Served) -> None:
    for part in briefing.parts:
        for one in chosen(part, served_release).every:
            assert set(one.cells["level"]) <= {"public"}


def test_every_file_says_what_it_is_and_that_the_families_are_invented(
    briefing: Briefing, whole: Read
) -> None:
    text = whole.text
    told = {
        "html": as_read(content("html", briefing, text).decode()),
        "pdf": "".join(files.pages_in_pdf(content("pdf", briefing, text))),
        "csv": content("csv", briefing, text).decode(),
        "xlsx": " ".join(files.words_of_workbook(content("xlsx", briefing, text))),
        "svg": picture_of(briefing, 2, "svg", text).decode(),
    }
    wanted = [told for name, told in whole.provenance[:3]]
    for words in (*wanted, text("app.synthetic")):
        for ending, said in told.items():
            assert files.together(words) in files.together(said), (ending, words)


def test_the_paper_is_tagged_titled_and_described_for_screen_readers(briefing: Briefing, whole: Read) -> None:
    told, elements = files.structure_of_pdf(content("pdf", briefing, whole.text))
    assert (told["lang"], told["marked"], told["title"]) == (whole.text.language, True, whole.title)
    assert re.search(r"pdfuaid:part>1<|pdfuaid:part=\"1\"", told["xmp"])
    figures = [element["/Alt"] for element in elements if element["/S"] == "/Figure"]
    drawn = [sheet for sheet in whole.sheets if sheet.plot]
    assert len(figures) == len(drawn)
    assert all(sheet.sentence in alt for sheet, alt in zip(drawn, figures, strict=True))
    kinds = {element["/S"] for element in elements}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Link", "/L"} <= kinds


def test_each_part_of_the_paper_has_the_link_that_opens_its_view(briefing: Briefing, whole: Read) -> None:
    links = files.links_in_pdf(content("pdf", briefing, whole.text))
    assert {sheet.address for sheet in whole.sheets if sheet.address} <= links


def test_slides_have_notes_and_every_chart_and_table_is_described(briefing: Briefing, whole: Read) -> None:
    deck = content("pptx", briefing, whole.text)
    assert all(files.described_in_slides(deck))
    notes = files.notes_in_slides(deck)
    assert len(notes) == len(whole.sheets)
    assert all(sheet.notes in told for sheet, told in zip(whole.sheets, notes, strict=True))


def test_the_presentation_speaks_one_language_and_asks_nobody_for_anything(
    briefing: Briefing, whole: Read
) -> None:
    page = content("html", briefing, whole.text).decode()
    assert not re.search(
        r"""(?:src|href)=["'](?!data:)|url\((?!data:|#)|@import|https?://(?!www\.w3\.org)""", page
    )
    names = quoted(whole.release.context, whole.text.language) | {whole.briefing.release_id}
    shown = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    words = without(" ".join(as_read(shown).split()), names)
    assert faults(words, whole.text.language) == []


HOSTILE = "=HYPERLINK(1)"


def test_what_an_author_writes_is_never_a_formula_or_a_tag(served_release: Served) -> None:
    words = {"da": HOSTILE}
    part = Part("x", Chart.LINES, ("caseload.active",), ("day",), latest=2, heading=words, text=words)
    tagged = Part("y", heading={"da": "<script>alert(1)</script>"}, text={"da": '#import "x" */ $x$'})
    hostile = Briefing("x", {"da": HOSTILE}, served_release.manifest["release_id"], (part, tagged))
    danish = Text("da")
    table = made(hostile, "csv", danish).decode()
    assert HOSTILE in table
    assert not re.search(rf'(?:^|[;"\n]){re.escape(HOSTILE)}', table)
    assert all(
        not words.startswith(("=", "+", "@"))
        for words in files.words_of_workbook(made(hostile, "xlsx", danish))
    )
    assert b"<script>alert" not in made(hostile, "html", danish)
    assert '#import"x"*/$x$' in "".join(files.pages_in_pdf(made(hostile, "pdf", danish)))


def test_a_figure_that_the_release_does_not_have_is_said_to_be_missing(served_release: Served) -> None:
    parts = (
        Part("x", Chart.BARS, ("caseload.gone",), ("day",)),
        Part("y", Chart.BARS, ("caseload.active",), ("school_year",)),
    )
    briefing = Briefing("x", {"da": "X"}, served_release.manifest["release_id"], parts)
    danish = Text("da")
    assert [sheet.sentence for sheet in read(briefing, danish).sheets] == [danish("council.no_cells")] * 2
    for ending in FORMATS:
        assert made(briefing, ending, danish)


def test_a_failed_export_says_so_and_leaves_nothing_half_written(
    briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> bytes:
        raise ValueError("no room")

    monkeypatch.setitem(exports.FORMATS, "pdf", exports.Format("pdf", "application/pdf", fails))
    file = tmp_path / "out" / "paper.pdf"
    write(b"", file)
    file.write_bytes(b"the one before")
    with pytest.raises(ExportError, match="no room"):
        made(briefing, "pdf", Text("da"))
    assert main(["report", "--output", str(file)]) == 1
    assert "no room" in capsys.readouterr().err
    monkeypatch.setattr("os.replace", fails)
    with pytest.raises(ValueError, match="no room"):
        write(b"half", file)
    assert file.read_bytes() == b"the one before"
    assert list(file.parent.iterdir()) == [file]


def test_the_command_makes_a_file_by_its_ending(briefing: Briefing, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    assert main(["report", "--briefing", "council", "--lang", "en", "--output", str(file)]) == 0
    assert file.read_bytes() == made(briefing, "csv", Text("en"))
    assert main(["report", "--briefing", "nobody-knows-it", "--output", str(file)]) == 1
    assert file_name(briefing, "pdf", "da").startswith("opgang-til-opgang-status-til-byraadet-")


def test_a_chart_alone_is_a_picture_with_its_sentence(briefing: Briefing, whole: Read) -> None:
    sheet = next(one for one in whole.sheets if one.plot)
    svg = picture_of(briefing, sheet.number, "svg", whole.text).decode()
    assert files.together(sheet.sentence) in files.together(as_read(svg))
    assert picture_of(briefing, sheet.number, "png", whole.text).startswith(b"\x89PNG")
    with pytest.raises(KeyError):
        picture_of(briefing, 1, "svg", whole.text)


def test_the_ready_made_briefing_covers_what_the_council_asks_about(whole: Read) -> None:
    subjects = {figure.partition(".")[0] for sheet in whole.sheets for figure in sheet.part.figures}
    assert subjects == {"caseload", "steps", "wellbeing", "absence", "employment", "savings"}
    assert all(sheet.heading and sheet.notes for sheet in whole.sheets)
    money = next(sheet for sheet in whole.sheets if sheet.part.key == "money")
    assert {f"savings.{each}" for each in ("before_cost", "programme_cost", "net")} == set(money.part.figures)
    shown = [any(cell["status"] in SHOWN for cell in sheet.cells) for sheet in whole.sheets if sheet.cells]
    assert all(shown)
