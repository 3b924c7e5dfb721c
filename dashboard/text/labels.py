"""Names that come from the data, not from the word files: areas, steps, instruments, in one fixed order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.text.words import Text

UNKNOWN = 99
"""The place of a category that the word files don't list: after those they do."""

TOTALS = ("all", "shown_areas")
"""The values of a cell's `area` that are not an area."""


@dataclass(frozen=True, eq=False)
class Labels:
    """The names of one delivery in the reader's language.

    `areas` in the order of `area.sort`: the order and the colour that an area has everywhere.
    """

    areas: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)

    def area(self, area: str, text: Text, areas: str = "") -> str:
        """An area's name, or what a total covers; `areas` are the ids behind it, joined by "+"."""
        if area == "all":
            return text("area.all")
        if area == "shown_areas":
            return (
                text("area.shown", names=self.names(areas.split("+"), text)) if areas else text("area.total")
            )
        return self.areas.get(area, area)

    def names(self, areas: Iterable[str], text: Text) -> str:
        """Gellerup, A og B"""
        names = [self.areas.get(area, area) for area in self.order(areas) if area]
        return (
            text("list.last", before=", ".join(names[:-1]), last=names[-1])
            if len(names) > 1
            else "".join(names)
        )

    def order(self, areas: Iterable[str]) -> list[str]:
        """Areas in their one fixed order, totals last; never ranked by a figure."""
        return sorted(set(areas), key=self.area_place)

    def area_place(self, area: str) -> tuple[int, str]:
        """What that order goes by."""
        return self._places.get(area, len(self._places)), area

    @cached_property
    def _places(self) -> dict[str, int]:
        return {area: place for place, area in enumerate((*self.areas, *TOTALS))}

    def category(self, characteristic: str, category: str, text: Text) -> str:
        """A breakdown's value in words: a status, a step, an instrument with its dimension and respondent."""
        if category == "all":
            return text("category.all")
        if characteristic == "step":
            return self._step(category, text)
        if characteristic == "instrument|dimension|respondent":
            return self._scale(category, text)
        key = f"category.{characteristic}.{category}"
        return text(key) if key in text else category

    def category_place(self, characteristic: str, category: str, text: Text) -> tuple[int, str]:
        """A value's place among its siblings: "all", then as the word files list them; steps by number."""
        if category == "all":
            return -1, ""
        known = () if characteristic == "step" else text.keys(f"category.{characteristic}.")
        key = f"category.{characteristic}.{category}"
        return (known.index(key) if key in known else UNKNOWN), category

    def _step(self, step: str, text: Text) -> str:
        if step == "none":
            return text("category.step.none")
        return text("category.step.named", number=step, name=self.steps[step]) if step in self.steps else step

    def _scale(self, category: str, text: Text) -> str:
        instrument, dimension, respondent = category.split("|")
        known = f"category.dimension.{dimension}"
        return text(
            "category.scale",
            instrument=self.instruments.get(instrument, instrument),
            dimension=text(known) if known in text else dimension,
            respondent=text(f"category.respondent.{respondent}"),
        )
