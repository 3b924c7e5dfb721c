"""A part of a briefing in one language: its sentence, plot and table, and all that must stand beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from dashboard.charts.events import Placed, notes, placed
from dashboard.council.briefing import APART, EVERY, TOTAL, Briefing, Chart, Part
from dashboard.council.cells import Chosen, chosen
from dashboard.council.link import address_of
from dashboard.council.plot import Plot, Table, plot, table
from dashboard.indicators.prices import price_year
from dashboard.stores.released import SHOWN
from dashboard.stores.served import Served, release_of
from dashboard.stores.settings import settings
from dashboard.text import Labels, Text, numbers, periods
from dashboard.words import explanation
from dashboard.words.names import labels_of
from dashboard.words.on_the_stairs import listed, unshown
from dashboard.words.sentences import Cell, answer, capitalised, gaps, is_carried, rows, variant

HERE = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Explained:
    """What one figure means: its title, and part by part its definition, source and caveats."""

    title: str
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """One part as it is read. `plot` and `table` are missing where it is words, or has no cells."""

    number: int
    part: Part
    heading: str
    sentence: str
    text: str
    notes: str
    cells: Sequence[Cell]
    plot: Plot | None
    table: Table | None
    events: Sequence[Placed]
    selection: str
    behind: str
    remarks: Sequence[str]
    explained: Sequence[Explained]
    address: str

    @property
    def title(self) -> str:
        """What it is called in a list: its heading, else its sentence."""
        return self.heading or self.sentence


@dataclass(frozen=True)
class Read:
    """A briefing read in one language from the release it is frozen to."""

    briefing: Briefing
    release: Served
    text: Text
    labels: Labels
    sheets: Sequence[Sheet]
    made_on: date

    @property
    def title(self) -> str:
        return self.briefing.titled(self.text.language)

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.release.manifest["as_of"])

    @property
    def stamp(self) -> str:
        """That the families are invented; "" where they are not."""
        return self.text("app.synthetic") if settings().is_demo else ""

    @property
    def provenance(self) -> Sequence[tuple[str, str]]:
        """What every file says of itself."""
        text, manifest = self.text, self.release.manifest
        made_from = manifest["made_from"]
        k = str(made_from["k"]["public"])
        return (
            (text("show.as_of"), periods.day(self.as_of, text)),
            (text("council.delivery"), made_from["delivery"]["delivery_id"]),
            (text("council.release"), manifest["release_id"]),
            (text("council.version"), made_from["version"]),
            (text("council.level"), text("level.public_note", k=k)),
            (text("council.made_on"), periods.day(self.made_on, text)),
            *(((text("council.data"), self.stamp),) if self.stamp else ()),
        )

    @property
    def origin(self) -> str:
        """The same in one line, for a foot."""
        named = (f"{name}: {told}" for name, told in self.provenance[:3])
        return " · ".join(named)


def read(briefing: Briefing, text: Text, made_on: date | None = None) -> Read:
    """Every part of a briefing in a language; raises NoRelease where its release is gone or damaged."""
    release = release_of(briefing.release_id)
    labels = labels_of(release, text)
    sheets = [
        sheet(part, number, release, text, labels) for number, part in enumerate(briefing.parts, start=1)
    ]
    return Read(briefing, release, text, labels, sheets, made_on or datetime.now(HERE).date())


def sheet(part: Part, number: int, release: Served, text: Text, labels: Labels) -> Sheet:
    """One part, from the same cells for every format."""
    cells = chosen(part, release)
    every = rows(cells.every)
    drawn = plot(part.chart, cells, text, labels) if cells.drawn else None
    events, places = _events(part, release), drawn.places if drawn and drawn.is_over_time else ()
    return Sheet(
        number,
        part,
        part.heading.get(text.language) or _title(part, text),
        _sentence(part, cells, text, labels),
        part.text.get(text.language, ""),
        part.notes.get(text.language, ""),
        every,
        drawn,
        table(drawn, text) if drawn else None,
        placed(events, places),
        _selection(part, every, text, labels),
        _behind(every, text),
        [
            *_remarks(part, release, every, text),
            *_on_the_stairs(part, cells, release, text, labels),
            *(_of_marks(drawn, text) if drawn else ()),
            *notes(events, places, text),
        ],
        _explained([f"{one.subject}.{one.measure}" for one in cells.every], text),
        address_of(part, every, release.manifest["as_of"], text.language),
    )


def _explained(figures: Sequence[str], text: Text) -> list[Explained]:
    """Each figure by itself, and what holds for all of them once, at the end."""
    every = {figure: explanation.definition(figure, text) for figure in dict.fromkeys(figures)}
    shared = [row for row in next(iter(every.values()), []) if all(row in rows for rows in every.values())]
    if len(every) < 2:
        shared = []
    own = [
        Explained(text(f"{figure}.title"), [row for row in rows if row not in shared])
        for figure, rows in every.items()
    ]
    return [*own, Explained(text("council.for_all"), shared)] if shared else own


def _title(part: Part, text: Text) -> str:
    key = f"{part.figures[0]}.title" if part.figures else ""
    return text(key) if key in text else ""


def _sentence(part: Part, cells: Chosen, text: Text, labels: Labels) -> str:
    """What the figures say; where there are none, that there are none in this release."""
    if part.chart is Chart.WORDS:
        return ""
    if cells.said is None:
        return text("council.no_cells")
    about = {"category": part.about} if part.about else {}
    return answer(cells.said, text, labels, **about)


def _selection(part: Part, cells: Sequence[Cell], text: Text, labels: Labels) -> str:
    """Which cells these are: areas, kind of period, families, reading."""
    if not cells:
        return ""
    places = {EVERY: "council.every_area", APART: "council.every_area", TOTAL: "council.all_areas"}
    area = text(places[part.area]) if part.area in places else labels.area(part.area, text)
    families = text("council.both_cohorts") if part.cohort == EVERY else text(f"cohort.{part.cohort}")
    split = "" if part.by == "all" else text(f"characteristic.{part.by}")
    readings = sorted({cell["variant"] for cell in cells} - {""})
    told = (
        area,
        text("council.per", cut=text(f"cut.{cells[0]['cut']}")),
        families,
        text("council.by", characteristic=split[:1].lower() + split[1:]) if split else "",
        *(variant(name, text) for name in readings),
    )
    return " · ".join(filter(None, told))


def _behind(cells: Sequence[Cell], text: Text) -> str:
    """How many families there are behind the numbers, the fewest and the most."""
    told = (cell for cell in cells if cell["status"] == "shown" or is_carried(cell))
    counts = [cell["families"] for cell in told if cell["families"]]
    if not counts:
        return ""
    least, most = min(counts), max(counts)
    if least == most:
        return text("council.behind_one", families=numbers.quantity(least, "families", text))
    most_words = numbers.quantity(most, "families", text)
    return text("council.behind", least=numbers.number(least, text), most=most_words)


def _remarks(part: Part, release: Served, cells: Sequence[Cell], text: Text) -> list[str]:
    """What belongs to these figures: the scale, whose money, and what is hidden why."""
    told = []
    if part.by == "instrument|dimension|respondent":
        for category in dict.fromkeys(cell["category"] for cell in cells):
            told += explanation.scale(category, release.context["instrument"], text)
    if any(figure.startswith("savings.") for figure in part.figures):
        year = price_year(date.fromisoformat(release.manifest["as_of"]))
        told.append(". ".join(map(capitalised, explanation.of_money(year, "measured", text))) + ".")
    return [*told, *explanation.legend(gaps(cells), text)]


def _on_the_stairs(part: Part, cells: Chosen, release: Served, text: Text, labels: Labels) -> Iterator[str]:
    """How many families are on the steps that the staircase does not show."""
    if part.chart is not Chart.STAIRS or not cells.drawn:
        return
    active = release.figure("caseload.active").only(
        pl.col("level") == "public",
        pl.col("cohort") == part.cohort,
        pl.col("period").is_in(cells.drawn[0].cells["period"].to_list()),
    )
    if told := listed(unshown(cells.drawn[0], active), text, labels):
        yield told


def _of_marks(drawn: Plot, text: Text) -> list[str]:
    """What a mark or a sign of its own says: numbers of an earlier period, and how many; one not over."""
    older = [cell for cell in drawn.cells if is_carried(cell)]
    sign = explanation.of_carried(older, text, "mark" if drawn.is_over_time else "sign")
    counted = f"{explanation.how_many('carried', older, text)}. {sign}" if older else ""
    unfinished = explanation.of_unfinished(drawn.cells, text, on_lines=drawn.is_over_time)
    return [words for words in (counted, unfinished) if words]


def _events(part: Part, release: Served) -> list[Mapping[str, Any]]:
    """What is marked on a chart over time: what concerns all, and the part's area."""
    chosen_events = [
        event
        for event in release.context["event_note"]
        if event["kind"] in part.marks
        and event["area_id"] in (None, part.area)
        and not (part.unmarked and str(event["event_id"]).startswith(part.unmarked))
    ]
    return sorted(chosen_events, key=lambda event: str(event["starts_on"]))


def is_shown(cells: Sequence[Cell]) -> bool:
    """Has any of the cells a number?"""
    return any(cell["status"] in SHOWN for cell in cells)
