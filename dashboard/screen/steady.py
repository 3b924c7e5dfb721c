"""How far an axis reaches: over every area the viewer may see, so that choosing one does not rescale it."""

from collections.abc import Sequence

import polars as pl

from dashboard.charts.series import latest_of
from dashboard.screen.measure import KEPT, seen_by
from dashboard.stores.kept import kept
from dashboard.stores.released import Released
from dashboard.stores.served import served_release
from dashboard.stores.viewer import Viewer

_ALIKE = ("variant", "cut", "cohort", "characteristic", "category", "period")
"""What the cells of the other areas have in common with those that are drawn."""


def reach(figures: Sequence[Released], viewer: Viewer, *, latest: bool = False) -> list[float]:
    """The ends of what may be seen of the same figures in any area; of their `latest` period alone."""
    return [
        end
        for one in (latest_of(figures) if latest else figures)
        for end in _ends(one, seen_by(viewer, served_release().figure(f"{one.subject}.{one.measure}")))
    ]


@kept(KEPT)
def _ends(one: Released, seen: Released) -> tuple[float, ...]:
    alike = [pl.col(name).is_in(one.cells[name].unique(maintain_order=True).to_list()) for name in _ALIKE]
    every = seen.only(*alike).cells
    ends = [every[column] for column in ("value", "lower", "upper")]
    return tuple(end for column in ends for end in (column.min(), column.max()) if isinstance(end, float))
