"""What one reader sees of a release: its cells, understood by their labels.

Columns of what is seen, a row for each label that tells something:

    figure measure variant at trait group category   what it is of; `at` is the moment or period of its value
    areas                                            the areas it is over, as released (a+b)
    known                                            is there a number?
    none                                             is it known that nobody is there?
    value lower upper families persons               the numbers, null where nothing is known
    level period label                               whose it is, and its name in a report
    release                                          the day of the earlier release that it stands as
    together                                         the moment, or "" for a flow, whose moments add up
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from dashboard.audit.knowledge import ANY_OPEN, LATEST, TRAITS, Figure
from dashboard.indicator import AtRisk, Incidence, MedianTime, Over, Relative

SHOWN = ("shown", "zero", "carried")
LABEL = ["figure", "measure", "variant", "at", "trait", "group", "category", "areas"]
UNMEASURED = ("not_measured", "late")
"""Statuses of cells that nobody is behind."""
EVERYWHERE = "all"
TOTALS = (EVERYWHERE, "shown_areas")
_DAY = r"^(to )?(\d{4}-\d\d)-\d\d$"
_LAST_DAY = r"(\d{4}-\d\d-\d\d)$"


@dataclass(frozen=True)
class Reader:
    """Somebody who reads figures, and the size from which a group may be told from others to them."""

    name: str
    k: int
    cells: pl.DataFrame
    own: str = ""  # an area whose families this reader knows anyway


def readers(cells: pl.DataFrame, k_internal: int, k_public: int) -> Iterator[Reader]:
    """Who attacks: a reader of everything, the public, and the manager of each area.

    A manager adds their own area's internal cells to the public ones, and goes for the other areas.
    """
    public = cells.filter(pl.col("level") == "public")
    yield Reader("internal", k_internal, _once(cells))
    yield Reader("public", k_public, _once(public))
    for area in _areas(cells):
        own = cells.filter(pl.col("level") == "internal", pl.col("areas") == area)
        of_both = _worth_a_look(area, own, public)
        if of_both.height:
            yield Reader(f"manager of {area}", k_public, of_both, own=area)


def seen(released: pl.DataFrame, figures: tuple[Figure, ...]) -> pl.DataFrame:
    """The cells of a release as a reader understands them; none that concern no family."""
    return pl.concat(_of_figure(released, figure) for figure in figures)


def _of_figure(released: pl.DataFrame, figure: Figure) -> pl.DataFrame:
    indicator = figure.indicator
    keys = [measure.key for measure in indicator.measures]
    cells = released.filter(pl.col("indicator") == indicator.subject, pl.col("measure").is_in(keys))
    cells = _without_what_totals_repeat(_its_own(cells, figure))
    divided = pl.col("characteristic").is_in(TRAITS)
    by_cohort = pl.col("cohort") != "all"
    known = pl.col("status").is_in(SHOWN)
    moment = pl.when(known & ~stands()).then(pl.coalesce("value_of", "period")).otherwise("period")
    return cells.select(
        figure=pl.lit(figure.name),
        measure="measure",
        variant="variant",
        at=_moment(moment, indicator.over),
        trait=pl.when(by_cohort)
        .then(pl.lit("cohort"))
        .when(divided)
        .then("characteristic")
        .otherwise(pl.lit("all")),
        group=pl.when(by_cohort).then("cohort").when(divided).then("category").otherwise(pl.lit("all")),
        category=pl.when(divided).then(pl.lit("all")).otherwise("category"),
        areas=pl.when(known).then(pl.coalesce("areas", "area")).otherwise("area"),
        known=known & pl.col("value").is_not_null(),
        none=_nobody(indicator.measures),
        value="value",
        lower="lower",
        upper="upper",
        families="families",
        persons="persons",
        level="level",
        period="period",
        status="status",
        unit="unit",
        cut="cut",
        release=pl.when(known & stands()).then("value_of"),
    ).with_columns(together=pl.lit("") if indicator.over is Over.FLOW else pl.col("at"))


def stands() -> pl.Expr:
    """Is it what an earlier release had for the same period? Then the day is that release's.

    Carried forward within a release is a value of an earlier day, with the label of its kind.
    """
    day, end = (pl.col(name).str.extract(_LAST_DAY) for name in ("value_of", "period"))
    same_kind = pl.col("value_of").str.replace(_LAST_DAY, "") == pl.col("period").str.replace(_LAST_DAY, "")
    return (pl.col("status") == "carried") & ~(same_kind & (day < end)).fill_null(False)


def _its_own(cells: pl.DataFrame, figure: Figure) -> pl.DataFrame:
    """Two indicators may write under one name: a total without a breakdown, and its parts with one."""
    breakdown = figure.indicator.breakdown
    if figure.own:
        return cells.filter(pl.col("characteristic") == breakdown, _of_reading(figure))
    if not breakdown:
        return cells.filter(pl.col("characteristic").is_in(["all", *TRAITS]))
    return cells.filter(_of_reading(figure))


def _without_what_totals_repeat(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells without totals that tell nothing: over unnamed areas, or the areas' own cells added up.

    A total that is carried forward is over figures of several days, each shown for its area.
    """
    known = pl.col("status").is_in(SHOWN)
    line = ["measure", "variant", "period", "cohort", "characteristic", "category", "level"]
    carried = cells.filter(pl.col("status") == "carried", pl.col("area").is_in(TOTALS))
    parts = carried.select(*line, total="area", area=pl.col("areas").str.split("+")).explode("area")
    told_of = known | pl.col("status").is_in([*UNMEASURED, "not_applicable"])
    shown = cells.filter(told_of).select(*line, "area", shown=pl.lit(True))
    told = (
        parts.join(shown, on=[*line, "area"], how="left")
        .group_by(*line, area="total")
        .agg(repeated=pl.col("shown").fill_null(False).all())
        .filter("repeated")
    )
    unnamed = (pl.col("area") == "shown_areas") & ~known
    return cells.filter(~unnamed).join(told, on=[*line, "area"], how="anti")


def _of_reading(figure: Figure) -> pl.Expr:
    if figure.name in (LATEST, ANY_OPEN):
        return (pl.col("variant") == "any_open") == (figure.name == ANY_OPEN)
    return pl.lit(True)


def _moment(label: pl.Expr, over: Over) -> pl.Expr:
    """A state at a month's end is one thing under two names, and so is what is so by a day."""
    if over is Over.FLOW:
        return label
    return pl.when(label.str.contains(_DAY)).then(label.str.extract(_DAY, 2)).otherwise(label)


def _nobody(measures: tuple[object, ...]) -> pl.Expr:
    """A figure not measured has nobody behind it, nor one of an area that had not begun."""
    formulas = [getattr(measure, "formula", None) for measure in measures]
    vague = any(isinstance(each, Relative | MedianTime | Incidence | AtRisk) for each in formulas)
    return pl.col("status").is_in(UNMEASURED if vague else [*UNMEASURED, "not_applicable"])


def _once(cells: pl.DataFrame) -> pl.DataFrame:
    """Each label once: with its number where any of its cells has one."""
    order = [pl.col("known"), pl.col("none")]
    return cells.sort(order, descending=True, maintain_order=True).unique(
        LABEL, keep="first", maintain_order=True
    )


def _areas(cells: pl.DataFrame) -> list[str]:
    names = cells.select(pl.col("areas").str.split("+").explode().unique().sort())["areas"]
    return [name for name in names if name not in (EVERYWHERE, "shown_areas")]


def _worth_a_look(area: str, own: pl.DataFrame, public: pl.DataFrame) -> pl.DataFrame:
    """The tables in which a manager's own cells tell anything of other areas that the public does not see.

    They do so only where they can be taken from a total that some other area is in without a figure of its
    own: where every other area has one, what the total leaves is their sum, which everybody knows.
    """
    tables = ["figure", "together"]
    more = own.filter("known").join(public.filter("known"), on=LABEL, how="anti")
    whole = public.filter("known", pl.col("areas").str.contains("+", literal=True))
    others = whole.with_columns(pl.col("areas").str.split("+")).filter(pl.col("areas").list.contains(area))
    told = public.filter(pl.col("known") | pl.col("none"))
    untold = others.explode("areas").filter(pl.col("areas") != area).join(told, on=LABEL, how="anti")
    cells = pl.concat([own, public]).join(more.select(tables).unique(), on=tables, how="semi")
    return _once(cells.join(untold.select(tables).unique(), on=tables, how="semi"))
