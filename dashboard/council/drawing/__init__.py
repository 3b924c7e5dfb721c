"""Charts as SVG, drawn here without a browser: the same drawing on a slide, in the paper and in a file."""

from dashboard.council.drawing.chart import drawn

__all__ = ["drawn"]
