"""What must be said beside a figure: what it means, its source and scale, and why cells are hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.stores.released import HIDDEN
from dashboard.stores.served import k_of
from dashboard.text import Text, numbers, periods
from dashboard.words.sentences import Cell, gaps, is_carried, status


def definition(figure: str, text: Text) -> list[tuple[str, str]]:
    """What a figure means, part by part: numerator, denominator, baseline, interval, source and caveats."""
    subject = figure.partition(".")[0]
    told = [(part, text(f"{figure}.{part}")) for part in ("numerator", "denominator", "baseline")]
    told += [("interval", text("interval.meaning")), ("source", text(f"{subject}.source"))]
    told += [("caveats", " ".join(_caveats(figure, subject, text)))]
    return [(text(f"show.{part}"), words) for part, words in told]


def _caveats(figure: str, subject: str, text: Text) -> list[str]:
    own = f"{figure}.caveats"
    return [text(key) for key in (own, f"{subject}.caveats") if key != own or own in text]


def legend(cells: Sequence[Cell], text: Text) -> list[str]:
    """How many cells are hidden, or carried forward, for which reason, and what the reason means."""
    counts = Counter(cell["status"] for cell in cells)
    k = strictest_k(cells)
    return [
        text(
            "show.legend",
            n=str(counts[kind]),
            status=text(f"status.{kind}", k=k),
            why=text(f"status.why.{kind}", k=k),
        )
        for kind in (*HIDDEN, "carried")
        if counts[kind]
    ]


def beside_picture(cells: Sequence[Cell], text: Text) -> list[str]:
    """For who sees no chart: how many numbers it lacks, and why, and how many are of an earlier period."""
    said = []
    if missing := gaps(cells):
        why = dict.fromkeys(status(cell, text) for cell in missing)
        said.append(text("chart.hidden", n=str(len(missing)), why="; ".join(why)))
    if older := sum(map(is_carried, cells)):
        said.append(text("chart.carried", n=str(older)))
    return said


def of_carried(cells: Sequence[Cell], text: Text, told_by: str) -> str:
    """What tells a number of an earlier period: a "mark" on a line, a "sign" at a bar, a table's "column".

    "" where there is none among the cells.
    """
    carried = [cell for cell in cells if is_carried(cell)]
    return text(f"carried.{told_by}", k=strictest_k(carried)) if carried else ""


def of_unfinished(cells: Sequence[Cell], text: Text, *, on_lines: bool) -> str:
    """That the latest period is not over, and the mark that it has on lines; "" where it is over."""
    latest, as_of = periods.in_order({cell["period"] for cell in cells})[-1], cells[0]["as_of"]
    if not periods.is_unfinished(latest, as_of):
        return ""
    key, day = "chart.unfinished" if on_lines else "chart.unfinished_bars", date.fromisoformat(as_of)
    return text(key, period=periods.period(latest, text), day=periods.day(day, text))


def how_many(kind: str, cells: Sequence[Cell], text: Text) -> str:
    """How many of the figures are hidden, or of an earlier period (`carried`)."""
    return text(f"count.{kind}_one") if len(cells) == 1 else text(f"count.{kind}", n=str(len(cells)))


def strictest_k(cells: Sequence[Cell]) -> str:
    """The highest threshold among the cells, in digits."""
    return str(max(k_of(level) for level in {cell["level"] for cell in cells})) if cells else ""


def scale(category: str, instruments: Sequence[Mapping[str, Any]], text: Text) -> list[str]:
    """The scale of an instrument, which way is better, and who answered: a score says nothing without."""
    instrument, _, respondent = category.split("|")
    return [
        " ".join(filter(None, (_range(row, respondent, text), _unblinded(respondent, text))))
        for row in instruments
        if row["instrument_id"] == instrument
    ]


def _range(row: Mapping[str, Any], respondent: str, text: Text) -> str:
    return text(
        "instrument.higher" if row["higher_is_better"] else "instrument.lower",
        low=numbers.number(row["scale_min"], text),
        high=numbers.number(row["scale_max"], text),
        respondent=text(f"category.respondent.{respondent}"),
    )


def _unblinded(respondent: str, text: Text) -> str:
    return text("instrument.unblinded") if respondent == "staff" else ""


def of_money(price_year: int, kind: str, text: Text) -> list[str]:
    """What stands on every chart of money: measured or modelled, whose prices, whose purse."""
    choice = "savings.choice"
    return [
        text(f"{choice}.{kind}"),
        text(f"{choice}.prices", year=str(price_year)),
        text(f"{choice}.purse"),
    ]
