"""What is wrong with the language of a text: the other language's words and forms, or no words at all."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from babel import Locale

from dashboard.parts.accessibility import TESTED_WITH
from dashboard.text import LANGUAGES, Text
from dashboard.text.words import words_of

OTHERS = {language: [each for each in LANGUAGES if each != language] for language in LANGUAGES}
WORD = re.compile(r"[^\W\d_]{3,}")
PARAMETER = re.compile(r"\{\w*\}")

UNSAID = re.compile(
    r"\bNone\b(?![.:])|\bNone[:.](?=\S)|\b(?:nan|NaN|NaT|null|undefined|True|False)\b|\{\w*\}|%\{"
)
"""A value that was never put into words, or a parameter that was never filled in."""

SECTIONS = "|".join(sorted({key.partition(".")[0] for key in words_of(LANGUAGES[0])}))

RAW = re.compile(
    rf"(?<![\w/.])(?:{SECTIONS})(?:\.[a-z]\w*)+"
    r"|\b[a-z]+_[a-z]\w*|\b\d{4}-\d{2}\b|\b\d{4}Q[1-4]\b|\bm\d+\b"
)
"""A key, a column's value or a period's label as the code writes it."""

FORMS = {
    "da": re.compile(
        r"(?<![\d.])\d+\.(?!\d{3}(?!\d))\d+|\b0\.\d"  # 8.3
        r"|(?<![\d,])\d{1,3}(?:,\d{3})+(?!\d)"  # 12,400
        r"|\d%|\bDKK\b|[“”]"
    ),
    "en": re.compile(
        r"(?<![\d,])\d+,(?!\d{3}(?!\d))\d+|\b0,\d"  # 8,3
        r"|(?<![\d.])\d{1,3}(?:\.\d{3})+(?!\d)"  # 12.400
        r"|\d\s%|\bkr\.|»|«"
    ),
}
"""How the other language writes numbers, money and quotations."""

NUMBERED = ("WCAG 2.1", *(f"{program} {version}" for program, version in TESTED_WITH.items()))
"""Standards and programs whose number is a part of their name: its point is the same in every language."""

UNREADABLE = re.compile(r"\d[eE][+-]\d|(?<![\w.,])\d{5,}")
"""A number without the marks that make it readable."""


def faults(words: str, language: str) -> list[str]:
    """What stands in a text that should not stand there, in its own words."""
    for name in NUMBERED:
        words = words.replace(name, "")
    patterns = (UNSAID, RAW, FORMS[language], UNREADABLE, _other_months(language), _wrong_number(language))
    found = [hit[0] for pattern in patterns for hit in pattern.finditer(words)]
    return found + [word for word in WORD.findall(words) if word.lower() in foreign(language)]


@cache
def foreign(language: str) -> frozenset[str]:
    """Words of the other language that this one has not."""
    others = (word for other in OTHERS[language] for word in _vocabulary(other))
    return frozenset(others) - frozenset(_vocabulary(language))


def _vocabulary(language: str) -> Iterator[str]:
    for template in words_of(language).values():
        yield from WORD.findall(PARAMETER.sub(" ", template).lower())
    for name in _calendar(language):
        yield from WORD.findall(name.lower())


def _calendar(language: str) -> list[str]:
    """Months and weekdays, in full and abbreviated."""
    locale = Locale.parse(Text(language).locale)
    return [
        name
        for names in (locale.months["format"], locale.days["format"])
        for width in ("wide", "abbreviated")
        for name in names[width].values()
    ]


@cache
def _other_months(language: str) -> re.Pattern[str]:
    """A month beside a year as the other language writes it: September 2026 or september 2026."""
    own = {name.rstrip(".") for name in _calendar(language)}
    others = {name.rstrip(".") for other in OTHERS[language] for name in _calendar(other)}
    written = others | {name.title() if language == "da" else name.lower() for name in own}
    return re.compile(rf"\b(?:{'|'.join(sorted(written - own))})\.? \d{{4}}\b")


@cache
def _wrong_number(language: str) -> re.Pattern[str]:
    """1 familier"""
    words = words_of(language)
    units = {key.removesuffix(".one") for key in words if key.startswith("unit.") and key.endswith(".one")}
    plural = {words[f"{unit}.other"] for unit in units if words[f"{unit}.one"] != words[f"{unit}.other"]}
    names = sorted(template.removeprefix("{n} ") for template in plural)
    return re.compile(rf"(?<![\d.,–-])1 (?:{'|'.join(map(re.escape, names))})\b")


def without(words: str, quoted: Iterable[str]) -> str:
    """A text without the names and wordings that come from the data."""
    for name in sorted(quoted, key=len, reverse=True):
        words = words.replace(name, " – ")
    return words


def quoted(context: Mapping[str, Iterable[Mapping[str, Any]]], language: str) -> set[str]:
    """What the data say in this language, or in no language; in the other one where this one is empty."""
    return {
        " ".join(value.split())
        for rows in context.values()
        for row in rows
        for column, value in row.items()
        if isinstance(value, str) and len(value) > 3 and _may_stand(column, row, language)
    }


def _may_stand(column: str, row: Mapping[str, Any], language: str) -> bool:
    stem, _, ending = column.rpartition("_")
    if ending not in LANGUAGES or not stem:
        return " " in str(row[column]) or column == "delivery_id"
    return ending == language or not row.get(f"{stem}_{language}")
