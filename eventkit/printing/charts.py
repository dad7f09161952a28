"""Small charts as inline SVG: no script, no style attribute, a sentence for screen readers.

Colours come from a palette (variables of the page, or fixed ones for a PDF). Values are exact;
they become floats only to be drawn. Every function takes a `prefix` that makes its ids unique on
the page, a `title` (what it is) and a `description` (what it says).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup, escape

from eventkit.lazy import dataclass
from eventkit.printing.drawing import drawing
from eventkit.printing.palette import SCREEN, Palette
from eventkit.printing.words import Exact, shown

_MINUS = "−"


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value, and how the value is written."""

    label: str
    value: Exact
    text: str
    strong: bool = False
    """Drawn in the accent; the others in the second ink."""


def bars(
    rows: Sequence[Bar],
    *,
    prefix: str,
    title: str,
    description: str,
    largest: Exact | None = None,
    width: int = 480,
    label_width: int = 170,
    palette: Palette = SCREEN,
) -> Markup:
    """Horizontal bars from zero, named at the left, with their values at the right.

    Args:
        rows: from top to bottom.
        prefix: see the module.
        title: see the module.
        description: see the module.
        largest: value of a full track; the greatest of the rows when None.
        width: units of the drawing, label and value included.
        label_width: room for the names.
        palette: colours.
    """
    full = float(largest if largest is not None else max((row.value for row in rows), default=1))
    room = width - label_width - 64
    parts: list[str] = []
    for number, row in enumerate(rows):
        top = number * 28
        length = max(0.0, min(1.0, float(row.value) / full)) * room if full > 0 else 0.0
        ink = palette.accent if row.strong else palette.ink_2
        weight = ' font-weight="600"' if row.strong else ""
        parts.append(
            f'<text x="0" y="{top + 19}" fill="{palette.ink}"{weight}>{escape(row.label)}</text>'
            f'<path d="M{label_width} {top + 14}h{room}" stroke="{palette.rule}"'
            f' stroke-width="2"/>'
            f'<path d="M{label_width} {top + 7}h{length:.1f}v14h-{length:.1f}z" fill="{ink}"/>'
            f'<text x="{width}" y="{top + 19}" text-anchor="end" fill="{palette.ink}"'
            f"{weight}>{escape(row.text)}</text>"
        )
    return drawing(parts, (0, 0, width, max(1, len(rows)) * 28), prefix, title, description)


def places(
    place: int,
    low: int,
    high: int,
    count: int,
    *,
    prefix: str,
    title: str,
    description: str,
    palette: Palette = SCREEN,
) -> Markup:
    """A dot for the official place on a pale bar of the probable ones, on a scale of 1…count.

    Raises:
        ValueError: the places are not in order or lie outside 1…count.
    """
    if not (1 <= low <= high <= count and 1 <= place <= count):
        raise ValueError(f"place {place} in {low}–{high} of {count}")
    width = max(112, min(38 * count, 240)) if count > 1 else 40
    step = (width - 36) / (count - 1) if count > 1 else 0.0

    def at(number: int) -> float:
        return 18 + (number - 1) * step

    parts = [
        f'<path d="M{at(tick):.1f} 6v13" stroke="{palette.rule}" stroke-width="1.5"/>'
        for tick in range(1, count + 1)
    ]
    parts += [
        f'<text x="{at(tick):.1f}" y="32" font-size="12" text-anchor="middle"'
        f' fill="{palette.ink_3}">{tick}</text>'
        for tick in _labelled(count, step)
    ]
    parts.append(
        f'<path d="M{at(low):.1f} 12.5H{at(high) + (0.01 if low == high else 0):.2f}"'
        f' stroke="{palette.accent}" stroke-opacity=".38" stroke-width="9"'
        f' stroke-linecap="round"/>'
        f'<circle cx="{at(place):.1f}" cy="12.5" r="5.5" fill="{palette.accent}"/>'
    )
    return drawing(parts, (0, 0, width, 34), prefix, title, description)


def _labelled(count: int, step: float) -> list[int]:
    """Ticks that carry a number: all when there is room, else first, last and some between."""
    if step >= 18 or count <= 2:
        return list(range(1, count + 1))
    stride = next((width for width in (2, 5, 10, 20, 50, 100) if width * step >= 22), 500)
    inner = [tick for tick in range(stride, count, stride) if (count - tick) * step >= 20]
    return [1, *(tick for tick in inner if (tick - 1) * step >= 18), count]


def juror_cells(
    sent: int,
    drafts: int,
    total: int,
    *,
    prefix: str,
    title: str,
    description: str,
    in_row: int = 15,
    palette: Palette = SCREEN,
) -> Markup:
    """A cell for each sheet of a juror: full when sent, half when begun, empty when not.

    Args:
        sent: sheets sent.
        drafts: sheets begun and not sent.
        total: sheets assigned.
        prefix: see the module.
        title: see the module.
        description: see the module.
        in_row: cells in a row; more go to the next rows.
        palette: colours.

    Raises:
        ValueError: more sheets sent and begun than assigned, or a negative number.
    """
    if sent < 0 or drafts < 0 or sent + drafts > total:
        raise ValueError(f"{sent} sent and {drafts} begun of {total}")
    parts: list[str] = []
    for number in range(total):
        x, y = number % in_row * 20, number // in_row * 21
        if number < sent:
            parts.append(
                f'<rect x="{x}" y="{y}" width="17" height="18" rx="2" fill="{palette.accent}"/>'
            )
            continue
        half = number < sent + drafts
        ink = palette.accent if half else palette.line
        parts.append(
            f'<rect x="{x + 0.75}" y="{y + 0.75}" width="15.5" height="16.5" rx="1.5" fill="none"'
            f' stroke="{ink}" stroke-width="1.5"/>'
        )
        if half:
            parts.append(
                f'<path d="M{x} {y + 10}h17v6a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2z" fill="{ink}"/>'
            )
    rows = max(1, -(-total // in_row))
    return drawing(parts, (0, 0, in_row * 20 - 3, rows * 21 - 3), prefix, title, description)


def deviation(
    value: Exact | None,
    *,
    threshold: Exact,
    prefix: str,
    title: str,
    description: str,
    limit: int = 8,
    digits: int = 1,
    flagged: bool | None = None,
    palette: Palette = SCREEN,
) -> Markup:
    """A juror's mean deviation from colleagues on a common axis, with dashes at the threshold.

    Args:
        value: points above (+) or below (−) the others; None draws the empty axis.
        threshold: where the marks «strict» and «mild» begin.
        prefix: see the module.
        title: see the module.
        description: see the module.
        limit: end of the axis; a greater value stands at the end and keeps its number.
        digits: places after the comma.
        flagged: a red square instead of a dot; at or beyond the threshold when None.
        palette: colours.
    """
    scale = 62 / limit
    edge = min(float(threshold), limit) * scale
    axis = (
        f'<path d="M-62 24H62" stroke="{palette.rule}" stroke-width="2"/>'
        f'<path d="M0 17v12" stroke="{palette.line}" stroke-width="1.5"/>'
        f'<path d="M{-edge:.1f} 19v10M{edge:.1f} 19v10" stroke="{palette.line}"'
        ' stroke-width="1.5" stroke-dasharray="2 2"/>'
    )
    parts = [axis]
    if value is not None:
        alarm = abs(Fraction(value)) >= Fraction(threshold) if flagged is None else flagged
        ink = palette.bad if alarm else palette.ink_2
        x = max(-limit, min(limit, float(value))) * scale
        parts.append(f'<path d="M0 24H{x:.1f}" stroke="{ink}" stroke-width="3"/>')
        parts.append(
            f'<path d="M{x - 5.5:.1f} 18.5h11v11h-11z" fill="{ink}"/>'
            if alarm
            else f'<circle cx="{x:.1f}" cy="24" r="5.5" fill="{ink}"/>'
        )
        # the number stays inside the drawing at either end of the axis
        parts.append(
            f'<text x="{max(-52, min(52, x)):.1f}" y="12" text-anchor="middle" font-size="13"'
            f' fill="{ink}" font-weight="{600 if alarm else 400}">'
            f"{signed(value, digits)}</text>"
        )
    return drawing(parts, (-69, 0, 138, 34), prefix, title, description)


def signed(value: Exact, digits: int = 1) -> str:
    """Write a difference with its sign: «+0,9», «−6,7», «0,0»."""
    text = shown(value, digits)
    if text.startswith("-"):
        return _MINUS + text[1:]
    return text if not text.strip("0,") else f"+{text}"
