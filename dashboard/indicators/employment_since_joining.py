"""Work and education since joining: in which status parents stood as long after their family joined.

A status of a calendar month mixes parents of the first week with parents of the fifth year. Here all stand at
the same distance from their joining month, quarter by quarter. Later quarters hold only the families that
joined early enough, so a column has fewer parents, and others, than the one before it. The statuses are put
together in four groups: soon after joining most of the seven hold one or two families and could not be shown.
"""

import polars as pl

from dashboard.indicator import Indicator, Measure, Protection, Ratio, Unit
from dashboard.indicators.contributions import contributions
from dashboard.indicators.employment import JOINED, parent_statuses
from data_access.case import Case

QUARTERS = range(9)
"""At the end of the joining month, and of each third month after it up to two years."""

GROUPS = {
    "ordinary": ("ordinary_full", "ordinary_part"),
    "flexjob_or_education": ("flexjob", "education"),
    "pension": ("pension",),
    "benefit_or_none": ("other_benefit", "none"),
}
"""Which of the seven statuses stand together; pension alone, as it is neither success nor failure."""

MONTHS = [3 * quarter for quarter in QUARTERS]


def status_groups(case: Case) -> pl.LazyFrame:
    """Parents in each group of statuses at the end of the joining month (m0) and of every third after it.

    Numerator: parents with one of the statuses on that month's last day by the printed hierarchy;
    denominator: parents of all families that joined so long ago, those that left included and those that
    moved away excepted, with a measured status. The four groups add up to the whole. Unit: percent.
    """
    joined = case.family.select(family="family_id", first=pl.col("joined_on").dt.month_start())
    years = pl.col("month").dt.year() - pl.col("first").dt.year()
    month = 12 * years.cast(pl.Int64) + pl.col("month").dt.month() - pl.col("first").dt.month()
    counts = {group: pl.col("status").is_in(statuses).sum() for group, statuses in GROUPS.items()}
    family = (
        parent_statuses(case)
        .filter(pl.col("variant") == JOINED, pl.col("status").is_not_null())
        .join(joined, on="family")
        .with_columns(since=month)
        .filter(pl.col("since").is_in(MONTHS))
        .group_by("family", "variant", "since")
        .agg(persons=pl.len(), n=pl.len(), **counts)
        .with_columns(period=pl.concat_str(pl.lit("m"), "since"))
    )
    index = ["family", "variant", "period", "persons", "n"]
    by_group = family.unpivot(list(GROUPS), index=index, variable_name="category", value_name="x")
    return contributions(by_group, "x", "n")


SINCE_JOINING = Indicator(
    subject="employment",
    measures=(Measure("status_since_joining_share", Ratio("x", "n", scale=100), Unit.PERCENT),),
    contributes=status_groups,
    protection=Protection.SHARE,
    breakdown="status_group",
    partition=True,
    default_variant=JOINED,
)
INDICATORS = (SINCE_JOINING,)
