"""Sections of a document that several programs write."""

import pytest

from tests.bench.section import section, with_section

PAGE = "# How fast\n\n## A click\n\n| 1 |\n\n## Under load\n\nold\n\n## Files\n\n| 2 |\n"


def test_a_section_is_what_stands_between_two_headings() -> None:
    assert section(PAGE, "Under load") == "## Under load\n\nold\n\n"
    assert section(PAGE, "Files") == "## Files\n\n| 2 |\n"
    assert section(PAGE, "Under") == ""


def test_a_section_takes_the_place_of_the_one_before_and_leaves_the_others() -> None:
    assert with_section(PAGE, "Under load", "new\n") == PAGE.replace("old", "new")
    assert with_section(PAGE, "Files", "3") == PAGE.replace("| 2 |", "3")


@pytest.mark.parametrize("heading", ["Under load", "Another"])
def test_writing_the_same_again_changes_nothing(heading: str) -> None:
    once = with_section(PAGE, heading, "new")
    assert with_section(once, heading, "new") == once
    assert "| 1 |" in once
    assert "| 2 |" in once
