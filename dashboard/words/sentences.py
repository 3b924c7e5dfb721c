"""Released cells in words: the answer to a page's question, and every number, interval and n in it.

A cell is one row of `Released.cells`. A hidden cell becomes a sentence that says why, never a blank.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.stores.kept import kept
from dashboard.stores.released import HIDDEN, SHOWN, Released
from dashboard.stores.served import k_of
from dashboard.text import Labels, Text, numbers, periods
from dashboard.text.labels import TOTALS

Cell = Mapping[str, Any]
"""One row of `Released.cells`."""

ONE_YEAR = "m12"
"""Where a course is spoken of: most families have been followed so long, and fewer each month after it."""

LOOKED_FOR = ("few", "withheld", "late", "no_access")
"""Statuses of cells that a reader would look for: there is something, and it is not shown."""


def gaps(cells: Iterable[Cell]) -> list[Cell]:
    """Hidden cells that a reader would look for: none from before an area began or anybody was measured."""
    given = list(cells)
    first: dict[tuple[Any, ...], tuple[str, ...]] = {}
    for cell in (cell for cell in given if cell["status"] in SHOWN):
        place = periods.place(cell["period"])
        first[_without_period(cell)] = min(place, first.get(_without_period(cell), place))
    return [cell for cell in given if cell["status"] in LOOKED_FOR or _has_stopped(cell, first)]


def _has_stopped(cell: Cell, first: Mapping[tuple[Any, ...], tuple[str, ...]]) -> bool:
    """Measured once, and then no more; a month since joining that nobody has come to yet is no stop."""
    if cell["cut"] == "months_since_joining":
        return False
    begun = first.get(_without_period(cell))
    return cell["status"] == "not_measured" and begun is not None and begun < periods.place(cell["period"])


def _without_period(cell: Cell) -> tuple[Any, ...]:
    line = ("indicator", "measure", "variant", "cut", "area", "cohort", "characteristic", "category")
    return tuple(cell[column] for column in line)


def figure_of(cell: Cell) -> str:
    """absence.change_pct"""
    return f"{cell['indicator']}.{cell['measure']}"


def status(cell: Cell, text: Text) -> str:
    """Why a cell has no number, in words: for få familier; a figure may have its own."""
    own = f"{figure_of(cell)}.{cell['status']}"
    if own in text:
        return text(own)
    k = str(k_of(cell["level"])) if cell["status"] == "few" else ""
    return text(f"status.{cell['status']}", k=k)


def value(cell: Cell, text: Text) -> str:
    """A cell's number with its unit, or the words of its status."""
    if cell["status"] not in SHOWN:
        return status(cell, text)
    return _quantity(cell["value"], cell, text)


def _quantity(amount: float, cell: Cell, text: Text) -> str:
    if cell["unit"] != "persons":
        return numbers.quantity(amount, cell["unit"], text)
    return text("count.persons", n=numbers.number(amount, text), who=text.of_figure(figure_of(cell), "who"))


def interval(cell: Cell, text: Text) -> str:
    """The interval in words, or why there is none; "" for a hidden cell."""
    if cell["status"] not in SHOWN or cell["interval"] == "none":
        return ""
    if cell["interval"] != "shown":
        return text(f"interval.{cell['interval']}")
    return text("interval.shown", interval=limits(cell, text))


def limits(cell: Cell, text: Text) -> str:
    """Both ends alone, of a cell that has them: 7,1 til 9,5 %."""
    return numbers.interval(cell["lower"], cell["upper"], cell["unit"], text, cell["value"])


def size(cell: Cell, text: Text) -> str:
    """The n behind a cell: 45 elever i 31 familier; "" where the value itself is that count."""
    families = "" if cell["families"] is None else numbers.quantity(cell["families"], "families", text)
    if cell["unit"] == "families" or cell["persons"] is None:
        return "" if cell["unit"] == "families" else families
    if cell["unit"] == "persons":
        return families
    who = text.of_figure(figure_of(cell), "who")
    persons = text("count.persons", n=numbers.number(cell["persons"], text), who=who)
    return text("count.behind", persons=persons, families=families) if families else persons


def is_carried(cell: Cell) -> bool:
    """Is the number of an earlier period, because too few families have come or gone since?"""
    return bool(cell["status"] == "carried")


def carried(cell: Cell, text: Text) -> str:
    """Tal fra 31. marts 2026, and why no later one stands there; "" for a number of the cell's own period."""
    if not is_carried(cell):
        return ""
    return text("carried.why", number=carried_from(cell, text), k=str(k_of(cell["level"])))


def carried_from(cell: Cell, text: Text) -> str:
    """Tal fra 31. marts 2026, where there is no room for the reason."""
    return text("carried.number", when=periods.itself(cell["value_of"], text)) if is_carried(cell) else ""


def details(cell: Cell, text: Text, between: str = "; ") -> str:
    """How sure a cell is, how many are behind it and of when it is, as far as there is anything to say."""
    parts = (interval(cell, text), size(cell, text), carried(cell, text))
    return between.join(part for part in parts if part)


def variant(name: str, text: Text) -> str:
    """Which reading a figure is: eget niveau året før start · alle begyndte familier."""
    parts = [part for part in name.split("/") if part]
    return " · ".join(text(f"variant.{part}") if f"variant.{part}" in text else part for part in parts)


def place(cell: Cell, text: Text, labels: Labels) -> str:
    """Where, and among whom: i Gellerup blandt projektets familier."""
    if cell["area"] in TOTALS:
        kind = "all" if cell["area"] == "all" else "shown"
        covered = labels.names((cell["areas"] or "").split("+"), text)
        where = text(f"area.within.{kind}", names=covered)
    else:
        where = text("area.within.area", name=labels.area(cell["area"], text))
    return text(f"cohort.within.{cell['cohort']}", place=where)


def sentence(cell: Cell, text: Text, labels: Labels) -> str:
    """What one cell says, with its interval and n; of a hidden cell, that it is hidden and why."""
    if cell["status"] not in (*SHOWN, "few"):
        return _hidden(cell, text, labels)
    template = _template(cell, text)
    answer = text(template, **_parameters(cell, text, labels))
    certainty = details(_as_told(cell, text.template(template)), text)
    told = text("sentence.tail", answer=answer, details=certainty) if certainty else f"{answer}."
    return _with_category(told, text.template(template), cell, text, labels)


def _hidden(cell: Cell, text: Text, labels: Labels) -> str:
    """That a figure has no number and why; in its own words, where a missing number says something itself."""
    own = f"{figure_of(cell)}.answer_{cell['status']}"
    when = periods.in_period(cell["period"], text)
    if own in text:
        category = labels.category(cell["characteristic"], cell["category"], text)
        where = place(cell, text, labels)
        return f"{text(own, When=capitalised(when), place=where, category=category)}."
    told = text(
        "sentence.hidden",
        title=text(f"{figure_of(cell)}.title"),
        when=when,
        place=place(cell, text, labels),
        status=status(cell, text),
    )
    return _with_category(told, "", cell, text, labels)


def _template(cell: Cell, text: Text) -> str:
    """The key of the answer: its own for a rise, a fall and no change, where a figure is a change."""
    key = f"{figure_of(cell)}.answer"
    if cell["status"] == "few" or f"{key}_up" not in text:
        return key
    return f"{key}_{'same' if cell['value'] == 0 else 'up' if cell['value'] > 0 else 'down'}"


def _as_told(cell: Cell, template: str) -> Cell:
    """A fall told by its size has the interval of that size: faldet 1,2 procentpoint (0,3 til 2,1)."""
    is_fall = cell["status"] in SHOWN and cell["interval"] == "shown" and cell["value"] < 0
    return opposite(cell) if is_fall and "{size}" in template else cell


def opposite(cell: Cell) -> Cell:
    """A change told the other way round: what has fallen by 2 in place of what has risen by -2."""
    return {**cell, "value": -cell["value"], "lower": 0 - cell["upper"], "upper": 0 - cell["lower"]}


def _parameters(cell: Cell, text: Text, labels: Labels) -> dict[str, str]:
    when = periods.in_period(cell["period"], text)
    few = cell["status"] == "few"
    unit = text(f"unit.name.{cell['unit']}")
    count = text("status.few_of", k=str(k_of(cell["level"])), unit=unit) if few else value(cell, text)
    return {
        "when": when,
        "When": capitalised(when),
        "value": count,
        "size": count if few else _quantity(abs(cell["value"]), cell, text),
        "place": place(cell, text, labels),
        "category": labels.category(cell["characteristic"], cell["category"], text),
    }


def _with_category(told: str, template: str, cell: Cell, text: Text, labels: Labels) -> str:
    """Names the breakdown's value first, where the answer itself doesn't."""
    if cell["category"] == "all" or "{category}" in template:
        return told
    category = capitalised(labels.category(cell["characteristic"], cell["category"], text))
    return text("sentence.category", category=category, answer=told)


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def rows(released: Released | Iterable[Released]) -> list[Cell]:
    """The cells of one or more figures, as rows."""
    several = (released,) if isinstance(released, Released) else tuple(released)
    return [row for one in several for row in one.rows]


@kept(1_000)
def answer(released: Released, text: Text, labels: Labels, **chosen: str) -> str:
    """The sentence that answers: the latest period, all areas where they can be shown, no breakdown.

    `chosen` picks other cells by their columns: `area="gellerup"`, `category="pension"`. Where the latest
    period is hidden, the latest that can be shown follows.
    """
    cells = rows(released.only(*(pl.col(column) == wanted for column, wanted in chosen.items())))
    if not cells:
        return text("sentence.none", title=text(f"{released.subject}.{released.measure}.title"))
    latest = _main_of_latest(cells, labels)
    told = sentence(latest, text, labels)
    if latest["status"] not in (*HIDDEN[1:],):
        return told
    earlier = [cell for cell in cells if cell["status"] in SHOWN]
    if not earlier:
        return told
    latest_shown = sentence(_main_of_latest(earlier, labels), text, labels)
    if latest["cut"] == "months_since_joining":
        return latest_shown
    return f"{told} {text('sentence.latest_shown', answer=latest_shown)}"


def counts(figures: Sequence[Released], text: Text, labels: Labels) -> str:
    """Counts that belong together in one line, of the families and day that answer for the first of them.

    A count without a cell there is one of nobody; one over other areas than the first is not told with it.
    """
    main = rows(figures[0])
    if not main:
        return ""
    first = _main_of_latest(main, labels)
    told = [
        text("show.part", title=text(f"{one.subject}.{one.measure}.title"), value=_part(one, first, text))
        for one in figures
    ]
    where = text(
        "show.parts",
        When=capitalised(periods.in_period(first["period"], text)),
        place=place(first, text, labels),
    )
    return f"{where}: {'; '.join(told)}."


def _part(figure: Released, first: Cell, text: Text) -> str:
    same = ("period", "area", "cohort", "characteristic", "category")
    own = rows(figure.only(*(pl.col(column) == first[column] for column in same)))
    if not own:
        return value({**first, "value": 0.0, "status": "zero"}, text)
    if own[0]["status"] in SHOWN and own[0]["areas"] != first["areas"]:
        return text("status.withheld")
    return value({**own[0], "unit": first["unit"]}, text)


def _main_of_latest(cells: list[Cell], labels: Labels) -> Cell:
    shown = {cell["period"] for cell in cells if cell["status"] in SHOWN}
    latest = ONE_YEAR if ONE_YEAR in shown else periods.in_order({cell["period"] for cell in cells})[-1]
    areas = [*TOTALS, *labels.order(cell["area"] for cell in cells if cell["area"] not in TOTALS)]
    return min((cell for cell in cells if cell["period"] == latest), key=lambda cell: _weight(cell, areas))


def _weight(cell: Cell, areas: list[str]) -> tuple[bool, bool, bool, int, float]:
    """The widest cell that is shown comes first; of several categories alone, the one with most in it."""
    return (
        cell["cohort"] != "all",
        cell["category"] != "all",
        cell["status"] not in (*SHOWN, "few"),
        areas.index(cell["area"]),
        -abs(cell["value"] or 0.0),
    )
