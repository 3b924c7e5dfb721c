"""What the municipality pays for a family, and what it would have paid: costs, own level, comparison.

All amounts are municipal kroner after state refund, in the price year's prices. A missing cost row is 0 from
the family's first cost row on. The own level is what a family cost a month in the 12 calendar months before
the joining month. It needs the family's costs to be known 12 months back; nothing is scaled up.
"""

import polars as pl

from dashboard.indicators.prices import in_price_year
from data_access.case import Case

SECTORS = ("social", "employment")


def line_costs(case: Case) -> pl.LazyFrame:
    """Columns family, month, sector, line, dkk: what a family cost in each whole month up to the last day."""
    whole = case.cost.filter(pl.col("month").dt.month_end() <= case.as_of)
    return in_price_year(whole, case, "municipal_dkk").select(
        "month", "sector", "line", family="family_id", dkk="municipal_dkk"
    )


def costs(case: Case) -> pl.LazyFrame:
    """Columns family, month, sector, dkk: the lines of a sector added up."""
    return line_costs(case).group_by("family", "month", "sector").agg(pl.col("dkk").sum())


def joinings(case: Case, known_months: int) -> pl.LazyFrame:
    """Columns family, joining (month): joined families whose costs are known that many months back."""
    first = line_costs(case).group_by("family").agg(first=pl.col("month").min())
    back_to = pl.col("joining").dt.offset_by(f"-{known_months}mo")
    return (
        case.family.filter(pl.col("joined_on").is_not_null())
        .select(family="family_id", joining=pl.col("joined_on").dt.month_start())
        .join(first, on="family")
        .filter(pl.col("first") <= back_to)
        .select("family", "joining")
    )


def sectors() -> pl.LazyFrame:
    return pl.LazyFrame({"sector": SECTORS})


def year_before_joining(case: Case, families: pl.LazyFrame, *, until_month: int) -> pl.LazyFrame:
    """Columns family, sector, dkk: the cost of the 12 months that end `until_month` months before joining.

    One row for each of the families and each sector; no cost row is 0.
    """
    end = pl.col("joining").dt.offset_by(f"-{until_month}mo")
    spent = (
        costs(case)
        .join(families, on="family")
        .filter(pl.col("month").is_between(end.dt.offset_by("-12mo"), end, closed="left"))
        .group_by("family", "sector")
        .agg(pl.col("dkk").sum())
    )
    return (
        families.select("family")
        .join(sectors(), how="cross")
        .join(spent, on=["family", "sector"], how="left")
        .with_columns(pl.col("dkk").fill_null(0.0))
    )


def own_levels(case: Case) -> pl.LazyFrame:
    """Columns family, sector, level: a family's mean monthly cost in the 12 months before joining."""
    year = year_before_joining(case, joinings(case, known_months=12), until_month=0)
    return year.select("family", "sector", level=pl.col("dkk") / 12)


def comparison_levels(case: Case) -> pl.LazyFrame:
    """Columns month, sector, line, level: the comparison group's mean cost per family, where it has rows."""
    return in_price_year(case.comparison_cost, case, "municipal_dkk").select(
        "month", "sector", "line", level=pl.col("municipal_dkk") / pl.col("families")
    )
