"""The synthetic rows, told once for every test of this folder."""

from typing import Any

import pytest

import seed

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def rows() -> Rows:
    return seed.rows()


@pytest.fixture(scope="session")
def joined(rows: Rows) -> dict[str, dict[str, Any]]:
    """The families that joined, by id."""
    return {family["family_id"]: family for family in rows["family"] if family["joined_on"]}
