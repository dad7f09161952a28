"""The shape of a group: a radar, bars where there are too few axes.

Next to each drawing the page has the same in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from markupsafe import Markup, escape

from eventkit_training.portrait.contents import FEWEST_AXES, Line, Measured
from eventkit_training.portrait.inks import SCREEN, Inks, framed

RADIUS = 200
MOST_RINGS = 10
EQUAL_RINGS = 5
LONGEST_LINE, LONGEST_AT_SIDE = 28, 15
"""Letters of an axis' name in one line: above and below the circle, beside it."""
SHORT_WORD = 2


def shape(lines: Sequence[Line], description: str, inks: Inks = SCREEN) -> Markup:
    """A radar of three scales or more, bars of fewer."""
    draw = radar if len(lines) >= FEWEST_AXES else bars
    return draw(lines, description, inks)


def radar(lines: Sequence[Line], description: str, inks: Inks = SCREEN) -> Markup:
    """An axis for each scale, all from the centre; before dashed, after filled."""
    angles = [-pi / 2 + 2 * pi * number / len(lines) for number in range(len(lines))]
    parts = [*_zones(lines, inks), *_axes(angles, inks)]
    before = [_reach(line, line.before) for line in lines]
    after = [_reach(line, line.after) for line in lines]
    only = all(value is None for value in after)
    parts += _solid(angles, before if only else after, inks)
    parts += [] if only else _dashed(angles, before, inks)
    for line, angle in zip(lines, angles, strict=True):
        parts += _axis_name(line.title, angle, inks)
    parts += _level_names(lines, inks)
    return framed(parts, (-325, -250, 650, 480), description, inks)


def _reach(line: Line, measured: Measured | None) -> float | None:
    return None if measured is None else float(line.place(measured.mean))


def bars(lines: Sequence[Line], description: str, inks: Inks = SCREEN) -> Markup:
    """A pair of bars for each scale from the beginning of its axis."""
    parts: list[str] = []
    for number, line in enumerate(lines):
        top = -150 + number * 170
        parts.append(
            f'<text x="-300" y="{top}" font-size="20" font-weight="600" fill="{inks.ink}">'
            f"{escape(line.title)}</text>"
            f'<path d="M-300 {top + 18}V{top + 110}" stroke="{inks.line}" stroke-width="1.5"/>'
        )
        for limit in line.limits:
            x = -300 + 600 * float(line.place(limit))
            parts.append(
                f'<path d="M{x:.1f} {top + 18}V{top + 110}" stroke="{inks.line}"'
                f' stroke-width="1.5" stroke-dasharray="2 5"/>'
            )
        parts += [*_bar_pair(line, top, inks), *_level_names_below(line, top + 132, inks)]
    return framed(parts, (-325, -200, 650, 70 + 170 * max(len(lines), 1)), description, inks)


def _same_axis(lines: Sequence[Line]) -> bool:
    """Whether all scales have one axis, so that rings and levels mean the same on each."""
    return len({(line.low, line.high, line.limits) for line in lines}) == 1


def _zones(lines: Sequence[Line], inks: Inks) -> Iterator[str]:
    if _same_axis(lines) and lines[0].limits:
        limits = [float(lines[0].place(one)) for one in lines[0].limits]
        for number, outer in reversed(list(enumerate([*limits, 1.0]))):
            share = number / len(limits)
            yield f'<circle r="{outer * RADIUS:.1f}" fill="{inks.paper}"/>'
            yield (
                f'<circle r="{outer * RADIUS:.1f}" fill="{inks.accent}"'
                f' fill-opacity="{0.14 * share:.3f}"/>'
            )
    for at in _rings(lines):
        yield (
            f'<circle r="{at * RADIUS:.1f}" fill="none" stroke="{inks.rule}" stroke-width="1.2"/>'
        )


def _rings(lines: Sequence[Line]) -> list[float]:
    span = lines[0].high - lines[0].low
    whole = _same_axis(lines) and span.denominator == 1 and span <= MOST_RINGS
    count = int(span) if whole else EQUAL_RINGS
    return [number / count for number in range(1, count + 1)]


def _axes(angles: Sequence[float], inks: Inks) -> Iterator[str]:
    for angle in angles:
        x, y = _at(angle, 1.0)
        yield f'<path d="M0 0L{x:.1f} {y:.1f}" stroke="{inks.line}" stroke-width="1"/>'


def _solid(angles: Sequence[float], values: Sequence[float | None], inks: Inks) -> Iterator[str]:
    points = [_at(a, v) for a, v in zip(angles, values, strict=True) if v is not None]
    if len(points) == len(angles):
        yield (
            f'<polygon points="{_listed(points)}" fill="{inks.accent}" fill-opacity=".2"'
            f' stroke="{inks.accent}" stroke-width="4" stroke-linejoin="round"/>'
        )
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{inks.accent}"/>'


def _dashed(angles: Sequence[float], values: Sequence[float | None], inks: Inks) -> Iterator[str]:
    points = [_at(a, v) for a, v in zip(angles, values, strict=True) if v is not None]
    if len(points) == len(angles):
        yield (
            f'<polygon points="{_listed(points)}" fill="none" stroke="{inks.ink}"'
            f' stroke-width="2.5" stroke-dasharray="9 6" stroke-linejoin="round"/>'
        )
    for x, y in points:
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{inks.paper}" stroke="{inks.ink}"'
            f' stroke-width="2.5"/>'
        )


def _axis_name(title: str, angle: float, inks: Inks) -> Iterator[str]:
    """The name beside the end of its axis, away from the circle."""
    across, down = cos(angle), sin(angle)
    if abs(across) < 0.2:
        lines, anchor, x = _in_lines(title, LONGEST_LINE), "middle", 0.0
        first = RADIUS * 1.06 * down + (14 if down > 0 else 2 - 24 * (len(lines) - 1))
    else:
        lines = _in_lines(title, LONGEST_AT_SIDE)
        anchor = "start" if across > 0 else "end"
        x = RADIUS * (0.9 if abs(down) > 0.2 else 1.06) * across
        first = RADIUS * 1.06 * down + (40 if down > 0.2 else -34 if down < -0.2 else -18)
    longest = max(map(len, lines))
    limit = LONGEST_LINE + 4 if anchor == "middle" else LONGEST_AT_SIDE + 1
    size = 20 * min(1.0, limit / longest)
    for number, line in enumerate(lines):
        yield (
            f'<text x="{x:.1f}" y="{first + 24 * number:.1f}" text-anchor="{anchor}"'
            f' font-size="{size:.1f}" font-weight="600" fill="{inks.ink}" stroke="{inks.paper}"'
            f' stroke-width="5" stroke-linejoin="round" paint-order="stroke">{escape(line)}</text>'
        )


def _level_names(lines: Sequence[Line], inks: Inks) -> Iterator[str]:
    """Words of the levels downward, between two axes."""
    if not _same_axis(lines) or not lines[0].limits:
        return
    angle = pi / 2 if len(lines) % 2 else pi / 2 - pi / len(lines)
    inner = 0.0
    for title, limit in zip(lines[0].levels, [*lines[0].limits, lines[0].high], strict=False):
        outer = float(lines[0].place(limit))
        x, y = _at(angle, (inner + outer) / 2 if inner else outer * 0.86)
        inner = outer
        yield (
            f'<text x="{x:.1f}" y="{y + 6:.1f}" text-anchor="middle" font-size="17"'
            f' font-style="italic" font-family="{inks.serif}" fill="{inks.ink_2}"'
            f' stroke="{inks.paper}" stroke-width="5" stroke-linejoin="round"'
            f' paint-order="stroke">{escape(title)}</text>'
        )


def _level_names_below(line: Line, y: int, inks: Inks) -> Iterator[str]:
    inner = line.low
    for title, limit in zip(line.levels, [*line.limits, line.high], strict=False):
        x = -300 + 600 * float(line.place((inner + limit) / 2))
        inner = limit
        yield (
            f'<text x="{x:.1f}" y="{y}" text-anchor="middle" font-size="17" font-style="italic"'
            f' font-family="{inks.serif}" fill="{inks.ink_2}">{escape(title)}</text>'
        )


def _bar_pair(line: Line, top: int, inks: Inks) -> Iterator[str]:
    only = line.after is None
    rows = [line.before] if only else [line.before, line.after]
    for number, measured in enumerate(rows):
        if measured is None:
            continue
        length = 600 * float(line.place(measured.mean))
        y = top + 26 + number * 42
        if only or number:
            drawn = f'fill="{inks.accent}"'
        else:
            drawn = f'fill="none" stroke="{inks.ink}" stroke-width="2.5" stroke-dasharray="9 6"'
        yield f'<rect x="-300" y="{y}" width="{length:.1f}" height="32" {drawn}/>'


def _at(angle: float, share: float) -> tuple[float, float]:
    return RADIUS * share * cos(angle), RADIUS * share * sin(angle)


def _listed(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _in_lines(title: str, longest: int) -> list[str]:
    """A name in two lines at most, parted where they are most alike and no short word ends one."""
    words = title.split()
    if len(title) <= longest or len(words) < 2:
        return [title]
    parted = [
        (" ".join(words[:at]), " ".join(words[at:]))
        for at in range(1, len(words))
        if len(words[at - 1]) > SHORT_WORD or at == len(words) - 1
    ]
    return list(min(parted, key=lambda pair: max(map(len, pair))))
