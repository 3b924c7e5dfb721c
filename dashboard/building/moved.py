"""A change since the quarter before stands only where both figures it is the difference of stand."""

import polars as pl

from dashboard.indicators.periods import day_label, quarter_end
from dashboard.indicators.since_quarter import SUFFIX
from dashboard.stores.released import NUMBERS, SHOWN

SAME = ["indicator", "variant", "area", "cohort", "characteristic", "category", "level"]


def where_both_stand(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells of a release; each change since a quarter is withheld unless its two figures are shown.

    The two, and the change, must be over the same areas, and the public see none that is withheld from those
    inside. So a change tells no more than subtracting the two figures does, but for its interval. One that
    stands as an earlier release had it is left as it is; no other is shown beside a figure that stands so.
    """
    own = pl.col("status").is_in(SHOWN) & (pl.col("status") != "carried")
    is_move = pl.col("measure").str.ends_with(SUFFIX) & own
    moves = cells.filter(is_move)
    figures = cells.filter(pl.col("cut") == "day", own).select(*SAME, "areas", "period", measured="measure")
    kept = moves.with_columns(
        measured=pl.col("measure").str.strip_suffix(SUFFIX),
        earlier=day_label(quarter_end(pl.col("period").str.to_date().dt.offset_by("-100d"))),
    )
    on = [*SAME, "areas", "measured"]
    for period in ("period", "earlier"):
        kept = kept.join(figures.rename({"period": period}), on=[*on, period], how="semi")
    kept = _public_within_internal(cells, kept)
    hidden = moves.join(kept, on=[*SAME, "measure", "period"], how="anti").with_columns(
        pl.lit(None).alias(name) for name in (*NUMBERS, "areas")
    )
    hidden = hidden.with_columns(status=pl.lit("withheld"), interval=pl.lit("none"))
    return pl.concat([cells.filter(~is_move), kept.select(cells.columns), hidden.cast(cells.schema)])


def _public_within_internal(cells: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """The kept changes without the public ones that fall for readers who see more."""
    key = [*(name for name in SAME if name != "level"), "measure", "period"]
    inside = pl.col("level") == "internal"
    every = cells.filter(inside, pl.col("measure").str.ends_with(SUFFIX))
    fallen = every.join(kept.filter(inside), on=key, how="anti")
    return pl.concat([kept.filter(inside), kept.filter(~inside).join(fallen, on=key, how="anti")])
