"""The served release, cut down to what one viewer may see; nothing else reaches a page."""

import polars as pl

from dashboard.catalogue import INDICATOR_OF
from dashboard.stores.kept import kept
from dashboard.stores.released import Released
from dashboard.stores.served import served_release
from dashboard.stores.viewer import Level, Viewer

KEPT = 400
"""Figures kept as seen at one set of levels, half a megabyte each: a release has some ninety."""


def measure(
    viewer: Viewer,
    figure: str,
    *,
    variant: str | None = None,
    cut: str | None = None,
    area: str | None = None,
    cohort: str | None = "all",
    characteristic: str | None = "all",
    period: str | None = None,
) -> Released:
    """A choice among this viewer's released cells of a figure, e.g. `absence.change_pct`.

    None chooses the indicator's first reading (`variant`), every kind of period (`cut`), every area and the
    totals (`area`), every cohort or period. Raises KeyError for a figure that is not in the catalogue.
    """
    indicator = INDICATOR_OF[figure]
    chosen = {
        "variant": indicator.default_variant if variant is None else variant,
        "cut": cut,
        "area": area,
        "cohort": cohort,
        "characteristic": characteristic,
        "period": period,
    }
    cells = seen_by(viewer, served_release().figure(figure))
    return cells.only(*(pl.col(name) == value for name, value in chosen.items() if value is not None))


def seen_by(viewer: Viewer, released: Released, *, once: bool = False) -> Released:
    """Each area at the level this viewer has there; without access its cells stay, without numbers.

    `once`: not kept, as what is made of it is.
    """
    granted_levels = tuple((area, viewer.level_for(area)) for area in _areas(released))
    return (_seen if once else _kept)(released, granted_levels)


@kept(KEPT)
def _areas(released: Released) -> tuple[str, ...]:
    return tuple(released.cells["area"].unique(maintain_order=True).to_list())


def _seen(released: Released, granted_levels: tuple[tuple[str, Level | None], ...]) -> Released:
    levels = dict(granted_levels)
    level = pl.col("area").replace_strict(
        {area: (granted or Level.PUBLIC).value for area, granted in levels.items()}, return_dtype=pl.String
    )
    refused = [area for area, granted in levels.items() if granted is None]
    return released.choose(pl.col("level") == level).without_access(pl.col("area").is_in(refused))


_kept = kept(KEPT)(_seen)
