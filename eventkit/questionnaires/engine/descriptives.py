"""What a group's values are like: mean, spread, quartiles, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from eventkit.lazy import dataclass

PRECISION = 10**30


@dataclass(frozen=True)
class Described:
    """A group's values: ``sd`` with n − 1, None for one value; quartiles inclusive (type 7)."""

    n: int
    mean: Fraction
    sd: Fraction | None
    median: Fraction
    q1: Fraction
    q3: Fraction
    lowest: Fraction
    highest: Fraction


def describe(values: Sequence[Fraction]) -> Described | None:
    """Describe values in any order; None where there are none."""
    if not values:
        return None
    ordered = sorted(values)
    spread = variance(ordered)
    return Described(
        n=len(ordered),
        mean=sum(ordered, Fraction(0)) / len(ordered),
        sd=None if spread is None else root(spread),
        median=quantile(ordered, Fraction(1, 2)),
        q1=quantile(ordered, Fraction(1, 4)),
        q3=quantile(ordered, Fraction(3, 4)),
        lowest=ordered[0],
        highest=ordered[-1],
    )


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Type 7, as КВАРТИЛЬ.ВКЛ: between the two nearest values, by the distance to each."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def variance(values: Sequence[Fraction]) -> Fraction | None:
    """With n − 1; None for fewer than two values."""
    n = len(values)
    if n < 2:
        return None
    mean = sum(values, Fraction(0)) / n
    return sum(((value - mean) ** 2 for value in values), Fraction(0)) / (n - 1)


def root(square: Fraction) -> Fraction:
    """The square root: exact where it is rational, else to 30 digits.

    So a spread of just 0.455 is rounded as 0.455 is, not as the float beside it.
    """
    above, below = isqrt(square.numerator), isqrt(square.denominator)
    if above**2 == square.numerator and below**2 == square.denominator:
        return Fraction(above, below)
    return Fraction(isqrt(square.numerator * PRECISION**2 // square.denominator), PRECISION)
