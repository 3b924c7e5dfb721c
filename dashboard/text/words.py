"""The words of one language, read from da.toml or en.toml; a missing word is an error, never a blank."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from babel.numbers import get_decimal_symbol

LOCALES = {"da": "da_DK", "en": "en_GB"}
"""By language, how its numbers, months and plurals are written."""

LANGUAGES = tuple(LOCALES)
"""Danish is the default and comes first."""


class MissingWordError(KeyError):
    """A key that the language's file doesn't hold."""


def _flat(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", str(value)


@cache
def words_of(language: str) -> Mapping[str, str]:
    """All words of a language by their dotted key: `absence.change_pct.title`."""
    file = Path(__file__).with_name(f"{language}.toml")
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))


@cache
def _beginning(language: str, prefix: str) -> tuple[str, ...]:
    return tuple(key for key in words_of(language) if key.startswith(prefix))


class Text:
    """The words of one language: `text("absence.title")`, `text("count.hidden", n="12")`."""

    def __init__(self, language: str = LANGUAGES[0]) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"No words in the language {language!r}; there are {', '.join(LANGUAGES)}.")
        self.language = language
        self.locale = LOCALES[language]
        self._words = words_of(language)

    def __call__(self, key: str, **parameters: str) -> str:
        try:
            return self._words[key].format(**parameters)
        except KeyError as missing:
            raise MissingWordError(f"{self.language}.toml: {key} ({missing})") from missing

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def keys(self, prefix: str) -> tuple[str, ...]:
        """Every key that begins with `prefix`, in the file's order."""
        return _beginning(self.language, prefix)

    def template(self, key: str) -> str:
        """The words of a key with their parameters still in braces."""
        if key not in self._words:
            raise MissingWordError(f"{self.language}.toml: {key}")
        return self._words[key]

    def of_figure(self, figure: str, part: str) -> str:
        """A figure's own words, or else those of its subject: `absence.change_pct.who`, `absence.who`."""
        subject = figure.partition(".")[0]
        own = f"{figure}.{part}"
        return self(own if own in self else f"{subject}.{part}")

    def of_row(self, row: Mapping[str, Any], column: str) -> str:
        """What the data say in this language (`name_da`), or in the first in which they say anything."""
        told = (row.get(f"{column}_{language}") for language in (self.language, *LANGUAGES))
        return next(filter(None, told), "")

    @cached_property
    def has_decimal_comma(self) -> bool:
        """Does a spreadsheet in this language write 8,3, and so separate columns by a semicolon?"""
        return bool(get_decimal_symbol(self.locale) == ",")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and other.language == self.language

    def __hash__(self) -> int:
        return hash(self.language)
