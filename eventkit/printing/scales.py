"""Where rows and numbers stand in a chart that is as wide as its place on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor, log10

from eventkit.lazy import dataclass
from eventkit.printing.palette import Palette
from eventkit.printing.words import Exact

ROUNDING = 1e-9
"""Of a step: a value so near to a tick stands on it."""
SHORT = 9
"""Letters of a name that fit beside a row on a phone; longer ones stand above it."""
RIGHT = 96.0
"""Per cent at which a scale ends, so that its last number is not cut."""


def ticks(count: int, most: int = 8) -> list[int]:
    """Some of the places 1 … `count` that a scale names: the ends and round numbers between."""
    if count <= most:
        return list(range(1, count + 1))
    stride = next(s for s in _strides() if count / s <= most - 1)
    inner = [tick for tick in range(stride, count, stride) if tick > 1]
    return [1, *(tick for tick in inner if count - tick > stride / 2), count]


def round_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers, evenly apart, that enclose `low` … `high`; one value stands in the middle."""
    if low == high:
        low, high = low - 1, high + 1
    span = high - low
    unit = 10.0 ** (floor(log10(span)) - 2)
    stride = next(step * unit for step in _strides() if span / (step * unit) <= most - 2)
    first, last = floor(low / stride + ROUNDING), ceil(high / stride - ROUNDING)
    return [round(number * stride, 10) for number in range(first, last + 1)]


def _strides() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


@dataclass(frozen=True)
class Rows:
    """Where rows stand: `head` pixels for the scale above, names beside or above each row."""

    count: int
    is_above: bool
    head: int = 26

    @property
    def height(self) -> int:
        """Pixels of one row."""
        return 46 if self.is_above else 26

    @property
    def left(self) -> float:
        """Per cent at which the scale begins."""
        return 4.0 if self.is_above else 26.0

    @property
    def whole(self) -> int:
        """Pixels of the whole drawing."""
        return self.head + max(1, self.count) * self.height + 4

    def middle(self, number: int) -> int:
        """Where the marks of a row stand."""
        return self.head + number * self.height + (30 if self.is_above else 13)

    def baseline(self, number: int) -> int:
        """Where the name of a row stands."""
        return self.middle(number) + (-14 if self.is_above else 5)


@dataclass(frozen=True)
class Scale:
    """From numbers to per cent of the width."""

    low: float
    high: float
    left: float

    def at(self, value: float) -> float:
        """Per cent from the left."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + share * (RIGHT - self.left)


def scale_of(
    values: Sequence[Exact], left: float, point: str
) -> tuple[Scale, list[tuple[float, str]]]:
    """A scale of round numbers around the values, with its marks."""
    numbers = [float(value) for value in values] or [0.0, 1.0]
    marks = round_ticks(min(numbers), max(numbers))
    named = [(mark, f"{mark:g}".replace(".", point)) for mark in marks]
    return Scale(marks[0], marks[-1], left), named


def axis(marks: Sequence[tuple[float, str]], scale: Scale, at: Rows, palette: Palette) -> list[str]:
    """Lines down the whole drawing with their words above."""
    parts = []
    for value, word in marks:
        x = scale.at(value)
        parts.append(
            f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="{at.head - 6}" y2="{at.whole}"'
            f' stroke="{palette.rule}"/><text x="{x:.2f}%" y="13" text-anchor="middle"'
            f' font-size="12" fill="{palette.ink_3}">{word}</text>'
        )
    return parts


def stand_above(labels: Iterable[str]) -> bool:
    """Whether names are too long to stand beside their rows."""
    return max(map(len, labels), default=0) > SHORT
