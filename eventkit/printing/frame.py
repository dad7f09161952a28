"""The frame of a diploma: two inks, woven waves between thin rules, a rosette in each corner.

In units of 1/96 inch on A4 (794 × 1123), frame 8 mm and corners 4.5 mm from the edge, for printers
that cannot print to the edge.
"""

from __future__ import annotations

from math import cos, pi, sin

from eventkit.printing.palette import GOLD
from eventkit.printing.rosette import CORNER, CORNER_HEART, group

WIDTH, HEIGHT = 794, 1123
_CENTRES = (51.0, WIDTH - 51.0, HEIGHT - 51.0)
PAPER = "#FFFFFF"


def frame(accent: str) -> str:
    """Draw the frame of a whole page as an SVG document, in an accent (#hex) and gold."""
    left, right, bottom = _CENTRES
    waves = "".join(
        _woven(across, vertical, amplitude, length, copies, ink, opacity)
        for amplitude, length, copies, ink, opacity in (
            (17.0, 104.0, 6, accent, 0.75),
            (9.0, 52.0, 4, GOLD, 0.9),
        )
        for across, vertical in ((left, False), (bottom, False), (left, True), (right, True))
    )
    corners = "".join(
        _corner(x, y, accent, f"c{number}")
        for number, (x, y) in enumerate(
            ((left, left), (right, left), (left, bottom), (right, bottom))
        )
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" fill="none">'
        f"{_rule(30, accent, 1.6)}{_rule(72, accent, 0.8)}{_rule(76, GOLD, 0.8)}"
        f"{waves}{corners}</svg>"
    )


def _rule(inset: int, ink: str, width: float) -> str:
    return (
        f'<rect x="{inset}" y="{inset}" width="{WIDTH - 2 * inset}" height="{HEIGHT - 2 * inset}"'
        f' stroke="{ink}" stroke-width="{width:g}"/>'
    )


def _woven(
    across: float,
    vertical: bool,
    amplitude: float,
    wanted: float,
    copies: int,
    ink: str,
    opacity: float,
) -> str:
    """Sine waves shifted against each other along one side; a whole number of waves fits it."""
    start = 51.0 + 34
    length = (HEIGHT if vertical else WIDTH) - 2 * start
    period = length / round(length / wanted)
    paths = "".join(
        f'<path d="{_wave(start, across, length, period, amplitude, copy / copies, vertical)}"/>'
        for copy in range(copies)
    )
    return f'<g stroke="{ink}" stroke-width=".7" opacity="{opacity:g}">{paths}</g>'


def _wave(
    start: float,
    across: float,
    length: float,
    period: float,
    amplitude: float,
    shift: float,
    vertical: bool,
) -> str:
    """One sine wave of Bézier pieces, eight to a period (Hermite to Bézier: handles of h/3)."""
    step = period / 8

    def point(along: float, away: float) -> str:
        return f"{away:.1f} {along:.1f}" if vertical else f"{along:.1f} {away:.1f}"

    def place(index: int) -> tuple[float, float, float]:
        angle = 2 * pi * (step * index / period + shift)
        rise = amplitude * cos(angle) * 2 * pi / period
        return start + step * index, across + amplitude * sin(angle), rise * step / 3

    along, away, handle = place(0)
    words = [f"M{point(along, away)}C{point(along + step / 3, away + handle)} "]
    for index in range(1, round(length / step) + 1):
        along, away, handle = place(index)
        words.append("S" if index > 1 else "")
        words.append(f"{point(along - step / 3, away - handle)} {point(along, away)}")
    return "".join(words)


def _corner(x: float, y: float, accent: str, name: str) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="35" fill="{PAPER}"/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="34" stroke="{accent}" stroke-width="1"/>'
        f'<g transform="translate({x:g} {y:g}) scale(.33)" stroke="{accent}" stroke-width="1.6">'
        f"{group(CORNER, (0.0,), name)}</g>"
        f'<g transform="translate({x:g} {y:g}) scale(.15)" stroke="{GOLD}" stroke-width="4">'
        f"{group(CORNER_HEART, (0.0,), name + 'h')}</g>"
    )
