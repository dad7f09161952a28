"""Arithmetic of several exact numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction


def total(numbers: Sequence[Fraction]) -> Fraction:
    """The sum; 0 of none."""
    return sum(numbers, start=Fraction(0))


def mean(numbers: Sequence[Fraction]) -> Fraction:
    """The arithmetic mean of at least one number."""
    return total(numbers) / len(numbers)


def median(numbers: Sequence[Fraction]) -> Fraction:
    """The middle number; of an even count the mean of the middle two."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else mean(ordered[middle - 1 : middle + 1])


def rounded(number: Fraction, digits: int) -> Fraction:
    """The number with that many digits after the point, half away from zero."""
    scaled = abs(number) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(units if number >= 0 else -units, 10**digits)


COMBINERS: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": total,
    "mean": mean,
    "median": median,
    "highest": max,
    "lowest": min,
}
"""How several numbers become one, by the word of the rules."""
