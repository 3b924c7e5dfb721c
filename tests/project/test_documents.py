"""What the documents point at is there, and they name the version that is installed."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.stores.navigation import ENTRIES
from dashboard.text import LANGUAGES, Text

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDES = sorted((ROOT / "docs").glob("guide-*.md"))
LINK = re.compile(r"\]\((?!https?:)(?P<file>[^)#]*)(?:#(?P<part>[^)]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BOLD_NAME = re.compile(r"(?:[Ss]iden|^\d\.) \*\*([^*]+)\*\*", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    for link in LINK.finditer(page.read_text("utf-8")):
        to = page.parent / link["file"] if link["file"] else page
        assert to.exists(), link["file"]
        if link["part"]:
            headings = [each.lower().replace(" ", "-") for each in HEADING.findall(to.read_text("utf-8"))]
            assert link["part"] in headings


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_calls_the_pages_what_the_menu_calls_them_and_shows_some(guide: Path) -> None:
    told = guide.read_text("utf-8")
    titles = {Text(LANGUAGES[0])(f"page.{entry.key}.title") for entry in ENTRIES}
    named = {name for name in BOLD_NAME.findall(told) if name[0].isupper()}
    assert named & titles
    assert named - titles - {"Vælg", "Sådan læser du siden"} == set()
    assert told.count("](screens/") >= 2


def test_the_version_is_the_same_wherever_it_stands() -> None:
    present = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    changes = re.search(r"^## (\S+)", (ROOT / "docs" / "changelog.md").read_text("utf-8"), re.MULTILINE)
    assert changes
    assert changes[1] == present
    assert f"staircase-dashboard:{present}\n" in (ROOT / "compose.yaml").read_text("utf-8")


def test_the_licence_stands_whole_in_the_tree() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert all(f"\n{article}." in licence for article in range(1, 16))
