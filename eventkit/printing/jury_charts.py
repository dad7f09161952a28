"""How a jury worked, as drawings from plain values: places, marks of jurors, sheets of works.

See `charts` for `prefix`, `title`, `description` and `palette`; `point` divides the whole from the
broken part in numbers of a scale. These are as wide as their place on the page: across they count
in per cent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log2

from markupsafe import Markup, escape

from eventkit.lazy import dataclass
from eventkit.printing.drawing import wide_drawing
from eventkit.printing.palette import SCREEN, Palette
from eventkit.printing.scales import Rows, Scale, axis, scale_of, stand_above, ticks
from eventkit.printing.words import Exact


@dataclass(frozen=True)
class PlaceSpan:
    """A work: its official place, and the best and worst place that is likely."""

    label: str
    place: int | None
    low: int
    high: int


@dataclass(frozen=True)
class Strip:
    """A juror: all marks, their mean, and what is written at the right."""

    label: str
    values: Sequence[Exact]
    mean: Exact | None
    text: str = ""


@dataclass(frozen=True)
class WorkDots:
    """A work: the totals of its sheets, their mean, and the official value where it compares."""

    label: str
    values: Sequence[Exact]
    mean: Exact | None
    official: Exact | None = None


@dataclass(frozen=True)
class Slope:
    """A work by its rank here and there."""

    label: str
    before: int
    after: int


def place_spans(
    rows: Sequence[PlaceSpan],
    count: int,
    *,
    prefix: str,
    title: str,
    description: str,
    palette: Palette = SCREEN,
) -> Markup:
    """A pale bar from the best to the worst likely place, a dot at the official one.

    Raises:
        ValueError: places are not in order or lie outside 1 … `count`.
    """
    for row in rows:
        if not 1 <= row.low <= row.high <= count or not 1 <= (row.place or 1) <= count:
            raise ValueError(f"place {row.place} in {row.low}–{row.high} of {count}")
    at = Rows(len(rows), stand_above(row.label for row in rows))
    scale = Scale(1, max(count, 2), at.left)
    marks = [(float(tick), str(tick)) for tick in ticks(count)]
    parts = axis(marks, scale, at, palette)
    for number, row in enumerate(rows):
        y = at.middle(number)
        end = scale.at(row.high) + (0.01 if row.low == row.high else 0)
        parts += [
            _name(row.label, at, number, palette),
            (
                f'<line x1="{scale.at(row.low):.2f}%" x2="{end:.2f}%" y1="{y}" y2="{y}"'
                f' stroke="{palette.accent}" stroke-opacity=".38" stroke-width="9"'
                ' stroke-linecap="round"/>'
            ),
        ]
        if row.place is not None:
            parts.append(
                f'<circle cx="{scale.at(row.place):.2f}%" cy="{y}" r="5.5"'
                f' fill="{palette.accent}"/>'
            )
    return wide_drawing(parts, at.whole, prefix, title, description)


def juror_strips(
    rows: Sequence[Strip],
    *,
    prefix: str,
    title: str,
    description: str,
    point: str = ",",
    palette: Palette = SCREEN,
) -> Markup:
    """Each juror's marks as dots on one scale, with the mean as a stroke.

    Marks nearer than a hundredth of the scale are one dot, the larger the more they are.
    """
    at = Rows(len(rows), is_above=True)
    scale, marks = scale_of([value for row in rows for value in row.values], at.left, point)
    parts = axis(marks, scale, at, palette)
    for number, row in enumerate(rows):
        y = at.middle(number)
        parts += [
            _name(row.label, at, number, palette),
            (
                f'<text x="99.5%" y="{at.baseline(number)}" text-anchor="end" font-size="13"'
                f' fill="{palette.ink_3}">{escape(row.text)}</text>'
            ),
            f'<g fill="{palette.ink_2}" fill-opacity=".6">',
        ]
        seen = Counter(round(scale.at(float(value)), 0) for value in row.values)
        parts += [
            f'<circle cx="{x:g}%" cy="{y}" r="{3 + min(4.0, log2(times)):.1f}"/>'
            for x, times in sorted(seen.items())
        ]
        parts.append("</g>")
        if row.mean is not None:
            parts.append(_stroke(scale.at(float(row.mean)), y, palette.accent))
    return wide_drawing(parts, at.whole, prefix, title, description)


def work_dots(
    rows: Sequence[WorkDots],
    *,
    prefix: str,
    title: str,
    description: str,
    point: str = ",",
    palette: Palette = SCREEN,
) -> Markup:
    """Each work's sheets as rings on one scale: the mean a stroke, the official value a diamond."""
    at = Rows(len(rows), stand_above(row.label for row in rows))
    values = [value for row in rows for value in row.values]
    values += [row.official for row in rows if row.official is not None]
    scale, marks = scale_of(values, at.left, point)
    parts = axis(marks, scale, at, palette)
    for number, row in enumerate(rows):
        parts.append(_name(row.label, at, number, palette))
        parts += _dots(row, scale, at.middle(number), palette)
    return wide_drawing(parts, at.whole, prefix, title, description)


def slopes(
    rows: Sequence[Slope],
    *,
    heads: tuple[str, str],
    prefix: str,
    title: str,
    description: str,
    palette: Palette = SCREEN,
) -> Markup:
    """The order here and there: up a solid line, down a dashed one, unmoved a thin one."""
    lines = sorted(range(len(rows)), key=lambda n: (rows[n].after, rows[n].before, n))
    right = {number: line for line, number in enumerate(lines)}
    parts = [
        f'<text x="{x}%" y="14" text-anchor="{anchor}" font-size="13"'
        f' fill="{palette.ink_3}">{escape(word)}</text>'
        for x, anchor, word in ((32, "end", heads[0]), (68, "start", heads[1]))
    ]
    for number, row in enumerate(rows):
        parts += _slope(row, 38 + 24 * number, 38 + 24 * right[number], palette)
    return wide_drawing(parts, 50 + 24 * max(1, len(rows)), prefix, title, description)


def _name(label: str, at: Rows, number: int, palette: Palette) -> str:
    return f'<text x="0.5%" y="{at.baseline(number)}" fill="{palette.ink}">{escape(label)}</text>'


def _dots(row: WorkDots, scale: Scale, y: int, palette: Palette) -> list[str]:
    parts: list[str] = []
    if row.values:
        low, high = (scale.at(float(end)) for end in (min(row.values), max(row.values)))
        parts.append(
            f'<line x1="{low:.2f}%" x2="{high:.2f}%" y1="{y}" y2="{y}" stroke="{palette.line}"'
            ' stroke-width="1.5"/>'
        )
    if row.mean is not None:
        parts.append(_stroke(scale.at(float(row.mean)), y, palette.ink))
    parts += [
        f'<circle cx="{scale.at(float(value)):.2f}%" cy="{y}" r="4.5" fill="none"'
        f' stroke="{palette.ink_2}" stroke-width="1.8"/>'
        for value in sorted(set(row.values))
    ]
    if row.official is not None:
        parts.append(
            f'<svg x="{scale.at(float(row.official)):.2f}%" y="{y}" overflow="visible">'
            f'<path d="M0-6.5 6.5 0 0 6.5-6.5 0z" fill="{palette.accent}"/></svg>'
        )
    return parts


def _stroke(x: float, y: int, ink: str) -> str:
    return (
        f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="{y - 9}" y2="{y + 9}" stroke="{ink}"'
        ' stroke-width="3"/>'
    )


def _slope(row: Slope, left: int, right: int, palette: Palette) -> list[str]:
    look = f'stroke="{palette.line}" stroke-width="1.5"'
    if row.after < row.before:
        look = f'stroke="{palette.ok}" stroke-width="2.5"'
    elif row.after > row.before:
        look = f'stroke="{palette.bad}" stroke-width="2.5" stroke-dasharray="6 5"'
    label = escape(row.label)
    return [
        f'<line x1="35%" x2="65%" y1="{left}" y2="{right}" {look}/>',
        f'<circle cx="35%" cy="{left}" r="4.5" fill="{palette.ink}"/>',
        f'<circle cx="65%" cy="{right}" r="4.5" fill="{palette.ink}"/>',
        (
            f'<text x="32%" y="{left + 5}" text-anchor="end" fill="{palette.ink}">'
            f"{label} · {row.before}</text>"
        ),
        f'<text x="68%" y="{right + 5}" fill="{palette.ink}">{row.after} · {label}</text>',
    ]
