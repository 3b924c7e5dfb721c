"""What an attack on a release came to: how many tables it looked at, and what it won."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_CELL = ("figure", "variant", "areas", "group", "category", "at")


@dataclass(frozen=True, order=True)
class Win:
    """Something a reader can work out that the release withholds, and the way to it."""

    attack: str
    reader: str  # whose cells it takes: internal, public, or an area's manager
    figure: str
    variant: str
    area: str
    group: str
    category: str
    period: str
    way: str

    def line(self) -> str:
        """One line a person can follow."""
        where = [self.figure, self.variant, self.category, self.area, self.group, self.period]
        return f"{self.attack} [{self.reader}] {' · '.join(part for part in where if part)}: {self.way}"


def won(attack: str, reader: str, cell: Mapping[str, Any], way: str) -> Win:
    """A win at a cell as a reader sees it (columns of `dashboard.audit.seen`)."""
    figure, variant, area, group, category, period = (cell[name] for name in _CELL)
    return Win(attack, reader, figure, variant, area, group, category, period, way)


@dataclass
class Found:
    """One attack's work: the tables and shown cells it went through, and its wins."""

    attack: str
    tables: int = 0
    cells: int = 0
    failed: int = 0  # questions it could not answer
    wins: set[Win] = field(default_factory=set)

    def add(self, tables: int, cells: int, wins: Iterable[Win] = ()) -> None:
        self.tables += tables
        self.cells += cells
        self.wins.update(wins)


@dataclass(frozen=True)
class Tried:
    """How much one attack went through."""

    attack: str
    tables: int
    cells: int
    failed: int = 0  # questions without an answer: nothing the reader takes for granted fits all the sums


@dataclass(frozen=True)
class Audit:
    """The attacker's result on a release, and on it together with the ones before it."""

    tried: tuple[Tried, ...]
    withheld: int  # cells of the release without a number that it went for
    earlier: int  # earlier releases it subtracted
    wins: tuple[Win, ...]

    @property
    def passed(self) -> bool:
        return not self.wins

    def as_dict(self) -> dict[str, Any]:
        """For the release's manifest: no figure's value stands in it."""
        return asdict(self) | {"passed": self.passed}


def gathered(found: Iterable[Found]) -> Iterator[tuple[Tried, set[Win]]]:
    """The attacks' work, those of one name together."""
    together: dict[str, Found] = {}
    for each in found:
        of = together.setdefault(each.attack, Found(each.attack))
        of.add(each.tables, each.cells, each.wins)
        of.failed += each.failed
    for name, each in together.items():
        yield Tried(name, each.tables, each.cells, each.failed), each.wins
