"""Chance that repeats itself: every story draws from its own named stream, and never shifts another."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")

LETTERS = "bcdfghjkmnpqrstvwxz"
"""What ids are made of. No digits: nothing can look like a CPR number; no vowels: nor like a name."""


def stream(*name: object) -> Random:
    """The random numbers that belong to a name; a text seeds them the same on every machine."""
    return Random("/".join(["staircase", *map(str, name)]))


def around(random: Random, middle: float, spread: float, low: float, high: float) -> float:
    """A number around a middle, cut at `low` and `high`."""
    return min(high, max(low, random.gauss(middle, spread)))


def one_of(random: Random, weights: Mapping[Choice, float]) -> Choice:
    """One of the choices, by their weights, in the order they are written."""
    draw = random.random() * sum(weights.values())
    for choice, weight in weights.items():
        draw -= weight
        if draw < 0:
            return choice
    return choice


def pseudonym(kind: str, *name: object) -> str:
    """An opaque id that stays the same: a letter for the kind and seven that mean nothing."""
    random = stream("pseudonym", kind, *name)
    return kind + "".join(random.choice(LETTERS) for _ in range(7))
