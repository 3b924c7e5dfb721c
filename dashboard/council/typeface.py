"""The typeface of all that is taken to the council: it comes with the program, not with the machine."""

from functools import cache, lru_cache
from pathlib import Path

import font_source_sans_pro
from PIL import ImageFont

FAMILY = "Source Sans Pro"
FOLDER = Path(font_source_sans_pro.font_directory)
REGULAR, SEMIBOLD = 400, 600
FILES = {REGULAR: "SourceSansPro-Regular.ttf", SEMIBOLD: "SourceSansPro-Semibold.ttf"}

_MEASURED_AT = 100


def file_of(weight: int) -> Path:
    """The font file of a weight."""
    return FOLDER / FILES[weight]


@lru_cache(maxsize=4096)
def width(words: str, weight: int = REGULAR) -> float:
    """How wide words are, in ems: times the size of the type it is the length."""
    return float(_font(weight).getlength(words)) / _MEASURED_AT


def lines(words: str, size: float, room: float, weight: int = REGULAR) -> list[str]:
    """Words broken into lines that fit into the room; a word longer than that keeps a line of its own."""
    broken = [""]
    for word in words.split():
        longer = f"{broken[-1]} {word}".strip()
        if not broken[-1] or width(longer, weight) * size <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken


@cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file_of(weight)), _MEASURED_AT)
