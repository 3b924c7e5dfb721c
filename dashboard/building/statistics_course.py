"""Time to an event with competing events: how many have reached it by when, and when half have.

The Aalen–Johansen estimator. On one day events come before exits and exits before censorings: everybody whose
time is that day is still at risk on it. Its variance is the usual one for a cumulative incidence (Marubini &
Valsecchi 1995, ch. 10); intervals are pointwise on the log(-log) scale of the share not yet there, and the
median's is where those meet one half.

Rows have a `time` (days) and an `event`: 1 reached, 2 left (competes), 0 censored.
"""

from collections.abc import Sequence

import polars as pl
from scipy.special import ndtri

DAYS_A_MONTH = 365.25 / 12
"""A month since joining: "by month m" is at most m of these."""

TAIL = 0.025
NORMAL = float(ndtri(1 - TAIL))
HALF = 0.5
_ROUNDING = 1e-12  # products of shares miss one half, or nobody, by less than this


def incidence(rows: pl.LazyFrame, by: Sequence[str], months: Sequence[int]) -> pl.LazyFrame:
    """The share that has reached the event by each month since joining, for each group of rows.

    Columns: `by`, month, incidence, standard_error, lower, upper (shares, 0 to 1), at_risk (rows neither
    there, gone nor censored by then), reached and left (rows until then), families (rows in all). After the
    last one at risk has been censored the curve has ended: its estimates are null.
    """
    grid = (
        rows.select(by)
        .unique()
        .join(pl.LazyFrame({"month": months}, schema={"month": pl.Int64}), how="cross")
    )
    passed = (
        grid.join(curve(rows, by), on=by)
        .filter(pl.col("time") <= pl.col("month") * DAYS_A_MONTH)
        .group_by(*by, "month")
        .agg(pl.all().sort_by("time").last())
    )
    size = rows.group_by(by).agg(families=pl.len().cast(pl.Int64), last=pl.col("time").max())
    return (
        grid.join(size, on=by)
        .join(passed, on=[*by, "month"], how="left")
        .with_columns(
            pl.col("incidence", "standard_error").fill_null(0.0),
            pl.col("reached", "left").fill_null(0),
            pl.col("at_risk_after").fill_null(pl.col("families")),
            pl.col("free").fill_null(1.0),
        )
        .with_columns(_where_nobody_is_there())
        .with_columns(ended=_has_ended())
        .select(
            *by,
            "month",
            *[pl.when(~pl.col("ended")).then(name).alias(name) for name in _ESTIMATES],
            pl.col("at_risk_after").alias("at_risk"),
            "reached",
            "left",
            "families",
        )
    )


_ESTIMATES = ("incidence", "standard_error", "lower", "upper")


def median(rows: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """The time by which half of all in a group have reached the event, exits included in the all.

    Columns: `by`, median, lower, upper (months; null where half have not got there), families (rows in all).
    """
    months = pl.col("time") / DAYS_A_MONTH
    half = HALF - _ROUNDING
    passed = (
        curve(rows, by)
        .group_by(by)
        .agg(
            median=months.filter(pl.col("incidence") >= half).min(),
            lower=months.filter(pl.col("upper") >= half).min(),
            upper=months.filter(pl.col("lower") >= half).min(),
            families=pl.col("families").first(),
        )
    )
    return passed.select(*by, "median", "lower", "upper", "families")


def curve(rows: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """The estimate on every day on which something happened or somebody was censored, a row a group and day.

    Columns: `by`, time, incidence, standard_error, lower, upper, free (share neither there nor gone),
    at_risk_after, reached and left (until then), families. Internal: its steps are single families' days.
    """
    return _with_interval(_with_standard_error(_with_incidence(_with_risk(rows, by), by), by)).select(
        *by,
        "time",
        *_ESTIMATES,
        "free",
        "at_risk_after",
        "reached",
        "left",
        "families",
    )


def _with_risk(rows: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """Per group and day: how many were at risk (n), reached the event (d1) or left (d2)."""
    daily = rows.group_by(*by, "time").agg(
        d1=(pl.col("event") == 1).sum().cast(pl.Int64),
        d2=(pl.col("event") == 2).sum().cast(pl.Int64),
        rows=pl.len().cast(pl.Int64),
    )
    gone = _running("rows", by)
    return daily.with_columns(
        reached=_running("d1", by),
        left=_running("d2", by),
        families=pl.col("rows").sum().over(by),
        at_risk_after=pl.col("rows").sum().over(by) - gone,
    ).with_columns(n=(pl.col("at_risk_after") + pl.col("rows")).cast(pl.Float64))


def _with_incidence(days: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """A day adds the share still free before it, times d1 of the n at risk."""
    stay = 1 - (pl.col("d1") + pl.col("d2")) / pl.col("n")
    return (
        days.with_columns(free=stay.cum_prod().over(by, order_by="time"))
        .with_columns(before=pl.col("free").shift(1, fill_value=1.0).over(by, order_by="time"))
        .with_columns(step=pl.col("before") * pl.col("d1") / pl.col("n"))
        .with_columns(incidence=_running("step", by))
    )


def _with_standard_error(days: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """The estimate's variance as running sums, with F the incidence now and Fj that of each day before.

    Sum of (F - Fj)² d / (n (n - d)) + before² (n - d1) d1 / n³ - 2 (F - Fj) before d1 / n². The last day of a
    group that nobody outlasts has no first term: F stays what it is then.
    """
    d1, n, f = pl.col("d1"), pl.col("n"), pl.col("incidence")
    d = d1 + pl.col("d2")
    terms = days.with_columns(
        hazard=pl.when(n > d).then(d / (n * (n - d))).otherwise(0.0),
        own=pl.col("before") ** 2 * (n - d1) * d1 / n**3,
        cross=pl.col("before") * d1 / n**2,
    ).with_columns(
        hazard_f=pl.col("hazard") * f,
        hazard_ff=pl.col("hazard") * f**2,
        cross_f=pl.col("cross") * f,
    )
    variance = (
        f**2 * _running("hazard", by)
        - 2 * f * _running("hazard_f", by)
        + _running("hazard_ff", by)
        + _running("own", by)
        - 2 * f * _running("cross", by)
        + 2 * _running("cross_f", by)
    )
    return terms.with_columns(standard_error=variance.clip(lower_bound=0).sqrt())


def _with_interval(days: pl.LazyFrame) -> pl.LazyFrame:
    """Pointwise on log(-log(1 - F)); null where nobody or everybody is there."""
    rest = 1 - pl.col("incidence")
    inside = (pl.col("incidence") > _ROUNDING) & (rest > _ROUNDING)
    width = NORMAL * pl.col("standard_error") / (rest * rest.log()).abs()
    return days.with_columns(
        lower=pl.when(inside).then(1 - rest ** (-width).exp()),
        upper=pl.when(inside).then(1 - rest ** width.exp()),
    )


def _where_nobody_is_there() -> list[pl.Expr]:
    """Of nobody there the estimate knows no spread: the exact interval of none of those still at risk."""
    nobody = (pl.col("incidence") <= _ROUNDING) & (pl.col("at_risk_after") > 0)
    most = 1 - TAIL ** (1 / pl.col("at_risk_after"))
    return [
        pl.when(nobody).then(0.0).otherwise("lower").alias("lower"),
        pl.when(nobody).then(most).otherwise("upper").alias("upper"),
    ]


def _has_ended() -> pl.Expr:
    """Nobody is at risk any more, and not because all have reached the event or left: the rest is unknown."""
    past = pl.col("month") * DAYS_A_MONTH > pl.col("last")
    return past & (pl.col("at_risk_after") == 0) & (pl.col("free") > _ROUNDING)


def _running(column: str, by: Sequence[str]) -> pl.Expr:
    return pl.col(column).cum_sum().over(by, order_by="time")
