"""Probabilities of Student's t, of F and of the noncentral t, in floats.

Written out because scipy is not part of every installation, and a questionnaire's report is.
"""

from __future__ import annotations

from collections.abc import Callable
from math import erfc, exp, inf, isfinite, lgamma, log, log1p, sqrt

TINY = 1e-300
STEPS = 100
"""Halvings of an interval: more than a float can tell apart."""


def t_two_sided(t: float, df: float) -> float:
    """The probability of |T| ≥ |t|."""
    return beta(df / (df + t * t), df / 2, 0.5)


def t_limit(confidence: float, df: float) -> float:
    """The t that |T| stays under with this confidence: 2.262… for 0.95 and 9."""
    x = _solve(lambda x: beta(x, df / 2, 0.5), 1 - confidence, 0.0, 1.0)
    return sqrt(df * (1 - x) / x) if x > 0 else inf


def f_limit(share: float, first: int, second: int) -> float:
    """The F under which this share lies."""
    x = _solve(lambda x: beta(x, first / 2, second / 2), share, 0.0, 1.0)
    return x * second / (first * (1 - x)) if x < 1 else inf


def noncentrality(t: float, df: int, share: float) -> float:
    """The noncentrality for which the noncentral t lies under ``t`` with probability ``share``."""
    reach = abs(t) + 10 + 5 * abs(t) / sqrt(df)
    return _solve(lambda shift: -noncentral_t(t, df, shift), -share, -reach, reach)


def beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(1 - x, b, a)
    front = a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(front) / a * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta, by Lentz."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _not_zero(1 + step * d)
            c = _not_zero(1 + step / c)
            total *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return total


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def noncentral_t(t: float, df: int, shift: float) -> float:
    """The probability that the noncentral t with noncentrality ``shift`` lies under ``t``.

    Lenth, R. V. (1989). Algorithm AS 243. Applied Statistics, 38(1), 185–189.
    """
    if t < 0:
        return 1 - noncentral_t(-t, df, -shift)
    normal = 0.5 * erfc(shift / sqrt(2))
    x = t * t / (t * t + df)
    if x <= 0 or shift == 0:
        return normal + (0.5 * beta(x, 0.5, df / 2) if x > 0 else 0.0)
    half = shift * shift / 2
    first = max(0, int(half - 40 - 12 * sqrt(half)))
    last = int(half + 40 + 12 * sqrt(half))
    uneven = _Betas(x, first + 0.5, df / 2)
    even = _Betas(x, first + 1.0, df / 2)
    total = 0.0
    for j in range(first, last + 1):
        weight = exp(-half + j * log(half) - lgamma(j + 1))
        other = exp(-half + j * log(half) - lgamma(j + 1.5)) * shift / sqrt(2)
        total += weight * uneven.value + other * even.value
        uneven.go_on()
        even.go_on()
    return min(1.0, max(0.0, normal + total / 2))


class _Betas:
    """I_x(a, b), I_x(a + 1, b), …: each from the one before it."""

    def __init__(self, x: float, a: float, b: float) -> None:
        self.x, self.a, self.b = x, a, b
        self.value = beta(x, a, b)

    def go_on(self) -> None:
        """The next a: less by x^a (1 − x)^b / (a B(a, b))."""
        a, b = self.a, self.b
        power = a * log(self.x) + b * log1p(-self.x)
        self.value -= exp(power + lgamma(a + b) - lgamma(a + 1) - lgamma(b))
        self.a += 1


def _solve(rising: Callable[[float], float], wanted: float, low: float, high: float) -> float:
    """Where a rising function takes a value, by halving."""
    for _step in range(STEPS):
        middle = (low + high) / 2
        if middle in (low, high) or not isfinite(middle):
            break
        if rising(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
