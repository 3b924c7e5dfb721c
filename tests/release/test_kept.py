"""What is made of released cells is made once, and let go of with its release."""

import plotly.graph_objects as go
import polars as pl

from dashboard.screen.card import Card, named, written
from dashboard.stores.kept import forget, kept
from dashboard.stores.released import Released
from dashboard.text import Labels, Text
from tests.released import released


def cells(**values: float) -> Released:
    return released(
        "absence", "change_pct", [{"area": area, "value": value} for area, value in values.items()]
    )


LABELS = Labels()
GELLERUP = pl.col("area") == "gellerup"


def test_the_same_choice_among_the_same_cells_is_equal_even_if_it_is_made_anew() -> None:
    both = cells(gellerup=31.0, omraade_a=22.0)
    first = both.only(GELLERUP)
    assert first is both.only(pl.col("area") == "gellerup")
    forget()
    assert first is not both.only(GELLERUP)
    assert first == both.only(GELLERUP)
    assert first != both.only(~GELLERUP)
    assert first != both.only(GELLERUP).without_access(GELLERUP)
    assert both.only(GELLERUP).cells["value"].to_list() == [31.0]
    assert both.only(~GELLERUP).cells["value"].to_list() == [22.0]


def test_cells_that_look_alike_but_are_others_are_not_mixed_up() -> None:
    here, there = cells(gellerup=31.0), cells(gellerup=22.0)
    assert here.only(GELLERUP).cells["value"].to_list() == [31.0]
    assert there.only(GELLERUP).cells["value"].to_list() == [22.0]


def test_a_card_is_made_once_of_the_same_cells_and_options_and_anew_of_others() -> None:
    times: list[str] = []

    def bars(figures: object, text: Text, labels: Labels, note: str) -> go.Figure:
        times.append(note)
        return go.Figure()

    def card(figure: Released, note: str, text: Text) -> str:
        options = {"note": note}
        told = (text, LABELS, "Fravær", figure, "31 %", "", frozenset(), False)
        return written(Card((figure,), bars, *told, named(options), options))

    one, other = cells(gellerup=31.0), cells(gellerup=31.0)
    for figure, note in ((one, "a"), (one, "a"), (one, "b"), (other, "a")):
        assert "Fravær" in card(figure, note, Text())
    assert times == ["a", "b", "a"]
    card(one, "a", Text("en"))
    assert len(times) == 4


def test_what_was_made_is_forgotten_with_its_release() -> None:
    made: list[int] = []

    @kept(10)
    def twice(number: int) -> int:
        made.append(number)
        return 2 * number

    assert [twice(3), twice(3)] == [6, 6]
    assert made == [3]
    forget()
    assert twice(3) == 6
    assert made == [3, 3]
