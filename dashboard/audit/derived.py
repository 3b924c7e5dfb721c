"""Attack (g): a withheld value calculated from other values of the same figure.

A total is a mean times the number it is a mean of, a change is what lies between before and after, what is
left after the programme's cost is the saving less that cost, and a change since the quarter before is the
difference of two quarters.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

import polars as pl

from dashboard.audit.levels import LABEL, win
from dashboard.audit.seen import SHOWN
from dashboard.audit.win import Found, Win
from dashboard.catalogue import CATALOGUE
from dashboard.indicator import WITHOUT_FAMILIES, Difference, Formula, Indicator, Ratio, Relative, Total

ATTACK = "derived values"
SINCE_QUARTER = "_since_quarter"
NET = (("net", "before_cost"), ("net_modelled", "before_cost"))
"""Figures that are another one less the programme's cost, which is no secret."""
Node = object
"""A sum, or a formula of sums."""
_PLACE = [name for name in LABEL if name != "measure"]


def attack(released: pl.DataFrame) -> Found:
    """Every figure's values beside each other, at each level."""
    found = Found(ATTACK)
    for level, visible in (("public", ["public"]), ("internal", ["internal", "public"])):
        cells = released.filter(pl.col("level").is_in(visible)).with_columns(
            known=pl.col("status").is_in(SHOWN) & pl.col("value").is_not_null(),
            hidden=pl.col("status") == "withheld",
        )
        cells = cells.sort("known", descending=True).unique(LABEL, keep="first", maintain_order=True)
        for indicator in CATALOGUE:
            if indicator.protection not in WITHOUT_FAMILIES and len(indicator.measures) > 1:
                found.add(1, 0, _of_one_figure(level, cells, indicator))
        found.add(len(NET), cells.height, _before_cost(level, cells))
        found.add(1, 0, _quarters(level, cells))
    return found


def _of_one_figure(level: str, cells: pl.DataFrame, indicator: Indicator) -> Iterator[Win]:
    """Withheld measures that follow from those shown under the same label."""
    formulas = {measure.key: measure.formula for measure in indicator.measures}
    mine = cells.filter(pl.col("indicator") == indicator.subject, pl.col("measure").is_in(list(formulas)))
    shown = mine.filter("known").group_by(_PLACE).agg(keys=pl.col("measure").sort())
    pairs = mine.filter("hidden").join(shown, on=_PLACE)
    for row in pairs.to_dicts():
        if _node(formulas[row["measure"]]) in _closure([formulas[key] for key in row["keys"]], indicator):
            yield win(ATTACK, level, row, "from " + ", ".join(row["keys"]))


def _closure(known: list[Formula], indicator: Indicator) -> set[Node]:
    """Everything that follows from values of these formulas, and from the n that stands beside them."""
    told: set[Node] = {"n", *map(_node, known)}
    relations = [relation for each in indicator.measures for relation in _relations(each.formula)]
    while news := {left for each in relations for left in each if len(each - told) == 1} - told:
        told |= news
    return told


def _node(formula: Formula) -> Node:
    return formula.of if isinstance(formula, Total) else formula


def _relations(formula: Formula) -> Iterator[set[Node]]:
    """Sets of which any one follows from the others."""
    match formula:
        case Ratio(of, per):
            yield {formula, of, per}
        case Difference(after, before) | Relative(after, before):
            yield {formula, after, before}
            yield from _relations(after)
            yield from _relations(before)


def _before_cost(level: str, cells: pl.DataFrame) -> Iterator[Win]:
    """Withheld savings whose value after the programme's cost is shown."""
    savings = cells.filter(pl.col("indicator") == "savings")
    for after, before in NET:
        shown = savings.filter(pl.col("measure") == after, "known").select(_PLACE)
        hidden = savings.filter(pl.col("measure") == before, "hidden").join(shown, on=_PLACE, how="semi")
        yield from (win(ATTACK, level, row, f"{after} and the programme's cost") for row in hidden.to_dicts())


def _quarters(level: str, cells: pl.DataFrame) -> Iterator[Win]:
    """Withheld figures of a quarter's end, from the next or last one and the change between them."""
    moves = cells.filter("known", pl.col("measure").str.ends_with(SINCE_QUARTER))
    days = {day: _quarter_before(day) for day in moves["period"].unique()}
    moves = moves.select(
        *(name for name in LABEL if name not in ("measure", "period")),
        measure=pl.col("measure").str.strip_suffix(SINCE_QUARTER),
        now=pl.col("period"),
        earlier=pl.col("period").replace_strict(days, return_dtype=pl.String),
    )
    on = [name for name in LABEL if name != "period"]
    own = pl.col("known") & (pl.col("value_of") == pl.col("period"))
    for shown, asked in (("now", "earlier"), ("earlier", "now")):
        beside = moves.join(
            cells.filter(own).select(*on, "period"),
            left_on=[*on, shown],
            right_on=[*on, "period"],
            how="semi",
        )
        hidden = cells.filter("hidden").join(
            beside, left_on=[*on, "period"], right_on=[*on, asked], how="semi"
        )
        yield from (
            win(ATTACK, level, row, f"the change since the quarter, and {shown}") for row in hidden.to_dicts()
        )


def _quarter_before(day: str) -> str:
    """The last day of the quarter that ended before a quarter's last day."""
    last = date.fromisoformat(day)
    year, month = (last.year, last.month - 3) if last.month > 3 else (last.year - 1, 12)
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"
