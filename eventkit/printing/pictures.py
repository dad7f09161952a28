"""Charts as files to be put into a report: SVG as it is drawn, PNG for Word."""

from __future__ import annotations

from markupsafe import Markup

from eventkit.printing.drawing import standalone
from eventkit.printing.typst import compile_template

WIDTH = 760
"""Pixels of a picture in SVG; a PNG has twice as many."""


def svg_file(chart: Markup) -> bytes:
    """A wide chart as an SVG file with fonts, a width and paper under it."""
    return standalone(chart, width=WIDTH).encode()


def png_file(chart: Markup) -> bytes:
    """The same as a PNG.

    Raises:
        TypesettingError: typst cannot draw it.
    """
    picture = standalone(chart, width=WIDTH)
    return compile_template("picture.typ", {"svg": picture, "width": WIDTH}, ending="png")
