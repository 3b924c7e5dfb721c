"""The counts on the staircase in words: how many stand on which step, and on those that are not shown."""

from collections.abc import Mapping, Sequence

from dashboard.stores.released import SHOWN, Released
from dashboard.text import Labels, Text
from dashboard.text.numbers import quantity
from dashboard.words.sentences import Cell, carried, is_carried, rows, status, value

ON_ONE_STEP = "latest"
"""The reading of `steps.current` in which each family in the programme is counted once."""


def unshown(current: Released, active: Released) -> dict[str, int]:
    """How many families of each area stand on steps that are not shown: what is left of those in it.

    `current`: families on each step at one time, `active`: in the programme at the same. Both are released,
    so that this tells no more than they do. Not where a number stands for another time's, nor in a reading
    in which a family stands on several steps.
    """
    size = {cell["area"]: cell for cell in rows(active)}
    return {
        area: left
        for area, cells in _by_area(current).items()
        if any(cell["status"] == "withheld" for cell in cells)
        and area in size
        and cells[0]["variant"] == ON_ONE_STEP
        and not any(map(is_carried, (size[area], *cells)))
        and (left := int(size[area]["value"] or 0) - sum(int(cell["value"] or 0) for cell in cells)) > 0
    }


def told(current: Released, unshown: Mapping[str, int], text: Text, labels: Labels) -> list[str]:
    """The counts of one time in words, a sentence an area; which steps can't be shown, and why."""
    by_area = _by_area(current)
    return [_of_area(by_area[area], unshown.get(area), text, labels) for area in labels.order(by_area)]


def listed(unshown: Mapping[str, int], text: Text, labels: Labels) -> str:
    """How many families of each area stand on steps that are not shown, in one line; "" where none do."""
    if not unshown:
        return ""
    named = [
        text("staircase.left", area=area, families=families)
        for area, families in left_by_area(unshown, text, labels)
    ]
    return f"{text('staircase.unshown')}: {', '.join(named)}."


def left_by_area(unshown: Mapping[str, int], text: Text, labels: Labels) -> list[tuple[str, str]]:
    """The names of the areas in their order, each with its number of families in words."""
    return [(labels.area(area, text), _families(unshown[area], text)) for area in labels.order(unshown)]


def _by_area(current: Released) -> dict[str, list[Cell]]:
    cells = rows(current)
    areas = dict.fromkeys(cell["area"] for cell in cells)
    return {area: [cell for cell in cells if cell["area"] == area] for area in areas}


def _families(number: int, text: Text) -> str:
    return quantity(number, "families", text)


def _of_area(cells: Sequence[Cell], left: int | None, text: Text, labels: Labels) -> str:
    name = labels.area(cells[0]["area"], text)
    ordered = sorted(cells, key=lambda cell: labels.category_place("step", cell["category"], text))
    hidden = [cell for cell in ordered if cell["status"] not in SHOWN]
    if len(hidden) == len(cells):
        why = status(hidden[0], text)
        if left is None:
            return text("staircase.none", area=name, why=why)
        return text("staircase.all_unshown", area=name, families=_families(left, text), why=why)
    standing = [
        text("staircase.on", families=value(cell, text), step=_short(cell, text))
        for cell in ordered
        if cell["value"]
    ]
    parts = [", ".join(standing)] if standing else []
    for why in dict.fromkeys(status(cell, text) for cell in hidden):
        steps = ", ".join(_short(cell, text) for cell in hidden if status(cell, text) == why)
        parts.append(text("staircase.hidden", steps=steps, why=why))
    if left is not None:
        parts.append(text("staircase.on_those", families=_families(left, text)))
    if older := [cell for cell in ordered if is_carried(cell)]:
        steps = ", ".join(_short(cell, text) for cell in older)
        parts.append(text("staircase.carried", steps=steps, why=carried(older[0], text)))
    return text("staircase.of_area", area=name, told="; ".join(parts))


def _short(cell: Cell, text: Text) -> str:
    """trin 4; the names stand on the picture."""
    if cell["category"] == "none":
        return text("category.step.none")
    return text("staircase.step", number=cell["category"])
