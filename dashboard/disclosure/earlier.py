"""Rule 8 beside an earlier release: the days it has shown of what grows, which no later release adds to."""

from dataclasses import dataclass

import polars as pl

from dashboard.building.groups import CHARACTERISTICS
from dashboard.stores.released import SHOWN


@dataclass(frozen=True)
class Points:
    """The periods that an earlier release shows of one figure that grows, at one level."""

    shown: pl.DataFrame  # variant, category, area, characteristic, period
    until: str  # the day the earlier release was complete to

    def of(self, line: list[str]) -> dict[tuple[str, ...], set[str]]:
        """The periods shown in each line (columns of `shown`) of what moves as one."""
        shown = self.shown
        if "characteristic" not in line:
            shown = shown.filter(pl.col("characteristic") == "all")
        grouped = shown.group_by(line).agg(pl.col("period").unique())
        return {tuple(key): set(periods) for *key, periods in grouped.iter_rows()}


def points(cells: pl.DataFrame, subject: str, measure: str, level: str) -> Points:
    """What an earlier release's cells show as of its own period, of one figure at one level."""
    of = cells.filter(pl.col("indicator") == subject, pl.col("measure") == measure, pl.col("level") == level)
    own = of.filter(pl.col("status").is_in(SHOWN), _day("value_of") >= _day("period"))
    divided = divided_by()
    by_trait = divided.is_in([*CHARACTERISTICS[1:]])
    shown = own.select(
        "variant",
        "area",
        "period",
        category=pl.when(by_trait).then(pl.lit("all")).otherwise("category"),
        characteristic=divided,
    )
    return Points(shown, until=str(of["as_of"].max() or ""))


def _day(label: str) -> pl.Expr:
    """The day in a label; what stands as a release had it is of its period and says that release's day."""
    return pl.col(label).str.extract(r"(\S+)$")


def divided_by() -> pl.Expr:
    """The characteristic a cell's table is divided by; "all" where it is an area or a total as a whole."""
    by = pl.col("characteristic")
    return (
        pl.when(pl.col("cohort") != "all")
        .then(pl.lit("cohort"))
        .when(by.is_in(CHARACTERISTICS))
        .then(by)
        .otherwise(pl.lit("all"))
    )
