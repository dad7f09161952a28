"""Showing exact numbers: half away from zero, a point, never "-0.00"."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt


def shown(value: Fraction | int, digits: int) -> str:
    """The value with that many digits after the point: 2.675 is "2.68", −0.04 is "0.0"."""
    scaled = abs(Fraction(value)) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return _written(units, digits, negative=value < 0)


def shown_root(square: Fraction | int, digits: int) -> str:
    """The square root of a number of at least 0, rounded exactly (a root may be irrational)."""
    scaled = Fraction(square) * 100**digits
    # floor(2·√x) = isqrt(floor(4x)); half away from zero is then one more integer step
    doubled = isqrt(4 * scaled.numerator // scaled.denominator)
    return _written((doubled + 1) // 2, digits, negative=False)


def _written(units: int, digits: int, *, negative: bool) -> str:
    text = str(units).rjust(digits + 1, "0")
    if digits:
        text = f"{text[:-digits]}.{text[-digits:]}"
    return f"-{text}" if negative and units else text
