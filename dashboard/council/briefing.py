"""A briefing: parts in an order, frozen to one release. A part is words, or a chart that names its cells."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

EVERY, APART, TOTAL = "every", "apart", "total"
"""Values of a part's `area`: each area and their total, each area, the total; else it is an area's id."""

STAFF_RATING = "staff_rating"
"""A part's `category`: the scale by which the staff rate most families, whatever it is called in the data."""

Words = Mapping[str, str]
"""What an author wrote, by language; a language they did not write in is missing."""


class Chart(StrEnum):
    """How a part is drawn, in every format."""

    WORDS = "words"  # no figure: the author's words alone
    LINES = "lines"  # over time or months since joining
    BARS = "bars"  # one row for each area or category, at the latest time
    SHARES = "shares"  # parts of a whole, one row for each area or category
    CHANGE = "change"  # two figures, before and after, one row for each area
    STAIRS = "stairs"  # families on each step


@dataclass(frozen=True)
class Part:
    """One message: which released cells, how they are drawn, and what the author says about them.

    `cuts`: kinds of period, of which the first that has cells is taken. `by`: a characteristic, or the
    figure's own breakdown, with `category` one value of it ("" all side by side). `variant`: "" the
    catalogue's own. `latest`: so many periods (0 all). `says`: the figure of the sentence, the first
    unless named, and `about` the value of the breakdown it speaks of. `marks`: kinds of events that are
    marked on a chart over time, but not those whose id begins with `unmarked`.
    """

    key: str
    chart: Chart = Chart.WORDS
    figures: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    by: str = "all"
    category: str = ""
    cohort: str = "all"
    area: str = EVERY
    variant: str = ""
    period: str = ""
    latest: int = 0
    says: str = ""
    about: str = ""
    marks: tuple[str, ...] = ()
    unmarked: str = ""
    heading: Words = field(default_factory=dict)
    text: Words = field(default_factory=dict)
    notes: Words = field(default_factory=dict)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """A part as the app store keeps it."""
        listed = {name: tuple(stored.get(name, ())) for name in ("figures", "cuts", "marks")}
        return cls(**{**stored, **listed, "chart": Chart(stored["chart"])})

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    def worded(self, language: str, *, heading: str, text: str, notes: str) -> Self:
        """The same part with other words in one language."""
        return replace(
            self,
            heading={**self.heading, language: heading},
            text={**self.text, language: text},
            notes={**self.notes, language: notes},
        )


@dataclass(frozen=True)
class Briefing:
    """Parts in an order, and the release whose figures they show: it stays that one until it is moved."""

    identity: str
    title: Words
    release_id: str
    parts: tuple[Part, ...]
    author: str = ""
    changed_at: float = 0.0

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """A briefing as the app store keeps it."""
        return cls(**{**stored, "parts": tuple(Part.read(part) for part in stored["parts"])})

    def stored(self) -> dict[str, Any]:
        return {**self.__dict__, "parts": [part.stored() for part in self.parts]}

    def titled(self, language: str) -> str:
        """The title in a language; in another where the author gave none in this one."""
        return self.title.get(language) or next(filter(None, self.title.values()), self.identity)

    def moved(self, part: int, by: int) -> Self:
        """The same briefing with one part further up (-1) or down (1); at the ends nothing moves."""
        place = min(max(part + by, 0), len(self.parts) - 1)
        others = [*self.parts[:part], *self.parts[part + 1 :]]
        return replace(self, parts=(*others[:place], self.parts[part], *others[place:]))

    def without(self, part: int) -> Self:
        return replace(self, parts=(*self.parts[:part], *self.parts[part + 1 :]))

    def with_part(self, place: int, part: Part) -> Self:
        """The same briefing with another part in a place."""
        return replace(self, parts=(*self.parts[:place], part, *self.parts[place + 1 :]))

    def adding(self, part: Part) -> Self:
        return replace(self, parts=(*self.parts, part))
