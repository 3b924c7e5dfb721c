"""The only thing a chart, table, sentence or file accepts: cells of a release, sealed."""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes
from typing import Any, Final, Self, final

import polars as pl

from dashboard.stores.kept import kept

# Tables here are small: the in-memory engine answers them in half the time the streaming one takes to start.
# What is read of a whole case asks for that by name.
pl.Config.set_engine_affinity("in-memory")

_SEAL: Final = object()

KEPT = 4_000
"""Choices kept: a page makes some forty."""

SHOWN = ("shown", "zero", "carried")
"""Statuses with a number: the period's own, a 0, or one carried forward from an earlier period."""

HIDDEN = ("few", "withheld", "not_measured", "not_applicable", "late", "no_access")
"""Statuses without a number, in the order a legend lists them."""


@final
@dataclass(frozen=True)
class Released:
    """Cells that may be shown: the only thing a chart, table, sentence or file accepts.

    `cells` has the columns of the figures file; a cell that is not shown has a status and no number. Two are
    equal that were chosen in the same way from the same sealed cells: then what was made of one is kept for
    the other too. `mark` says which cells and which way.
    """

    subject: str = field(compare=False)
    measure: str = field(compare=False)
    cells: pl.DataFrame = field(compare=False, repr=False)
    mark: bytes = field(repr=False)
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("a Released is made of decided cells, by seal() alone")

    @cached_property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """The cells one by one, each with its columns' names: made once, for reading only."""
        return tuple(self.cells.rows(named=True))

    def only(self, *chosen: pl.Expr) -> Self:
        """Fewer of the same cells: a choice among released figures releases nothing new. It is kept."""
        return _only(self, *(one.meta.serialize() for one in chosen))

    def choose(self, chosen: pl.Expr) -> Self:
        """The same, not kept: where most of many cells are chosen."""
        mark = self._marked("only", chosen.meta.serialize())
        return type(self)(self.subject, self.measure, self.cells.filter(chosen), mark, _SEAL)

    def figure(self, subject: str, measure: str) -> Self:
        """The cells of one figure."""
        chosen = self.cells.filter(pl.col("indicator") == subject, pl.col("measure") == measure)
        return type(self)(subject, measure, chosen, self._marked(subject, measure), _SEAL)

    def without_access(self, *refused: pl.Expr) -> Self:
        """The same cells, those chosen without any number: this viewer has no access to them."""
        hit = pl.all_horizontal(*refused)
        numbers = [pl.when(~hit).then(pl.col(name)).alias(name) for name in NUMBERS]
        status = pl.when(hit).then(pl.lit("no_access")).otherwise(pl.col("status")).alias("status")
        about = [pl.when(~hit).then(pl.col(name)).alias(name) for name in ABOUT_A_NUMBER]
        interval = pl.when(hit).then(pl.lit("none")).otherwise(pl.col("interval")).alias("interval")
        cells = self.cells.with_columns(*numbers, *about, status, interval)
        mark = self._marked("without access", *(one.meta.serialize() for one in refused))
        return type(self)(self.subject, self.measure, cells, mark, _SEAL)

    def _marked(self, *way: str | bytes) -> bytes:
        """The mark of cells that are chosen from these in some way."""
        parts = [one.encode() if isinstance(one, str) else one for one in way]
        lengths = b"".join(len(part).to_bytes(4, "big") for part in parts)
        return blake2b(b"".join((self.mark, lengths, *parts)), digest_size=16).digest()


@kept(KEPT)
def _only(released: Released, *chosen: bytes) -> Released:
    wanted = [pl.Expr.deserialize(one) for one in chosen]
    cells, mark = released.cells.filter(*wanted), released._marked("only", *chosen)
    return Released(released.subject, released.measure, cells, mark, _SEAL)


NUMBERS = ("value", "lower", "upper", "families", "persons")
"""Columns that are null in every cell that is not shown."""

ABOUT_A_NUMBER = ("areas", "value_of")
"""Columns that say what a number is over: they would tell that there is one."""


def seal(cells: pl.DataFrame, subject: str = "", measure: str = "") -> Released:
    """Cells that `disclosure` has passed, as figures; refuses a number in a cell that is not shown."""
    hidden = cells.filter(~pl.col("status").is_in(SHOWN))
    if any(hidden[name].null_count() < hidden.height for name in NUMBERS):
        raise ValueError("a cell that is not shown carries a number")
    return Released(subject, measure, cells, token_bytes(16), _SEAL)


def read(file: Path) -> Released:
    """The cells of a stored release; one of an earlier version shows every period's own value."""
    cells = pl.read_parquet(file)
    own = cells if "value_of" in cells.columns else cells.with_columns(value_of="period")
    return seal(own)
