"""One section of a document that several programs write into: each leaves the others' as they are."""

import re


def section(page: str, heading: str) -> str:
    """A section with its heading, up to the next; "" where there is none."""
    found = re.search(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def with_section(page: str, heading: str, content: str) -> str:
    """The page with the section in the place of the one it had, or at its end."""
    told, before = f"## {heading}\n\n{content.strip()}\n", section(page, heading)
    if before:
        is_last = page.endswith(before)
        return page.replace(before, told if is_last else f"{told}\n")
    return f"{page.rstrip()}\n\n{told}"
