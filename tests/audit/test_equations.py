"""What follows from sums, against what a plain count over every possibility says."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.audit.bounds import problem, ranges
from dashboard.audit.equations import Sum, solve
from tests.audit.exact_attack import isolated


def _sum(atoms: str, number: int) -> Sum:
    return Sum(frozenset((atom,) for atom in atoms), number, number, atoms)


def test_what_is_known_is_subtracted_until_nothing_more_is() -> None:
    answer = solve([_sum("abc", 10), _sum("a", 3), _sum("bc", 7), _sum("cd", 6), _sum("d", 4)])
    assert {atom: each.low for (atom,), each in answer.known.items()} == {"a": 3, "b": 5, "c": 2, "d": 4}


def test_nobody_in_a_group_is_nobody_in_its_parts() -> None:
    answer = solve([_sum("ab", 0), _sum("abc", 4)])
    assert {atom: each.low for (atom,), each in answer.known.items()} == {"a": 0, "b": 0, "c": 4}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4))
def test_the_least_and_the_most_are_those_of_every_possibility(numbers: list[int]) -> None:
    """A 2 x 2 table with its margins: a b / c d."""
    a, b, c, d = numbers
    sums = [_sum("ab", a + b), _sum("cd", c + d), _sum("ac", a + c), _sum("bd", b + d)]
    posed = problem(sums, frozenset({("a",)}))
    assert posed is not None
    possible = [
        w
        for w, x, y, z in product(range(9), repeat=4)
        if (w + x, y + z, w + y, x + z) == (a + b, c + d, a + c, b + d)
    ]
    assert ranges([posed])[posed] == (min(possible), max(possible))


@given(st.integers(1, 8), st.integers(1, 8))
def test_two_nested_groups_isolate_their_difference_only_where_it_is_small(inner: int, more: int) -> None:
    families = [f"f{number}" for number in range(inner + more)]
    groups = {"area": families, "cohort": families[:inner]}
    found = isolated(groups, ["area", "cohort"], k=5)
    assert (frozenset(families[inner:]) in found) is (more < 5)
    assert isolated(groups, ["area"], k=5) == ([frozenset(families)] if inner + more < 5 else [])


def test_a_whole_and_many_parts_are_not_put_together_in_every_way_there_is() -> None:
    """Thirty parts could be left out in 2^30 ways: what one of them leaves is worked out all the same."""
    letters = "abcdefghijklmnopqrstuvwxyzæøå0"
    pairs = [(f"{each}1", f"{each}2") for each in letters]
    parts = [Sum(frozenset((one,) for one in pair), 2, 2, pair[0]) for pair in pairs]
    whole = Sum(frozenset((one,) for pair in pairs for one in pair), 60, 60, "whole")
    left = {each.atoms: each.low for each in solve([whole, *parts]).left}
    assert all(left[whole.atoms - part.atoms] == 58 for part in parts)
    assert len(left) < 1000
