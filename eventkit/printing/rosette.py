"""The guilloche rosette: one event's ornament on its page, its papers and its share picture.

A band is one closed curve r(t) = R + A·sin(n·t + phase), drawn once and turned `copies` times by
`<use>`. Petals and bands come from the ornament that the format names, the phase from the event's
slug, so two events of one format are alike and never the same. Drawn in a square of 200 units
around (0, 0).
"""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from math import cos, pi, sin
from typing import Literal

from markupsafe import Markup, escape

from eventkit.lazy import dataclass

Band = tuple[int, float, float, int]
"""Petals, mean radius, amplitude, copies."""

Size = Literal["small", "large"]

_LARGE: dict[str, tuple[Band, ...]] = {
    "essay": ((9, 72, 25, 9), (18, 38, 11, 5), (27, 20, 6, 4)),
    "duet": ((6, 70, 27, 12), (12, 36, 14, 6)),
    "lesson": ((12, 74, 22, 7), (24, 46, 8, 5), (6, 24, 12, 5)),
    "quest": ((5, 68, 29, 14), (10, 34, 14, 6)),
    "training": ((10, 80, 16, 6), (10, 56, 20, 7), (20, 26, 8, 4)),
    "debut": ((7, 70, 26, 10), (14, 36, 12, 6)),
    "person": ((8, 76, 20, 7), (16, 48, 12, 5), (8, 24, 10, 5)),
}
_SMALL: dict[str, tuple[Band, ...]] = {
    "essay": ((9, 70, 24, 4), (9, 32, 14, 3)),
    "duet": ((2, 68, 28, 9),),
    "lesson": ((4, 64, 32, 6),),
    "quest": ((5, 58, 38, 5),),
    "training": ((3, 66, 30, 6), (12, 24, 9, 2)),
    "debut": ((7, 70, 24, 4), (7, 32, 14, 3)),
    "person": ((8, 70, 24, 4), (8, 32, 12, 3)),
}
NAMES = tuple(_LARGE)
"""The drawings there are; a format names one of them as its ``ornament``."""

CORNER: tuple[Band, ...] = ((9, 72, 22, 4),)
CORNER_HEART: tuple[Band, ...] = ((6, 60, 34, 4),)


@dataclass(frozen=True)
class Ornament:
    """Which rosette to draw: the ornament that the format names and the slug of the event."""

    word: str
    slug: str

    def bands(self, size: Size) -> tuple[Band, ...]:
        """The bands of the drawing; a word that names none gets one of them, always the same."""
        name = self.word if self.word in _LARGE else _stand_in(self.word)
        return (_SMALL if size == "small" else _LARGE)[name]

    def phases(self, count: int) -> tuple[float, ...]:
        """An angle for each band, in radians, from the hash of the slug."""
        digest = hashlib.sha256(self.slug.encode()).digest()
        return tuple(2 * pi * digest[band] / 256 for band in range(count))


def _stand_in(word: str) -> str:
    return NAMES[zlib.crc32(word.encode()) % len(NAMES)]


def rosette(
    ornament: Ornament,
    *,
    prefix: str,
    size: Size = "large",
    pixels: int | None = None,
    stroke: float | None = None,
    css_class: str = "rosette",
) -> Markup:
    """Draw an ornament as an inline SVG for a page; decoration, hidden from screen readers.

    Args:
        ornament: format and event.
        prefix: makes the ids of the curves unique on the page.
        size: "small" for marks of 52–100 px, "large" for everything bigger.
        pixels: width and height attributes; without them the class gives the size.
        stroke: line width in units of the 200-unit square; 1.7 small, 0.45 large when not given.
        css_class: the class of the element; colour is `currentColor`.
    """
    width = stroke or (1.7 if size == "small" else 0.45)
    bands = ornament.bands(size)
    square = f' width="{pixels}" height="{pixels}"' if pixels else ""
    return Markup(  # noqa: S704 - numbers and escaped values only
        f'<svg class="{escape(css_class)}" viewBox="-100 -100 200 200"{square} fill="none"'
        f' stroke="currentColor" stroke-width="{width:g}" aria-hidden="true" focusable="false">'
        f"{group(bands, ornament.phases(len(bands)), prefix)}</svg>"
    )


def rosette_file(
    ornament: Ornament, colour: str, *, size: Size = "large", stroke: float = 0.36
) -> str:
    """Draw an ornament as an SVG document of its own, for papers and for files."""
    bands = ornament.bands(size)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200"'
        ' width="200" height="200"'
        f' fill="none" stroke="{colour}" stroke-width="{stroke:g}">'
        f"{group(bands, ornament.phases(len(bands)), 'r')}</svg>"
    )


def group(bands: tuple[Band, ...], phases: tuple[float, ...], prefix: str) -> str:
    """The curves of an ornament without the element around them."""
    parts: list[str] = []
    for number, (band, phase) in enumerate(zip(bands, phases, strict=True)):
        petals, radius, amplitude, copies = band
        name = f"{escape(prefix)}-{number}"
        parts.append(f'<path id="{name}" d="{curve(petals, radius, amplitude, phase)}"/>')
        turn = 360 / petals / copies
        parts.extend(
            f'<use href="#{name}" transform="rotate({turn * copy:.2f})"/>'
            for copy in range(1, copies)
        )
    return "".join(parts)


@lru_cache(maxsize=256)
def curve(petals: int, radius: float, amplitude: float, phase: float = 0.0) -> str:
    """One closed curve as a path of smooth Bézier pieces, eight for each petal.

    Between two points with parameter step h the control points are P ± r'·h/3 (Hermite to Bézier),
    so the piece before mirrors the piece after, and the short command S is enough.
    """
    pieces = max(petals * 8, 32)
    step = 2 * pi / pieces

    def place(index: int) -> tuple[float, float, float, float]:
        angle = step * index
        length = radius + amplitude * sin(petals * angle + phase)
        growth = amplitude * petals * cos(petals * angle + phase)
        x, y = length * cos(angle), length * sin(angle)
        slope_x = growth * cos(angle) - y
        slope_y = growth * sin(angle) + x
        return x, y, slope_x * step / 3, slope_y * step / 3

    x, y, handle_x, handle_y = place(0)
    words = [f"M{_short(x)} {_short(y)}C{_short(x + handle_x)} {_short(y + handle_y)}"]
    for index in range(1, pieces + 1):
        x, y, handle_x, handle_y = place(index)
        lead = " " if index == 1 else "S"
        words.append(f"{lead}{_short(x - handle_x)} {_short(y - handle_y)} {_short(x)} {_short(y)}")
    return "".join(words) + "Z"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("0") or "0"
