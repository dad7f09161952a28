"""People of a group as circles, by the levels that they reached."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from eventkit_training.portrait.contents import MOST_CIRCLES, Measured
from eventkit_training.portrait.inks import SCREEN, Inks, framed

IN_ROW = 10
STEP = 14


def people(measured: Measured, description: str, inks: Inks = SCREEN) -> Markup:
    """A circle for each person, by levels from a ring to a full disc; many as a bar in parts."""
    count = len(measured.levels)
    shades = [number / (count - 1) if count > 1 else 1.0 for number in range(count)]
    total = sum(measured.levels)
    if total > MOST_CIRCLES:
        return _parts_of_bar(measured.levels, shades, description, inks)
    parts = []
    place = 0
    for shade, number in zip(shades, measured.levels, strict=True):
        for _person in range(number):
            x, y = place % IN_ROW * STEP + 7, place // IN_ROW * STEP + 7
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="5.2" fill="{inks.accent}"'
                f' fill-opacity="{_opacity(shade)}" stroke="{inks.accent}" stroke-width="1.6"/>'
            )
            place += 1
    rows = max(1, -(-total // IN_ROW))
    return framed(parts, (0, 0, IN_ROW * STEP, rows * STEP), description, inks, sized=True)


def circle(shade: float, inks: Inks = SCREEN) -> Markup:
    """One circle for the legend: 0 is a ring, 1 is full."""
    part = (
        f'<circle cx="7" cy="7" r="5.2" fill="{inks.ink_2}" fill-opacity="{_opacity(shade)}"'
        f' stroke="{inks.ink_2}" stroke-width="1.6"/>'
    )
    return framed([part], (0, 0, STEP, STEP), "", inks, sized=True)


def _opacity(shade: float) -> str:
    return f"{shade if shade in (0, 1) else 0.15 + 0.5 * shade:.2f}"


def _parts_of_bar(
    levels: Sequence[int], shades: Sequence[float], description: str, inks: Inks
) -> Markup:
    parts, at, total = [], 0.0, sum(levels)
    for shade, number in zip(shades, levels, strict=True):
        width = IN_ROW * STEP * number / total
        if number:
            parts.append(
                f'<rect x="{at + 0.8:.1f}" y="1" width="{max(width - 1.6, 0.5):.1f}" height="12"'
                f' fill="{inks.accent}" fill-opacity="{_opacity(shade)}" stroke="{inks.accent}"'
                f' stroke-width="1.6"/>'
            )
        at += width
    return framed(parts, (0, 0, IN_ROW * STEP, STEP), description, inks, sized=True)
