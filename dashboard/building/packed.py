"""Rows' labels as one whole number a row: grouping by it takes a fraction of what several texts take."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Packed:
    """A number for each row, the same where rows have the same labels, and which labels it stands for."""

    number: pl.Series  # Int64
    labels: dict[str, pl.Series]  # each column's own, in the order in which they are counted

    @classmethod
    def of(cls, rows: pl.DataFrame, names: Sequence[str]) -> "Packed":
        """By the columns `names`, of text and without gaps; numbers are in the order of the labels."""
        return cls(pl.repeat(0, len(rows), dtype=pl.Int64, eager=True), {}).divided(rows, names)

    def divided(self, rows: pl.DataFrame, names: Sequence[str]) -> "Packed":
        """By further columns of the same rows too: each number becomes several, next to each other."""
        labels = {name: rows[name].unique().sort() for name in names}
        number = self.number
        for name, own in labels.items():
            number = number * len(own) + rows[name].cast(pl.Enum(own)).to_physical().cast(pl.Int64)
        return Packed(number, self.labels | labels)

    def beside(self, other: pl.Series) -> tuple[pl.Series, int]:
        """A number for rows that are alike in `other` too, and what it is divided by to be `number`."""
        own = other.cast(pl.Enum(other.unique())).to_physical() if other.dtype == pl.String else other
        size = _size(own)
        return self.number * size + own.cast(pl.Int64), size

    def unpacked(self, numbers: pl.Series) -> pl.DataFrame:
        """The labels that numbers stand for, a row for each of them."""
        found: dict[str, pl.Series] = {}
        for name, own in reversed(self.labels.items()):
            found[name] = own[numbers % len(own)] if len(own) else own
            numbers = numbers // len(own) if len(own) else numbers
        return pl.DataFrame({name: found[name] for name in self.labels})


def _size(numbers: pl.Series) -> int:
    return 1 + int(numbers.max() or 0)  # type: ignore[arg-type]  # whole numbers
