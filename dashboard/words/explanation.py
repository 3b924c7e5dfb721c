"""What must be said beside a figure: what it means, its source and scale, and why cells are hidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.stores.released import HIDDEN
from dashboard.stores.served import k_of
from dashboard.text import Text, numbers
from dashboard.words.sentences import Cell


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
