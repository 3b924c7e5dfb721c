"""A drawing in SVG: lines, shapes and real text in the dashboard's look, on white."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from dashboard.council.typeface import FAMILY, REGULAR, width

INK, MUTED, GRID = "#1B2733", "#55616E", "#D5DAE0"
ON_COLOUR = "#000000"

FAMILIES = f"{FAMILY}, Segoe UI, Arial, sans-serif"
"""On paper and in a presentation it is the first; elsewhere what the machine has of them."""

Point = tuple[float, float]


class Canvas:
    """What has been drawn so far. `size` is that of its type; widths of lines follow it.

    `name` tells its definitions from those of other drawings in the same document. A drawing that `travels`
    to where its typeface may be missing says how wide each line of words is: another face is fitted in.
    """

    def __init__(self, name: str, width: float, height: float, size: float, *, travels: bool = False) -> None:
        self.travels = travels
        self.hatch = f"hidden-{name}"
        self.width, self.height, self.size = width, height, size
        self._drawn: list[str] = []

    @property
    def line_height(self) -> float:
        return 1.25 * self.size

    def length(self, words: str, weight: int = REGULAR, scale: float = 1.0) -> float:
        """How wide words are drawn."""
        return width(words, weight) * self.size * scale

    def text(
        self,
        at: Point,
        words: str,
        *,
        anchor: str = "start",
        colour: str = INK,
        weight: int = REGULAR,
        scale: float = 1.0,
    ) -> None:
        """One line of words; `at` is where its base line begins, or its middle, or its end (`anchor`)."""
        wide = f' textLength="{self.length(words, weight, scale):.1f}"' if self.travels else ""
        fitted = f'{wide} lengthAdjust="spacingAndGlyphs"' if wide else ""
        self._drawn.append(
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{self.size * scale:.1f}" fill="{colour}" '
            f'font-weight="{weight}" text-anchor="{anchor}" font-family="{FAMILIES}"{fitted}>'
            f"{escape(words)}</text>"
        )

    def line(
        self, a: Point, b: Point, colour: str = GRID, thick: float = 0.07, dash: Sequence[float] = ()
    ) -> None:
        self.path([a, b], colour, thick, dash)

    def path(
        self, points: Sequence[Point], colour: str, thick: float = 0.18, dash: Sequence[float] = ()
    ) -> None:
        """A line from point to point."""
        broken = f' stroke-dasharray="{" ".join(f"{each * self.size:.1f}" for each in dash)}"' if dash else ""
        self._drawn.append(
            f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" '
            f'stroke-width="{thick * self.size:.2f}" stroke-linejoin="round"{broken}/>'
        )

    def shape(self, points: Sequence[Point], colour: str, opacity: float = 1.0, edge: str = "none") -> None:
        """A closed shape, filled."""
        self._drawn.append(
            f'<polygon points="{_points(points)}" fill="{colour}" fill-opacity="{opacity}" stroke="{edge}"/>'
        )

    def box(
        self, at: Point, wide: float, high: float, colour: str, *, opacity: float = 1.0, edge: str = "none"
    ) -> None:
        """An upright rectangle from its upper left corner."""
        self._drawn.append(
            f'<rect x="{at[0]:.1f}" y="{at[1]:.1f}" width="{max(wide, 0):.1f}" height="{high:.1f}" '
            f'fill="{colour}" fill-opacity="{opacity}" stroke="{edge}"/>'
        )

    def hatched(self, at: Point, wide: float, high: float, edge: str = MUTED) -> None:
        """A rectangle for what is not shown."""
        self.box(at, wide, high, f"url(#{self.hatch})", edge=edge)

    def _pattern(self) -> str:
        side = 0.4 * self.size
        return (
            f'<pattern id="{self.hatch}" width="{side:.1f}" height="{side:.1f}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="{0.28 * side:.1f}" height="{side:.1f}" fill="{MUTED}"/></pattern>'
        )

    def ring(self, at: Point, radius: float, colour: str, symbol: str) -> None:
        """The mark of a number of an earlier period: its series' shape, open, with a dot in it."""
        self.mark(at, 1.5 * radius, colour, symbol, is_open=True)
        self.mark(at, 0.35 * radius, colour, "circle")

    def mark(self, at: Point, radius: float, colour: str, symbol: str, *, is_open: bool = False) -> None:
        """A point of a series, in its own shape."""
        fill, line = ("#FFFFFF" if is_open else colour), max(1.0, 0.12 * self.size)
        style = f'fill="{fill}" stroke="{colour}" stroke-width="{line:.1f}"'
        if symbol == "circle":
            self._drawn.append(f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}" {style}/>')
        else:
            self._drawn.append(f'<polygon points="{_points(_corners(at, radius, symbol))}" {style}/>')

    def cross(self, at: Point, radius: float, colour: str) -> None:
        """The mark of a cell without a number."""
        (x, y), r = at, radius
        self.line((x - r, y - r), (x + r, y + r), colour, 0.11)
        self.line((x - r, y + r), (x + r, y - r), colour, 0.11)

    def svg(self, title: str, description: str) -> str:
        """The drawing as a document of its own, with words for those who don't see it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} {self.height:.0f}" '
            f'role="img" aria-label={quoteattr(f"{title}. {description}")}>'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc><defs>{self._pattern()}</defs>"
            f"{''.join(self._drawn)}</svg>"
        )


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _corners(at: Point, r: float, symbol: str) -> list[Point]:
    (x, y), wide = at, 1.25 * r
    shapes = {
        "square": [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
        "diamond": [(x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)],
        "triangle-up": [(x, y - wide), (x + wide, y + r), (x - wide, y + r)],
    }
    return shapes.get(symbol, [(x - wide, y - r), (x + wide, y - r), (x, y + wide)])
