"""What an indicator is decided from: contributions, and what has been decided beside them."""

from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from dashboard.building.groups import Beyond
from dashboard.disclosure.earlier import Points
from dashboard.disclosure.laid_out import LaidOut
from dashboard.disclosure.nested import Breakdown
from dashboard.indicator import Indicator


@dataclass(frozen=True)
class Counted:
    """An indicator's contributions with each family's area and characteristics, of some of the areas."""

    indicator: Indicator
    rows: pl.DataFrame
    areas: pl.DataFrame  # area, is_origin: had the families of the project
    beyond: Beyond  # what these areas have cells for besides
    other_readings: pl.DataFrame | None = None  # contributions to the same figure that another indicator has
    breakdown: Breakdown | None = None  # whose categories the indicator adds up
    of_whom: pl.DataFrame | None = None  # cells of the figure whose numerator is this one's n, as decided
    leading: pl.DataFrame | None = None  # cells of the figure about the same families that leads, as decided
    released: Points | None = None  # what an earlier release shows of it, where it grows

    @cached_property
    def laid_out(self) -> LaidOut:
        return LaidOut(self.indicator, self.rows, self.areas, self.beyond, self.other_readings)

    def at_level(
        self,
        breakdown: Breakdown | None,
        of_whom: pl.DataFrame | None,
        leading: pl.DataFrame | None,
        released: Points | None,
    ) -> "Counted":
        """The same contributions, laid out once, beside what has been decided at one level."""
        there = replace(self, breakdown=breakdown, of_whom=of_whom, leading=leading, released=released)
        vars(there)["laid_out"] = self.laid_out
        return there
