"""Which families joined when, in which area: the frame the stories are told in."""

from dataclasses import dataclass
from datetime import date

GELLERUP, AREA_A, AREA_B = "gellerup", "omraade_a", "omraade_b"

STARTED = {GELLERUP: date(2019, 1, 1), AREA_A: date(2024, 1, 1), AREA_B: date(2025, 2, 1)}
"""The day each area's team began; the first families joined some weeks later."""


@dataclass(frozen=True)
class Intake:
    """A wave of families: how many joined in each month, how many offers were not taken up."""

    name: str
    area_id: str
    project: bool
    joined: dict[int, tuple[int, ...]]  # families per month of a year, from January
    not_taken_up: int
    sizes: tuple[int, ...]  # children and young people per family; as many as families
    couples: int
    response: float  # the middle of the families' responses

    @property
    def families(self) -> int:
        return len(self.sizes)

    @property
    def months(self) -> list[date]:
        """The joining month of each family, in order."""
        return [
            date(year, month, 1)
            for year, counts in self.joined.items()
            for month, count in enumerate(counts, start=1)
            for _ in range(count)
        ]


def _sizes(families_of: dict[int, int]) -> tuple[int, ...]:
    return tuple(size for size, families in families_of.items() for _ in range(families))


INTAKES = (
    Intake(
        name="project",
        area_id=GELLERUP,
        project=True,
        joined={
            2019: (0, 0, 3, 3, 2, 2, 0, 4, 3, 3, 3, 1),
            2020: (3, 3, 1, 0, 0, 2, 0, 4, 3, 3, 2, 1),
            2021: (2, 2, 3, 2, 2, 1, 0, 2, 1, 1),
        },
        not_taken_up=21,
        sizes=_sizes({1: 13, 2: 15, 3: 13, 4: 9, 5: 6, 6: 3, 7: 1, 8: 1, 10: 1}),
        couples=35,
        response=0.40,
    ),
    Intake(
        name="permanent",
        area_id=GELLERUP,
        project=False,
        joined={
            2023: (0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 1, 0),
            2024: (1, 1, 1, 0, 1, 1, 0, 1, 2, 1, 0, 0),
            2025: (1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 0),
            2026: (1, 0, 1, 1, 0, 0, 0, 0),
        },
        not_taken_up=8,
        sizes=_sizes({1: 5, 2: 7, 3: 6, 4: 4, 5: 2, 7: 1}),
        couples=13,
        response=0.3,
    ),
    Intake(
        name="a",
        area_id=AREA_A,
        project=False,
        joined={
            2024: (0, 0, 3, 3, 2, 2, 0, 3, 3, 2, 2, 0),
            2025: (1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0),
            2026: (1, 0, 1, 0, 1),
        },
        not_taken_up=10,
        sizes=_sizes({1: 6, 2: 9, 3: 8, 4: 4, 5: 2, 6: 1, 8: 1}),
        couples=16,
        response=0.27,
    ),
    Intake(
        name="b",
        area_id=AREA_B,
        project=False,
        joined={2025: (0, 0, 0, 2, 1, 1, 0, 1, 1, 1, 0, 0), 2026: (1, 0, 1)},
        not_taken_up=3,
        sizes=_sizes({1: 2, 2: 3, 3: 3, 5: 1}),
        couples=5,
        response=0.25,
    ),
)
