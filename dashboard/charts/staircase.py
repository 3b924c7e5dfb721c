"""The programme's own picture: a staircase, and on each step a mark for every family that stands there.

A mark has the colour and shape of its area and no identity: each drawing lays all of them anew from the
released counts. A withheld step carries a hatched sign in the area's colour, never a mark or a number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.bars import wrapped
from dashboard.charts.series import Figures, area_colour, hover, is_shown, series_of, several, signed
from dashboard.charts.series import Series as Area
from dashboard.charts.template import (
    NEUTRAL,
    STAIRS,
    SYMBOLS,
    canvas,
    together,
    translucent,
    with_legend,
)
from dashboard.text import Labels, Text
from dashboard.words.on_the_stairs import left_by_area
from dashboard.words.sentences import Cell, rows

ABREAST = 5
"""Marks in a row; the place before them is their number's."""

FOOT, RISE = 1.9, 0.9
"""How high the ground under the first step is, and how much each step rises."""

ROW = 0.5
"""The height of a row of marks, in the same measure."""

SIGN = 0.13
"""What is left free above and below a sign in its row."""

GROUND = "none"
"""Families in the programme without an open step stand beside the stairs."""

HEIGHT = 560

LOWEST, HIGHEST = 0.12, 0.36
"""How strongly the first and the last step are coloured: it grows on the way up."""


@dataclass(frozen=True)
class Spot:
    """Where the families of one step stand: its left edge and how high its tread is."""

    left: float
    tread: float

    @property
    def middle(self) -> float:
        return self.left + 0.5

    def place(self, number: int) -> float:
        """Across the tread: 0 is for the number, then a place for each mark of a row."""
        return self.left + 0.1 + 0.8 * number / ABREAST


def staircase(
    figures: Figures, text: Text, labels: Labels, *, most: int = 0, unshown: Mapping[str, int] | None = None
) -> go.Figure:
    """Families per step and area at one time. `most`: rows of marks to leave room for; `unshown`: how many
    families of an area are on steps that are not shown.
    """
    figure = canvas(several(figures), text, height=HEIGHT)
    spots = {step: Spot(int(step) - 1, FOOT + RISE * int(step)) for step in labels.steps}
    spots |= {GROUND: Spot(-1.2, 0.0)}
    _stairs(figure, [spot for step, spot in spots.items() if step != GROUND])
    _names(figure, spots, text, labels)
    every = series_of(figures, text, labels, along="category")
    filled = dict.fromkeys(spots, 0)
    for area in every:
        _stand(figure, area, spots, filled, text, labels)
    _legend(figure, every, text, labels)
    _left(figure, unshown or {}, text, labels)
    rows_above = max(most, *filled.values())
    top = FOOT + RISE * len(labels.steps) + ROW * (rows_above + 0.5)
    figure.update_xaxes(visible=False, range=[-1.3, len(labels.steps) + 0.1])
    figure.update_yaxes(visible=False, range=[-1.3, top])
    figure.update_layout(barmode="overlay", margin={"l": 0, "r": 0, "b": 4})
    return with_legend(figure, itemclick=False, itemdoubleclick=False)


def most_rows(figures: Figures) -> int:
    """The most rows of marks on one step at any time."""
    cells = rows(figures)
    used: dict[tuple[str, str], int] = {}
    for cell in cells:
        where = (cell["period"], cell["category"])
        used[where] = used.get(where, 0) + rows_of(cell)
    return max(used.values(), default=0)


def rows_of(cell: Cell) -> int:
    """How many rows an area takes on a step: none for nobody, one for the sign of a hidden count."""
    return -(-int(cell["value"]) // ABREAST) if is_shown(cell) else 1


def _stairs(figure: go.Figure, spots: Sequence[Spot]) -> None:
    """The stairs from the side, each step a little stronger than the one below, and one edge from the
    ground before them to the top.
    """
    x, y = [-1.25, spots[0].left], [0.0, 0.0]
    for place, spot in enumerate(spots):
        x += [spot.left, spot.left + 1]
        y += [spot.tread, spot.tread]
        strength = LOWEST + (HIGHEST - LOWEST) * place / max(1, len(spots) - 1)
        figure.add_shape(
            type="rect",
            x0=spot.left,
            x1=spot.left + 1,
            y0=0,
            y1=spot.tread,
            fillcolor=translucent(STAIRS, strength),
            line={"width": 0},
            layer="below",
        )
    figure.add_scatter(
        name="stairs",
        x=x,
        y=y,
        mode="lines",
        line={"color": STAIRS, "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )


def _names(figure: go.Figure, spots: dict[str, Spot], text: Text, labels: Labels) -> None:
    named: list[tuple[str, str, Spot, float, int]] = []  # with pixels of type, and how far below the tread
    for step, spot in spots.items():
        if step == GROUND:
            named.append(("ground", wrapped(text("category.step.none"), 12), spot, 0.15, 13))
            continue
        named.append(("step", f"<b>{step}</b>", spot, 0.15, 28))
        named.append(("step-name", wrapped(labels.steps[step], 10), spot, 1.1, 14))
    together(
        figure,
        [
            {
                "name": name,
                "text": words,
                "x": spot.middle,
                "y": spot.tread - below,
                "font": {"size": size},
                "showarrow": False,
                "yanchor": "top",
            }
            for name, words, spot, below, size in named
        ],
    )


def _stand(
    figure: go.Figure, area: Area, spots: dict[str, Spot], filled: dict[str, int], text: Text, labels: Labels
) -> None:
    """One area's families on the rows above those that are filled already."""
    shown: list[tuple[float, float, str]] = []
    signs: list[tuple[float, float, str]] = []
    numbers: list[dict[str, Any]] = []
    for step in (step for step in spots if step in area.cells):
        cell, spot = area.cells[step], spots[step]
        base = spot.tread + ROW * filled[step]
        told = hover(area, cell, text)
        if is_shown(cell) and cell["value"]:
            shown += [(x, y, told) for x, y in _marks(spot, base, int(cell["value"]))]
            numbers.append(_number(cell, spot.place(0), base + ROW / 2))
        elif not is_shown(cell):
            signs.append((spot.middle, base, told))
        filled[step] += rows_of(cell)
    together(figure, numbers)
    colour, symbol = _look(area, labels)
    figure.add_scatter(
        name=area.name,
        x=[x for x, _, _ in shown],
        y=[y for _, y, _ in shown],
        mode="markers",
        marker={"color": colour, "symbol": symbol, "size": 11},
        hovertext=[told for _, _, told in shown],
        hoverinfo="text",
        showlegend=False,
    )
    _signs(figure, signs, colour, text)


def _left(figure: go.Figure, unshown: Mapping[str, int], text: Text, labels: Labels) -> None:
    """How many are on the hatched steps, in the upper left: there the stairs are low."""
    if not unshown:
        return
    told = [f"{area}: {families}" for area, families in left_by_area(unshown, text, labels)]
    figure.add_annotation(
        name="left",
        text="<br>".join([f"<b>{text('staircase.unshown')}</b>", *told]),
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="top",
        align="left",
        showarrow=False,
        font={"size": 13},
    )


def _marks(spot: Spot, base: float, families: int) -> Iterator[tuple[float, float]]:
    for number in range(families):
        row, place = divmod(number, ABREAST)
        yield spot.place(place + 1), base + ROW * (row + 0.5)


def _number(cell: Cell, x: float, y: float) -> dict[str, Any]:
    number = signed(str(int(cell["value"])), cell)
    return {"name": "families", "text": number, "x": x, "y": y, "showarrow": False, "font": {"size": 14}}


def _signs(figure: go.Figure, signs: Sequence[tuple[float, float, str]], colour: str, text: Text) -> None:
    if signs:
        figure.add_bar(
            name=text("chart.unshown"),
            x=[x for x, _, _ in signs],
            base=[base + SIGN for _, base, _ in signs],
            y=[ROW - 2 * SIGN] * len(signs),
            width=0.8,
            marker=_hatched(colour),
            hovertext=[told for _, _, told in signs],
            hoverinfo="text",
            showlegend=False,
        )


def _hatched(colour: str) -> dict[str, object]:
    pattern = {"shape": "/", "size": 5, "solidity": 0.3, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)"}
    return {"color": colour, "pattern": pattern, "line": {"width": 1, "color": colour}}


def _look(area: Area, labels: Labels) -> tuple[str, str]:
    """An area's colour and shape: by its place in the programme, whichever others are drawn."""
    identity = next(iter(area.cells.values()))["area"]
    places = list(labels.areas)
    place = places.index(identity) if identity in places else len(places)
    return area_colour(identity, labels), SYMBOLS[place % len(SYMBOLS)]


def _legend(figure: go.Figure, every: Sequence[Area], text: Text, labels: Labels) -> None:
    """What a mark and a hatched sign mean."""
    for area in every:
        colour, symbol = _look(area, labels)
        name = area.name or labels.area(next(iter(area.cells.values()))["area"], text)
        _entry(figure, name, {"color": colour, "symbol": symbol, "size": 10})
    if any(not is_shown(cell) for area in every for cell in area.cells.values()):
        outline = {"width": 1, "color": NEUTRAL}
        pattern = _hatched(NEUTRAL)["pattern"]
        figure.add_bar(
            name=text("chart.unshown"),
            x=[None],
            y=[None],
            marker={"color": NEUTRAL, "pattern": pattern, "line": outline},
            showlegend=True,
        )


def _entry(figure: go.Figure, name: str, marker: dict[str, object]) -> None:
    figure.add_scatter(x=[None], y=[None], mode="markers", name=name, marker=marker, showlegend=True)
