"""The frame of every chart: a named SVG without script and without a style attribute."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

FACES = "Golos Text, Arial, sans-serif"
"""The fonts of a drawing that stands alone; on a page it takes those of the page."""
_ROOT = re.compile(r'<svg class="chart" (xmlns="[^"]*") width="([^"]*)"')


def drawing(
    parts: Iterable[str],
    box: tuple[float, float, float, float],
    prefix: str,
    title: str,
    description: str,
) -> Markup:
    """A chart of a fixed size: left, top, width and height of what is seen."""
    left, top, width, height = box
    size = f'width="{width:g}" height="{height:g}" viewBox="{left:g} {top:g} {width:g} {height:g}"'
    return _framed(parts, size, prefix, title, description)


def wide_drawing(
    parts: Iterable[str], height: float, prefix: str, title: str, description: str
) -> Markup:
    """A chart as wide as its place on the page: across it counts in per cent, down in pixels.

    So its words keep their size on a phone.
    """
    return _framed(parts, f'width="100%" height="{height:g}"', prefix, title, description)


def standalone(chart: Markup, *, width: int, ground: str = "#FFFFFF") -> str:
    """A wide chart as a file of its own: with a width, fonts and paper under it.

    Raises:
        ValueError: it is no chart of this module.
    """
    text, found = _ROOT.subn(rf'<svg \1 width="{width}" font-family="{FACES}"', str(chart), count=1)
    if not found:
        raise ValueError("not a chart")
    head, end, rest = text.partition("</desc>")
    return f'{head}{end}<rect width="100%" height="100%" fill="{ground}"/>{rest}'


def _framed(parts: Iterable[str], size: str, prefix: str, title: str, description: str) -> Markup:
    name = escape(prefix)
    return Markup(  # noqa: S704 - the parts hold numbers and escaped words
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" {size} role="img"'
        f' aria-labelledby="{name}-title {name}-desc" font-size="14">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )
